//! Variable expansion of Dockerfile words, as the reference builder does it.
//!
//! Rules that look at `FROM ${BASE:-alpine}`, `COPY --from="$stage"` or `WORKDIR $HOME/app` are only
//! right if they see the text that the builder sees, split into the words that the builder splits
//! it into, and know which variables were asked for. The builder's expansion looks like a shell's
//! but differs in many small ways, and all of them are kept here, odd ones included.
//!
//! Everything about *how* a word is read is set on an [`Expander`]; *what* the variables hold comes
//! from an [`Environment`]; the answer is an [`Expansion`].
//!
//! How the parts work together: `machine` (and `braces`, for what concerns `${…}`) walks over the
//! input with an explicit stack of what is open, the `frame`s, so that input nested a hundred
//! thousand levels deep cannot overflow the call stack. It has `cursor` to read and `name` to
//! know names. It writes one growing text, which `words` splits at the outermost level, and asks
//! `substitution` what a `${…}` comes to, which needs `pattern` for some of them. `budget`
//! bounds the cost of it all.

mod braces;
mod budget;
mod cursor;
mod environment;
mod error;
mod frame;
mod machine;
mod name;
mod pattern;
mod reference;
mod substitution;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

pub use environment::{Environment, FromFn, from_fn};
pub use error::ExpandError;
pub use reference::{Modifier, Operator, Reference};

/// How a word is read.
///
/// ```
/// use dlint_syntax::expand::Expander;
///
/// let environment = [("name", "big world")];
/// let expansion = Expander::new('\\').expand("hello-$name \"$name\"", &environment);
/// let expanded = expansion.result.unwrap();
/// assert_eq!(expanded.text, "hello-big world big world");
/// assert_eq!(expanded.words, ["hello-big", "world", "big world"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "these are four independent switches of the reference, every combination is legal"
)]
pub struct Expander {
    escape: char,
    raw_quotes: bool,
    raw_escapes: bool,
    keep_unset: bool,
    ignore_quotes: bool,
}

impl Expander {
    /// An expander for a file whose escape character is `escape`: a backslash, unless the file's
    /// `escape` directive says otherwise. All switches are off.
    #[must_use]
    pub const fn new(escape: char) -> Self {
        Self { escape, raw_quotes: false, raw_escapes: false, keep_unset: false, ignore_quotes: false }
    }

    /// Whether quotes stay in the text. They do their work all the same.
    #[must_use]
    pub const fn raw_quotes(mut self, on: bool) -> Self {
        self.raw_quotes = on;
        self
    }

    /// Whether escape characters stay in the text. They do their work all the same.
    #[must_use]
    pub const fn raw_escapes(mut self, on: bool) -> Self {
        self.raw_escapes = on;
        self
    }

    /// Whether a reference to a variable that is not set is written back as it was (with what is
    /// nested in it expanded) instead of counting as empty.
    ///
    /// ```
    /// use dlint_syntax::expand::Expander;
    ///
    /// let expansion = Expander::new('\\').keep_unset(true).expand("$a-${b:-$c}", &[("c", "C")]);
    /// assert_eq!(expansion.result.unwrap().text, "$a-${b:-C}");
    /// ```
    #[must_use]
    pub const fn keep_unset(mut self, on: bool) -> Self {
        self.keep_unset = on;
        self
    }

    /// Whether quotes are characters like any other.
    #[must_use]
    pub const fn ignore_quotes(mut self, on: bool) -> Self {
        self.ignore_quotes = on;
        self
    }

    /// Expands the variables in `word` (which may well be several words).
    ///
    /// Takes time in proportion to the length of `word` and of what the variables in it come to,
    /// and needs no call stack to speak of, however deep the input is nested. Input made to come to
    /// an absurd amount of text is refused with [`ExpandError::TooLarge`].
    #[must_use]
    pub fn expand(&self, word: &str, environment: &dyn Environment) -> Expansion {
        machine::Machine::new(*self, word, environment).run()
    }
}

/// What came of expanding a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The expanded text, or why there is none.
    pub result: Result<Expanded, ExpandError>,
    /// The variables that were looked up, in the order of the look-ups: a variable in the default
    /// of another one comes before that other one. When the expansion failed, those that had been
    /// looked up before it did.
    pub references: Vec<Reference>,
    /// Where in the input each of the [words](Expanded::words) came from, as byte ranges. Words that
    /// fall out of one value came from the same place.
    pub word_ranges: Vec<Range<usize>>,
}

impl Expansion {
    /// The names that were looked up and set.
    #[must_use]
    pub fn matched(&self) -> BTreeSet<&str> {
        self.names(true)
    }

    /// The names that were looked up and not set.
    #[must_use]
    pub fn unmatched(&self) -> BTreeSet<&str> {
        self.names(false)
    }

    fn names(&self, set: bool) -> BTreeSet<&str> {
        self.references
            .iter()
            .filter(|reference| reference.set == set)
            .map(|reference| reference.name.as_str())
            .collect()
    }
}

/// An expanded word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded {
    /// The whole text, white space included.
    pub text: String,
    /// The words that the text is split into. They do not always add up to the text: where a
    /// `${…}` with a modifier follows directly on other text, the reference drops that text from
    /// the words (`a${b:-c}` is the text `ac`, but the word `c`).
    pub words: Vec<String>,
}
