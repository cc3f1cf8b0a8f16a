//! `NoEmptyContinuation` empty-continuation-line. Spec: rules/NoEmptyContinuation-empty-continuation-line.md

use dlint_diagnostics::{Category, FixKind, Priority, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::{Keyword, Line, LineKind, SyntaxError, SyntaxErrorKind};
use dlint_text::Span;

use crate::support::swallowed::swallowed;

pub(crate) static RULE: Rule =
    Rule::new("NoEmptyContinuation", "empty-continuation-line", Check::Instruction(Keyword::EVERY, check))
        .category(Category::Correctness)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Safe))
        .priority(Priority::First);

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if step.onbuild.is_some() {
        return; // the ONBUILD itself is looked at
    }
    let lines = cx.file.lines_of(step.instruction);
    let blank: Vec<&Line> =
        lines.iter().filter(|line| matches!(line.kind, LineKind::DroppedBlank(_))).collect();
    let Some(first) = blank.first() else { return };
    let text = |line: &Line| cx.source.slice(line.span);
    let place = Span::new(
        first.span.start,
        first.span.start + text(first).trim_end_matches(['\r', '\n']).len() as u32,
    );

    // Where an instruction ends, the body of its heredoc begins, and where the body of one that is never ended ends is
    // a guess: where there may be either, the end of an instruction is not to be moved.
    let is_open = |error: &SyntaxError| matches!(error.kind, SyntaxErrorKind::UnterminatedHeredoc { .. });
    let end = lines.last().map_or(first.span.end, |line| line.span.end);
    let may_move = !step.text.contains("<<") && !cx.file.errors.iter().any(is_open);
    // A comment behind it that ignores something would be about another instruction.
    let is_free = |escape: &Span| !cx.has_ignoring_comment(Span::new(escape.start, end));
    let escape = escape_before(lines, first, cx).filter(is_free).filter(|_| may_move);

    let behind = lines.iter().skip_while(|line| line.span.start <= first.span.start);
    let reporter = out
        .report(&RULE, place, "a blank line in the middle of an instruction")
        .why("builders drop it with a warning, and are going to refuse it")
        .help("remove it, or put a comment there");
    // Without the blank line, nobody would see that something is wrong.
    if swallowed(step, cx).iter().any(|swallowed| swallowed.line.span.start > first.span.start) {
        return;
    }
    let ends_here = !behind.clone().any(|line| matches!(line.kind, LineKind::Text(_)));
    if ends_here && let Some(escape) = escape {
        reporter.fix("end the instruction before the blank line", Safety::Safe, |edits| edits.delete(escape));
    } else {
        let title = if blank.len() == 1 { "remove the blank line" } else { "remove the blank lines" };
        reporter.fix(title, Safety::Safe, |edits| {
            for line in &blank {
                edits.delete(line.span);
            }
        });
    }
}

/// The escape character, with the white space around it, at the end of the last line of text before a line.
fn escape_before(lines: &[Line], before: &Line, cx: &Cx<'_>) -> Option<Span> {
    let is_text =
        |line: &&Line| matches!(line.kind, LineKind::Text(_)) && line.span.start < before.span.start;
    let line = lines.iter().rev().find(is_text)?;
    let text = cx.source.slice(line.span).trim_end();
    let kept = text.strip_suffix(cx.file.escape)?.trim_end();
    Some(Span::new(line.span.start + kept.len() as u32, line.span.start + text.len() as u32))
}
