//! Reading the input one character at a time, knowing where one is.
//!
//! Kept apart so that the machine never handles byte offsets by arithmetic: slicing in the middle
//! of a character is then not possible.

use std::str::Chars;

/// A place in a text that moves forward.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    length: usize,
    rest: Chars<'a>,
}

impl<'a> Cursor<'a> {
    /// A byte order mark at the very beginning is no text: the builder's reader drops it.
    pub(super) fn new(text: &'a str) -> Self {
        Self { length: text.len(), rest: text.strip_prefix('\u{feff}').unwrap_or(text).chars() }
    }

    /// How many bytes of the text have been read.
    pub(super) fn offset(&self) -> usize {
        self.length - self.rest.as_str().len()
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest.as_str().is_empty()
    }

    /// The next character, which stays unread.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    /// Reads one character.
    pub(super) fn next(&mut self) -> Option<char> {
        self.rest.next()
    }

    /// Reads the next character if it is `wanted`.
    pub(super) fn next_is(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.rest.next();
        }
        found
    }

    /// Reads as many bytes as `measure` says of the unread text (no further than its end).
    pub(super) fn take(&mut self, measure: impl FnOnce(&str) -> usize) -> &'a str {
        let unread = self.rest.as_str();
        let (taken, rest) = unread.split_at_checked(measure(unread)).unwrap_or((unread, ""));
        self.rest = rest.chars();
        taken
    }

    /// Reads the text up to `end` and `end` itself, and gives the text; `None` and nothing read if
    /// there is no `end`.
    pub(super) fn take_until(&mut self, end: char) -> Option<&'a str> {
        let (taken, rest) = self.rest.as_str().split_once(end)?;
        self.rest = rest.chars();
        Some(taken)
    }
}
