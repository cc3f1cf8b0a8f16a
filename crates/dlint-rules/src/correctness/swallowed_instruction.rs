//! `DK7028` swallowed-instruction. Spec: rules/DK7028-swallowed-instruction.md

use dlint_diagnostics::{Change, FixKind, Priority, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::{Keyword, LineKind};
use dlint_text::Span;

use crate::support::swallowed::{Swallowed, swallowed};

pub(crate) static RULE: Rule =
    Rule::new("DK7028", "swallowed-instruction", Check::Instruction(Keyword::EVERY, check))
        .severity(Severity::Error)
        .fix(FixKind::Sometimes(Safety::Unsafe))
        .priority(Priority::First);

/// What may join two commands at the end of a line.
const OPERATORS: &[&str] = &["&&", "||", "|", ";"];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if step.onbuild.is_some() {
        return; // the ONBUILD itself is looked at
    }
    for found in swallowed(step, cx) {
        let (word, above) = (found.keyword.as_str(), step.keyword.as_str());
        let ending = Ending::of(&found, cx);
        let mut reporter = out
            .report(
                &RULE,
                found.word(),
                format!("this `{word}` is no instruction, but a part of the `{above}` above it"),
            )
            .why("the line before ends in the escape character, so both are one instruction")
            .help(ending.help(step.keyword == found.keyword))
            .secondary(ending.span, "goes on behind this");
        for line in cx.file.lines_of(step.instruction) {
            if matches!(line.kind, LineKind::DroppedBlank(_))
                && (found.before.span.end..found.line.span.start).contains(&line.span.start)
            {
                let text = cx.source.slice(line.span).trim_end_matches(['\r', '\n']);
                let place = Span::new(line.span.start, line.span.start + text.len() as u32);
                reporter = reporter.secondary(place, "a blank line ends nothing");
            }
        }
        if !may_move(step, ending.span, cx) {
            continue;
        }
        match ending.operator {
            Some("&&" | ";") if step.keyword == Keyword::Run && found.keyword == Keyword::Run => {
                // No flags of a `RUN` of its own, as `RUN --mount=… make` is no command, and no remark of the shell's, for the
                // line would be one to the builder.
                let line = cx.source.slice(found.line.span);
                let rest = line.get(word.len()..).unwrap_or_default().trim_start();
                if !rest.starts_with("--") && !rest.starts_with('#') {
                    let end = found.line.span.start + (line.len() - rest.len()) as u32;
                    let span = Span::new(found.line.span.start, end);
                    reporter
                        .fix("take the `RUN` out", Safety::Unsafe, |edits| edits.delete(span))
                        .declares([Change::EndsEarlier]);
                }
            }
            None | Some("&&" | ";") => {
                reporter
                    .fix("end the instruction above", Safety::Unsafe, |edits| edits.delete(ending.span))
                    .declares([Change::EndsEarlier]);
            }
            Some(_) => {}
        }
    }
}

/// Whether the end of an instruction may be moved.
///
/// Where an instruction ends, the body of its heredoc begins; and where the builder refuses something else as well, what
/// the rest of the file is to be is a guess. A comment behind it that ignores something would be about another
/// instruction.
fn may_move(step: &Step<'_>, ending: Span, cx: &Cx<'_>) -> bool {
    let end = cx.file.lines_of(step.instruction).last().map_or(ending.end, |line| line.span.end);
    !step.text.contains("<<")
        && !cx.file.errors.iter().any(|error| !(step.span.start..end).contains(&error.span.start))
        && !cx.has_ignoring_comment(Span::new(ending.start, end))
}

/// How the line before a swallowed one ends.
struct Ending {
    /// From the operator, or the escape character, to the end of the line, with the white space before it.
    span: Span,
    /// What joins the commands.
    operator: Option<&'static str>,
}

impl Ending {
    fn of(found: &Swallowed<'_>, cx: &Cx<'_>) -> Self {
        let text = cx.source.slice(found.before.span).trim_end();
        let kept = text.strip_suffix(cx.file.escape).unwrap_or(text).trim_end();
        let operator = OPERATORS.iter().copied().find(|operator| kept.ends_with(operator));
        let kept = operator.and_then(|operator| kept.strip_suffix(operator)).unwrap_or(kept).trim_end();
        let start = found.before.span.start;
        Self { span: Span::new(start + kept.len() as u32, start + text.len() as u32), operator }
    }

    fn help(&self, is_alike: bool) -> String {
        match self.operator {
            Some(operator) if is_alike => format!(
                "take the keyword out, if it goes on, or the `{operator}` and the escape character before it"
            ),
            Some(operator) => format!("remove the `{operator}` and the escape character behind it"),
            None => "remove the escape character".to_owned(),
        }
    }
}
