//! `DK3003` secret-written-to-layer. Spec: rules/DK3003-secret-written-to-layer.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::Step as ModelStep;
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::written_secrets::{Leak, Sink, leaks};

pub(crate) static RULE: Rule =
    Rule::new("DK3003", "secret-written-to-layer", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Secrets)
        .severity(Severity::Error);

/// How many later steps are asked whether they delete the file.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    let mut said: Vec<String> = Vec::new();
    for leak in leaks(step, cx) {
        if !said.contains(&leak.name) {
            report(&leak, model, cx, out);
            said.push(leak.name);
        }
    }
}

fn report(leak: &Leak, model: &ModelStep<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let name = &leak.name;
    let (message, help) = match &leak.sink {
        Sink::File(path) => {
            let id = path.file_name().unwrap_or_default().trim_start_matches('.').to_ascii_lowercase();
            (
                format!("`{name}` is written into `{path}`, which stays in this layer"),
                format!("mount the file for the steps that need it: `RUN --mount=type=secret,id={id},target={path}`"),
            )
        }
        Sink::History(path) => (
            format!("`{name}` goes into `{path}`, which this step deletes, but not out of the history"),
            "hand it over by `--mount=type=secret`, which leaves it nowhere".to_owned(),
        ),
        Sink::Setting(program) => (
            format!("`{program}` writes `{name}` into a file that stays in this layer"),
            "mount that file for the steps that need it: `RUN --mount=type=secret,id=…,target=…`".to_owned(),
        ),
        Sink::Clone => (
            format!("the clone keeps its address, and `{name}` with it, in `.git/config`"),
            "clone by `RUN --mount=type=ssh`, or hand the login over by a credential helper that reads a secret mount".to_owned(),
        ),
    };
    let is_shipped = cx.stages.get(model.stage).is_none_or(|stage| stage.is_in_image);
    let later = later_deletion(leak, model, cx);
    if let Sink::History(_) = leak.sink {
        let (severity, why) = if is_shipped {
            (Severity::Warning, "its value is in the history of the image and in the build cache")
        } else {
            (
                Severity::Info,
                "its value is in the build cache, and in what the build says of itself (provenance)",
            )
        };
        out.report(&RULE, leak.span, message).severity(severity).why(why).help(help);
        return;
    }
    let why = match later {
        Some(_) => {
            "a later layer only hides the file: everybody who can pull the image can read it in this one"
        }
        None if is_shipped => "everybody who can pull the image can read it there",
        None => "the layer is not in the image, but in the build cache, wherever that goes",
    };
    let mut reporter = out.report(&RULE, leak.span, message).why(why).help(help);
    if let Some(place) = later {
        reporter = reporter.secondary(place, "this only hides it");
    }
    if !is_shipped {
        reporter.severity(Severity::Info);
    }
}

/// Where a later step of the stage deletes the file.
fn later_deletion(leak: &Leak, model: &ModelStep<'_>, cx: &Cx<'_>) -> Option<Span> {
    let Sink::File(path) = &leak.sink else { return None };
    let stage = cx.stages.get(model.stage).filter(|_| model.onbuild.is_none())?;
    let later = stage.steps.iter().filter(|step| step.index > model.index).take(MOST_STEPS);
    let mut effects = later.flat_map(|step| &cx.build.effects(step).all);
    effects
        .find(|effect| effect.action.removed().is_some_and(|removed| removed.covers(path).is_yes()))
        .map(|effect| effect.span)
}
