//! DL3024 duplicate-stage-name. Spec: rules/DL3024-duplicate-stage-name.md

use std::collections::HashMap;

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_text::Span;

pub(crate) static RULE: Rule = Rule::new("DL3024", "duplicate-stage-name", Check::File(check))
    .aliases(&["DuplicateStageName"])
    .category(Category::Correctness)
    .severity(Severity::Error);

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let mut names: HashMap<String, Span> = HashMap::new();
    for name in cx.stages.iter().filter_map(|stage| stage.name) {
        // Names are the same in any case.
        if let Some(other) = names.insert(name.to_lowercase(), name.span()) {
            out.report(&RULE, name.span(), format!("another stage is named `{}` already", &**name))
                .why("what refers to the name below here gets this stage, and nothing can name the other one any more")
                .help("give this stage a name of its own")
                .secondary(other, "the other stage");
        }
    }
}
