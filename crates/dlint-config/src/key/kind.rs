//! What values look like, and what texts have to be.

/// The words for severities, the gravest first.
pub const SEVERITIES: &[&str] = &["error", "warning", "info", "style"];

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A text.
    Text(Check),
    /// A list of texts.
    List(Check),
    /// One text, or a list of them.
    OneOrList(Check),
    /// `true`, `false`, or a list of texts.
    FlagOrList(Check),
    /// A table: what its keys are, and what its values are.
    Table(Check, &'static Kind),
}

/// What a text has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Anything.
    Any,
    /// Anything but nothing.
    Name,
    /// A code, a name, a group, the beginning of a code, or `ALL`.
    Selector,
    /// A pattern for paths.
    Pattern,
    /// A stage: its name or number, `final` or `builder`.
    Stage,
    /// A path, relative to the configuration file.
    Path,
    /// A folder that is there.
    Folder,
    /// A requirement on dlint's version.
    Requirement,
    /// A version of the Dockerfile frontend.
    Frontend,
}

impl Kind {
    /// What a value has to be, for people.
    pub fn expected(self) -> String {
        match self {
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Word(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
                let (last, first) = words.split_last().map_or(("", &[][..]), |(last, first)| (last, first));
                format!("one of {} and {last}", first.join(", "))
            }
            Self::Text(check) => check.expected().to_owned(),
            Self::List(check) => format!("a list, each of it {}", check.expected()),
            Self::OneOrList(check) => format!("{}, or a list of such", check.expected()),
            Self::FlagOrList(check) => format!("`true`, `false`, or a list, each of it {}", check.expected()),
            Self::Table(..) => "a table".to_owned(),
        }
    }
}

impl Check {
    const fn expected(self) -> &'static str {
        match self {
            Self::Any | Self::Name => "a text in quotes",
            Self::Selector => "a code, name or group in quotes",
            Self::Pattern => "a pattern in quotes",
            Self::Stage => "a stage in quotes",
            Self::Path => "a path in quotes",
            Self::Folder => "a folder in quotes",
            Self::Requirement | Self::Frontend => "a version in quotes",
        }
    }
}
