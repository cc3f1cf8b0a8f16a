//! `StageNameCasing` uppercase-stage-name. Spec: rules/StageNameCasing-uppercase-stage-name.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_syntax::{Instruction, Stage};
use dlint_text::{MappedText, Span};

pub(crate) static RULE: Rule = Rule::new("StageNameCasing", "uppercase-stage-name", Check::Stage(check))
    .category(Category::Style)
    .severity(Severity::Info)
    .fix(FixKind::Always(Safety::Safe));

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(name) = stage.name() else { return };
    let lower = name.to_lowercase();
    // A name that no stage may have is an error of its own.
    if **name == *lower || cx.file.errors.iter().any(|error| error.span == name.span()) {
        return;
    }
    out.report(&RULE, name.span(), format!("the stage name `{}` is not in lower case", &**name))
        .why(format!("builders call the stage `{lower}`, and `FROM {}` does not find it", &**name))
        .fix(format!("rename it to `{lower}`"), Safety::Safe, |edits| {
            edits.scattered();
            edits.replace(name.span(), lower.clone());
            for reference in references(name, stage.index, cx) {
                edits.replace(reference, lower.clone());
            }
        });
}

/// Where later stages name this one, in whatever case, but not in lower case already.
fn references(name: &str, index: usize, cx: &Cx<'_>) -> Vec<Span> {
    let lower = name.to_lowercase();
    let later = cx.stages.iter().skip(index + 1);
    let named = later.flat_map(|stage| {
        let base = stage.arguments().and_then(|from| from.image.as_ref()).map(|image| &image.word.value);
        base.into_iter().chain(stage.instructions.iter().flat_map(sources))
    });
    named.filter(|text| text.to_lowercase() == lower && ***text != *lower).map(MappedText::span).collect()
}

/// The texts in an instruction that may name a stage.
fn sources(instruction: &Instruction) -> impl Iterator<Item = &MappedText> {
    let from = instruction.flag("from").and_then(|flag| flag.value.as_ref());
    from.into_iter().chain(instruction.mounts.iter().filter_map(|mount| mount.value("from")))
}
