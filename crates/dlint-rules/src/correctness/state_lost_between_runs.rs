//! `DK7004` state-lost-between-runs. Spec: rules/DK7004-state-lost-between-runs.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_shell::{Assignment, Command};
use dlint_syntax::Keyword;

use crate::support::join::plain_body;
use crate::support::last_commands::{Ending, Lost, ending};

pub(crate) static RULE: Rule =
    Rule::new("DK7004", "state-lost-between-runs", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Correctness)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Unsafe));

/// One of these is in each step that sets something.
const WORDS: &[&str] = &["=", ". ", "source", "umask", "ulimit", "set", "activate", " use", "shopt", "alias"];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    // Most steps need not be read for this.
    if !WORDS.iter().any(|word| step.text.contains(word)) && step.heredocs.is_empty() {
        return;
    }
    let scripts = cx.build.scripts(model);
    let Some(end) = scripts.first().filter(|_| scripts.len() == 1).and_then(ending) else { return };
    // The folder has a rule of its own.
    let Some((command, what)) = end.lost.iter().rfind(|(_, what)| *what != Lost::Folder) else { return };
    // `set -x; cd /app`: an option is for what stands behind it, be it ever so little.
    let is_alone = end.before.is_empty();
    if *what == Lost::Setting && !is_alone {
        return;
    }
    let name = command.name_word().map_or(command.span, dlint_shell::Word::span);
    let (message, why, help) = words(command, *what);
    let reporter = out.report(&RULE, name, message).why(why).help(help);
    let reporter = if is_harmless(&end, *what) { reporter.pedantic() } else { reporter };
    if *what != Lost::Variable || end.in_text || step.onbuild.is_some() {
        return;
    }
    let is_only = end.lost.len() == 1 && is_alone;
    let pairs: Option<Vec<String>> = command.assignments.iter().map(pair).collect();
    let is_bare = command.arguments().len() <= command.assignments.len();
    if let (Some(pairs), Ok(body)) = (pairs, plain_body(model, cx))
        && is_only
        && is_bare
        && body.commands.len() == 1
        && step.flags.is_empty()
    {
        let text = format!("ENV {}", pairs.join(" "));
        reporter
            .fix("set it with `ENV`", Safety::Unsafe, |edits| edits.replace(step.text.span(), text))
            .declares([
                Change::RunsNoMore(String::new()),
                Change::Adds("ENV", String::new()),
                Change::Variable(String::new()),
            ]);
    }
}

/// What is wrong, what it costs, and what to do.
fn words(command: &Command, what: Lost) -> (String, &'static str, String) {
    let first = command.assignments.first().map(|one| one.name.to_string());
    match (what, first) {
        (Lost::Variable, Some(name)) => (
            format!("`{name}` is gone when the step ends"),
            "each step has a shell of its own: no later step, and no container, sees the variable",
            format!("write `ENV {name}=…` to keep it, or set it in the step that reads it"),
        ),
        (Lost::File, _) => (
            "what this file sets is gone when the step ends".to_owned(),
            "each step has a shell of its own: no later step, and no container, sees what is set here",
            "read the file in the step that needs it, or set what is in it with `ENV`".to_owned(),
        ),
        (Lost::Alias, _) => (
            "the alias is gone when the step ends".to_owned(),
            "each step has a shell of its own, and a shell without a terminal does not follow aliases at all",
            "put a script or a link of that name into a folder of `PATH`".to_owned(),
        ),
        (Lost::Environment, _) => (
            "this environment is left again when the step ends".to_owned(),
            "each step has a shell of its own: later steps run with what was there before",
            "put the environment's `bin` folder into `PATH` with `ENV`, or choose it in each step that needs it".to_owned(),
        ),
        _ => (
            "this setting is gone when the step ends".to_owned(),
            "each step has a shell of its own: the setting holds for no command",
            "put it in front of the commands that it is for, or into `SHELL`".to_owned(),
        ),
    }
}

/// Whether it may be there only to see whether it works, or what stands before it does what is meant: `nvm install 22`
/// makes that version the default.
fn is_harmless(end: &Ending<'_>, what: Lost) -> bool {
    let is_manager = |command: &Command| {
        command.base_name() == Some("nvm")
            && command.arguments().iter().any(|word| word.is("install") || word.is("alias"))
    };
    what == Lost::Environment && end.before.iter().any(|command| is_manager(command))
}

/// A variable as `ENV` can have it.
fn pair(assignment: &Assignment) -> Option<String> {
    let value = assignment.value.as_ref().filter(|_| assignment.list.is_empty() && !assignment.append)?;
    let text = value.text.as_str();
    let plain = !value.pattern
        && !value.braces
        && !text.contains(['`', '(', '~', '\\'])
        && value.variables.iter().all(|one| one.plain);
    plain.then(|| format!("{}={text}", assignment.name.as_str()))
}
