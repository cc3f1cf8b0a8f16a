//! What is open at a place in the input.
//!
//! A `${…}` may hold words that hold further `${…}`. What is open at a time is kept in a list of
//! [`Frame`]s instead of on the call stack, as a file can be nested deeper than a call stack is.

use super::error::ExpandError;
use super::substitution::Substitution;

/// Something that has been opened in the input and is to be closed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// Where in the text begins what this comes to.
    pub(super) start: usize,
    /// Whether escape characters stay in the text in here.
    pub(super) raw_escapes: bool,
    pub(super) kind: Kind<'a>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'a> {
    /// `"…`, with the place of the quote in the input.
    DoubleQuotes { offset: usize },
    /// `${name-…` and the like.
    Word(Open<'a>),
    /// `${name/…`.
    Pattern(Open<'a>),
    /// `${name/pattern/…`, with the place in the text where the replacement begins.
    Replacement(Open<'a>, usize),
}

/// A substitution whose word is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open<'a> {
    pub(super) substitution: Substitution<'a>,
    /// Whether it is written back. All before the word is in the text already then.
    pub(super) kept: bool,
    /// Where in the text the word begins.
    pub(super) word_start: usize,
}

impl Kind<'_> {
    /// The character that ends this.
    pub(super) const fn stop(self) -> char {
        match self {
            Self::DoubleQuotes { .. } => '"',
            Self::Pattern(_) => '/',
            Self::Word(_) | Self::Replacement(..) => '}',
        }
    }

    /// The error if the input ends before this does.
    pub(super) const fn cut_short(self) -> ExpandError {
        match self {
            Self::DoubleQuotes { offset } => ExpandError::OpenDoubleQuote { offset },
            Self::Pattern(open) => ExpandError::MissingSlash { offset: open.substitution.offset },
            Self::Word(open) | Self::Replacement(open, _) => {
                ExpandError::MissingBrace { offset: open.substitution.offset }
            }
        }
    }

    pub(super) const fn is_quotes(self) -> bool {
        matches!(self, Self::DoubleQuotes { .. })
    }
}
