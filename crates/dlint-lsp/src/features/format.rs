//! Formatting that changes no meaning: blanks at the ends of lines, the end of the last line, and how far the lines that
//! continue an instruction are indented.
//!
//! Nothing is believed: the outcome is parsed again, and an instruction that says something else then is left as it is.
//! Heredocs are somebody else's text, and of comments only the blanks behind them are touched.

mod blanks;
mod indent;
mod proof;
mod quotes;
#[cfg(test)]
mod tests;

use dlint_text::{Edit, SourceFile, Span, apply_edits};
use tower_lsp::lsp_types::{FormattingOptions, Range, TextEdit};

use crate::view::View;

/// A line that is about to be too long for the builder is not looked at: whether it is depends on its blanks.
const LONGEST_LINE: usize = 65_000;

/// A change, and the instruction that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    span: Span,
    text: String,
    instruction: Option<usize>,
}

/// Formats a document.
pub(crate) fn document(view: &View<'_>, options: &FormattingOptions) -> Vec<TextEdit> {
    within(view, options, Span::new(0, view.text().len() as u32))
}

/// Formats the lines that a range touches.
pub(crate) fn range(view: &View<'_>, options: &FormattingOptions, range: Range) -> Vec<TextEdit> {
    let span = view.document.span(range);
    let first = view.file.lines.partition_point(|line| line.span.end <= span.start);
    let last = view.file.lines.partition_point(|line| line.span.start < span.end);
    let start = view.file.lines.get(first).map_or(span.start, |line| line.span.start);
    let end = last.checked_sub(1).and_then(|last| view.file.lines.get(last));
    let end = end.map_or(span.end, |line| line.span.end).max(span.end);
    within(view, options, Span::new(start, end))
}

fn within(view: &View<'_>, options: &FormattingOptions, window: Span) -> Vec<TextEdit> {
    let mut changes = blanks::changes(view, options);
    changes.extend(indent::changes(view, options));
    changes.retain(|change| window.covers(change.span) && change.text != change.span.slice(view.text()));
    changes.sort_by_key(|change| change.span);
    let changes = proved(view, changes);
    let mut forward = view.document.forward();
    let edits = changes
        .into_iter()
        .map(|change| TextEdit { range: forward.range(change.span), new_text: change.text });
    edits.collect()
}

/// The changes after which the file still says the same: without those of an instruction that would say something else,
/// or none at all.
fn proved(view: &View<'_>, mut changes: Vec<Change>) -> Vec<Change> {
    for _ in 0..2 {
        if changes.is_empty() {
            return changes;
        }
        let edits: Vec<Edit> =
            changes.iter().map(|change| Edit { span: change.span, text: change.text.clone() }).collect();
        let Ok(text) = apply_edits(view.text(), &edits) else { break };
        let after = SourceFile::new(view.document.source.name(), text);
        let Some(differing) = proof::differing(view, &after) else { break };
        if differing.is_empty() {
            return changes;
        }
        changes.retain(|change| change.instruction.is_none_or(|one| !differing.contains(&one)));
    }
    Vec::new()
}
