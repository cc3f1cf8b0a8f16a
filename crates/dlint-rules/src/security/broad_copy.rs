//! `DK4003` broad-copy. Spec: rules/DK4003-broad-copy.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::context::Certainty;
use dlint_syntax::Keyword;

use crate::support::broad_copies::{TakenAlong, ignore, is_handed_on, listed, taken_along, whole_context};

pub(crate) static RULE: Rule =
    Rule::new("DK4003", "broad-copy", Check::Instruction(&[Keyword::Add, Keyword::Copy], check))
        .category(Category::Security)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Some(source)) = (step.model, whole_context(step, cx)) else { return };
    let is_shipped =
        cx.stages.get(model.stage).is_none_or(|stage| stage.is_in_image) || is_handed_on(model, cx);
    let keyword = step.keyword.as_str();
    let taken = taken_along(model, cx);
    // What lies in a folder that is only taken for the context says little of what lies there when it is built.
    let is_told = cx.context().certainty() == Certainty::Configured;
    let says_nothing = |taken: &TakenAlong| taken.is_empty() && !taken.has_ignore_file && !is_told;
    let Some(taken) = taken.filter(|taken| !says_nothing(taken)) else {
        if is_shipped {
            out.report(&RULE, source, format!("this `{keyword}` takes the whole build context"))
                .severity(Severity::Style)
                .why("whatever lies there is in the image: settings, keys, the history of the repository")
                .help("copy what the image needs, by name, or list what it does not need in `.dockerignore`")
                .pedantic();
        }
        return;
    };
    // Without an ignore file, that is what is wrong.
    if taken.is_empty() || !taken.has_ignore_file {
        return;
    }
    let names = taken.names();
    let why = match (taken.secrets.as_slice(), is_shipped) {
        ([], true) => {
            "it makes the image larger, and whatever changes there has this step and all behind it run again"
                .to_owned()
        }
        ([], false) => "whatever changes there has this step and all behind it run again".to_owned(),
        (secrets, true) => {
            let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
            format!("everybody who can pull the image can read {}", listed(&secrets))
        }
        (_, false) => "it is in the build cache, wherever that goes".to_owned(),
    };
    let severity = match (taken.secrets.is_empty(), is_shipped) {
        (false, true) => Severity::Error,
        (true, false) => Severity::Info,
        _ => Severity::Warning,
    };
    out.report(&RULE, source, format!("this `{keyword}` takes {} along", listed(&names)))
        .severity(severity)
        .why(why)
        .help(format!("add to `.dockerignore`: {}", listed(&names)))
        .fix("add that to `.dockerignore`", Safety::Unsafe, |edits| ignore(&taken, edits, cx));
}
