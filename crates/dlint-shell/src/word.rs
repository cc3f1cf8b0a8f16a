//! A word of a command, as written and as the command gets it.

use dlint_text::{MappedText, Span};

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written, quotes and all.
    pub text: MappedText,
    /// The beginning of what the command gets, as far as it is known; all of it where [`known`](Self::known) says so.
    pub beginning: MappedText,
    /// Whether the beginning is the whole word: it has no expansion whose outcome only the build knows.
    pub known: bool,
    /// What stands behind the beginning, where that is not the whole word: the first piece is a hole.
    pub rest: Vec<Piece>,
    /// How it is quoted.
    pub quoting: Quoting,
    /// Whether unquoted `*`, `?`, `[…]` or a leading `~` are in it: the value is a pattern that the shell resolves.
    pub pattern: bool,
    /// Whether unquoted braces are in it (`{a,b}`), which some shells make several words of.
    pub braces: bool,
    /// The variables used in it, those inside `${…}` too but not those inside `$(…)`.
    pub variables: Vec<VariableUse>,
}

impl Word {
    /// A word that is what it says: one of the exec form, or of a shell that this crate does not know.
    pub fn literal(text: MappedText, value: MappedText) -> Self {
        Self {
            text,
            beginning: value,
            known: true,
            rest: Vec::new(),
            quoting: Quoting::None,
            pattern: false,
            braces: false,
            variables: Vec::new(),
        }
    }

    /// A word that is what it says up to its first hole, where nobody follows what comes behind that.
    pub(crate) fn up_to_hole(text: MappedText, beginning: MappedText, known: bool) -> Self {
        let rest = if known { Vec::new() } else { vec![Piece::Unknown] };
        Self { known, rest, ..Self::literal(text, beginning) }
    }

    /// What the command gets, where it is known; a pattern is not resolved.
    pub fn value(&self) -> Option<&str> {
        self.known.then_some(&*self.beginning)
    }

    /// All of the value in order, for a known word its text alone; nothing for an empty word.
    ///
    /// `/tmp/app-$V.tgz` is text, the variable `V`, text. What braces or patterns are in it is left as it is written.
    pub fn pieces(&self) -> impl Iterator<Item = Piece> {
        let beginning = (!self.beginning.is_empty()).then(|| Piece::Text(self.beginning.to_string()));
        beginning.into_iter().chain(self.rest.iter().cloned())
    }

    /// Its place in the file.
    pub fn span(&self) -> Span {
        self.text.span()
    }

    /// Whether the command gets exactly `value`.
    pub fn is(&self, value: &str) -> bool {
        self.value() == Some(value)
    }
}

/// A part of a word's value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Piece {
    /// Text that is known, known variables put in.
    Text(String),
    /// The value of a variable that is not known: `$x` and `${x}`, of which nothing is cut or replaced. Without quotes
    /// around it, the value may come to several words.
    Variable(String),
    /// What only the build knows: `$(…)`, `${x%…}`, `$1`.
    Unknown,
}

/// How a word is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quoting {
    /// Not at all.
    None,
    /// As a whole in single quotes.
    Single,
    /// As a whole in double quotes.
    Double,
    /// In part, or by backslashes.
    Mixed,
}

/// A variable that a word uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableUse {
    /// Its name.
    pub name: MappedText,
    /// All of the expansion: `$x`, `${x:-y}`.
    pub span: Span,
    /// Whether it stands in double quotes.
    pub quoted: bool,
    /// Whether it is the plain variable, with nothing done to its value.
    pub plain: bool,
    /// Whether its value is known here, and the one that it had before the body.
    pub(crate) as_given: bool,
}
