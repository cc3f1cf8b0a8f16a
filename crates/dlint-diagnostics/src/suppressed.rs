//! A finding that is not reported, because a comment says so.

use dlint_text::Span;

use crate::Finding;

/// A finding that a comment ignores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// The comment.
    pub comment: Span,
    /// For which tool the comment was written.
    pub origin: Origin,
    /// Why, if the comment says so.
    pub reason: Option<String>,
}

/// The tool that a comment is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// `# dlint ignore=…`
    Dlint,
    /// `# hadolint ignore=…`
    Hadolint,
    /// `# check=skip=…`
    BuildKit,
    /// `# shellcheck disable=…`
    ShellCheck,
    /// `# tally ignore=…`
    Tally,
}

impl Origin {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 5] = [Self::Dlint, Self::Hadolint, Self::BuildKit, Self::ShellCheck, Self::Tally];

    /// The word for it in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dlint => "dlint",
            Self::Hadolint => "hadolint",
            Self::BuildKit => "buildkit",
            Self::ShellCheck => "shellcheck",
            Self::Tally => "tally",
        }
    }
}
