//! `NoEmptyContinuation` empty-continuation-line. Spec: rules/NoEmptyContinuation-empty-continuation-line.md

use dlint_diagnostics::{Category, Change, FixKind, Priority, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::{Keyword, Line, LineKind, SyntaxError, SyntaxErrorKind};
use dlint_text::Span;

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

    // What the author sees behind the blank lines as an instruction of its own.
    let behind = lines.iter().skip_while(|line| line.span.start <= first.span.start);
    let swallowed = behind.clone().find(|line| matches!(line.kind, LineKind::Text(_))).filter(|line| {
        let word = text(line).split_ascii_whitespace().next().unwrap_or_default();
        text(line).starts_with(word)
            && word.to_uppercase() == word
            && Keyword::from_text(word) != Keyword::Unknown
    });
    if let Some(line) = swallowed {
        let word = text(line).split_ascii_whitespace().next().unwrap_or_default();
        let start = line.span.start;
        let reporter = out
            .report(&RULE, place, format!("the `{word}` below this line belongs to the instruction above it"))
            .why("the line before ends in the escape character, so both are one instruction")
            .help("remove the escape character, or the blank line if they are meant to be one")
            .secondary(Span::new(start, start + word.len() as u32), "this is no instruction");
        if let Some(escape) = escape {
            reporter
                .fix("end the instruction above", Safety::Unsafe, |edits| edits.delete(escape))
                .declares([Change::EndsEarlier]);
        }
        return;
    }
    let reporter = out
        .report(&RULE, place, "a blank line in the middle of an instruction")
        .why("builders drop it with a warning, and are going to refuse it")
        .help("remove it, or put a comment there");
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
