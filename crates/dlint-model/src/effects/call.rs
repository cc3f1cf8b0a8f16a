//! A command as its entry in the table sees it, and where the entry puts what it finds.

use std::collections::{BTreeMap, HashMap, HashSet};

use dlint_shell::{Assignment, Command, Piece, Word};
use dlint_text::Span;

use super::braces::expand;
use super::folders::Folders;
use super::options::{Argument, Parsed, Usage, parse};
use super::{Action, CommandId, Effect, Origin, ReadFrom, Shape};
use crate::path::{ImagePath, has_pattern, hole};
use crate::state::State;
use crate::variables::{Lookup, Value as Held, Variables};

/// The most words that braces and loops are followed into.
pub(super) const MOST_WORDS: usize = 64;

/// The words that the variables of loops go through, each with whether it is a pattern.
pub(crate) type Loops = BTreeMap<String, Vec<(String, bool)>>;

/// A command, with what it needs to know of the place it stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'c> {
    /// The command.
    pub(crate) command: &'c Command,
    /// Its name, without folders.
    pub(crate) name: &'c str,
    /// The folder it runs in.
    pub(crate) folder: &'c ImagePath,
    /// The words that the variables of the loops around it go through.
    pub(crate) loops: &'c Loops,
    /// What is in force.
    pub(crate) state: &'c State,
    /// The variables of the step.
    pub(crate) variables: Variables<'c>,
    /// Whether it only runs another command, which is looked at for itself: `sudo`, `sh -c`.
    pub(crate) is_seen_through: bool,
    /// What stands for words that nobody sees, where `find` or `xargs` runs it: `{}`.
    pub(crate) placeholder: Option<&'c str>,
    /// The paths that the placeholder stands for.
    pub(crate) found: &'c [ImagePath],
    /// The folders that are there.
    pub(crate) folders: &'c Folders,
    /// Whether its shell makes several words of `{a,b}`.
    pub(crate) has_braces: bool,
    /// What the script has put into the environment so far.
    pub(crate) exported: &'c HashMap<String, Value>,
    /// The names that the script gives values to.
    pub(crate) assigned: &'c HashSet<&'c str>,
}

/// One of the texts that a word may come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    /// The text; variables that nobody knows stand in it as `${NAME}`.
    pub(crate) text: String,
    /// Whether it ends where nobody knows how it goes on.
    pub(crate) open: bool,
    /// Whether it is a pattern.
    pub(crate) pattern: bool,
}

impl Value {
    /// A text of which nothing is known.
    pub(crate) const fn unknown() -> Self {
        Self { text: String::new(), open: true, pattern: false }
    }

    /// The text, if all of it is known.
    pub(crate) fn known(&self) -> Option<&str> {
        (!self.open && !self.text.contains("${")).then_some(&*self.text)
    }
}

