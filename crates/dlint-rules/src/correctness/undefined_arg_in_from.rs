//! `UndefinedArgInFrom` undefined-arg-in-from. Spec: rules/UndefinedArgInFrom-undefined-arg-in-from.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::{Keyword, nearest};

use crate::support::global_arguments::undeclared;
use crate::support::other_values::with_other_values;
use crate::support::used_names::is_name;

pub(crate) static RULE: Rule =
    Rule::new("UndefinedArgInFrom", "undefined-arg-in-from", Check::Instruction(&[Keyword::From], check))
        .category(Category::Correctness)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if step.onbuild.is_some() {
        return;
    }
    let variables = cx.build.global_variables();
    for (name, span) in undeclared(step.instruction, cx) {
        let reporter = out
            .report(&RULE, span, format!("no `ARG` above the first `FROM` declares `{name}`"))
            .why("the builder puts nothing in its place, whatever `--build-arg` says");
        let known =
            variables.of_this_stage().map(|variable| variable.name.as_str()).filter(|name| is_name(name));
        match nearest(&name, known) {
            Some(other) => {
                reporter
                    .help(format!("did you mean `{other}`?"))
                    .fix(format!("read `{other}`"), Safety::Unsafe, |edits| edits.replace(span, other))
                    .declares(with_other_values([
                        Change::Flags { keyword: "FROM", flag: "platform".to_owned() },
                        Change::Rewrites("FROM"),
                    ]));
            }
            None => {
                reporter.help(format!("declare it above the first `FROM`: `ARG {name}`"));
            }
        }
    }
}
