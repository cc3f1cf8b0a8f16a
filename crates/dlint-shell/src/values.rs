//! What a variable holds at a point of a body.
//!
//! The shell is not run: an assignment counts where the commands stand in a straight line, and a name that was given
//! a value in a branch, a loop or a function is unknown from there on. A file that the body reads (`. file`) is taken
//! to leave the variables alone.

use std::collections::HashSet;

use crate::Variables;
use crate::variables::is_name;

/// More assignments than this in one body, and no variable is known any more: each use looks through all of them.
const MOST_ASSIGNMENTS: usize = 256;

/// All values put into the words of one body come to no more than this: `A=$A$A` doubles with every line.
const MOST_BYTES: usize = 1 << 20;

/// The longest value that is followed.
const LONGEST: usize = 1 << 16;

/// The variables at one point of a body.
#[derive(Debug)]
pub(crate) struct Values<'a> {
    given: &'a Variables,
    /// What the body itself set, in order; `None` for an unknown value.
    set: Vec<(String, Option<String>)>,
    /// Names that a function sets: nobody knows when it is called.
    banned: HashSet<String>,
    /// Names that are set anywhere in the text, for the places that run at another time than they are read.
    anywhere: HashSet<String>,
    /// How many loops and functions are around this point.
    repeated: u32,
    /// How many bytes may still be put into words.
    left: usize,
    lost: bool,
}

impl<'a> Values<'a> {
    /// The variables at the beginning of `text`.
    pub(crate) fn new(given: &'a Variables, text: &str) -> Self {
        Self {
            given,
            set: Vec::new(),
            banned: HashSet::new(),
            anywhere: assigned_anywhere(text),
            repeated: 0,
            left: MOST_BYTES,
            lost: false,
        }
    }

    /// The variables it began with.
    pub(crate) const fn given(&self) -> &'a Variables {
        self.given
    }

    /// The value of `name`, where it is known here. Counts as put into a word.
    pub(crate) fn get(&mut self, name: &str) -> Option<String> {
        if self.lost || self.banned.contains(name) || (self.repeated > 0 && self.anywhere.contains(name)) {
            return None;
        }
        let set = self.set.iter().rev().find(|(set, _)| set == name);
        let value = match set {
            Some((_, value)) => value.as_deref(),
            None => self.given.value(name),
        }?;
        self.left = self.left.checked_sub(value.len())?;
        Some(value.to_owned())
    }

    /// Gives `name` a value; `None` where it is not known.
    pub(crate) fn set(&mut self, name: &str, value: Option<&str>) {
        let value = value.filter(|value| value.len() <= LONGEST).map(str::to_owned);
        self.set.push((name.to_owned(), value));
        self.lost |= self.set.len() > MOST_ASSIGNMENTS;
    }

    /// This point, to come back to.
    pub(crate) const fn mark(&self) -> usize {
        self.set.len()
    }

    /// Forgets what was set since: it was set in a shell of its own.
    pub(crate) fn forget(&mut self, mark: usize) {
        self.set.truncate(mark);
    }

    /// What was set since may or may not have been.
    pub(crate) fn doubt(&mut self, mark: usize) {
        for (_, value) in self.set.iter_mut().skip(mark) {
            *value = None;
        }
    }

    /// What was set since is set whenever somebody calls the function.
    pub(crate) fn ban(&mut self, mark: usize) {
        let names = self.set.drain(mark.min(self.set.len())..).map(|(name, _)| name);
        self.banned.extend(names);
    }

    /// Goes into a part that may run several times, or at another time.
    pub(crate) const fn enter_repeated(&mut self) {
        self.repeated += 1;
    }

    /// Leaves it.
    pub(crate) const fn leave_repeated(&mut self) {
        self.repeated = self.repeated.saturating_sub(1);
    }
}

/// The names that a text may give values to, anywhere in it: by the look of it, and rather too many.
fn assigned_anywhere(text: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut operands = false;
    let words = |c: char| c != '_' && !c.is_ascii_alphanumeric();
    for piece in text.split_inclusive(words) {
        let name = piece.trim_end_matches(words);
        let end = piece.chars().next_back().unwrap_or(' ');
        if is_name(name) {
            if operands || matches!(end, '=' | '+' | '[' | '-') {
                names.insert(name.to_owned());
            }
            if matches!(
                name,
                "read" | "for" | "select" | "unset" | "getopts" | "mapfile" | "readarray" | "printf"
            ) {
                operands = true;
            }
        }
        if matches!(end, ';' | '\n' | '&' | '|' | ')') {
            operands = false;
        }
    }
    names
}

/// The names that a command sets by its arguments: `read x`, `unset x`.
pub(crate) fn sets_by_name(command: &str) -> bool {
    matches!(command, "read" | "unset" | "getopts" | "mapfile" | "readarray" | "printf")
}
