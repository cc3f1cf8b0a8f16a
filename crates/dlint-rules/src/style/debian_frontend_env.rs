//! `DK8001` debian-frontend-env. Spec: rules/DK8001-debian-frontend-env.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Stage;

use crate::support::env_to_arg::{as_arg, left_in_image, to_arg};

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
        let reporter = if is_called_a_base(cx) { reporter.pedantic() } else { reporter };
        if let Some(all) = to_arg(&left, cx) {
            reporter
                .fix("make it an `ARG`", Safety::Unsafe, |edits| edits.replace_all(all))
                .declares(as_arg("DEBIAN_FRONTEND"));
        }
    }
}

/// Whether a comment above all instructions says that the image is there for others to build on. That of a `FROM` has
/// a base image, which is another matter.
fn is_called_a_base(cx: &Cx<'_>) -> bool {
    const SAYINGS: &[&str] = &[
        "as a base image",
        "as base image",
        "base image (",
        "base image for",
        "base image of",
        "is a base image",
    ];
    const ACTIONS: &[&str] = &["from ", "use ", "using ", "set ", "specify ", "choose "];
    let first = cx.file.instructions.first().map_or(0, |first| first.span.start);
    cx.file.comments.iter().take_while(|comment| comment.span.start < first).any(|comment| {
        let text = cx.source.slice(comment.span).to_ascii_lowercase();
        SAYINGS.iter().any(|saying| text.contains(saying))
            && !ACTIONS.iter().any(|action| text.contains(action))
    })
}
