//! `StageNameCasing` uppercase-stage-name. Spec: rules/StageNameCasing-uppercase-stage-name.md

use std::collections::{HashMap, HashSet};

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_syntax::Instruction;
use dlint_text::{MappedText, Span};

use crate::support::other_values::with_other_values;

pub(crate) static RULE: Rule = Rule::new("StageNameCasing", "uppercase-stage-name", Check::File(check))
    .category(Category::Style)
    .severity(Severity::Info)
    .off()
    .fix(FixKind::Always(Safety::Safe));

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let is_upper = |name: &&MappedText| ***name != *name.to_lowercase();
    if !cx.stages.iter().filter_map(|stage| stage.name).any(|name| is_upper(&name)) {
        return;
    }
    let references = references(cx);
    // A name that no stage may have is an error of its own.
    let refused: HashSet<Span> = cx.file.errors.iter().map(|error| error.span).collect();
    let mut next_of_name: HashMap<String, usize> = HashMap::new();
    for stage in cx.stages.iter().rev() {
        let Some(name) = stage.name else { continue };
        let lower = name.to_lowercase();
        let next = next_of_name.insert(lower.clone(), stage.index).unwrap_or(usize::MAX);
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if !is_name || !is_upper(&name) || refused.contains(&name.span()) {
            continue;
        }
        // What refers to the name means the last stage of that name before it.
        let all = references.get(&lower).map(Vec::as_slice).unwrap_or_default();
        let mine = all.iter().skip(all.partition_point(|reference| reference.stage <= stage.index));
        let mine = mine.take_while(|reference| reference.stage <= next);
        out.report(&RULE, name.span(), format!("the stage name `{}` is not in lower case", &**name))
            .why(format!("builders call the stage `{lower}`, and `FROM {}` does not find it", &**name))
            .fix(format!("rename it to `{lower}`"), Safety::Safe, |edits| {
                edits.scattered();
                edits.replace(name.span(), lower.clone());
                for reference in mine {
                    edits.replace(reference.span, lower.clone());
                }
            })
            .declares(with_other_values(["FROM", "ONBUILD", ""].map(Change::Rewrites)));
    }
}

/// A place that names a stage, but not in lower case.
struct Reference {
    /// The stage that it is in.
    stage: usize,
    span: Span,
}

/// All places that may name a stage and have capital letters, by the name in lower case.
fn references(cx: &Cx<'_>) -> HashMap<String, Vec<Reference>> {
    let mut references: HashMap<String, Vec<Reference>> = HashMap::new();
    for stage in cx.stages {
        let base = stage.from.as_from().and_then(|from| from.image.as_ref()).map(|image| &image.word.value);
        for text in base.into_iter().chain(stage.instructions.iter().flat_map(sources)) {
            let lower = text.to_lowercase();
            if **text != *lower {
                references
                    .entry(lower)
                    .or_default()
                    .push(Reference { stage: stage.index, span: text.span() });
            }
        }
    }
    references
}

/// The texts in an instruction that may name a stage.
fn sources(instruction: &Instruction) -> impl Iterator<Item = &MappedText> {
    let from = instruction.flag("from").and_then(|flag| flag.value.as_ref());
    from.into_iter().chain(instruction.mounts.iter().filter_map(|mount| mount.value("from")))
}
