//! What a variable holds at a point of a body.
//!
//! The shell is not run: an assignment counts where the commands stand in a straight line, and a name that was given
//! a value in a branch, a loop or a function is unknown from there on. A file that the body reads (`. file`) is taken
//! to leave the variables alone that have a value; which others it sets, nobody knows.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::Variables;
use crate::variables::is_name;

/// More assignments than this in one body, and no variable is known any more: each use looks through all of them.
const MOST_ASSIGNMENTS: usize = 256;

/// All values put into the words of one body come to no more than this: `A=$A$A` doubles with every line.
const MOST_BYTES: usize = 1 << 20;

/// The longest value that is followed.
const LONGEST: usize = 1 << 16;

/// What a variable holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Held {
    /// This.
    Value(String),
    /// Nothing: nobody has set it.
    Nothing,
    /// Nobody knows.
    Unknown,
}

/// The variables at one point of a body.
#[derive(Debug)]
pub(crate) struct Values<'a> {
    given: &'a Variables,
    /// What the body itself set, in order; `None` for an unknown value.
    set: Vec<(String, Option<String>)>,
    /// Names that a function sets: nobody knows when it is called.
    banned: HashSet<String>,
    text: &'a str,
    /// What the text sets, for the places that run at another time than they are read; looked up where it is needed.
    overlook: OnceCell<Overlook>,
    /// Whether a text around this one reads other text as its own.
    read_around: bool,
    /// How many loops and functions are around this point.
    repeated: u32,
    /// How many bytes may still be put into words.
    left: usize,
    lost: bool,
}

impl<'a> Values<'a> {
    /// The variables at the beginning of `text`.
    pub(crate) fn new(given: &'a Variables, text: &'a str) -> Self {
        Self {
            given,
            set: Vec::new(),
            banned: HashSet::new(),
            text,
            overlook: OnceCell::new(),
            read_around: false,
            repeated: 0,
            left: MOST_BYTES,
            lost: false,
        }
    }

    /// The variables at the beginning of a text that is handed to a shell of its own. What the text around it sets
    /// anywhere may or may not have got into that shell.
    pub(crate) fn inside<'b>(&self, text: &'b str) -> Values<'b>
    where
        'a: 'b,
    {
        let mut inner = Values::new(self.given, text);
        let around = self.overlook();
        inner.banned.extend(self.banned.union(&around.names).cloned());
        inner.read_around = around.reads || self.read_around;
        inner.left = self.left;
        inner
    }

    fn overlook(&self) -> &Overlook {
        self.overlook.get_or_init(|| look_over(self.text))
    }

    /// Counts what was put into the words of a text inside.
    pub(crate) const fn spend(&mut self, inner: &Values<'_>) {
        self.left = inner.left;
    }

    /// What `name` holds here. A value counts as put into a word.
    pub(crate) fn held(&mut self, name: &str) -> Held {
        if self.lost
            || self.banned.contains(name)
            || (self.repeated > 0 && self.overlook().names.contains(name))
        {
            return Held::Unknown;
        }
        let set = self.set.iter().rev().find(|(set, _)| set == name);
        let value = match set {
            Some((_, value)) => value.as_deref(),
            None if self.is_unset(name) => return Held::Nothing,
            None => self.given.value(name),
        };
        let Some(value) = value else { return Held::Unknown };
        let Some(left) = self.left.checked_sub(value.len()) else { return Held::Unknown };
        self.left = left;
        Held::Value(value.to_owned())
    }

    /// Whether `name` had this value before the body.
    pub(crate) fn is_given(&self, name: &str, value: &str) -> bool {
        self.given.value(name) == Some(value)
    }

    /// Whether nobody has set a variable: not what comes before the body, not the body, not the shell itself.
    fn is_unset(&self, name: &str) -> bool {
        is_name(name)
            && !self.read_around
            && !self.given.may_hold(name)
            && !OF_SHELLS.contains(&name)
            && !name.starts_with("BASH")
            && !self.overlook().reads
            && !self.overlook().names.contains(name)
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

/// Variables that have a value though nobody set them: shells and those who start them do.
const OF_SHELLS: [&str; 31] = [
    "COLUMNS",
    "DIRSTACK",
    "EUID",
    "FUNCNAME",
    "GROUPS",
    "HOME",
    "HOSTNAME",
    "HOSTTYPE",
    "IFS",
    "LINENO",
    "LINES",
    "LOGNAME",
    "MACHTYPE",
    "OLDPWD",
    "OPTARG",
    "OPTIND",
    "OSTYPE",
    "PATH",
    "PIPESTATUS",
    "PPID",
    "PS1",
    "PS2",
    "PS4",
    "PWD",
    "RANDOM",
    "REPLY",
    "SECONDS",
    "SHELL",
    "SHLVL",
    "TERM",
    "UID",
];

/// What stands behind a name that is given a value, in a command, in `${…}` or in arithmetic.
const ASSIGNS: [&str; 14] =
    ["=", "+=", "[", ":=", "++", "--", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|="];

/// What a text sets, by the look of it.
#[derive(Debug)]
struct Overlook {
    /// The names that it may give values to, anywhere in it; rather too many.
    names: HashSet<String>,
    /// Whether it reads other text as its own (`. file`, `eval`), which may set any.
    reads: bool,
}

fn look_over(text: &str) -> Overlook {
    let mut names = HashSet::new();
    let mut operands = false;
    let mut reads = [" . ", "\t. ", "\n. ", ";. ", "(. "].iter().any(|dot| text.contains(dot));
    reads |= text.starts_with(". ");
    let counts = text.contains("((");
    let words = |c: char| c != '_' && !c.is_ascii_alphanumeric();
    let mut offset = 0;
    for piece in text.split_inclusive(words) {
        let name = piece.trim_end_matches(words);
        let before = text.get(..offset).unwrap_or_default();
        let behind = text.get(offset + name.len()..).unwrap_or_default();
        offset += piece.len();
        if is_name(name) {
            let assigned = ASSIGNS.iter().any(|operator| behind.starts_with(operator));
            let counted = counts && (before.ends_with("++") || before.ends_with("--"));
            if operands || assigned || counted {
                names.insert(name.to_owned());
            }
            operands |= matches!(
                name,
                "read" | "for" | "select" | "unset" | "getopts" | "mapfile" | "readarray" | "printf"
            );
            reads |= matches!(name, "source" | "eval");
        }
        if piece.ends_with([';', '\n', '&', '|', ')']) {
            operands = false;
        }
    }
    Overlook { names, reads }
}

/// The names that a command sets by its arguments: `read x`, `unset x`.
pub(crate) fn sets_by_name(command: &str) -> bool {
    matches!(command, "read" | "unset" | "getopts" | "mapfile" | "readarray" | "printf")
}
