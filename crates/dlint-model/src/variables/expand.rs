//! The words of instructions, with their variables put in as far as they are known.

use std::borrow::Cow;

use dlint_syntax::expand::{Expander, Reference, from_fn};

use super::{Lookup, Value, Variables};
use crate::path::hole;

/// A text whose variables are put in as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text. A variable that nobody knows stands in it as `${NAME}`.
    pub text: String,
    /// The words that the builder splits it into, where it does.
    pub words: Vec<String>,
    /// Whether every variable in it is known.
    pub is_known: bool,
}

impl Text {
    /// The text, if all of it is known.
    pub fn known(&self) -> Option<&str> {
        self.is_known.then_some(&*self.text)
    }
}

impl Variables<'_> {
    /// Puts the variables into a word, in a file whose escape character is the backslash.
    pub fn expand(&self, word: &str) -> Text {
        self.expand_with(word, Expander::new('\\'))
    }

    /// Puts the variables into a word. A word that the builder refuses comes back as it is, and unknown.
    pub fn expand_with(&self, word: &str, expander: Expander) -> Text {
        // Nothing to resolve.
        if !word.contains(['$', '\\', '`', '\'', '"']) {
            let words = word.split_whitespace().map(str::to_owned).collect();
            return Text { text: word.to_owned(), words, is_known: true };
        }
        let set = from_fn(|name| self.text_of(name));
        let expansion = expander.expand(word, &set);
        // A variable without a value counts for its default (`${X:-a}`); where it stands alone, nobody knows.
        let alone = |reference: &&Reference| !reference.set && reference.modifier.is_none();
        let unset: Vec<&str> =
            expansion.references.iter().filter(alone).map(|one| one.name.as_str()).collect();
        let unknown = !unset.is_empty() || expansion.references.iter().any(|one| self.is_open(one));
        let expansion = if unset.is_empty() {
            expansion
        } else {
            let holes = from_fn(|name| {
                self.text_of(name).or_else(|| unset.contains(&name).then(|| Cow::Owned(hole(name))))
            });
            expander.expand(word, &holes)
        };
        match expansion.result {
            Ok(expanded) => Text { text: expanded.text, words: expanded.words, is_known: !unknown },
            Err(_) => Text { text: word.to_owned(), words: vec![word.to_owned()], is_known: false },
        }
    }

    /// What stands in place of a variable; `None` where it has no value, or where nobody knows whether it has one.
    fn text_of(&self, name: &str) -> Option<Cow<'static, str>> {
        match self.get(name) {
            Lookup::Set(variable) => match &variable.value {
                Value::Known(text) | Value::Open(text) => Some(Cow::Owned(text.clone())),
                Value::Unset => None,
            },
            Lookup::Image(Some(text)) => Some(Cow::Borrowed(text)),
            Lookup::Image(None) => Some(Cow::Owned(hole(name))),
            Lookup::Perhaps | Lookup::Missing => None,
        }
    }

    /// Whether the outcome of a reference is known to the build alone.
    fn is_open(&self, reference: &Reference) -> bool {
        reference.set && self.value(&reference.name).is_none()
            || !reference.set && matches!(self.get(&reference.name), Lookup::Perhaps)
    }
}
