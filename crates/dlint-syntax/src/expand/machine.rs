//! The walk over the input that does the expansion.
//!
//! What is open is kept in a list of [`Frame`]s. They all write to the end of one and the same text
//! and only remember where in it they began: handing a text from every level to the one above would
//! take quadratic time for deep nesting.

use super::budget::Budget;
use super::cursor::Cursor;
use super::environment::Environment;
use super::error::ExpandError;
use super::frame::{Frame, Kind};
use super::name::leading_name_len;
use super::reference::{Modifier, Reference};
use super::words::Words;
use super::{Expanded, Expander, Expansion};

/// The expansion under way.
pub(super) struct Machine<'a> {
    pub(super) options: Expander,
    pub(super) environment: &'a dyn Environment,
    pub(super) input: Cursor<'a>,
    /// What has been written so far by the open frames and before them.
    pub(super) text: String,
    /// The words outside of all frames.
    pub(super) words: Words,
    pub(super) frames: Vec<Frame<'a>>,
    references: Vec<Reference>,
    pub(super) budget: Budget,
}

impl<'a> Machine<'a> {
    pub(super) fn new(options: Expander, word: &'a str, environment: &'a dyn Environment) -> Self {
        Self {
            options,
            environment,
            input: Cursor::new(word),
            text: String::with_capacity(word.len()),
            words: Words::default(),
            frames: Vec::new(),
            references: Vec::new(),
            budget: Budget::default(),
        }
    }

    pub(super) fn run(mut self) -> Expansion {
        let outcome = self.read_all();
        let (words, word_ranges) = self.words.finish();
        let result = match outcome {
            Ok(()) => Ok(Expanded { text: self.text, words }),
            Err(error) if self.input.at_end() => {
                // Whatever went wrong, with nothing left to read every open `${…}` says that it is
                // unfinished, and the outermost has the last word.
                let mut open = self.frames.iter().map(|frame| frame.kind);
                let outermost = open.find(|kind| !kind.is_quotes());
                Err(outermost.map_or(error, Kind::cut_short))
            }
            Err(error) => Err(error),
        };
        Expansion { result, references: self.references, word_ranges }
    }

    fn read_all(&mut self) -> Result<(), ExpandError> {
        loop {
            let innermost = self.frames.last().map(|frame| frame.kind);
            let offset = self.input.offset();
            if innermost.is_none() {
                self.words.mark(offset);
            }
            match (self.input.next(), innermost) {
                (None, None) => return Ok(()),
                (None, Some(kind)) => return Err(kind.cut_short()),
                (Some(c), Some(kind)) if c == kind.stop() => self.close()?,
                (Some(c), Some(kind)) if kind.is_quotes() => self.read_quoted(c, offset)?,
                (Some(c), _) => self.read_unquoted(c, offset)?,
            }
        }
    }

    /// Goes on after `c`, which stands at `offset` outside of double quotes.
    fn read_unquoted(&mut self, c: char, offset: usize) -> Result<(), ExpandError> {
        match c {
            '$' => return self.read_dollar(offset),
            '\'' if !self.options.ignore_quotes => return self.read_single_quotes(offset),
            '"' if !self.options.ignore_quotes => self.open_double_quotes(offset),
            '<' if self.input.peek() == Some('<') => {
                self.input.next();
                // The delimiter of a heredoc belongs to its operator, even after a space. Only the
                // blanks that can stand inside of a line are meant: after a line break there is a
                // new instruction, not a delimiter.
                self.add_raw("<<");
                let blanks =
                    self.input.take(|unread| unread.len() - unread.trim_start_matches([' ', '\t']).len());
                self.add_raw(blanks);
            }
            c if c == self.options.escape => {
                if self.raw_escapes() {
                    self.add_raw(c.encode_utf8(&mut [0; 4]));
                }
                if let Some(escaped) = self.input.next() {
                    self.add_raw(escaped.encode_utf8(&mut [0; 4]));
                }
            }
            c => self.add_plain(c.encode_utf8(&mut [0; 4])),
        }
        Ok(())
    }

    /// Goes on after `c`, which stands at `offset` inside of double quotes.
    fn read_quoted(&mut self, c: char, offset: usize) -> Result<(), ExpandError> {
        match c {
            '$' => return self.read_dollar(offset),
            c if c == self.options.escape => {
                // An escape character that is the last of the input is of no interest: there is no
                // closing quote then.
                if let Some(escaped) = self.input.next() {
                    let works = escaped == '"' || escaped == '$' || escaped == c;
                    if !works || self.raw_escapes() {
                        self.text.push(c);
                    }
                    self.text.push(escaped);
                }
            }
            c => self.text.push(c),
        }
        Ok(())
    }

