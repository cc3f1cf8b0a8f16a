//! Where the report goes, and whether it is coloured.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use dlint_report::Borders;
use dlint_report::termcolor::{Ansi, NoColor, WriteColor};

use super::arguments::Color;
use super::read::reason;

/// One of the places a report can go to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stream<'a> {
    Stdout,
    Stderr,
    File(&'a Path),
}

impl Stream<'_> {
    /// Opens the stream, and writes through a buffer. A file is never coloured.
    pub(crate) fn write(
        self,
        color: Color,
        write: impl FnOnce(&mut dyn WriteColor) -> io::Result<()>,
    ) -> io::Result<()> {
        let colored = self.is_colored(color);
        let through_a_buffer = |inner: &mut dyn Write| {
            let mut buffer = BufWriter::with_capacity(64 * 1024, inner);
            if colored {
                write(&mut Ansi::new(&mut buffer))?;
            } else {
                write(&mut NoColor::new(&mut buffer))?;
            }
            buffer.flush()
        };
        match self {
            Self::Stdout => through_a_buffer(&mut io::stdout().lock()),
            Self::Stderr => through_a_buffer(&mut io::stderr().lock()),
            Self::File(path) => super::write::pour(path, through_a_buffer).map_err(|error| {
                if error.kind() == io::ErrorKind::BrokenPipe {
                    return error;
                }
                // An error that does not say which file it is about helps nobody.
                io::Error::other(format!("`{}`: {}", path.display(), reason(&error)))
            }),
        }
    }

    /// Whether someone looks at it.
    pub(crate) fn is_terminal(self) -> bool {
        match self {
            Self::Stdout => io::stdout().is_terminal(),
            Self::Stderr => io::stderr().is_terminal(),
            Self::File(_) => false,
        }
    }

    /// How many characters a line has, if someone looks at it.
    pub(crate) fn width(self) -> Option<usize> {
        let size = match self {
            Self::Stdout if self.is_terminal() => terminal_size::terminal_size_of(io::stdout()),
            Self::Stderr if self.is_terminal() => terminal_size::terminal_size_of(io::stderr()),
            _ => None,
        };
        size.map(|(width, _)| usize::from(width.0))
    }

    /// The option wins; then `NO_COLOR`, then `CLICOLOR_FORCE`; else a terminal is coloured.
    fn is_colored(self, color: Color) -> bool {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        match color {
            Color::Never => false,
            _ if matches!(self, Self::File(_)) => false,
            Color::Always => true,
            Color::Auto if is_set("NO_COLOR") => false,
            Color::Auto
                if env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") =>
            {
                true
            }
            Color::Auto => self.is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }
}

/// Box drawing characters, unless the locale says that they cannot be shown.
pub(crate) fn borders() -> Borders {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    match locale.map(|locale| locale.to_ascii_lowercase()) {
        Some(locale) if !locale.contains("utf-8") && !locale.contains("utf8") => Borders::Ascii,
        _ => Borders::Unicode,
    }
}
