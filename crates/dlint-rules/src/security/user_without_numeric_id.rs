//! DL3066 user-without-numeric-id. Spec: rules/DL3066-user-without-numeric-id.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Stage, User};

use crate::support::last_user::last_user;

pub(crate) static RULE: Rule = Rule::new("DL3066", "user-without-numeric-id", Check::Stage(check))
    .category(Category::Security)
    .severity(Severity::Info)
    .off();

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let last = Some(stage).filter(|stage| stage.is_built && !stage.end.is_windows());
    let Some((word, User::Other(user))) = last.and_then(|last| last_user(last, cx)) else { return };
    let name = user.split(':').next().unwrap_or_default();
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        out.report(&RULE, word.span, format!("`{name}` is a name, not a number"))
            .why("an orchestrator that refuses root (`runAsNonRoot`) cannot tell what a name stands for, and starts nothing")
            .help("give the user a fixed number when you make it, and name it by that: `USER 10001`");
    }
}
