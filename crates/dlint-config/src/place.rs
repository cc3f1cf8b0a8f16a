//! Where a value comes from: a place in a file, an option, or nobody.

use std::fmt;
use std::sync::Arc;

use dlint_text::{SourceFile, Span};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// Nobody said anything.
    #[default]
    Default,
    /// This option of the command line.
    CommandLine(&'static str),
    /// A place in a configuration file.
    File(Place),
}

/// A place in a configuration file.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<SourceFile>,
    /// Where in it.
    pub span: Span,
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.source, &other.source) && self.span == other.span
    }
}

impl Eq for Place {}

impl fmt::Display for Origin {
    /// `dlint.toml:3`, `--select`, `default`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::CommandLine(option) => f.write_str(option),
            Self::File(Place { source, span }) => {
                write!(f, "{}:{}", source.name(), source.lines().line(span.start))
            }
        }
    }
}

/// A value, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

impl<T> Placed<T> {
    /// A value from somewhere.
    pub const fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}
