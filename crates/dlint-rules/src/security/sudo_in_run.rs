//! DL3004 sudo-in-run. Spec: rules/DL3004-sudo-in-run.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_shell::Word;
use dlint_syntax::Keyword;

use crate::support::add_words::{drop_words, is_list_of_words};

pub(crate) static RULE: Rule = Rule::new("DL3004", "sudo-in-run", Check::Command(&["sudo"], check))
    .category(Category::Security)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Unsafe));

/// The options that mean nothing where nobody is to be asked and the user stays the same.
const WITHOUT_EFFECT: &[&str] =
    &["-E", "-H", "-n", "-S", "-EH", "-HE", "--preserve-env", "--set-home", "--non-interactive", "--stdin"];

fn check(command: &Command<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(step), Some(word)) = (command.step.model, command.name_word()) else { return };
    if command.step.keyword != Keyword::Run || step.state.is_windows() {
        return;
    }
    let is_root = step.state.user.is_root();
    let help = if is_root {
        "drop `sudo`: the step runs as root already"
    } else {
        "run the step as root: `USER root`, and back afterwards"
    };
    let reporter = out
        .report(&RULE, word.span(), "the step goes through `sudo`")
        .why("it has to be installed and configured, hides the environment of the build from the command, and stays in the image as a way to root")
        .help(help);
    if let Some(next) = behind_options(command).filter(|_| is_root) {
        reporter.fix("drop `sudo`", Safety::Unsafe, |edits| drop_words(edits, word.span(), next.span()));
    }
}

/// The word that the command behind `sudo` begins with, where nothing is lost without `sudo` and its options.
fn behind_options<'c>(command: &Command<'c>) -> Option<&'c Word> {
    let words = command.command.arguments();
    let next = words.iter().find(|word| word.value().is_none_or(|word| !WITHOUT_EFFECT.contains(&word)))?;
    let name = next.value()?;
    // `A=b` in front of a command is the shell's, which does not read the exec form.
    let is_assignment = name.contains('=');
    let fits = !name.starts_with('-')
        && !(is_assignment && (is_list_of_words(command) || command.wrapped_by.is_some()));
    (fits && !matches!(name, "su" | "sudo")).then_some(next)
}
