//! DL3050 unexpected-label. Spec: rules/DL3050-unexpected-label.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

use crate::support::labels::{labels, wanted};

pub(crate) static RULE: Rule =
    Rule::new("DL3050", "unexpected-label", Check::Instruction(&[Keyword::Label], check))
        .category(Category::Style)
        .severity(Severity::Info);

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !cx.options.strict_labels {
        return;
    }
    for label in labels(step, cx) {
        if wanted(&label.key, cx).is_none() && !label.key.contains("${") {
            out.report(
                &RULE,
                label.key_span,
                format!("the label `{}` is not on the project's list", label.key),
            )
            .why("the project allows no labels but those that it lists")
            .help("leave it out, or add it to the list");
        }
    }
}
