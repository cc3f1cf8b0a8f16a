//! DL3057 missing-healthcheck. Spec: rules/DL3057-missing-healthcheck.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Stage;
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new("DL3057", "missing-healthcheck", Check::Stage(check))
    .category(Category::Correctness)
    .severity(Severity::Info)
    .off();

fn check(last: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !last.is_built {
        return;
    }
    let mut steps = cx.build.chain(last.index).flat_map(|stage| &stage.steps);
    if !steps.any(|step| step.instruction.keyword == Keyword::Healthcheck) {
        out.report(&RULE, last.from.keyword_text.span(), "the image has no `HEALTHCHECK`")
            .why("whether the program still answers, nobody asks: a container counts as well as long as it runs")
            .help("add a `HEALTHCHECK`, or `HEALTHCHECK NONE` where something else asks");
    }
}
