//! DL3049 missing-label. Spec: rules/DL3049-missing-label.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Stage;

use crate::support::labels::labels_of;

pub(crate) static RULE: Rule = Rule::new("DL3049", "missing-label", Check::Stage(check))
    .category(Category::Style)
    .severity(Severity::Info);

fn check(last: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !last.is_built || cx.options.label_schema.is_empty() {
        return;
    }
    let steps = cx.build.chain(last.index).flat_map(|stage| &stage.steps);
    let set: Vec<String> = steps.flat_map(|step| labels_of(step, cx)).map(|label| label.key).collect();
    for label in &cx.options.label_schema {
        // A key with a variable that nobody knows in it may be any.
        if set.iter().any(|key| *key == label.key || key.contains("${")) {
            continue;
        }
        let key = &label.key;
        out.report(&RULE, last.from.keyword_text.span(), format!("the image has no label `{key}`"))
            .why("the project requires it of every image")
            .help(format!("add `LABEL {key}=\"…\"` to the last stage"));
    }
}
