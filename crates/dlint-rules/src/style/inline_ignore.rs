//! DL1001 inline-ignore. Spec: rules/DL1001-inline-ignore.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};

pub(crate) static RULE: Rule = Rule::new("DL1001", "inline-ignore", Check::File(check))
    .category(Category::Style)
    .severity(Severity::Info)
    .off();

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for comment in cx.ignoring_comments() {
        out.report(&RULE, *comment, "a comment hides findings")
            .why("whoever reads the report does not learn of them, nor why they are hidden")
            .help("repair what is found, or say in the project's configuration what is not wanted");
    }
}
