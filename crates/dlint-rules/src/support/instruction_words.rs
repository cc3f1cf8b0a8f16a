//! The words of a step as the builder takes them.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::variables::Text;
use dlint_syntax::expand::Expander;

/// A word of a step as the builder takes it, as far as its variables are known.
pub(crate) fn expand(word: &str, step: &Step<'_>, cx: &Cx<'_>) -> Text {
    cx.build.variables(step).expand_with(word, Expander::new(cx.file.escape))
}

/// Whether a path is absolute on one of the systems that images are made for, or may be: it begins with a variable
/// that nobody knows.
pub(crate) fn is_absolute(path: &str) -> bool {
    let has_drive = matches!(path.as_bytes(), [drive, b':', ..] if drive.is_ascii_alphabetic());
    has_drive || path.starts_with(['/', '\\']) || path.starts_with("${")
}
