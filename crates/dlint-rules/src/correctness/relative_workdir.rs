//! DL3000 relative-workdir. Spec: rules/DL3000-relative-workdir.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::base_image::Setting;
use dlint_syntax::{Arguments, Keyword};

use crate::support::instruction_words::{expand, is_absolute};
use crate::support::torn::is_torn;

pub(crate) static RULE: Rule =
    Rule::new("DL3000", "relative-workdir", Check::Instruction(&[Keyword::Workdir], check))
        .aliases(&["WorkdirRelativePath"])
        .category(Category::Correctness)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Arguments::Workdir(Some(word))) = (step.model, &step.arguments) else { return };
    // Behind a `WORKDIR` of the file, it is known what a path is relative to. What it is for a trigger, the image that
    // is built from this one decides.
    if model.state.workdir_is_set || step.onbuild.is_some() {
        return;
    }
    let text = expand(word, model, cx).text;
    if text.is_empty() || is_absolute(&text) || is_torn(step, cx) {
        return;
    }
    let reporter = out
        .report(&RULE, word.span, "the first `WORKDIR` is a relative path")
        .why("it is taken from the working directory of the base image, and moves when that does")
        .help("write the whole path, from the `/` on");
    // Where the base image works, the path is known today.
    let facts = cx.build.stage_of(model).and_then(|stage| stage.facts());
    let is_known = facts.is_some_and(|facts| facts.workdir != Setting::Unknown);
    let is_plain = text == word.as_str() && !text.starts_with('~') && !text.contains([' ', '\\']);
    if is_known && is_plain && !model.state.is_windows() {
        let path = model.state.workdir.join(&text).to_string();
        reporter
            .fix(format!("write `{path}`"), Safety::Unsafe, |edits| edits.replace(word.span, path))
            .declares([Change::Rewrites("WORKDIR")]);
    }
}
