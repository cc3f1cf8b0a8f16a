//! DL3003 cd-instead-of-workdir. Spec: rules/DL3003-cd-instead-of-workdir.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_shell::NestKind;
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new("DL3003", "cd-instead-of-workdir", Check::Command(&["cd"], check))
    .category(Category::Style)
    .severity(Severity::Style)
    .off();

fn check(command: &Command<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    // In a shell of its own it is there for the commands beside it alone, which no `WORKDIR` could be.
    let is_local = command.body().path(&command.standing).any(|nest| {
        matches!(nest.kind, NestKind::Subshell | NestKind::Substitution | NestKind::ProcessSubstitution)
    });
    let is_windows = command.step.model.is_none_or(|step| step.state.is_windows());
    if command.step.keyword != Keyword::Run || is_local || is_windows {
        return;
    }
    let Some(word) = command.name_word() else { return };
    out.report(&RULE, word.span(), "`cd` changes the folder for this step alone")
        .why("the next step is back where it was, and readers have to keep track of where each command runs")
        .help("set the folder with `WORKDIR`, or give the command its own option: `git -C`, `make -C`, `tar -C`");
}
