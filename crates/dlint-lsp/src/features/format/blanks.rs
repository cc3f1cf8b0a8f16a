//! Blanks at the ends of lines, and the end of the last line.

use dlint_syntax::LineKind;
use dlint_text::Span;
use tower_lsp::lsp_types::FormattingOptions;

use super::{Change, LONGEST_LINE};
use crate::view::View;

/// What is to be done about them.
pub(super) fn changes(view: &View<'_>, options: &FormattingOptions) -> Vec<Change> {
    let mut changes = Vec::new();
    if options.trim_trailing_whitespace != Some(false) {
        trailing(view, &mut changes);
    }
    if options.trim_final_newlines == Some(true) {
        blank_lines_at_the_end(view, &mut changes);
    }
    if options.insert_final_newline != Some(false) {
        final_newline(view, &mut changes);
    }
    changes
}

/// Blanks and tabs behind a line. The builder drops them, behind a continuation too; in a heredoc it does not.
fn trailing(view: &View<'_>, changes: &mut Vec<Change>) {
    for line in &view.file.lines {
        let text = line.span.slice(view.text()).trim_end_matches(['\r', '\n']);
        let kept = text.trim_end_matches([' ', '\t']).len();
        let instruction = match line.kind {
            _ if kept == text.len() || text.len() > LONGEST_LINE => continue,
            LineKind::HeredocBody(_) | LineKind::HeredocEnd(_) => continue,
            // A blank may be all that its value is.
            LineKind::Directive(index) => {
                let directive = view.file.directives.get(index as usize);
                if directive.is_none_or(|one| one.value.slice(view.text()).trim().is_empty()) {
                    continue;
                }
                None
            }
            LineKind::Blank | LineKind::Comment(_) => None,
            LineKind::Text(index) | LineKind::DroppedComment(index) | LineKind::DroppedBlank(index) => {
                Some(index as usize)
            }
        };
        let span = Span::new(line.span.start + kept as u32, line.span.start + text.len() as u32);
        changes.push(Change { span, text: String::new(), instruction });
    }
}

/// All blank lines at the end of the file. Those behind a dangling continuation belong to an instruction, and stay.
fn blank_lines_at_the_end(view: &View<'_>, changes: &mut Vec<Change>) {
    let blank = view.file.lines.iter().rev().take_while(|line| line.kind == LineKind::Blank).count();
    let Some(first) = view.file.lines.len().checked_sub(blank) else { return };
    let Some(line) = view.file.lines.get(first).filter(|_| blank > 0 && first > 0) else { return };
    let end = view.text().len() as u32;
    changes.retain(|change| change.span.end < line.span.start);
    changes.push(Change { span: Span::new(line.span.start, end), text: String::new(), instruction: None });
}

/// The end of the last line, where it has none.
fn final_newline(view: &View<'_>, changes: &mut Vec<Change>) {
    let Some(last) = view.file.lines.last() else { return };
    let text = last.span.slice(view.text());
    let is_blank = text.trim_start_matches('\u{feff}').trim_end_matches([' ', '\t']).is_empty();
    // The last line of a body without an end is what the file will hold.
    if is_blank || text.ends_with(['\n', '\r']) || matches!(last.kind, LineKind::HeredocBody(_)) {
        return;
    }
    let newline = view.document.source.newline().as_str();
    match changes.last_mut() {
        // In the place of the blanks that go.
        Some(change) if change.span.end == last.span.end => change.text.push_str(newline),
        _ => {
            let span = Span::at(last.span.end);
            changes.push(Change { span, text: newline.to_owned(), instruction: None });
        }
    }
}
