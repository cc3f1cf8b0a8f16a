//! `DK8004` unused-arg. Spec: rules/DK8004-unused-arg.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::variables::{is_platform, is_proxy};
use dlint_model::{Stage, Step};
use dlint_syntax::{Definition, Instruction};
use dlint_text::Span;

use crate::support::used_names::{Names, behind_keyword, built_from, is_name, names_in};
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule = Rule::new("DK8004", "unused-arg", Check::File(check))
    .category(Category::Style)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Unsafe))
    .off();

/// More stages than this are generated, and nobody's to tidy up.
const MOST_STAGES: usize = 200;

/// The beginnings of names that programs read by themselves.
const READ_BY_PROGRAMS: &[&str] = &[
    "ACCEPT_EULA",
    "BUILDKIT_",
    "BUNDLE_",
    "CACHE",
    "CARGO",
    "CC",
    "CGO_",
    "CI",
    "CMAKE",
    "COMPOSER",
    "CONDA",
    "CXX",
    "DEBCONF",
    "DEBIAN_FRONTEND",
    "DOCKER_",
    "DOTNET",
    "GEM",
    "GO",
    "GRADLE",
    "HOME",
    "JAVA",
    "LANG",
    "LC_",
    "LD_",
    "LIBRARY_PATH",
    "MAKEFLAGS",
    "MAVEN",
    "MIX_",
    "NEXT_PUBLIC_",
    "NODE_",
    "NPM_",
    "NUGET",
    "PATH",
    "PIP",
    "PKG_CONFIG",
    "PNPM",
    "POETRY",
    "PYTHON",
    "RAILS_",
    "REACT_APP_",
    "RUST",
    "SENTRY_",
    "SOURCE_DATE_EPOCH",
    "TERM",
    "TZ",
    "UV_",
    "VITE_",
    "VUE_APP_",
    "YARN",
    "npm_",
];

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    if cx.stages.len() > MOST_STAGES {
        return;
    }
    let names: Vec<Names<'_>> = cx.stages.iter().map(Names::of).collect();
    globals(&names, cx, out);
    for stage in cx.stages {
        for step in stage.own_steps() {
            let definitions = step.instruction.as_definitions().unwrap_or_default();
            // `ARG A=1 # why` declares the words of what was meant as a comment, too.
            let is_torn = !definitions.iter().all(|definition| is_name(&definition.name));
            for definition in definitions {
                let name = definition.name.as_str();
                let own = names.get(stage.index);
                let is_used = own.is_some_and(|names| names.has_from(name, step.index))
                    || built_from(stage.index, cx)
                        .any(|other| names.get(other.index).is_some_and(|names| names.has(name)));
                if !is_used && !is_torn && !is_read_by_programs(name) {
                    let is_read_elsewhere = names.iter().any(|other| other.has(name)) || is_in_from(name, cx);
                    let where_to = if is_read_elsewhere {
                        "no instruction of the stage, and of those built from it, reads it; others read one of the same name, which needs no declaration here"
                    } else {
                        "no instruction of the stage, and of those built from it, reads it"
                    };
                    let severity =
                        if runs_unknown(stage, step, cx) { Severity::Style } else { Severity::Info };
                    report(definition, step.instruction, (where_to, !is_read_elsewhere), severity, cx, out);
                }
            }
        }
    }
}

/// The `ARG`s above the first `FROM`.
fn globals(names: &[Names<'_>], cx: &Cx<'_>, out: &mut Findings<'_>) {
    let is_declared = |name: &str| {
        let definitions = cx.file.instructions.iter().skip(cx.file.preamble().len());
        definitions.flat_map(|one| one.as_definitions().unwrap_or_default()).any(|one| *one.name == *name)
    };
    for instruction in cx.file.preamble().iter().take(MOST_STAGES) {
        for definition in instruction.as_definitions().unwrap_or_default() {
            let name = definition.name.as_str();
            let in_other = cx.file.preamble().iter().flat_map(|one| one.as_definitions().unwrap_or_default());
            let mut values = in_other.filter_map(|other| other.value.as_ref());
            let is_used = values.any(|value| names_in(value).any(|other| other == name))
                || is_in_from(name, cx)
                || is_declared(name)
                || names.iter().any(|names| names.has(name));
            if !is_used && !is_proxy(name) && !is_platform(name) && !name.starts_with("BUILDKIT_") {
                let why = "no `FROM` reads it, and no stage declares it";
                report(definition, instruction, (why, true), Severity::Info, cx, out);
            }
        }
    }
}

/// Whether a `FROM` reads a variable of this name.
fn is_in_from(name: &str, cx: &Cx<'_>) -> bool {
    cx.stages.iter().any(|stage| names_in(behind_keyword(stage.from)).any(|other| other == name))
}

fn is_read_by_programs(name: &str) -> bool {
    is_proxy(name)
        || is_platform(name)
        || name.ends_with("FLAGS")
        || READ_BY_PROGRAMS.iter().any(|start| name.starts_with(start))
}

/// Whether a later step runs something that may read the variable from its environment.
fn runs_unknown(stage: &Stage<'_>, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let later = stage.steps.iter().skip(step.index + 1);
    later
        .chain(built_from(stage.index, cx).flat_map(|other| &other.steps))
        .any(|step| cx.build.effects(step).has_unknown())
}

fn report(
    definition: &Definition,
    instruction: &Instruction,
    (why, is_idle): (&str, bool),
    severity: Severity,
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let name = definition.name.as_str();
    let why = if severity == Severity::Style {
        format!("{why}; a program that a step runs may do so, for it is in its environment")
    } else if !is_idle {
        why.to_owned()
    } else {
        format!("{why}: whoever gives the build a value for it changes nothing")
    };
    let message =
        if is_idle { format!("nothing reads `{name}`") } else { format!("nothing here reads `{name}`") };
    let reporter = out
        .report(&RULE, definition.name.span(), message)
        .why(why)
        .severity(severity)
        .help("take it out, or read it where it was meant to be");
    let is_alone = instruction.as_definitions().is_some_and(|all| all.len() == 1);
    // Where the builder refuses the file, what a line is may depend on the ones around it.
    if is_alone && is_name(name) && instruction.flags.is_empty() && cx.file.errors.is_empty() {
        reporter
            .fix(format!("take `{name}` out"), Safety::Unsafe, |edits| {
                let lines = whole_lines(instruction, cx);
                // A byte order mark stays where it is.
                let start = if lines.start == 0 { instruction.span.start } else { lines.start };
                edits.delete(Span::new(start, lines.end));
            })
            .declares([Change::Removes("ARG", name.to_string()), Change::Variable(name.to_string())]);
    }
}
