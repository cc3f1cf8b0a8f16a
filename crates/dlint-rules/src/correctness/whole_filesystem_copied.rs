//! DL3067 whole-filesystem-copied. Spec: rules/DL3067-whole-filesystem-copied.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::base_image::Family;
use dlint_model::{Base, Target};
use dlint_syntax::Keyword;

use crate::support::instruction_words::expand;

pub(crate) static RULE: Rule =
    Rule::new("DL3067", "whole-filesystem-copied", Check::Instruction(&[Keyword::Copy], check))
        .category(Category::Correctness)
        .severity(Severity::Warning);

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Some(transfer)) = (step.model, step.as_transfer()) else { return };
    let (Some(_), Some(destination)) = (step.flag("from"), &transfer.destination) else { return };
    let is_root = |word: &str| matches!(expand(word, model, cx).text.as_str(), "/" | "/." | "/*" | "/./");
    let Some(source) = transfer.sources.iter().find(|source| is_root(&source.word)) else { return };
    // Onto nothing, it is the way to make one layer of many.
    let is_first = cx.build.stage_of(model).is_some_and(|stage| stage.root == Base::Scratch);
    if is_first || !is_root(destination) {
        return;
    }
    let what = if source_stage(model, cx).is_some() { "stage" } else { "image" };
    let reporter = out
        .report(
            &RULE,
            source.word.span,
            format!("the whole file system of another {what} is copied over this one"),
        )
        .why("it replaces system files, package databases and users of this image by others, and stores them all again")
        .help(format!("copy the folders that are needed, or begin with `FROM` that {what}"));
    // An image of which nothing is known may well hold a few programs and nothing else, made to be copied like this.
    if !has_system(model, cx) {
        reporter.pedantic();
    }
}

/// Whether what a step copies from is known to have a system in it: a stage of the file that began with one.
fn has_system(step: &dlint_model::Step<'_>, cx: &Cx<'_>) -> bool {
    let stage = source_stage(step, cx).and_then(|index| cx.stages.get(index));
    let family = stage.and_then(|stage| stage.facts()).and_then(|facts| facts.family);
    family.is_some_and(|family| family != Family::ScratchLike)
}

/// The stage of the file that a step copies from.
fn source_stage(step: &dlint_model::Step<'_>, cx: &Cx<'_>) -> Option<usize> {
    let references = cx.build.stage_of(step).into_iter().flat_map(|stage| &stage.references);
    let mut sources = references.filter(|one| one.step == step.index && one.mount.is_none());
    sources.find_map(|source| match source.target {
        Target::Stage(index) => Some(index),
        _ => None,
    })
}
