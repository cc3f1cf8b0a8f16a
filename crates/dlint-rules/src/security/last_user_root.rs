//! DL3002 last-user-root. Spec: rules/DL3002-last-user-root.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Stage;

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
        out.report(&RULE, word.span, "the image is left with the user `root`")
            .why(
                "whoever breaks into the container is root there, and one mistake away from root on the host",
            )
            .help("end with a `USER` that has no more rights than the program needs");
    }
}
