//! One word and its environment in, what a builder makes of it out.

use std::collections::BTreeMap;

use dlint_syntax::expand::Expander;
use serde::{Deserialize, Serialize};

/// A line of the input of `dlint debug expand`.
#[derive(Debug, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the shape of the input is given")]
pub struct Question {
    word: String,
    #[serde(default)]
    env: Variables,
    /// The escape character; the backslash unless given.
    #[serde(default)]
    escape: Option<char>,
    #[serde(default)]
    raw_quotes: bool,
    #[serde(default)]
    raw_escapes: bool,
    #[serde(default)]
    skip_unset: bool,
    #[serde(default)]
    skip_process_quotes: bool,
}

/// The variables: a list of `NAME=value`, or an object.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Variables {
    List(Vec<String>),
    Object(BTreeMap<String, String>),
}

impl Default for Variables {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl Variables {
    fn as_map(&self) -> BTreeMap<&str, &str> {
        match self {
            Self::List(list) => list.iter().filter_map(|pair| pair.split_once('=')).collect(),
            Self::Object(object) => {
                object.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
            }
        }
    }
}

/// A line of its output.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The word with its variables replaced and its quotes removed; null where that fails.
    pub result: Option<String>,
    /// The words it falls into.
    pub words: Option<Vec<String>>,
    /// The variables that were looked up and are set.
    pub matched: Vec<String>,
    /// Those that are not.
    pub unmatched: Vec<String>,
    /// Why it fails.
    pub error: Option<String>,
    /// Why it cannot be cut into words: for the same reason.
    pub words_error: Option<String>,
    /// A stable word for the kind of error.
    pub class: Option<&'static str>,
}

impl Question {
    /// What a builder makes of the word.
    pub fn answer(&self) -> Answer {
        let env = self.env.as_map();
        let expander = Expander::new(self.escape.unwrap_or('\\'))
            .raw_quotes(self.raw_quotes)
            .raw_escapes(self.raw_escapes)
            .keep_unset(self.skip_unset)
            .ignore_quotes(self.skip_process_quotes);
        let expansion = expander.expand(&self.word, &env);
        let names = |names: std::collections::BTreeSet<&str>| names.into_iter().map(str::to_owned).collect();
        let (matched, unmatched) = (names(expansion.matched()), names(expansion.unmatched()));
        match expansion.result {
            Ok(expanded) => Answer {
                result: Some(expanded.text),
                words: Some(expanded.words),
                matched,
                unmatched,
                error: None,
                words_error: None,
                class: None,
            },
            Err(error) => Answer {
                result: None,
                words: None,
                matched,
                unmatched,
                error: Some(error.to_string()),
                words_error: Some(error.to_string()),
                class: Some(error.class()),
            },
        }
    }
}
