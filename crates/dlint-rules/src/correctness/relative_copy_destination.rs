//! DL3045 relative-copy-destination. Spec: rules/DL3045-relative-copy-destination.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::base_image::Setting;
use dlint_syntax::Keyword;

use crate::support::instruction_words::{expand, is_absolute};
use crate::support::torn::is_torn;

pub(crate) static RULE: Rule = Rule::new(
    "DL3045",
    "relative-copy-destination",
    Check::Instruction(&[Keyword::Add, Keyword::Copy], check),
)
.category(Category::Correctness)
.severity(Severity::Info);

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|_| step.onbuild.is_none()) else { return };
    let Some(destination) = step.as_transfer().and_then(|transfer| transfer.destination.as_ref()) else {
        return;
    };
    if model.state.workdir_is_set || is_absolute(&expand(destination, model, cx).text) {
        return;
    }
    let facts = cx.build.stage_of(model).and_then(|stage| stage.facts());
    if facts.is_some_and(|facts| matches!(facts.workdir, Setting::Set(_))) {
        return;
    }
    if is_torn(step, cx) {
        return;
    }
    let keyword = step.keyword.as_str();
    let reporter = out
        .report(&RULE, destination.span, format!("`{keyword}` to a relative path, and no `WORKDIR` before it"),
        )
        .why("where the files go depends on the working directory of the base image, which is `/` unless it says otherwise")
        .help("set `WORKDIR` first, or write the whole path");
    // Whoever builds on an image of which nothing is known here may well count on its folder, and that of nothing is `/`.
    if facts.is_none() {
        reporter.pedantic();
    }
}
