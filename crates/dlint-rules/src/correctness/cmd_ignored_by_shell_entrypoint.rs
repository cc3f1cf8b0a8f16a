//! `DK7007` cmd-ignored-by-shell-entrypoint. Spec: rules/DK7007-cmd-ignored-by-shell-entrypoint.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Base, Stage, Step};
use dlint_syntax::Keyword;

use crate::support::json_words::as_json;

pub(crate) static RULE: Rule = Rule::new("DK7007", "cmd-ignored-by-shell-entrypoint", Check::Stage(check))
    .category(Category::Correctness)
    .severity(Severity::Error)
    .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // A stage that others are built from is said to be wrong where it is whole.
    let is_base = cx.stages.iter().any(|other| other.base == Base::Stage(stage.index));
    let (Some(entrypoint), Some(cmd)) = (last(stage, Keyword::Entrypoint, cx), last(stage, Keyword::Cmd, cx))
    else {
        return;
    };
    let is_own = |step: &Step<'_>| step.stage == stage.index && step.inherited_from.is_none();
    if is_base || !is_own(entrypoint) && !is_own(cmd) {
        return;
    }
    let (Some(line), Some(arguments)) =
        (entrypoint.instruction.command_line(), cmd.instruction.command_line())
    else {
        return;
    };
    let reads = ["$@", "$*", "${@", "${*", "$0", "$1", "${1", "${0", "$2", "$#"];
    // What begins with a bracket is an array that is none, which has a rule of its own.
    if line.is_exec()
        || line.is_empty()
        || arguments.is_empty()
        || line.text.starts_with('[')
        || reads.iter().any(|word| line.text.contains(word))
        || !drops_words(entrypoint)
        // What stands in front of an `ENTRYPOINT` of the base stage is the base stage's own.
        || is_reset(entrypoint, cmd)
    {
        return;
    }
    let reporter = out
        .report(&RULE, arguments.text.span(), "this `CMD` is never used")
        .why("an `ENTRYPOINT` in shell form is handed to a shell, which drops what stands behind it: `CMD`, and what `docker run` is given")
        .help("write the `ENTRYPOINT` as an array, or put the words of `CMD` into it")
        .secondary(line.text.span(), "this one is in shell form");
    if let Some(json) = as_json(&line.text).filter(|_| arguments.is_exec() && is_own(entrypoint)) {
        reporter
            .fix("write the `ENTRYPOINT` as a JSON array", Safety::Unsafe, |edits| {
                edits.replace(line.text.span(), json);
            })
            .declares([Change::Rewrites("ENTRYPOINT")]);
    }
}

/// The last instruction of a kind on the way to a stage's image.
fn last<'c>(stage: &Stage<'_>, keyword: Keyword, cx: &'c Cx<'_>) -> Option<&'c Step<'c>> {
    cx.build
        .chain(stage.index)
        .flat_map(|stage| stage.steps.iter().rev())
        .find(|step| step.instruction.keyword == keyword)
}

/// Whether an `ENTRYPOINT` forgets a `CMD` that it finds in the image which the stage begins with.
fn is_reset(entrypoint: &Step<'_>, cmd: &Step<'_>) -> bool {
    cmd.stage != entrypoint.stage && cmd.stage < entrypoint.stage
}

/// Whether the shell drops the words behind the text that it is handed: `cmd /C` runs them.
fn drops_words(step: &Step<'_>) -> bool {
    let state = &step.state;
    let takes_text = |word: &String| word.starts_with('-') && !word.starts_with("--") && word.ends_with('c');
    !state.is_windows() && state.dialect().shell.is_posix() && state.shell.last().is_some_and(takes_text)
}