impl<'c> Call<'c> {
    /// The words behind the name.
    pub(crate) fn words(&self) -> &'c [Word] {
        self.command.arguments()
    }

    /// Its options and operands.
    pub(crate) fn parse(&self, usage: &Usage) -> Parsed<'c> {
        parse(self.words(), usage)
    }

    /// The texts that a word comes to: more than one where braces are in it, or the variable of a loop.
    pub(crate) fn values(&self, word: &Word) -> Vec<Value> {
        if let Some(before) = self.before_placeholder(word) {
            return vec![Value { text: before.to_owned(), open: true, pattern: false }];
        }
        let mut texts = vec![(String::new(), false)];
        let mut open = false;
        for piece in word.pieces() {
            match piece {
                Piece::Text(text) => texts.iter_mut().for_each(|(whole, _)| whole.push_str(&text)),
                Piece::Variable(name) => match self.loops.get(&name) {
                    Some(words) if texts.len() * words.len() <= MOST_WORDS => {
                        let pairs = texts.iter().flat_map(|text| words.iter().map(move |word| (text, word)));
                        let put = |(text, word): (&(String, bool), &(String, bool))| {
                            (format!("{}{}", text.0, word.0), text.1 || word.1)
                        };
                        texts = pairs.map(put).collect();
                    }
                    _ => {
                        let text = self.open_text(&name);
                        for (whole, _) in &mut texts {
                            whole.push_str(&text);
                        }
                    }
                },
                Piece::Unknown => {
                    open = true;
                    break;
                }
            }
        }
        if word.braces && self.has_braces {
            let each = |(text, pattern): &(String, bool)| {
                expand(text).into_iter().map(|text| (text, *pattern)).collect::<Vec<_>>()
            };
            texts = texts.iter().flat_map(each).take(MOST_WORDS).collect();
        }
        let value = |(text, pattern): (String, bool)| Value {
            pattern: (pattern || word.pattern) && has_pattern(&text),
            open,
            text,
        };
        texts.into_iter().map(value).collect()
    }

    /// What is known of a variable that the shell code does not know: `/opt/${TOOL}`, or its name alone.
    fn open_text(&self, name: &str) -> String {
        match self.variables.get(name) {
            Lookup::Set(variable) if !self.assigned.contains(name) => match &variable.value {
                Held::Open(text) => text.clone(),
                Held::Known(_) | Held::Unset => hole(name),
            },
            _ => hole(name),
        }
    }

    /// What stands before the words that nobody sees, if the word holds them.
    fn before_placeholder<'w>(&self, word: &'w Word) -> Option<&'w str> {
        let at = word.beginning.find(self.placeholder?)?;
        word.beginning.get(..at)
    }

    /// Whether a word holds words that nobody sees.
    pub(crate) fn is_fed(&self, word: &Word) -> bool {
        self.before_placeholder(word).is_some()
    }

    /// The text of a word, if there is one and all of it is known.
    pub(crate) fn text(&self, word: &Word) -> Option<String> {
        match self.values(word).as_slice() {
            [value] => value.known().map(str::to_owned),
            _ => None,
        }
    }

    /// The text of an option's value, as far as it is known.
    pub(crate) fn value_of(&self, argument: Argument<'_>) -> Value {
        let first = self.values(argument.word).into_iter().next();
        let value = first.unwrap_or_else(Value::unknown);
        Value { text: value.text.get(argument.skip..).unwrap_or_default().to_owned(), ..value }
    }

    /// The paths that a word names.
    pub(crate) fn paths(&self, word: &Word) -> Vec<ImagePath> {
        if self.before_placeholder(word) == Some("") {
            return self.found.to_vec();
        }
        let tilde = word.pattern && word.text.starts_with('~');
        self.values(word).into_iter().map(|value| self.path_of(&value, tilde)).collect()
    }

    /// The path that an option's value names.
    pub(crate) fn option_path(&self, argument: Argument<'_>) -> ImagePath {
        let tilde = argument.skip == 0 && argument.word.pattern && argument.word.text.starts_with('~');
        self.path_of(&self.value_of(argument), tilde)
    }

    /// The path that a text, which is known in part, names for this command.
    pub(crate) fn paths_of(&self, value: &Value) -> ImagePath {
        self.path_of(value, false)
    }

    /// The path that a variable of the environment holds, if anything sets it.
    pub(crate) fn variable_path(&self, name: &str) -> Option<ImagePath> {
        let text = self.variable(name).or_else(|| self.assigned.contains(name).then(|| hole(name)))?;
        Some(self.path(&text))
    }

    /// The path that a text names for this command.
    pub(crate) fn path(&self, text: &str) -> ImagePath {
        self.folder.join(text)
    }

    fn path_of(&self, value: &Value, tilde: bool) -> ImagePath {
        let text = match value.text.strip_prefix('~').filter(|_| tilde) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                let home = self.home();
                return join(&home, rest.trim_start_matches('/'), value);
            }
            _ => &value.text,
        };
        let text = match text.strip_prefix("${HOME}") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                return join(&self.home(), rest.trim_start_matches('/'), value);
            }
            _ => text,
        };
        let text = match text.strip_prefix("${PWD}") {
            Some(rest) => return join(self.folder, rest.trim_start_matches('/'), value),
            None => text,
        };
        join(self.folder, text, value)
    }

    /// The folder that `~` stands for.
    pub(crate) fn home(&self) -> ImagePath {
        self.variable("HOME").map_or_else(|| self.state.home(), |home| ImagePath::new(&home))
    }

    /// What a variable of the environment holds, be it set for this command alone, exported by the script before it, or
    /// one of the step's. What only the build knows of it stands in it as `${NAME}`. One that is empty counts as not
    /// set, as it does for nearly all programs.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        let value = match self.own_variable(name) {
            Some(value) if !value.open => value.text,
            Some(_) => hole(name),
            None => match self.variables.get(name) {
                Lookup::Set(variable) => match &variable.value {
                    Held::Known(text) | Held::Open(text) => text.clone(),
                    Held::Unset => return None,
                },
                Lookup::Image(value) => value.map_or_else(|| hole(name), str::to_owned),
                Lookup::Perhaps | Lookup::Missing => return None,
            },
        };
        (!value.is_empty()).then_some(value)
    }

    /// What the command, or the script before it, gives a variable of the environment.
    fn own_variable(&self, name: &str) -> Option<Value> {
        let own = self.command.assignments.iter().rev().find(|assignment| &*assignment.name == name);
        match own {
            Some(assignment) => Some(self.assigned_value(assignment)),
            None => self.exported.get(name).cloned(),
        }
    }

    /// The value that an assignment gives.
    pub(crate) fn assigned_value(&self, assignment: &Assignment) -> Value {
        let word = assignment.value.as_ref().filter(|_| !assignment.append);
        word.and_then(|word| self.values(word).into_iter().next()).unwrap_or_else(Value::unknown)
    }
}

fn join(folder: &ImagePath, text: &str, value: &Value) -> ImagePath {
    if value.open {
        folder.join_open(text)
    } else if value.pattern {
        folder.join_pattern(text)
    } else {
        folder.join(text)
    }
}

/// Where an entry of the table puts what a command does.
#[derive(Debug)]
pub(crate) struct Out<'o> {
    pub(crate) effects: &'o mut Vec<Effect>,
    pub(crate) command: Option<CommandId>,
    pub(crate) is_certain: bool,
    /// The place of the whole command.
    pub(crate) span: Span,
}

impl Out<'_> {
    /// Adds anything.
    pub(crate) fn add(&mut self, action: Action, span: Span) {
        let (command, is_certain) = (self.command, self.is_certain);
        self.effects.push(Effect { action, span, command, is_certain, mount: None });
    }

    pub(crate) fn write(&mut self, path: ImagePath, shape: Shape, origin: Origin, span: Span) {
        self.add(Action::Write { path, shape, origin }, span);
    }

    pub(crate) fn delete(&mut self, path: ImagePath, tree: bool, span: Span) {
        self.add(Action::Delete { path, tree }, span);
    }

    /// The same, where it may not come to it.
    pub(crate) fn perhaps(&mut self, action: Action, span: Span) {
        let is_certain = std::mem::replace(&mut self.is_certain, false);
        self.add(action, span);
        self.is_certain = is_certain;
    }

    pub(crate) fn read(&mut self, path: ImagePath, span: Span) {
        self.add(Action::Read { path, from: ReadFrom::Here }, span);
    }
}
