//! DL3002 last-user-root. Spec: rules/DL3002-last-user-root.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Stage;
use dlint_syntax::Keyword;

use crate::support::last_user::last_user;

pub(crate) static RULE: Rule = Rule::new("DL3002", "last-user-root", Check::Stage(check))
    .category(Category::Security)
    .severity(Severity::Warning);

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if stage.is_built
        && !stage.end.is_windows()
        && let Some((word, user)) = last_user(stage, cx)
        && user.is_root()
    {
        let reporter = out
            .report(&RULE, word.span, "the image is left with the user `root`")
            .why(
                "whoever breaks into the container is root there, and one mistake away from root on the host",
            )
            .help("end with a `USER` that has no more rights than the program needs");
        // It goes back to what the image was before, and nothing of this file runs with it.
        if !has_own_user(stage) && !starts_program(stage, cx) {
            reporter.pedantic();
        }
    }
}

/// Whether the base image is known to have another user.
fn has_own_user(stage: &Stage<'_>) -> bool {
    stage.facts().is_some_and(|facts| facts.user.value().is_some_and(|user| !matches!(*user, "root" | "0")))
}

/// Whether the file says what a container of the image runs.
fn starts_program(stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let mut steps = cx.build.chain(stage.index).flat_map(Stage::own_steps);
    steps.any(|step| matches!(step.instruction.keyword, Keyword::Cmd | Keyword::Entrypoint))
}
