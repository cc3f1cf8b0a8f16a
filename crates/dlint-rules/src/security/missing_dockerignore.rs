//! `DK4004` missing-dockerignore. Spec: rules/DK4004-missing-dockerignore.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Stage, Step as ModelStep};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::broad_copies::{TakenAlong, ignore, is_whole_context, listed, taken_along};

pub(crate) static RULE: Rule = Rule::new("DK4004", "missing-dockerignore", Check::File(check))
    .category(Category::Security)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let copies = |stage| copies(stage, cx);
    let mut all: Vec<(Span, &ModelStep<'_>)> = cx.stages.iter().flat_map(copies).collect();
    // The file is missing once: what is shipped says best what that costs.
    all.sort_by_key(|(_, step)| !is_shipped(step, cx));
    let Some((source, step)) = all.first() else { return };
    let Some(taken) = taken_along(step, cx) else { return };
    if !taken.is_empty() && !taken.has_ignore_file {
        report(*source, step, &taken, cx, out);
    }
}

fn is_shipped(step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    cx.stages.get(step.stage).is_none_or(|stage| stage.is_in_image)
}

/// The copies of the whole context in a stage.
fn copies<'a>(stage: &'a Stage<'a>, cx: &Cx<'_>) -> Vec<(Span, &'a ModelStep<'a>)> {
    let steps =
        stage.own_steps().filter(|step| matches!(step.instruction.keyword, Keyword::Add | Keyword::Copy));
    steps.filter_map(|step| Some((is_whole_context(step, cx)?, step))).collect()
}

fn report(source: Span, step: &ModelStep<'_>, taken: &TakenAlong, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let keyword = step.instruction.keyword.as_str();
    let names = taken.names();
    let is_shipped = is_shipped(step, cx);
    let why = if taken.secrets.is_empty() {
        "all of it goes to the builder, and whatever changes there has this step and all behind it run again"
    } else if is_shipped {
        "all of it goes to the builder, and everybody who can pull the image can read it"
    } else {
        "all of it goes to the builder, and into the build cache"
    };
    let severity = match (taken.secrets.is_empty(), is_shipped) {
        (false, true) => Severity::Error,
        (true, false) => Severity::Info,
        _ => Severity::Warning,
    };
    out.report(
        &RULE,
        source,
        format!("without a `.dockerignore`, this `{keyword}` takes {} along", listed(&names)),
    )
    .severity(severity)
    .why(why)
    .help(format!("write a `.dockerignore` with {}", listed(&names)))
    .fix("write a `.dockerignore` with that", Safety::Unsafe, |edits| ignore(taken, edits, cx));
}
