//! `DK8001` debian-frontend-env. Spec: rules/DK8001-debian-frontend-env.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Stage;

use crate::support::env_to_arg::{left_in_image, to_arg};

pub(crate) static RULE: Rule = Rule::new("DK8001", "debian-frontend-env", Check::Stage(check))
    .category(Category::Style)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !stage.is_built {
        return;
    }
    for left in left_in_image(stage, cx, |name| name == "DEBIAN_FRONTEND") {
        let is_quiet =
            |value: &str| ["noninteractive", "teletype"].iter().any(|one| value.eq_ignore_ascii_case(one));
        if !left.value.is_some_and(is_quiet) {
            continue;
        }
        let reporter = out
            .report(&RULE, left.pair.key.span(), "`DEBIAN_FRONTEND` stays in the image")
            .why("whoever installs something in the container, or builds on the image, is asked nothing either, and does not know why")
            .help("write `ARG DEBIAN_FRONTEND=noninteractive`: steps see it as well, and the image is left without it");
        if let Some(all) = to_arg(&left, cx) {
            reporter.fix("make it an `ARG`", Safety::Unsafe, |edits| {
                for (span, text) in all {
                    edits.replace(span, text);
                }
            });
        }
    }
}
