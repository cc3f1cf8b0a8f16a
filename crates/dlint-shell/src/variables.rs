//! The variables that are set before a body runs.

use std::collections::BTreeMap;

/// Names in scope where a body runs, each with its value where that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variables {
    values: BTreeMap<String, Option<String>>,
    /// Whether there may be others.
    open: bool,
}

impl Variables {
    /// No variables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares a variable; `None` where nobody can know its value before the build.
    ///
    /// A name that no shell would take is left out: a builder lets `ENV` set it, but no shell text can say it.
    pub fn declare(&mut self, name: impl Into<String>, value: Option<String>) {
        let name = name.into();
        if is_name(&name) {
            self.values.insert(name, value);
        }
    }

    /// Says that other names may be set as well, because nobody knows what the base image sets. Otherwise a name that
    /// was not declared has no value, so that `${NAME:-x}` comes to `x`.
    pub const fn leave_open(&mut self) {
        self.open = true;
    }

    /// Whether a variable is declared.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Whether a variable may be set.
    pub(crate) fn may_hold(&self, name: &str) -> bool {
        self.open || self.declares(name)
    }

    /// The value of a variable, where it is declared and its value is known.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.as_deref()
    }

    /// The names in alphabetical order, each with its value where that is known.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_deref()))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Variables {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut variables = Self::new();
        for (name, value) in pairs {
            variables.declare(name, Some(value.into()));
        }
        variables
    }
}

/// Whether a shell takes `text` for the name of a variable.
pub(crate) fn is_name(text: &str) -> bool {
    !text.starts_with(|first: char| first.is_ascii_digit())
        && !text.is_empty()
        && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}
