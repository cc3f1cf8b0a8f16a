//! Why a word cannot be expanded.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why a word cannot be expanded.
///
/// Every kind carries the byte offset in the word of what is to blame, see
/// [`offset`](ExpandError::offset). Where a `${…}` runs into the end of the word, the outermost
/// open one is to blame, whatever else was wrong further in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpandError {
    /// A single quote without its partner.
    OpenSingleQuote {
        /// Where the quote is.
        offset: usize,
    },
    /// A double quote without its partner.
    OpenDoubleQuote {
        /// Where the quote is.
        offset: usize,
    },
    /// The word ends inside of `${…}`.
    MissingBrace {
        /// Where the `$` is.
        offset: usize,
    },
    /// The word ends inside of the pattern of `${name/pattern/replacement}`.
    MissingSlash {
        /// Where the `$` is.
        offset: usize,
    },
    /// `${` followed by something that no substitution begins with.
    BadSubstitution {
        /// Where the `$` is.
        offset: usize,
    },
    /// A character after the name that is no modifier, or a modifier that cannot have the `:`
    /// before it.
    UnsupportedModifier {
        /// Where the `$` is.
        offset: usize,
        /// The modifier with its `:`, if it has one; empty if the word ends where it should be.
        modifier: String,
    },
    /// A pattern with a backslash before something that has no meaning in patterns.
    InvalidPattern {
        /// Where the `$` is.
        offset: usize,
    },
    /// `${name?}` and the variable is not set.
    NotSet {
        /// Where the `$` is.
        offset: usize,
        /// The variable.
        name: String,
        /// What the author of the file has to say about it; may be empty.
        message: String,
    },
    /// `${name:?}` and the variable is set to nothing.
    Empty {
        /// Where the `$` is.
        offset: usize,
        /// The variable.
        name: String,
        /// What the author of the file has to say about it; may be empty.
        message: String,
    },
    /// The variables come to more text than is worth handling. The one error that the reference
    /// does not have; no honest file runs into it.
    TooLarge {
        /// Where the `$` is of the reference that was one too many.
        offset: usize,
    },
}

impl ExpandError {
    /// A stable word for the class of the error; its message may be reworded.
    pub const fn class(&self) -> &'static str {
        match self {
            Self::OpenSingleQuote { .. } => "unterminated-single-quote",
            Self::OpenDoubleQuote { .. } => "unterminated-double-quote",
            Self::MissingBrace { .. } => "missing-brace",
            Self::MissingSlash { .. } => "missing-slash",
            Self::BadSubstitution { .. } => "bad-substitution",
            Self::UnsupportedModifier { .. } => "unsupported-modifier",
            Self::InvalidPattern { .. } => "invalid-pattern",
            Self::NotSet { .. } => "not-set",
            Self::Empty { .. } => "empty",
            Self::TooLarge { .. } => "too-large",
        }
    }

    /// Where in the word the trouble begins: the byte offset of a quote or of a `$`.
    #[must_use]
    pub const fn offset(&self) -> usize {
        match self {
            Self::OpenSingleQuote { offset }
            | Self::OpenDoubleQuote { offset }
            | Self::MissingBrace { offset }
            | Self::MissingSlash { offset }
            | Self::BadSubstitution { offset }
            | Self::UnsupportedModifier { offset, .. }
            | Self::InvalidPattern { offset }
            | Self::NotSet { offset, .. }
            | Self::Empty { offset, .. }
            | Self::TooLarge { offset } => *offset,
        }
    }
}

impl Display for ExpandError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::OpenSingleQuote { .. } => f.write_str("the single quote is never closed"),
            Self::OpenDoubleQuote { .. } => f.write_str("the double quote is never closed"),
            Self::MissingBrace { .. } => f.write_str("`${` is never closed with `}`"),
            Self::MissingSlash { .. } => {
                f.write_str("the pattern in `${name/pattern/replacement}` has no `/` after it")
            }
            Self::BadSubstitution { .. } => f.write_str("`${` needs a variable name after it"),
            Self::UnsupportedModifier { modifier, .. } if modifier.is_empty() => {
                f.write_str("the variable name after `${` is not followed by `}` or a modifier")
            }
            Self::UnsupportedModifier { modifier, .. } => {
                write!(f, "`{modifier}` is no modifier that `${{…}}` supports")
            }
            Self::InvalidPattern { .. } => {
                f.write_str("a backslash in a pattern stands before `*`, `?`, `\\`, `}` or `/` only")
            }
            Self::NotSet { name, message, .. } => {
                write!(f, "variable `{name}` is not set")?;
                write_message(f, message)
            }
            Self::Empty { name, message, .. } => {
                write!(f, "variable `{name}` is empty")?;
                write_message(f, message)
            }
            Self::TooLarge { .. } => f.write_str("the variables come to too much text"),
        }
    }
}

fn write_message(f: &mut Formatter<'_>, message: &str) -> fmt::Result {
    if message.is_empty() { Ok(()) } else { write!(f, ": {message}") }
}

impl Error for ExpandError {}
