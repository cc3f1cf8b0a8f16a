//! The part of the walk that begins and ends a `${…}`.
//!
//! Apart from the rest of the walk because it is where the reference has most of its own ideas: in
//! which order things are read, looked up and complained about decides which variables count as
//! used when the expansion fails.

use super::error::ExpandError;
use super::frame::{Frame, Kind, Open};
use super::machine::Machine;
use super::name::leading_name_len;
use super::reference::{Modifier, Operator};
use super::substitution::{Substitution, WordInPlace};

impl<'a> Machine<'a> {
    /// Reads on after the `${` whose `$` is at `offset`.
    pub(super) fn read_braces(&mut self, offset: usize) -> Result<(), ExpandError> {
        match self.input.peek() {
            None => return Err(ExpandError::MissingBrace { offset }),
            Some('{' | '}' | ':') => return Err(ExpandError::BadSubstitution { offset }),
            Some(_) => {}
        }
        let name = self.input.take(leading_name_len);
        let Some(mut operator) = self.input.next() else {
            return Err(ExpandError::UnsupportedModifier { offset, modifier: String::new() });
        };
        if operator == '}' {
            return self.add_value(offset, name, ["${", name, "}"]);
        }
        let colon = operator == ':';
        if colon {
            // Any character is good enough at first, a `}` too: the word after it is read before
            // anyone asks what it is.
            let Some(after_colon) = self.input.next() else {
                return Err(ExpandError::MissingBrace { offset });
            };
            operator = after_colon;
        }
        let operator = match operator {
            '-' => Operator::Default,
            '+' => Operator::Alternative,
            '?' => Operator::Required,
            '#' if !colon => Operator::CutPrefix,
            '%' if !colon => Operator::CutSuffix,
            '/' if !colon => {
                if self.input.next_is('/') {
                    Operator::ReplaceAll
                } else {
                    Operator::ReplaceFirst
                }
            }
            other => Operator::Unsupported(other),
        };
        let substitution = Substitution { offset, name, modifier: Modifier { operator, colon } };
        match operator {
            Operator::Unsupported(other) if !colon || matches!(other, '#' | '%') => {
                Err(substitution.unsupported())
            }
            _ => {
                self.open_substitution(substitution);
                Ok(())
            }
        }
    }

    /// Gets ready to read the word after the modifier.
    fn open_substitution(&mut self, substitution: Substitution<'a>) {
        let operator = substitution.modifier.operator;
        let start = self.text.len();
        let kept = self.options.keep_unset && self.environment.get(substitution.name).is_none();
        if kept {
            // Written now, so that nothing has to be moved to make room for it later.
            self.text.push_str("${");
            self.text.push_str(substitution.name);
            self.text.push_str(&substitution.modifier.to_string());
        }
        let open = Open { substitution, kept, word_start: self.text.len() };
        let (raw_escapes, kind) = match operator {
            Operator::ReplaceFirst | Operator::ReplaceAll => (true, Kind::Pattern(open)),
            Operator::CutPrefix | Operator::CutSuffix => (true, Kind::Word(open)),
            _ => (false, Kind::Word(open)),
        };
        self.words.forget_partial();
        self.frames.push(Frame { start, raw_escapes, kind });
    }

    /// Ends the substitution `open`, all of which has been read, in the text from `start` on.
    pub(super) fn substitute(
        &mut self,
        start: usize,
        open: Open<'a>,
        middle: usize,
    ) -> Result<(), ExpandError> {
        let Substitution { offset, name, modifier } = open.substitution;
        if open.kept {
            self.text.push('}');
            self.record(offset, name, false, Some(modifier));
        } else {
            let value = self.environment.get(name);
            self.record(offset, name, value.is_some(), Some(modifier));
            self.pay_for(value.as_deref(), offset)?;
            let word = WordInPlace { text: &mut self.text, start: open.word_start, middle };
            open.substitution.apply(value.as_deref(), word, &mut self.budget)?;
        }
        if self.frames.is_empty() {
            let result = self.text.get(start..).unwrap_or_default();
            self.words.add_plain(result, self.input.offset());
        }
        Ok(())
    }
}
