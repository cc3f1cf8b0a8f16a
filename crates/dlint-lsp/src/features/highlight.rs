//! What is the same as the name under the cursor.

use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind};

use super::names::{occurrences, symbol_at};
use crate::view::View;

/// The places of the name at an offset: those where it is set are written to, the others read.
pub(crate) fn highlights(view: &View<'_>, offset: u32) -> Vec<DocumentHighlight> {
    let Some(found) = symbol_at(view, offset) else { return Vec::new() };
    let all = occurrences(view, &found.symbol);
    let kind = |is_definition| {
        if is_definition { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ }
    };
    let ranges = view.document.ranges(all.iter().map(|one| one.span));
    let lit = ranges.into_iter().zip(&all);
    lit.map(|(range, one)| DocumentHighlight { range, kind: Some(kind(one.is_definition)) }).collect()
}
