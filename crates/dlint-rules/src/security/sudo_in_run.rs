//! DL3004 sudo-in-run. Spec: rules/DL3004-sudo-in-run.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_model::User;
use dlint_shell::{NestKind, Word, base_name};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::add_words::{drop_words, is_list_of_words};
use crate::support::first_in_step::{first_in_step, same_in_step};

pub(crate) static RULE: Rule = Rule::new("DL3004", "sudo-in-run", Check::Command(&["sudo"], check))
    .category(Category::Security)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Unsafe));

/// The options that mean nothing where nobody is to be asked and the user stays the same.
const WITHOUT_EFFECT: &[&str] =
    &["-E", "-H", "-n", "-S", "-EH", "-HE", "--preserve-env", "--set-home", "--non-interactive", "--stdin"];

fn check(command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(step), Some(word)) = (command.step.model, command.name_word()) else { return };
    if command.step.keyword != Keyword::Run || step.state.is_windows() {
        return;
    }
    let is_root = step.state.user.is_root();
    // One will do for a step.
    if !first_in_step(command, cx) {
        return;
    }
    let help = if is_root {
        "drop `sudo`: the step runs as root already"
    } else {
        "run the step as root: `USER root`, and back afterwards"
    };
    let mut reporter = out
        .report(&RULE, word.span(), "the step goes through `sudo`")
        .why("it has to be installed and configured, hides the environment of the build from the command, and stays in the image as a way to root")
        .help(help);
    let all: Vec<Command<'_>> = same_in_step(command, cx).collect();
    for other in all.iter().skip(1).filter_map(|other| other.command.name_word()) {
        reporter = reporter.secondary(other.span(), "and here");
    }
    // An image of which nothing is known may well have a user of its own, and a `sudo` for him; and whoever asks first who
    // he is, or whether there is a `sudo`, knows why.
    if step.state.user == User::Unknown || is_asked_for(command) {
        reporter = reporter.pedantic();
    }
    // What `A=1 sudo make` sets is not there for `make`.
    let droppable = all.iter().filter(|one| one.command.assignments.is_empty());
    let ends =
        droppable.filter_map(|one| Some((one.command.name_word()?.span(), behind_options(one)?.span())));
    let ends: Vec<(Span, Span)> = ends.collect();
    // What it runs has the same words, though they may be told apart in another way.
    let run = all.iter().filter_map(behind_options).map(|word| base_name(&word.text));
    let run = run.map(|name| Change::Rewords(name.trim_matches('"').to_owned()));
    let declared: Vec<Change> = run.chain([Change::RunsNoMore("sudo".to_owned())]).collect();
    if is_root && !ends.is_empty() {
        reporter
            .fix("drop `sudo`", Safety::Unsafe, |edits| {
                edits.scattered();
                for (word, next) in ends {
                    drop_words(edits, word, next);
                }
            })
            .declares(declared);
    }
}

/// Whether it stands behind a question: `if [ "$(id -u)" -ne 0 ]; then sudo …`.
fn is_asked_for(command: &Command<'_>) -> bool {
    let body = command.body();
    let in_branch = body.path(&command.standing).any(|nest| nest.kind == NestKind::IfBody);
    let is_question = |other: &dlint_shell::Command| {
        other.span.start < command.span.start
            && body.path(&other.standing).any(|nest| nest.kind == NestKind::IfCondition)
            && (matches!(other.base_name(), Some("id" | "whoami"))
                || other.arguments().iter().any(|word| {
                    word.is("sudo") || word.variables.iter().any(|one| matches!(&*one.name, "EUID" | "UID"))
                }))
    };
    in_branch && body.commands.iter().any(is_question)
}

/// The word that the command behind `sudo` begins with, where nothing is lost without `sudo` and its options.
fn behind_options<'c>(command: &Command<'c>) -> Option<&'c Word> {
    let words = command.command.arguments();
    let next = words.iter().find(|word| word.value().is_none_or(|word| !WITHOUT_EFFECT.contains(&word)))?;
    let name = next.value()?;
    // `A=b` in front of a command is the shell's, which does not read the exec form.
    let is_assignment = name.contains('=');
    // Behind `RUN` a bracket begins the exec form.
    let fits = !name.starts_with(['-', '['])
        && !(is_assignment && (is_list_of_words(command) || command.wrapped_by.is_some()));
    (fits && !matches!(name, "su" | "sudo")).then_some(next)
}
