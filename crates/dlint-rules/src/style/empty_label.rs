//! DL3051 empty-label. Spec: rules/DL3051-empty-label.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

use crate::support::labels::{labels, wanted};

pub(crate) static RULE: Rule =
    Rule::new("DL3051", "empty-label", Check::Instruction(&[Keyword::Label], check))
        .category(Category::Style)
        .severity(Severity::Warning);

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    for label in labels(step, cx) {
        let is_empty = label.value.as_ref().is_some_and(|value| value.trim().is_empty());
        if is_empty && wanted(&label.key, cx).is_some() {
            out.report(&RULE, label.value_span, format!("the label `{}` is empty", label.key))
                .why("the project requires it of every image, and this says nothing")
                .help("give it a value");
        }
    }
}
