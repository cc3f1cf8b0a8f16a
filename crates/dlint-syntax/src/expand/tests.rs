//! What an expansion has to come to, by the kind of thing that is written in the word.

mod errors;
mod limits;
mod patterns;
mod quoting;
mod references;
mod substitutions;

use super::{ExpandError, Expanded, Expander};

/// The variables that most tests use.
const VARIABLES: [(&str, &str); 8] = [
    ("name", "Ada"),
    ("empty", ""),
    ("two", "a b"),
    ("padded", " a  b "),
    ("file", "/opt/pkg/lib.tar.gz"),
    ("dir", "/opt"),
    ("größe", "12"),
    ("1", "one"),
];

const PLAIN: Expander = Expander::new('\\');

fn expand(expander: Expander, word: &str) -> Result<Expanded, ExpandError> {
    expander.expand(word, &VARIABLES).result
}

/// Checks the text that each word comes to.
fn assert_texts(expander: Expander, cases: &[(&str, &str)]) {
    for (word, text) in cases {
        let found = expand(expander, word).map(|expanded| expanded.text);
        assert_eq!(found.as_deref(), Ok(*text), "text of {word:?}");
    }
}

/// Checks the text and the words that each word comes to.
fn assert_words(expander: Expander, cases: &[(&str, &str, &[&str])]) {
    for (word, text, words) in cases {
        let expected = Expanded {
            text: (*text).to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        };
        assert_eq!(expand(expander, word), Ok(expected), "{word:?}");
    }
}