    /// Reads on after the single quote at `offset`.
    fn read_single_quotes(&mut self, offset: usize) -> Result<(), ExpandError> {
        let Some(quoted) = self.input.take_until('\'') else {
            // The reference reads on to the end, looking for the quote.
            self.input.take(str::len);
            return Err(ExpandError::OpenSingleQuote { offset });
        };
        let quote = if self.options.raw_quotes { "'" } else { "" };
        self.add_raw(quote);
        self.add_raw(quoted);
        self.add_raw(quote);
        Ok(())
    }

    fn open_double_quotes(&mut self, offset: usize) {
        let start = self.text.len();
        if self.options.raw_quotes {
            self.text.push('"');
        }
        self.frames.push(Frame {
            start,
            raw_escapes: self.raw_escapes(),
            kind: Kind::DoubleQuotes { offset },
        });
    }

    /// Reads on after the `$` at `offset`.
    fn read_dollar(&mut self, offset: usize) -> Result<(), ExpandError> {
        if self.input.next_is('{') {
            return self.read_braces(offset);
        }
        let name = self.input.take(leading_name_len);
        if name.is_empty() {
            self.add_plain("$");
            return Ok(());
        }
        self.add_value(offset, name, ["$", name, ""])
    }

    /// Closes the innermost frame, whose end has just been read.
    fn close(&mut self) -> Result<(), ExpandError> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        match frame.kind {
            Kind::DoubleQuotes { .. } => {
                if self.options.raw_quotes {
                    self.text.push('"');
                }
                if self.frames.is_empty() {
                    let quoted = self.text.get(frame.start..).unwrap_or_default();
                    self.words.add_raw(quoted, self.input.offset());
                }
            }
            Kind::Pattern(open) => {
                if open.kept {
                    self.text.push('/');
                }
                self.frames.push(Frame { kind: Kind::Replacement(open, self.text.len()), ..frame });
            }
            Kind::Word(open) => self.substitute(frame.start, open, self.text.len())?,
            Kind::Replacement(open, middle) => self.substitute(frame.start, open, middle)?,
        }
        Ok(())
    }

    /// Adds the value of a variable that has no modifier. `written` is how it is written in the
    /// input.
    pub(super) fn add_value(
        &mut self,
        offset: usize,
        name: &str,
        written: [&str; 3],
    ) -> Result<(), ExpandError> {
        let value = self.environment.get(name);
        self.record(offset, name, value.is_some(), None);
        self.pay_for(value.as_deref(), offset)?;
        match value {
            Some(value) => self.add_plain(&value),
            None if self.options.keep_unset => {
                for part in written {
                    self.add_plain(part);
                }
            }
            None => {}
        }
        Ok(())
    }

    /// Pays for the use of `value` by the reference at `offset`.
    pub(super) fn pay_for(&mut self, value: Option<&str>, offset: usize) -> Result<(), ExpandError> {
        (self.budget.spend(value.map_or(0, str::len))).ok_or(ExpandError::TooLarge { offset })
    }

    /// Notes that `name` was looked up for the reference that begins at `offset` and has just been
    /// read.
    pub(super) fn record(&mut self, offset: usize, name: &str, set: bool, modifier: Option<Modifier>) {
        let end = self.input.offset();
        // The dollar sign comes before the name, and in `${…}` the brace. Only `$name` is no longer
        // than dollar sign and name.
        let braces = end - offset > 1 + name.len();
        let name_start = offset + if braces { 2 } else { 1 };
        self.references.push(Reference {
            name: name.to_owned(),
            range: offset..end,
            name_range: name_start..name_start + name.len(),
            set,
            modifier,
        });
    }

    /// Whether escape characters stay in the text where the input is being read.
    fn raw_escapes(&self) -> bool {
        let innermost = self.frames.last();
        innermost.map_or(self.options.raw_escapes, |frame| frame.raw_escapes)
    }

    /// Adds text that may be split into words.
    fn add_plain(&mut self, text: &str) {
        self.text.push_str(text);
        if self.frames.is_empty() {
            self.words.add_plain(text, self.input.offset());
        }
    }

    /// Adds text that belongs to one word.
    fn add_raw(&mut self, text: &str) {
        self.text.push_str(text);
        if self.frames.is_empty() {
            self.words.add_raw(text, self.input.offset());
        }
    }
}
