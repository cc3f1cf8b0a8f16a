//! What a shell finding weighs in a Dockerfile, where that is not what it weighs in a script.
//!
//! A script is handed anything; a build step runs with values that are known, or come from programs that are.

use dlint_diagnostics::Severity;
use dlint_model::StepScript;
use dlint_shell::{Command, Nest, NestKind, ShellFinding};

/// How much a finding matters, where it is not what ShellCheck says.
pub(super) fn severity(script: &StepScript, finding: &ShellFinding) -> Option<Severity> {
    match finding.code {
        // What is deleted, moved or overwritten is not to be guessed: `rm -rf $dir/x`.
        2086 if is_path_of_change(script, finding) => Some(Severity::Warning),
        // What fails is mostly `mktemp`, and a build without it does not get far.
        2155 => Some(Severity::Info),
        _ => None,
    }
}

/// Whether a finding is about something that cannot go wrong: the output of a program that prints one plain word.
pub(super) fn is_harmless(script: &StepScript, finding: &ShellFinding) -> bool {
    let body = script.script.body();
    let is_it = |nest: &Nest| nest.kind == NestKind::Substitution && finding.span.covers(nest.span);
    let found = body.nests.iter().position(|nest| finding.code == 2046 && is_it(nest));
    let Some(index) = found else {
        return false;
    };
    let mut commands = body.commands.iter().filter(|command| command.standing.nest == Some(index)).peekable();
    commands.peek().is_some() && commands.all(prints_one_word)
}

fn is_path_of_change(script: &StepScript, finding: &ShellFinding) -> bool {
    let changes = |command: &&Command| matches!(command.base_name(), Some("rm" | "mv" | "cp"));
    let mut commands = script.script.body().commands.iter().filter(changes);
    commands.any(|command| command.arguments().iter().any(|word| word.span().covers(finding.span)))
}

/// Whether a command prints a number, an architecture or the like.
fn prints_one_word(command: &Command) -> bool {
    let first = command.arguments().first().and_then(|word| word.value()).unwrap_or_default();
    match command.base_name().unwrap_or_default() {
        "nproc" | "arch" | "whoami" | "getconf" | "uname" | "id" | "dpkg-architecture" | "mktemp" => true,
        "dpkg" => first == "--print-architecture",
        "lsb_release" => matches!(first, "-cs" | "-rs" | "-is"),
        "php" => first == "-r",
        _ => false,
    }
}
