//! `DK7001` split-update-install. Spec: rules/DK7001-split-update-install.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Edits, Findings, Rule};
use dlint_model::effects::CommandId;
use dlint_model::packages::Manager;
use dlint_model::{Stage, Step};
use dlint_shell::{Command, Joined};
use dlint_text::Span;

use crate::support::append::has_comment;
use crate::support::join::{join, plain_body};
use crate::support::split_updates::{Install, Split, split_update};
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule = Rule::new("DK7001", "split-update-install", Check::Stage(check))
    .category(Category::Correctness)
    .severity(Severity::Error)
    .fix(FixKind::Sometimes(Safety::Safe));

/// How many installs a finding names.
const MOST_PLACES: usize = 6;

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(stage) = cx.stages.get(stage.index) else { return };
    for step in stage.own_steps().chain(&stage.triggers) {
        if let Some(split) = split_update(step, cx) {
            report(step, &split, cx, out);
        }
    }
}

fn report(step: &Step<'_>, split: &Split<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let program = &split.action.program;
    if split.installs.is_empty() {
        if !split.may_be_read {
            out.report(
                &RULE,
                split.action.verb,
                format!("nothing installs from the index that `{program}` fetches here"),
            )
            .severity(Severity::Warning)
            .pedantic()
            .why("the index is stored in the layer, and is old when somebody does")
            .help("take it out, or fetch the index in the `RUN` that installs");
        }
        return;
    }
    let mut reporter = out
        .report(&RULE, split.action.verb, "the package index is fetched in another step than the install that needs it")
        .why("the cache keeps this step for months while the install changes: it then asks for versions that are long gone, or gets old ones")
        .help(help(split));
    for install in split.installs.iter().take(MOST_PLACES) {
        reporter = reporter.secondary(install.action.verb, "this installs from the index as it was then");
    }
    if let [install] = split.installs.as_slice()
        && is_alone(step, split, cx)
        && let Some(joined) = join(&[step, install.step], cx)
    {
        reporter.fix("join the two steps", Safety::Safe, |edits| {
            for (span, text) in joined {
                edits.replace(span, text);
            }
        });
        return;
    }
    if split.may_be_read {
        return;
    }
    let places: Option<Vec<Place>> = split.installs.iter().map(|install| place(install, step, cx)).collect();
    if let (Some(places), Some(cut)) = (places, cut(step, split, cx)) {
        let title =
            format!("run it in front of {}", if places.len() > 1 { "each install" } else { "the install" });
        reporter.fix(title, Safety::Safe, |edits| {
            edits.scattered();
            move_to(&places, &cut, edits);
        });
    }
}

fn help(split: &Split<'_>) -> String {
    match split.action.manager {
        Manager::Apk => {
            "take it out, and install with `apk add --no-cache`, which fetches the index itself".to_owned()
        }
        Manager::Pacman => "fetch the index in the `RUN` that installs: `pacman -Sy …`".to_owned(),
        _ => format!("begin each `RUN` that installs with `{} update &&`", split.action.program),
    }
}

/// A place in front of an install.
struct Place {
    offset: u32,
    sudo: bool,
}

/// The commands of a step that is plain commands in a row: no constructs, no pipes.
fn row<'s>(step: &'s Step<'_>, cx: &Cx<'_>) -> Option<Vec<&'s Command>> {
    let body = plain_body(step, cx)?;
    let outer: Vec<&Command> = body.commands.iter().filter(|command| command.wrapped_by.is_none()).collect();
    let in_a_row = |command: &&Command| {
        let standing = &command.standing;
        standing.nest.is_none()
            && !standing.background
            && matches!(standing.joined, Joined::Start | Joined::And)
    };
    // What the shell takes for a remark would be lost, or would swallow what is put behind it.
    let is_plain = body.nests.is_empty() && !has_comment(&step.instruction.text, body);
    (is_plain && outer.iter().all(in_a_row)).then_some(outer)
}

/// The command of this number, or the one that runs it.
fn outermost<'s>(step: &'s Step<'_>, id: Option<CommandId>, cx: &Cx<'_>) -> Option<&'s Command> {
    let commands = &plain_body(step, cx)?.commands;
    let command = commands.get(id?.command)?;
    match command.wrapped_by {
        Some(wrapper) => commands.get(wrapper).filter(|wrapper| wrapper.wrapped_by.is_none()),
        None => Some(command),
    }
}

/// Where the update goes in front of an install, if it can.
fn place(install: &Install<'_>, step: &Step<'_>, cx: &Cx<'_>) -> Option<Place> {
    let later = install.step;
    if later.stage != step.stage || later.onbuild.is_some() || later.inherited_from.is_some() {
        return None;
    }
    row(later, cx)?;
    let outer = outermost(later, install.command, cx)?;
    (later.state.user == step.state.user)
        .then_some(Place { offset: outer.span.start, sudo: outer.base_name() == Some("sudo") })
}

/// What is taken out of the step that fetches the index.
struct Cut {
    span: Span,
    text: String,
    sudo: bool,
}

fn cut(step: &Step<'_>, split: &Split<'_>, cx: &Cx<'_>) -> Option<Cut> {
    if step.onbuild.is_some() || step.inherited_from.is_some() || split.action.manager != Manager::Apt {
        return None;
    }
    let commands = row(step, cx)?;
    let own = outermost(step, split.command, cx)?;
    let at = commands.iter().position(|command| command.span == own.span)?;
    let text = cx.source.slice(Span::new(own.span.start, end_of(own)));
    if text.contains('\n') || !matches!(own.base_name(), Some("apt" | "apt-get" | "aptitude" | "sudo")) {
        return None;
    }
    let next = commands.get(at + 1);
    let before = at.checked_sub(1).and_then(|at| commands.get(at));
    let span = match (next, before) {
        (None, None) => whole_lines(step.instruction, cx),
        (Some(next), _) => Span::new(own.span.start, next.span.start),
        (None, Some(before)) => Span::new(end_of(before), end_of(own)),
    };
    let text = text.strip_prefix("sudo ").unwrap_or(text).to_owned();
    Some(Cut { span, text, sudo: own.base_name() == Some("sudo") })
}

/// Where the last word or redirection of a command ends.
fn end_of(command: &Command) -> u32 {
    let words = command.words.iter().map(|word| word.span().end);
    let redirections = command.redirections.iter().map(|redirection| redirection.span.end);
    words.chain(redirections).max().unwrap_or(command.span.end)
}

fn move_to(places: &[Place], cut: &Cut, edits: &mut Edits) {
    edits.delete(cut.span);
    let mut done: Vec<u32> = Vec::new();
    for place in places {
        if !done.contains(&place.offset) {
            done.push(place.offset);
            let sudo = if place.sudo || cut.sudo { "sudo " } else { "" };
            edits.insert(place.offset, format!("{sudo}{} && ", cut.text));
        }
    }
}

/// Whether a step does nothing but fetch the index.
fn is_alone(step: &Step<'_>, split: &Split<'_>, cx: &Cx<'_>) -> bool {
    let own = outermost(step, split.command, cx);
    own.is_some_and(|own| {
        row(step, cx).is_some_and(|row| row.len() == 1 && row.iter().all(|one| one.span == own.span))
    })
}
