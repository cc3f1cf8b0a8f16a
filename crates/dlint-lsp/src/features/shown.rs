//! Pieces of what is shown.

use tower_lsp::lsp_types::{MarkupContent, MarkupKind};

/// The beginning of a text on one line, with a mark where more of it was.
pub(crate) fn short(text: &str, longest: usize) -> String {
    let mut letters = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut short: String = letters.by_ref().take(longest).collect();
    if letters.next().is_some() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}

/// A text in Markdown.
pub(crate) fn markdown(value: impl Into<String>) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value: value.into() }
}
