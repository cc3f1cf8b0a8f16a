//! Runs a case, and compares what the model claims with what happened.

use std::fmt::Write as _;

use dlint_model::Build;
use dlint_model::effects::{Action, Effect};
use dlint_text::SourceFile;

use crate::case::Case;
use crate::claims;
use crate::scratch::Scratch;
use crate::{snapshot, tools};

/// What came out.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// Every claim is true, and every difference was claimed.
    True,
    /// Something is not; a text for people says what.
    Wrong(String),
    /// This tool is missing.
    LeftOut(String),
}

/// Judges a case.
pub(crate) fn judge(case: &Case) -> Verdict {
    if let Some(tool) = missing_tool(case) {
        return Verdict::LeftOut(tool);
    }
    let scratch = Scratch::new(case);
    let (effects, _) = read(&scratch.dockerfile(case.shell, case.run));
    let before = snapshot::of(scratch.root());
    let outcome = scratch.run(case.shell, case.run);
    let after = snapshot::of(scratch.root());
    let mut wrong = Vec::new();
    if let Err(said) = outcome {
        wrong.push(format!("the script failed: {said}"));
    }
    let gave_up = |effect: &&Effect| matches!(effect.action, Action::Unknown { .. } | Action::Build { .. });
    if !case.is_unknown
        && let Some(effect) = effects.iter().find(gave_up)
    {
        wrong.push(format!("the model gave up: {effect}"));
    }
    let facts = claims::Facts { case, effects: &effects, before: &before, after: &after };
    if !case.is_unknown {
        wrong.extend(facts.uncovered());
    }
    wrong.extend(facts.untrue());
    if wrong.is_empty() {
        return Verdict::True;
    }
    let mut report = format!("{}\n  {}: {}\n", case.name, case.shell, case.run);
    for effect in &effects {
        writeln!(report, "    {effect}").expect("a string");
    }
    for line in wrong {
        writeln!(report, "  ! {line}").expect("a string");
    }
    Verdict::Wrong(scratch.short(&report))
}

/// The effects of a file's last step, and the commands of its scripts.
fn read(dockerfile: &str) -> (Vec<Effect>, Vec<String>) {
    let source = SourceFile::new("Dockerfile", dockerfile);
    let file = dlint_syntax::parse(&source);
    let build = Build::new(&source, &file);
    let step = build.stages().last().and_then(|stage| stage.steps.last()).expect("a step");
    let scripts = build.scripts(step).iter();
    let commands = scripts.flat_map(|script| &script.script.body().commands);
    let names = commands.filter_map(|command| command.base_name()).map(str::to_owned).collect();
    (build.effects(step).all.clone(), names)
}

fn missing_tool(case: &Case) -> Option<String> {
    let of = |script: &str| read(&format!("FROM debian:12\nRUN {script}\n")).1;
    let named = [case.first, case.run].into_iter().filter(|script| !script.is_empty()).flat_map(of);
    let mut needed = named.chain([case.shell.to_owned()]).chain(case.needs.map(str::to_owned));
    let functions = |name: &str| case.run.contains(&format!("{name}()"));
    needed.find(|name| !tools::is_here(name) && !functions(name))
}
