//! What there is to say of the word under the cursor.

mod effects;
mod flag;
mod image;
mod keyword;
mod program;
mod rule;
mod stage;
#[cfg(test)]
mod tests;
mod text;
mod variable;

use dlint_text::Span;
use tower_lsp::lsp_types::{Hover, HoverContents};

use super::names::site::site_at;
use super::shown::markdown;
use crate::view::View;

/// What is said, in Markdown, and of which place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Note {
    span: Span,
    text: String,
}

/// What there is to say of the word at an offset. No secret is in it, whatever the file has.
pub(crate) fn hover(view: &View<'_>, offset: u32) -> Option<Hover> {
    let note = note(view, offset)?;
    Some(Hover {
        contents: HoverContents::Markup(markdown(note.text)),
        range: Some(view.document.range(note.span)),
    })
}

fn note(view: &View<'_>, offset: u32) -> Option<Note> {
    if let Some(note) = rule::in_comment(view, offset) {
        return Some(note);
    }
    let site = site_at(view, offset)?;
    keyword::at(view, &site, offset)
        .or_else(|| rule::in_heredoc(view, offset))
        .or_else(|| variable::at(view, &site, offset))
        .or_else(|| stage::at(view, offset))
        .or_else(|| image::at(view, &site, offset))
        .or_else(|| flag::at(&site, offset))
        .or_else(|| program::at(view, &site, offset))
}
