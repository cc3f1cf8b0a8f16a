//! What a step ends with: commands that only change the shell they run in, which ends with the step.

use dlint_model::StepScript;
use dlint_shell::{Body, Command, NestKind, Reading, base_name};

/// The end of a script.
#[derive(Debug)]
pub(crate) struct Ending<'s> {
    /// The commands at the end of which nothing stays, the first one first.
    pub(crate) lost: Vec<(&'s Command, Lost)>,
    /// What stands in front of them, in the same shell.
    pub(crate) before: Vec<&'s Command>,
    /// Whether they stand in a text that is handed to another shell: `bash -c '…'`.
    pub(crate) in_text: bool,
}

/// What is gone when the shell ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lost {
    /// The folder.
    Folder,
    /// A variable.
    Variable,
    /// What a file of settings sets.
    File,
    /// An alias.
    Alias,
    /// A limit, a mask, an option of the shell.
    Setting,
    /// An environment that is chosen: `conda activate`, `nvm use`.
    Environment,
}

/// How a script ends, if a shell of Linux reads it, and the end does nothing that stays.
pub(crate) fn ending(script: &StepScript) -> Option<Ending<'_>> {
    let body = script.script.body();
    if script.is_exec && body.commands.iter().all(|command| command.standing.nest.is_none()) {
        return None;
    }
    if body.reading != Reading::Whole {
        return None;
    }
    of_level(body, None, false)
}

/// The end of the commands that stand in one construct, or of the shell text that is all of it.
fn of_level(body: &Body, level: Option<usize>, in_text: bool) -> Option<Ending<'_>> {
    let all: Vec<(usize, &Command)> = body
        .commands
        .iter()
        .enumerate()
        .filter(|(_, command)| command.standing.nest == level && command.wrapped_by.is_none())
        .collect();
    let (index, last) = *all.last()?;
    // A construct behind the last command: `cd /x; if …; fi`, `cd /x && ( … )`.
    let is_behind = |nest: &dlint_shell::Nest| {
        nest.standing.nest == level && nest.span.start > last.span.start && nest.command != Some(index)
    };
    if body.nests.iter().any(is_behind) {
        return None;
    }
    let is_text = |nest: &dlint_shell::Nest| nest.kind == NestKind::ShellText && nest.command == Some(index);
    if let Some(text) = body.nests.iter().position(is_text) {
        return if all.len() == 1 && !in_text { of_level(body, Some(text), true) } else { None };
    }
    let mut lost: Vec<(&Command, Lost)> = Vec::new();
    for (_, command) in all.iter().rev() {
        match lost_by(command) {
            Some(what) => lost.push((command, what)),
            None => break,
        }
    }
    lost.reverse();
    let before = all.iter().take(all.len() - lost.len()).map(|(_, command)| *command).collect();
    (!lost.is_empty()).then_some(Ending { lost, before, in_text })
}

/// What of a command's doing is gone with the shell, if that is all that it does.
fn lost_by(command: &Command) -> Option<Lost> {
    let standing = &command.standing;
    let is_plain = standing.pipeline.length == 1
        && !standing.background
        && !standing.negated
        && standing.joined != dlint_shell::Joined::Or
        && command
            .redirections
            .iter()
            .all(|one| !one.operator.opens_for_writing() || one.target.is("/dev/null"));
    if !is_plain {
        return None;
    }
    let first = command.arguments().first();
    let says = |word: &str| first.is_some_and(|first| first.is(word));
    if command.words.is_empty() {
        let plain = |word: &dlint_shell::Word| !word.text.contains("$(") && !word.text.contains('`');
        let all = command.assignments.iter().all(|one| one.value.as_ref().is_none_or(plain));
        return (all && !command.assignments.is_empty()).then_some(Lost::Variable);
    }
    match command.name()? {
        "cd" => Some(Lost::Folder),
        "export" | "readonly" | "declare" if !command.assignments.is_empty() => Some(Lost::Variable),
        "source" | "." if first.is_some_and(|word| holds_settings(&word.text)) => Some(Lost::File),
        "alias" if !command.arguments().is_empty() || !command.assignments.is_empty() => Some(Lost::Alias),
        "umask" | "ulimit" | "shopt" if first.is_some() => Some(Lost::Setting),
        "set" if first.is_some_and(|word| word.beginning.starts_with(['-', '+'])) => Some(Lost::Setting),
        "conda" | "mamba" | "micromamba" if says("activate") => Some(Lost::Environment),
        "nvm" | "rvm" if says("use") => Some(Lost::Environment),
        "activate" => Some(Lost::Environment),
        _ => None,
    }
}

/// Whether people read a file of this name for the variables that it sets.
fn holds_settings(path: &str) -> bool {
    let path = path.trim_matches(['"', '\'']);
    let name = base_name(path);
    let names = [
        "activate",
        ".bashrc",
        ".zshrc",
        ".profile",
        ".bash_profile",
        ".zprofile",
        ".zshenv",
        ".bash_aliases",
        "bash.bashrc",
        "environment",
        "nvm.sh",
        "profile",
        "sdkman-init.sh",
        "setvars.sh",
        "env",
        ".env",
    ];
    names.contains(&name)
        || path.starts_with("/etc/profile.d/")
        || path.ends_with(".cargo/env")
        || path.starts_with("/opt/ros/")
}
