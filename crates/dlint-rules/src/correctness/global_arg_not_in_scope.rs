//! `DK7006` global-arg-not-in-scope. Spec: rules/DK7006-global-arg-not-in-scope.md

use std::collections::{HashMap, HashSet};

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::variables::Lookup;
use dlint_model::{Stage, Step, StepScript};
use dlint_shell::{Body, VariableUse};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::used_names::names_in;
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule = Rule::new("DK7006", "global-arg-not-in-scope", Check::Stage(check))
    .category(Category::Correctness)
    .severity(Severity::Error)
    .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let globals: HashMap<&str, Span> =
        cx.build.global_variables().of_this_stage().map(|one| (one.name.as_str(), one.span)).collect();
    if globals.is_empty() || stage.end.is_windows() {
        return;
    }
    let mut said: HashSet<String> = HashSet::new();
    for step in stage.own_steps().filter(|step| step.instruction.keyword == Keyword::Run) {
        let texts =
            std::iter::once(&step.instruction.text).chain(step.heredocs().iter().map(|one| &one.body));
        if !texts
            .into_iter()
            .any(|text| text.contains('$') && names_in(text).any(|name| globals.contains_key(name)))
        {
            continue;
        }
        let variables = cx.build.variables(step);
        for script in cx.build.scripts(step) {
            let Some(uses) = uses(script) else { continue };
            for one in uses {
                let name = one.name.as_str();
                let Some(global) = globals.get(name).filter(|_| !said.contains(name)) else { continue };
                let is_known = match variables.get(name) {
                    Lookup::Missing => true,
                    Lookup::Perhaps => false,
                    Lookup::Set(_) | Lookup::Image(_) => continue,
                };
                said.insert(name.to_owned());
                report(stage, step, &one, (*global, is_known), cx, out);
            }
        }
    }
}

/// The variables that a script reads and does not set.
fn uses(script: &StepScript) -> Option<Vec<VariableUse>> {
    let body = script.script.body();
    // What another file sets, nobody knows.
    let sets_unknown =
        body.commands.iter().any(|command| matches!(command.base_name(), Some("." | "source" | "eval")));
    if sets_unknown {
        return None;
    }
    let set = set_in(body);
    let words = body.commands.iter().flat_map(|command| {
        let assigned = command.assignments.iter().flat_map(|one| one.value.iter().chain(&one.list));
        let targets = command.redirections.iter().map(|one| &one.target);
        command.words.iter().chain(assigned).chain(targets)
    });
    let words = words.chain(body.nests.iter().flat_map(|nest| &nest.words));
    let uses =
        words.flat_map(|word| &word.variables).filter(|one| one.plain && !set.contains(one.name.as_str()));
    Some(uses.cloned().collect())
}

/// The names that a script sets itself.
fn set_in(body: &Body) -> HashSet<String> {
    let mut set = HashSet::new();
    for command in &body.commands {
        set.extend(command.assignments.iter().map(|one| one.name.to_string()));
        if matches!(command.base_name(), Some("read" | "mapfile" | "getopts" | "printf" | "export" | "local"))
        {
            set.extend(command.arguments().iter().map(|word| word.text.to_string()));
        }
    }
    set.extend(body.nests.iter().filter_map(|nest| nest.name.as_ref()).map(ToString::to_string));
    set
}

fn report(
    stage: &Stage<'_>,
    step: &Step<'_>,
    one: &VariableUse,
    (global, is_known): (Span, bool),
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let name = one.name.as_str();
    let message = if is_known {
        format!("`{name}` is empty here")
    } else {
        format!("`{name}` is empty here, unless the base image sets it")
    };
    let reporter = out
        .report(&RULE, one.span, message)
        .why("an `ARG` above the first `FROM` counts only in `FROM`: the shell puts nothing in its place, and goes on")
        .help(format!("declare it in the stage: `ARG {name}`"))
        .severity(if is_known { Severity::Error } else { Severity::Info })
        .secondary(global, "this one counts only in `FROM`");
    // Whoever names the version of a base image by an argument may find it again in what that image sets.
    let reporter = if is_known { reporter } else { reporter.pedantic() };
    if step.onbuild.is_none() && has_plain_value(name, cx) {
        reporter
            .fix(format!("add `ARG {name}` to the stage"), Safety::Unsafe, |edits| {
                edits.insert(whole_lines(stage.from, cx).end, format!("ARG {name}\n"));
            })
            .declares([
                Change::Adds("ARG", name.to_owned()),
                Change::Variable(name.to_owned()),
                // What the variable stands for may be the name of a command.
                Change::Renames { from: String::new(), to: String::new() },
            ]);
    }
}

/// Whether the default of a global `ARG` means nothing more to a shell than its letters.
fn has_plain_value(name: &str, cx: &Cx<'_>) -> bool {
    let definitions = cx.file.preamble().iter().flat_map(|one| one.as_definitions().unwrap_or_default());
    let mut values = definitions.filter(|one| *one.name == *name).filter_map(|one| one.value.as_ref());
    values.all(|value| value.chars().all(|c| c.is_alphanumeric() || "\"'${}._-+/:@=,~".contains(c)))
}
