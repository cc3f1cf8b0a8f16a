//! DL3063 reserved-stage-name. Spec: rules/DL3063-reserved-stage-name.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Stage;
use dlint_syntax::reserved_stage_name;

pub(crate) static RULE: Rule = Rule::new("DL3063", "reserved-stage-name", Check::Stage(check))
    .aliases(&["ReservedStageName"])
    .category(Category::Correctness)
    .severity(Severity::Warning);

fn check(stage: &Stage<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(name) = stage.name else { return };
    let Some(means) = reserved_stage_name(name) else { return };
    out.report(&RULE, name.span(), format!("`{}` is a name of the builder's own", name.as_str()))
        .why(format!("{means}, and which of the two a reader or a builder takes it for is not certain"))
        .help("give the stage another name");
}
