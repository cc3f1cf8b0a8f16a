//! What can be folded: stages, instructions over several lines, heredocs, blocks of comments.

use std::collections::HashSet;

use dlint_syntax::{File, LineKind};
use dlint_text::Span;
use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind};

use crate::view::View;

/// What can be folded, by whole lines, in order; never two that begin and end alike.
pub(crate) fn folding_ranges(view: &View<'_>) -> Vec<FoldingRange> {
    let file = view.file;
    let mut folds: Vec<(Span, Option<FoldingRangeKind>)> = Vec::new();
    for stage in file.stages() {
        let last = stage.instructions.last().unwrap_or(stage.from);
        folds.push((lines(file, stage.from.first_line, last.last_line), None));
    }
    for instruction in &file.instructions {
        folds.push((lines(file, instruction.first_line, instruction.last_line), None));
        for heredoc in &instruction.heredocs {
            // From the line in front of the body, which for the first one has the opener.
            let start = heredoc.body.span().start.saturating_sub(1);
            let end = heredoc.terminator.unwrap_or(heredoc.body.span()).end;
            folds.push((Span::new(start, end), None));
        }
    }
    folds.extend(comments(file).map(|span| (span, Some(FoldingRangeKind::Comment))));
    let mut seen = HashSet::new();
    let line = |offset| view.document.position(offset).line;
    let ranges = folds.into_iter().map(|(span, kind)| FoldingRange {
        start_line: line(span.start),
        end_line: line(trimmed(view.text(), span)),
        kind,
        ..FoldingRange::default()
    });
    let mut ranges: Vec<_> = ranges.filter(|one| one.start_line < one.end_line).collect();
    ranges.retain(|one| seen.insert((one.start_line, one.end_line)));
    ranges.sort_by_key(|one| (one.start_line, std::cmp::Reverse(one.end_line)));
    ranges
}

/// The last byte but for the line endings behind it.
pub(super) fn trimmed(text: &str, span: Span) -> u32 {
    span.start + span.slice(text).trim_end_matches(['\r', '\n']).len() as u32
}

/// From a line to another, both from 1.
fn lines(file: &File, first: u32, last: u32) -> Span {
    let line = |number: u32| file.lines.get(number.saturating_sub(1) as usize).map(|line| line.span);
    match (line(first), line(last)) {
        (Some(first), Some(last)) => first.join(last),
        _ => Span::default(),
    }
}

/// The blocks of comments: lines one below the other.
pub(super) fn comments(file: &File) -> impl Iterator<Item = Span> {
    let is_comment = |kind| matches!(kind, LineKind::Comment(_) | LineKind::DroppedComment(_));
    let blocks = file.lines.chunk_by(move |a, b| is_comment(a.kind) && is_comment(b.kind));
    let blocks =
        blocks.filter(move |block| block.len() > 1 && block.iter().all(|line| is_comment(line.kind)));
    blocks.filter_map(|block| Some(block.first()?.span.join(block.last()?.span)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::{nasty, with_view};

    fn folds(text: &str) -> Vec<(u32, u32)> {
        with_view(text, |view, _| {
            folding_ranges(view).iter().map(|one| (one.start_line, one.end_line)).collect()
        })
    }

    #[test]
    fn what_has_several_lines_is_folded() {
        for (text, expected) in [
            ("FROM a\n", vec![]),
            ("FROM a\nRUN b\n\n# next\nFROM c\nRUN d\n", vec![(0, 1), (4, 5)]),
            ("FROM a\nRUN b \\\n  c\n", vec![(0, 2), (1, 2)]),
            ("FROM a\nRUN <<EOF\nx\nEOF\n", vec![(0, 3), (1, 3)]),
            ("FROM a\nCOPY <<A <<B /\nx\nA\ny\nB\n", vec![(0, 5), (1, 5), (1, 3), (3, 5)]),
            ("# a\n# b\n\n# c\nFROM a\n", vec![(0, 1)]),
            ("FROM a\nRUN b \\\n# c\n# d\n  e\n", vec![(0, 4), (1, 4), (2, 3)]),
            ("FROM a\r\nRUN <<EOF\r\nx", vec![(0, 2), (1, 2)]),
            ("", vec![]),
        ] {
            assert_eq!(folds(text), expected, "{text}");
        }
    }

    #[test]
    fn no_fold_leaves_the_document() {
        for text in nasty() {
            let last = with_view(&text, |view, _| view.document.position(view.text().len() as u32).line);
            assert!(folds(&text).iter().all(|(start, end)| start < end && *end <= last), "{text}");
        }
    }
}
