//! `InvalidDefaultArgInFrom` invalid-default-base-image. Spec: rules/InvalidDefaultArgInFrom-invalid-default-base-image.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::image::Image;
use dlint_model::{Base, Stage};
use dlint_text::MappedText;

use crate::support::global_arguments::{by_default, undeclared};

pub(crate) static RULE: Rule =
    Rule::new("InvalidDefaultArgInFrom", "invalid-default-base-image", Check::Stage(check))
        .category(Category::Correctness)
        .severity(Severity::Info);

/// More stages are not looked through.
const MOST_STAGES: usize = 500;

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(reference) = stage.from.as_from().and_then(|from| from.image.as_ref()) else { return };
    let word = &reference.word.value;
    if matches!(stage.base, Base::Stage(_) | Base::Scratch | Base::Context(_)) {
        return;
    }
    let Some(name) = by_default(word, cx) else { return };
    let image = Image::parse(MappedText::copied(name.as_str(), 0));
    let problem = if name.is_empty() { None } else { image.problem.map(|problem| problem.kind) };
    if !name.is_empty() && problem.is_none() {
        return;
    }
    if *name == **word {
        let why = problem.map_or_else(String::new, |problem| problem.to_string());
        out.report(&RULE, word.span(), format!("`{name}` is no name of an image, nor of a stage above"))
            .why(format!("{why}: the build stops here"))
            .help("name an image, or a stage above")
            .severity(Severity::Error);
        return;
    }
    // That a variable is not even declared is said already.
    if !undeclared(stage.from, cx).is_empty() {
        return;
    }
    let message = if name.is_empty() {
        format!("`{}` is nothing unless the build is told otherwise", word.as_str())
    } else {
        format!("`{}` is `{name}` unless the build is told otherwise, which names no image", word.as_str())
    };
    let reporter = out
        .report(&RULE, word.span(), message)
        .why("`docker build` without the right `--build-arg` stops here")
        .help("give the `ARG` above a default that works");
    // One default, one mistake, however many stages begin with it.
    let is_same = |other: &Stage<'_>| {
        let image = other.from.as_from().and_then(|from| from.image.as_ref());
        other.index < stage.index && image.is_some_and(|image| *image.word.value == **word)
    };
    if cx.stages.iter().take(MOST_STAGES).any(is_same) {
        reporter.pedantic();
    }
}
