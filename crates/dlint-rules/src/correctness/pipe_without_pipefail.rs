//! DL4006 pipe-without-pipefail. Spec: rules/DL4006-pipe-without-pipefail.md

use dlint_diagnostics::{Category, Change, FixKind, Group, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::StepScript;
use dlint_model::base_image::Family;
use dlint_model::effects::{Action, CommandId};
use dlint_shell::Shell;
use dlint_syntax::{Arguments, Keyword};

use crate::support::piped_scripts::{Way, piped_scripts};
use crate::support::pipes::{Excuse, Pipe, has_pipe, unguarded_pipes};

pub(crate) static RULE: Rule =
    Rule::new("DL4006", "pipe-without-pipefail", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Correctness)
        .severity(Severity::Info)
        .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model else { return };
    let scripts = cx.build.scripts(model);
    let is_piped = scripts.iter().any(|script| has_pipe(script.script.body()));
    if !is_piped || model.state.is_windows() {
        return;
    }
    // Bash reads the file that this names before anything else.
    if cx.build.variables(model).value("BASH_ENV").is_some() {
        return;
    }
    let whole = scripts.iter().enumerate();
    let pipes = whole.flat_map(|(index, script)| {
        unguarded_pipes(script.script.body(), script.script.dialect())
            .into_iter()
            .map(move |pipe| (index, pipe))
    });
    let pipes: Vec<(usize, Pipe)> = pipes.collect();
    let downloads = |(script, pipe): &&(usize, Pipe)| {
        pipe.commands.iter().any(|command| {
            let id = CommandId { script: *script, command: *command };
            let mut effects = cx.build.effects(model).of_command(id);
            // What goes into a file comes through no pipe.
            effects.any(|effect| matches!(effect.action, Action::Download { to: None, .. }))
        })
    };
    // The gravest of the step: a download that nobody looks at, then any pipe of this kind.
    let open = |(_, pipe): &&(usize, Pipe)| pipe.excuse.is_none();
    // What goes into a shell has a rule of its own, which says more.
    let scripts_run: Vec<CommandId> = piped_scripts(step, cx)
        .iter()
        .filter(|one| one.way == Way::Pipe)
        .map(|one| one.download.id)
        .collect();
    let runs = |(script, pipe): &&(usize, Pipe)| {
        pipe.commands
            .iter()
            .any(|command| scripts_run.contains(&CommandId { script: *script, command: *command }))
    };
    let of_downloads: Vec<&(usize, Pipe)> = pipes.iter().filter(open).filter(downloads).collect();
    let download = of_downloads.iter().find(|pipe| !runs(pipe)).or(of_downloads.first()).copied();
    let other = pipes.iter().find(open).or(pipes.first());
    let Some((index, pipe)) = download.or(other) else { return };
    let unseen = "a failure on the left of this pipe goes unseen";
    let (message, why) = match pipe.excuse {
        None if download.is_some() => (
            unseen,
            "a download that breaks off ends up in the image as if it were whole: the shell looks at the last command of a pipe only",
        ),
        None => (
            unseen,
            "the shell looks at the last command of a pipe only, and the step goes on with what little came through",
        ),
        Some(Excuse::Noticed) => (
            "the shell does not look at the left of this pipe",
            "here the right side fails on what is not whole, but that depends on the program and says little about the cause",
        ),
        Some(Excuse::Called) => (
            "the shell does not look at the left of this pipe",
            "here a later command calls what the pipe installs and fails without it, which says little about the cause",
        ),
        Some(Excuse::Tested) => (
            "the shell does not look at the left of this pipe",
            "here what comes out is looked at afterwards, which says little about the cause",
        ),
        Some(Excuse::Lost) => (
            unseen,
            "the shell looks at the last command of a pipe only, and `export X=$(…)` succeeds whatever is in it: set the variable first",
        ),
    };
    let severity = if download.is_some() { Severity::Warning } else { Severity::Info };
    let reporter = out.report(&RULE, pipe.span, message).severity(severity).why(why);
    let reporter = if download.is_none() { reporter.pedantic() } else { reporter };
    let reporter = reporter
        .help("set `pipefail`: with `SHELL` where there is a Bash, or with `set -o pipefail` at the beginning of the step where its shell knows it");
    let Some(script) = scripts.get(*index) else { return };
    match remedy(step, script).filter(|_| !pipe.in_text && pipe.excuse != Some(Excuse::Lost)) {
        Some(Remedy::Option(offset)) => {
            reporter
                .fix("set `pipefail` in this step", Safety::Unsafe, |edits| {
                    edits.insert(offset, "set -o pipefail && ");
                })
                .declares([Change::Runs("set -o pipefail".into())]);
        }
        Some(Remedy::Shell(offset)) => {
            reporter
                .fix("let Bash run this step and those behind it, with `pipefail`", Safety::Unsafe, |edits| {
                    edits.alone_in(Group { what: "SHELL", number: step.stage.unwrap_or_default() });
                    edits.insert(offset, "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n");
                })
                .declares([Change::Adds("SHELL", String::new()), Change::Shell]);
        }
        None => {}
    }
}

/// What sets the option, and where.
enum Remedy {
    /// A command in front of the others.
    Option(u32),
    /// An instruction in front of this one.
    Shell(u32),
}

fn remedy(step: &Step<'_>, script: &StepScript) -> Option<Remedy> {
    let model = step.model?;
    let Arguments::Run(line) = &step.arguments else { return None };
    if script.is_exec || script.heredoc.is_some() || !step.heredocs.is_empty() {
        return None;
    }
    match script.script.dialect().shell {
        Shell::Bash | Shell::Busybox | Shell::Ksh | Shell::Zsh => {
            Some(Remedy::Option(line.text.span().start))
        }
        // The shell that the image has chosen itself is not to be taken away.
        _ if model.state.shell_is_set => None,
        _ if matches!(model.state.family, Some(Family::Debian | Family::Ubuntu)) => {
            Some(Remedy::Shell(step.span.start))
        }
        _ => None,
    }
}
