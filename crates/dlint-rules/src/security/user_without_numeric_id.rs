//! DL3066 user-without-numeric-id. Spec: rules/DL3066-user-without-numeric-id.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::User;

use crate::support::last_user::last_user;

pub(crate) static RULE: Rule = Rule::new("DL3066", "user-without-numeric-id", Check::File(check))
    .category(Category::Security)
    .severity(Severity::Info)
    .off();

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some((word, User::Other(user))) = last_user(cx) else { return };
    let name = user.split(':').next().unwrap_or_default();
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number && !cx.stages.last().is_some_and(|stage| stage.end.is_windows()) {
        out.report(&RULE, word.span, format!("`{name}` is a name, not a number"))
            .why("an orchestrator that refuses root (`runAsNonRoot`) cannot tell what a name stands for, and starts nothing")
            .help("give the user a fixed number when you make it, and name it by that: `USER 10001`");
    }
}
