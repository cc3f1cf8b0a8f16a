//! The options of a command, as nearly every program reads them.

use dlint_shell::Word;

/// How a program's options are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Usage {
    /// The short options that take a value: `-o file`, `-ofile`.
    pub(crate) letters: &'static str,
    /// The short options whose value, if they have one, stands right behind them: `-i.bak`.
    pub(crate) optional: &'static str,
    /// The long options that take a value as a word of its own: `--output file`. With `=`, any may.
    pub(crate) long: &'static [&'static str],
    /// Whether a single dash begins a long option, too: `find -name`, `java -jar`.
    pub(crate) single_dash: bool,
    /// Whether the first operand ends the options: `sudo`, `env`.
    pub(crate) stops: bool,
}

impl Usage {
    /// Short and long options that take a value.
    pub(crate) const fn new(letters: &'static str, long: &'static [&'static str]) -> Self {
        Self { letters, optional: "", long, single_dash: false, stops: false }
    }
}

/// An option that was given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given<'c> {
    /// Its name with its dashes: `-o`, `--output`.
    pub(crate) name: GivenName<'c>,
    /// The word it stands in.
    pub(crate) word: &'c Word,
    /// Its value.
    pub(crate) value: Option<Argument<'c>>,
}

/// The name of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GivenName<'c> {
    /// `-x`
    Letter(char),
    /// `--name`, with its dashes
    Long(&'c str),
}

/// A word, or what stands in it behind an option.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Argument<'c> {
    /// The word.
    pub(crate) word: &'c Word,
    /// How many bytes of its value are the option.
    pub(crate) skip: usize,
}

/// The options and the operands of a command.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parsed<'c> {
    pub(crate) options: Vec<Given<'c>>,
    pub(crate) operands: Vec<&'c Word>,
}

impl<'c> Parsed<'c> {
    /// Whether one of these options is given: `-r`, `--recursive`.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        self.options.iter().any(|option| option.is(names))
    }

    /// The value of the last of these options.
    pub(crate) fn value(&self, names: &[&str]) -> Option<Argument<'c>> {
        self.options.iter().rev().find(|option| option.is(names))?.value
    }

    /// The values of all of these options.
    pub(crate) fn values<'p>(&'p self, names: &'p [&'p str]) -> impl Iterator<Item = Argument<'c>> + 'p {
        self.options.iter().filter(|option| option.is(names)).filter_map(|option| option.value)
    }
}

impl Given<'_> {
    /// Whether it goes by one of these names.
    pub(crate) fn is(&self, names: &[&str]) -> bool {
        names.iter().any(|name| match self.name {
            GivenName::Letter(letter) => {
                let mut letters = name.chars();
                letters.next() == Some('-') && letters.next() == Some(letter) && letters.next().is_none()
            }
            GivenName::Long(long) => *name == long,
        })
    }
}

/// Reads the words behind a command's name.
pub(crate) fn parse<'c>(words: &'c [Word], usage: &Usage) -> Parsed<'c> {
    let mut parsed = Parsed::default();
    let mut words = words.iter();
    let mut only_operands = false;
    while let Some(word) = words.next() {
        let text = &*word.beginning;
        if only_operands || !text.starts_with('-') || word.is("-") {
            parsed.operands.push(word);
            only_operands |= usage.stops;
        } else if word.is("--") {
            only_operands = true;
        } else if text.starts_with("--") || usage.single_dash {
            let (name, value) = match text.find('=') {
                Some(at) => {
                    let value = Argument { word, skip: at + 1 };
                    (text.get(..at).unwrap_or_default(), Some(value))
                }
                None if usage.long.contains(&text) => {
                    (text, words.next().map(|word| Argument { word, skip: 0 }))
                }
                None => (text, None),
            };
            parsed.options.push(Given { name: GivenName::Long(name), word, value });
        } else {
            for (at, letter) in text.char_indices().skip(1) {
                let name = GivenName::Letter(letter);
                let is_optional = usage.optional.contains(letter);
                if !is_optional && !usage.letters.contains(letter) {
                    parsed.options.push(Given { name, word, value: None });
                    continue;
                }
                let behind = at + letter.len_utf8();
                let value = if behind < text.len() || !word.known {
                    Some(Argument { word, skip: behind })
                } else if is_optional {
                    None
                } else {
                    words.next().map(|word| Argument { word, skip: 0 })
                };
                parsed.options.push(Given { name, word, value });
                break;
            }
        }
    }
    parsed
}
