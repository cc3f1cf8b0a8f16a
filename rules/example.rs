//! The examples on a page, and the markers in them that say what is found where.

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// ` ```dockerfile bad `: the rule finds what the markers say, and nothing else.
    Bad,
    /// ` ```dockerfile pedantic `: the same, but only where the rule was asked for; in the default set it finds nothing.
    Pedantic,
    /// ` ```dockerfile fixed `: the bad example above it, after its safe fixes.
    Fixed,
    /// ` ```dockerfile fixed unsafe `: the bad example above it, after all its fixes.
    FixedUnsafe,
    /// ` ```dockerignore fixed unsafe `: the ignore file after all fixes of the bad example above it.
    FixedIgnoreFile,
    /// ` ```dockerfile good `: the rule finds nothing.
    Good,
}

const KINDS: [Kind; 6] =
    [Kind::Bad, Kind::Pedantic, Kind::Fixed, Kind::FixedUnsafe, Kind::FixedIgnoreFile, Kind::Good];

impl Kind {
    /// Whether markers below its lines say what is found.
    pub const fn has_markers(self) -> bool {
        matches!(self, Self::Bad | Self::Pedantic)
    }

    /// The word behind the opening fence.
    pub const fn info(self) -> &'static str {
        match self {
            Self::Bad => "dockerfile bad",
            Self::Pedantic => "dockerfile pedantic",
            Self::Fixed => "dockerfile fixed",
            Self::FixedUnsafe => "dockerfile fixed unsafe",
            Self::FixedIgnoreFile => "dockerignore fixed unsafe",
            Self::Good => "dockerfile good",
        }
    }
}

/// A code block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub kind: Kind,
    /// The Dockerfile, without the lines of markers; or the ignore file.
    pub dockerfile: String,
    /// What is found.
    pub markers: Vec<Marker>,
    /// The line of the page (from 1) that opens the block.
    pub line: usize,
}

/// What is found at a place: `#    ^^^^ message` below the line it is about.
///
/// The carets stand under the text. `#^^^` begins at the first column: there the `#` counts as a caret. A `|` instead
/// of carets is a place between two characters, and so is `#|` at the first column. `…` behind the carets is a place
/// that goes on in further lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The line of the Dockerfile, from 1.
    pub line: usize,
    /// The first column, from 1, in characters.
    pub column: usize,
    /// The number of characters in this line.
    pub length: usize,
    /// Whether the place goes on in further lines.
    pub continues: bool,
    /// What the finding says.
    pub message: String,
}

impl Marker {
    /// Reads a line of a bad example, if it is a marker for the line above it.
    pub fn parse(text: &str, line: usize) -> Option<Self> {
        let behind = text.strip_prefix('#')?;
        let blanks = behind.chars().take_while(|c| *c == ' ').count();
        let rest = behind.trim_start_matches(' ');
        let carets = rest.chars().take_while(|c| *c == '^').count();
        let first_column = blanks == 0;
        let (length, rest) = match carets {
            0 => (0, rest.strip_prefix('|')?),
            _ => (carets + usize::from(first_column), rest.trim_start_matches('^')),
        };
        let (continues, rest) = rest.strip_prefix('…').map_or((false, rest), |rest| (true, rest));
        let column = if first_column { 1 } else { blanks + 2 };
        Some(Self { line, column, length, continues, message: rest.trim().to_owned() })
    }
}

impl std::fmt::Display for Marker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let carets = match (self.length, self.column) {
            (0, _) => "|".to_owned(),
            (length, 1) => "^".repeat(length - 1),
            (length, _) => "^".repeat(length),
        };
        let blanks = " ".repeat(self.column.saturating_sub(2));
        write!(f, "#{blanks}{carets}{} {}", if self.continues { "…" } else { "" }, self.message)
    }
}

pub(crate) fn examples(text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<Example> = None;
    for (index, line) in text.lines().enumerate() {
        let Some(example) = &mut open else {
            let kind =
                line.strip_prefix("```").and_then(|info| KINDS.into_iter().find(|kind| kind.info() == info));
            open = kind.map(|kind| Example {
                kind,
                dockerfile: String::new(),
                markers: Vec::new(),
                line: index + 1,
            });
            continue;
        };
        if line == "```" {
            examples.extend(open.take());
        } else if let Some(marker) =
            Marker::parse(line, example.dockerfile.lines().count()).filter(|_| example.kind.has_markers())
        {
            example.markers.push(marker);
        } else {
            example.dockerfile.push_str(line);
            example.dockerfile.push('\n');
        }
    }
    examples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_read_and_write_the_same() {
        for text in ["#    ^^^ message", "#^^ at the first column", "#   | between", "#| first", "# ^^… on"]
        {
            let marker = Marker::parse(text, 1).unwrap();
            assert_eq!(marker.to_string(), text);
        }
        let marker = Marker::parse("#    ^^^ message", 7).unwrap();
        assert_eq!((marker.line, marker.column, marker.length), (7, 6, 3));
        let first = Marker::parse("#^^ m", 1).unwrap();
        assert_eq!((first.column, first.length), (1, 3));
    }

    #[test]
    fn a_comment_is_no_marker() {
        assert_eq!(Marker::parse("# a comment", 1), None);
        assert_eq!(Marker::parse("RUN x", 1), None);
    }

    #[test]
    fn blocks_of_other_languages_are_no_examples() {
        let page = "```toml\na = 1\n```\n```dockerfile bad\nFROM a\n#    ^ m\nRUN b\n```\n";
        let found = examples(page);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].dockerfile, "FROM a\nRUN b\n");
        assert_eq!((found[0].markers[0].line, found[0].line), (1, 4));
    }
}
