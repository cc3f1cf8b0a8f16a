//! DL1001 inline-ignore. Spec: rules/DL1001-inline-ignore.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};

pub(crate) static RULE: Rule = Rule::new("DL1001", "inline-ignore", Check::File(check))
    .category(Category::Style)
    .severity(Severity::Info)
    .off();

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for comment in &cx.file.comments {
        if hides_findings(comment.text(cx.source)) {
            out.report(&RULE, comment.span, "a comment hides findings")
                .why("whoever reads the report does not learn of them, nor why they are hidden")
                .help("repair what is found, or say in the project's configuration what is not wanted");
        }
    }
}

/// `hadolint ignore=…`, for the next instruction, the stage or the file, and `check=skip=…`.
fn hides_findings(comment: &str) -> bool {
    let option = |text: &str, name: &str| {
        text.trim_start()
            .strip_prefix(name)
            .and_then(|rest| rest.trim_start().strip_prefix('='))
            .map(str::to_owned)
    };
    if let Some(rest) = comment.strip_prefix("hadolint") {
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("global").or_else(|| rest.strip_prefix("stage")).unwrap_or(rest);
        return option(rest, "ignore").is_some_and(|codes| !codes.trim().is_empty());
    }
    option(comment, "check").is_some_and(|options| option(&options, "skip").is_some())
}
