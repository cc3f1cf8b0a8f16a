//! `DK7005` copy-from-empty-stage. Spec: rules/DK7005-copy-from-empty-stage.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Base, Layer, Stage, Target};
use dlint_text::MappedText;

pub(crate) static RULE: Rule = Rule::new("DK7005", "copy-from-empty-stage", Check::Stage(check))
    .category(Category::Correctness)
    .severity(Severity::Error);

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    for reference in stage.references.iter().filter(|one| one.mount.is_none()) {
        let Target::Stage(index) = reference.target else { continue };
        let Some(from) = cx.stages.get(index).filter(|from| from.index != stage.index && is_empty(from, cx))
        else {
            continue;
        };
        let Some(step) = stage.steps.get(reference.step).filter(|step| step.inherited_from.is_none()) else {
            continue;
        };
        let sources =
            step.instruction.as_transfer().map(|transfer| transfer.sources.as_slice()).unwrap_or_default();
        // All of nothing is nothing: a stage that is there for `--build-context` to take its place.
        let is_all = |path: &str| matches!(path.trim_matches('/'), "" | "." | "*");
        let Some(source) = sources.iter().find(|source| source.heredoc.is_none() && !is_all(&source.word))
        else {
            continue;
        };
        let place = from.name.map_or(from.from.span, MappedText::span);
        out.report(&RULE, source.word.span, format!("the stage `{}` has no files", from.label()))
            .why("it begins with `scratch`, and no step of it writes anything: the build stops here because it does not find this one")
            .help("copy the files into that stage first, or copy from the one that has them")
            .secondary(place, "this stage is empty");
    }
}

/// Whether a stage begins with nothing, and nothing is added.
fn is_empty(stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    stage.root == Base::Scratch
        && cx
            .build
            .chain(stage.index)
            .all(|part| part.steps.iter().all(|step| step.layer() == Layer::Configuration))
}
