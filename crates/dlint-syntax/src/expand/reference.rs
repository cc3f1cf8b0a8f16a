//! Which variables a word refers to, and how.
//!
//! The expanded text alone does not tell a rule that `${VERSION:-1.0}` has a default or where in
//! the word an unknown variable stands.

use std::fmt::{self, Display, Formatter, Write as _};
use std::ops::Range;

/// One look-up of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The variable's name. It can be empty: `${+x}` asks for a variable without a name.
    pub name: String,
    /// The bytes of the word that are the reference: `$name`, or `${…}` with all that is in it.
    pub range: Range<usize>,
    /// The bytes of the word that are the name.
    pub name_range: Range<usize>,
    /// Whether the environment had a value, be it an empty one.
    pub set: bool,
    /// What comes after the name in `${…}`; `None` for `$name` and `${name}`.
    pub modifier: Option<Modifier>,
}

/// What a `${…}` does with the value.
///
/// ```
/// use dlint_syntax::expand::{Expander, Operator};
///
/// let expansion = Expander::new('\\').expand("${TAG:-latest}", &());
/// let modifier = expansion.references[0].modifier.unwrap();
/// assert_eq!(modifier.operator, Operator::Default);
/// assert!(modifier.colon);
/// assert_eq!(modifier.to_string(), ":-");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Modifier {
    /// What is done.
    pub operator: Operator,
    /// Whether there is a `:` before the operator, which makes an empty value count as none.
    pub colon: bool,
}

/// What a [`Modifier`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Operator {
    /// `-`: a word to use instead if there is no value.
    Default,
    /// `+`: a word to use instead if there is a value.
    Alternative,
    /// `?`: an error if there is no value.
    Required,
    /// `#`: a pattern to cut off at the value's start.
    CutPrefix,
    /// `%`: a pattern to cut off at the value's end.
    CutSuffix,
    /// `/`: a pattern to replace where it first matches.
    ReplaceFirst,
    /// `//`: a pattern to replace wherever it matches.
    ReplaceAll,
    /// Another character after a `:`. The expansion fails, unless the variable is not set and such
    /// references are kept.
    Unsupported(char),
}

impl Operator {
    /// Whether the word after the operator is a shell pattern.
    #[must_use]
    pub const fn takes_pattern(self) -> bool {
        matches!(self, Self::CutPrefix | Self::CutSuffix | Self::ReplaceFirst | Self::ReplaceAll)
    }
}

impl Display for Modifier {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.colon {
            f.write_char(':')?;
        }
        match self.operator {
            Operator::Default => f.write_char('-'),
            Operator::Alternative => f.write_char('+'),
            Operator::Required => f.write_char('?'),
            Operator::CutPrefix => f.write_char('#'),
            Operator::CutSuffix => f.write_char('%'),
            Operator::ReplaceFirst => f.write_char('/'),
            Operator::ReplaceAll => f.write_str("//"),
            Operator::Unsupported(other) => f.write_char(other),
        }
    }
}
