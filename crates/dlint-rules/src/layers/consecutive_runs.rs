//! DL3059 consecutive-runs. Spec: rules/DL3059-consecutive-runs.md

use dlint_diagnostics::{Category, Change, FixKind, Priority, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Stage, Step};
use dlint_shell::{Body, Joined};
use dlint_syntax::{Arguments, Keyword};
use dlint_text::Span;

use crate::support::join::{leaves_state, plain_body, same_flags};

pub(crate) static RULE: Rule = Rule::new("DL3059", "consecutive-runs", Check::Stage(check))
    .category(Category::Layers)
    .severity(Severity::Info)
    .off()
    .fix(FixKind::Sometimes(Safety::Unsafe))
    .priority(Priority::Last);

/// A step with more commands than this is one for a reason.
const MOST_COMMANDS: usize = 1;

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let steps: Vec<&Step<'_>> = stage.own_steps().collect();
    for pair in steps.windows(2) {
        let [first, second] = pair else { continue };
        let are_runs = [first, second].iter().all(|step| step.instruction.keyword == Keyword::Run);
        // A heredoc is a script, which says enough by itself.
        let has_heredoc = [first, second].iter().any(|step| !step.instruction.heredocs.is_empty());
        if !are_runs || has_heredoc || !same_flags(first.instruction, second.instruction) {
            continue;
        }
        if count(first, cx) > MOST_COMMANDS || count(second, cx) > MOST_COMMANDS {
            continue;
        }
        let keyword = second.instruction.keyword_text.span();
        let reporter = out
            .report(&RULE, keyword, "this `RUN` stands right behind another one")
            .why("each of them makes a layer, though they change together")
            .help("join them with `&&`")
            .secondary(first.instruction.keyword_text.span(), "the other one");
        if let Some(between) = joint(first, second, cx) {
            reporter
                .fix("join the two", Safety::Unsafe, |edits| {
                    edits.replace(between, format!(" {}\n    && ", cx.file.escape));
                })
                .declares([Change::Layers]);
        }
    }
}

/// How many commands a step has, those in other commands' words left out.
fn count(step: &Step<'_>, cx: &Cx<'_>) -> usize {
    let bodies = cx.build.scripts(step).iter().map(|script| script.script.body());
    let commands = bodies.flat_map(|body| body.commands.iter().map(move |command| (body, command)));
    commands
        .filter(|(body, command)| {
            // What is asked is no work of its own.
            let asks = matches!(command.base_name(), Some("[" | "[[" | "test"));
            let mut around = body.path(&command.standing);
            !asks
                && command.wrapped_by.is_none()
                && !around.any(|nest| nest.kind == dlint_shell::NestKind::ShellText)
        })
        .count()
}

/// What stands between two steps that may be joined: the end of the first, and what the second begins with.
fn joint(first: &Step<'_>, second: &Step<'_>, cx: &Cx<'_>) -> Option<Span> {
    let same_state = first.state == second.state;
    let (before, after) = (plain_body(first, cx).ok()?, plain_body(second, cx).ok()?);
    let Arguments::Run(line) = &second.instruction.arguments else { return None };
    let end = first.instruction.text.source_span(0..first.instruction.text.trim_end().len()).end;
    let between = Span::new(end, line.text.span().start);
    let in_a_row = |body: &Body| {
        let standings = body.commands.iter().map(|command| &command.standing);
        let mut standings = standings.chain(body.nests.iter().map(|nest| &nest.standing));
        standings.all(|standing| {
            !standing.background && matches!(standing.joined, Joined::Start | Joined::And | Joined::Pipe)
        })
    };
    let comments = &cx.file.comments;
    let next = comments.partition_point(|comment| comment.span.end <= first.instruction.span.start);
    let comments = comments.get(next).is_some_and(|comment| comment.span.start < line.text.span().end);
    let hash = |step: &Step<'_>| step.instruction.text.contains('#');
    let certain = same_state && !leaves_state(before) && !comments && in_a_row(before) && in_a_row(after);
    (certain && !hash(first) && !hash(second)).then_some(between)
}
