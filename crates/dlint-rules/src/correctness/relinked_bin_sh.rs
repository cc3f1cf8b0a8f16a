//! DL4005 relinked-bin-sh. Spec: rules/DL4005-relinked-bin-sh.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_syntax::Keyword;

use crate::support::used_names::with_built_from;

pub(crate) static RULE: Rule = Rule::new("DL4005", "relinked-bin-sh", Check::Command(&["ln"], check))
    .category(Category::Correctness)
    .severity(Severity::Warning);

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

fn check(command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let operands = command.arguments().iter().filter(|word| !word.beginning.starts_with('-'));
    // What is linked comes first: `ln -s /bin/sh /bin/ash` leaves the shell alone.
    let Some(link) = operands.skip(1).last() else { return };
    if command.step.keyword == Keyword::Run && matches!(link.value(), Some("/bin/sh" | "/usr/bin/sh")) {
        let reporter = out.report(&RULE, link.span(), "the system's shell is replaced by a link")
            .why("every script of the image runs in another shell than it was written for, and an update of the shell's package puts the old one back")
            .help("choose the shell of the build with `SHELL`");
        // `SHELL` changes nothing for what programs of the container start by themselves.
        if !is_for_build(command, cx) {
            reporter.pedantic();
        }
    }
}

/// Whether an instruction behind it is read by the shell, or may be in an image that is built on this one.
fn is_for_build(command: &Command<'_>, cx: &Cx<'_>) -> bool {
    let (Some(model), Some(index)) = (command.step.model, command.step.stage) else { return true };
    if command.step.onbuild.is_some() {
        return true;
    }
    let stages = with_built_from(index, cx);
    let mut behind = stages.flat_map(|stage| {
        let first = if stage.index == index { model.index + 1 } else { 0 };
        stage.steps.get(first..).unwrap_or_default().iter().take(MOST_STEPS).chain(&stage.triggers)
    });
    behind.any(|step| match step.instruction.keyword {
        Keyword::Run | Keyword::Cmd | Keyword::Entrypoint => {
            step.instruction.command_line().is_some_and(|line| !line.is_exec() && !line.is_empty())
        }
        _ => false,
    })
}
