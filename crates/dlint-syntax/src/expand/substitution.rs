//! What a `${…}` with a modifier comes to.
//!
//! Kept apart from the machine because there is nothing to read here any more: the modifier's word
//! is known, and so is the value.

use super::budget::Budget;
use super::error::ExpandError;
use super::pattern::{Pattern, Reach};
use super::reference::{Modifier, Operator};

/// A `${…}` with a modifier.
#[derive(Debug, Clone, Copy)]
pub(super) struct Substitution<'a> {
    /// Where in the input the `$` is.
    pub(super) offset: usize,
    pub(super) name: &'a str,
    pub(super) modifier: Modifier,
}

/// The modifier's word, which has been written to the end of a text.
///
/// The result takes its place there. Where the word itself is the result it can stay, so that a
/// long chain of nested defaults does not copy the innermost one over and over.
#[derive(Debug)]
pub(super) struct WordInPlace<'t> {
    pub(super) text: &'t mut String,
    /// Where in `text` the word begins.
    pub(super) start: usize,
    /// Where in `text` the replacement begins that follows the pattern; for the modifiers that take
    /// one word only, where the word ends.
    pub(super) middle: usize,
}

impl WordInPlace<'_> {
    fn word(&self) -> &str {
        self.text.get(self.start..self.middle).unwrap_or_default()
    }

    fn replacement(&self) -> &str {
        self.text.get(self.middle..).unwrap_or_default()
    }

    fn become_result(&mut self, result: &str) {
        self.text.truncate(self.start);
        self.text.push_str(result);
    }
}

impl Substitution<'_> {
    /// Makes `word` the result of the substitution for a variable that has `value`.
    pub(super) fn apply(
        &self,
        value: Option<&str>,
        mut word: WordInPlace<'_>,
        budget: &mut Budget,
    ) -> Result<(), ExpandError> {
        let usable = value.filter(|value| !(self.modifier.colon && value.is_empty()));
        // Cutting and replacing do not care whether there is a value.
        let value_or_empty = value.unwrap_or_default();
        if self.modifier.operator.takes_pattern() {
            (budget.spend_on_matching(value_or_empty, word.word())).ok_or_else(|| self.too_large())?;
        }
        match self.modifier.operator {
            Operator::Default => {
                if let Some(value) = usable {
                    word.become_result(value);
                }
            }
            Operator::Alternative => {
                if usable.is_none() {
                    word.become_result("");
                }
            }
            Operator::Required => {
                let Some(usable) = usable else {
                    return Err(self.missing_value(value, word.word()));
                };
                word.become_result(usable);
            }
            Operator::CutPrefix => {
                let (pattern, reach) =
                    pattern_with_reach(word.word(), '#').ok_or_else(|| self.invalid_pattern())?;
                word.become_result(pattern.cut_prefix(value_or_empty, reach));
            }
            Operator::CutSuffix => {
                let (pattern, reach) =
                    pattern_with_reach(word.word(), '%').ok_or_else(|| self.invalid_pattern())?;
                word.become_result(pattern.cut_suffix(value_or_empty, reach));
            }
            Operator::ReplaceFirst => {
                let pattern = Pattern::new(word.word()).ok_or_else(|| self.invalid_pattern())?;
                (budget.spend(word.replacement().len())).ok_or_else(|| self.too_large())?;
                let result = pattern.replace_first(value_or_empty, word.replacement());
                word.become_result(&result);
            }
            Operator::ReplaceAll => {
                let pattern = Pattern::new(word.word()).ok_or_else(|| self.invalid_pattern())?;
                let result = pattern
                    .replace_all(value_or_empty, word.replacement(), budget)
                    .ok_or_else(|| self.too_large())?;
                word.become_result(&result);
            }
            Operator::Unsupported(_) => return Err(self.unsupported()),
        }
        Ok(())
    }

    /// The error that there is no such modifier.
    pub(super) fn unsupported(&self) -> ExpandError {
        ExpandError::UnsupportedModifier { offset: self.offset, modifier: self.modifier.to_string() }
    }

    const fn invalid_pattern(&self) -> ExpandError {
        ExpandError::InvalidPattern { offset: self.offset }
    }

    const fn too_large(&self) -> ExpandError {
        ExpandError::TooLarge { offset: self.offset }
    }

    fn missing_value(&self, value: Option<&str>, message: &str) -> ExpandError {
        let offset = self.offset;
        let name = self.name.to_owned();
        let message = message.to_owned();
        if value.is_none() {
            ExpandError::NotSet { offset, name, message }
        } else {
            ExpandError::Empty { offset, name, message }
        }
    }
}

/// The pattern that the word after `operator` stands for: the operator once more asks for the
/// longest match.
fn pattern_with_reach(word: &str, operator: char) -> Option<(Pattern, Reach)> {
    match word.strip_prefix(operator) {
        None => Some((Pattern::new(word)?, Reach::Shortest)),
        Some(longest) => Some((Pattern::new(longest)?, Reach::Longest)),
    }
}
