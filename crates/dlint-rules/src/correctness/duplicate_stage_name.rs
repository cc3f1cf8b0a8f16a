//! DL3024 duplicate-stage-name. Spec: rules/DL3024-duplicate-stage-name.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_syntax::Stage;

pub(crate) static RULE: Rule = Rule::new("DL3024", "duplicate-stage-name", Check::Stage(check))
    .aliases(&["DuplicateStageName"])
    .category(Category::Correctness)
    .severity(Severity::Error);

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(name) = stage.name() else { return };
    let Some(first) = cx.stage_named(name, stage.index).and_then(Stage::name) else { return };
    out.report(&RULE, name.span(), format!("another stage is named `{}` already", &**name))
        .why(
            "what refers to the name below here gets this stage, and nothing can name the other one any more",
        )
        .help("give this stage a name of its own")
        .secondary(first.span(), "the other stage");
}
