//! The words behind a command's name as the command gets them, variables put in.

use dlint_linter::{Command, Cx};
use dlint_shell::Word;

/// The words that a command gets.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// Each word, or the part of it that is known.
    pub(crate) words: Vec<String>,
    /// Whether options may be among them that nobody knows: `apt-get $APT_OPTIONS install`.
    pub(crate) may_have_more: bool,
}

impl Given {
    /// Reads the words of a command.
    pub(crate) fn of(command: &Command<'_>, cx: &Cx<'_>) -> Self {
        let mut given = Self::default();
        for word in command.arguments() {
            match (word.value(), variable(word)) {
                (Some(value), _) => given.words.push(value.to_owned()),
                (None, Some(name)) => {
                    let known = command.step.model.and_then(|step| cx.build.variables(step).value(name));
                    if let Some(value) = known {
                        given.words.extend(value.split_whitespace().map(str::to_owned));
                    } else {
                        given.may_have_more |= names_options(name);
                    }
                }
                (None, None) => given.words.push(word.beginning.to_string()),
            }
        }
        given
    }

    /// Whether one of these is among the words.
    pub(crate) fn has(&self, wanted: &[&str]) -> bool {
        self.words.iter().any(|word| wanted.contains(&word.as_str()))
    }

    /// How often a letter is given as an option of one dash: `-q`, `-qqy`. Behind one of the letters in `valued` stands
    /// its value.
    pub(crate) fn letter(&self, letter: char, valued: &str) -> usize {
        let clusters = self.words.iter().filter_map(|word| word.strip_prefix('-'));
        let clusters = clusters.filter(|letters| !letters.starts_with('-'));
        let of = |letters: &str| {
            let end = letters.find(|letter| letter == '=' || valued.contains(letter));
            let value =
                end.is_some_and(|end| letters.get(end..).is_some_and(|rest| rest.starts_with(letter)));
            letters.get(..end.unwrap_or(letters.len())).unwrap_or_default().matches(letter).count()
                + usize::from(value)
        };
        clusters.map(of).sum()
    }

    /// Whether one of the words has this in it, in any case.
    pub(crate) fn mentions(&self, text: &str) -> bool {
        self.words.iter().any(|word| word.to_ascii_lowercase().contains(text))
    }
}

/// The variable that is all of a word, and that may come to several.
fn variable(word: &Word) -> Option<&str> {
    let [variable] = word.variables.as_slice() else { return None };
    (variable.span == word.span() && variable.plain && !variable.quoted).then_some(&*variable.name)
}

/// Whether people mean options by a variable of this name.
fn names_options(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["opt", "flag", "arg"].iter().any(|part| name.contains(part))
}
