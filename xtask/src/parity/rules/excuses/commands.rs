//! The differences that are meant in the rules about commands: what only hadolint sees, and what only dlint does.

use dlint_model::{Build, Step};
use dlint_shell::NestKind;
use dlint_syntax::Instruction;

use super::{Excuse, Question};

/// The rules about what makes the image larger.
const SIZE: &[&str] =
    &["DL3009", "DL3010", "DL3015", "DL3019", "DL3032", "DL3036", "DL3040", "DL3042", "DL3060"];

/// The rules about commands.
const COMMANDS: &[&str] = &[
    "DL3001", "DL3003", "DL3004", "DL3008", "DL3009", "DL3013", "DL3014", "DL3015", "DL3016", "DL3018",
    "DL3019", "DL3027", "DL3028", "DL3030", "DL3032", "DL3033", "DL3034", "DL3035", "DL3036", "DL3037",
    "DL3038", "DL3040", "DL3041", "DL3042", "DL3046", "DL3047", "DL3059", "DL3060", "DL3062", "DL4001",
    "DL4005", "DL4006",
];

/// Those for hadolint's rules about commands.
pub(super) const HADOLINT: &[Excuse] = &[
    Excuse { name: "the stage is not part of the image", codes: SIZE, ours: false, holds: is_unshipped },
    Excuse { name: "the stage is one of Windows", codes: COMMANDS, ours: false, holds: is_windows },
    Excuse {
        name: "the directory is changed in `( )` or `$( )` alone",
        codes: &["DL3003"],
        ours: false,
        holds: changes_inside,
    },
    Excuse {
        name: "nothing that fails feeds the pipe, or the option is set",
        codes: &["DL4006"],
        ours: false,
        holds: is_safe_pipe,
    },
    Excuse {
        name: "the step empties the cache",
        codes: &["DL3009", "DL3019", "DL3042"],
        ours: false,
        holds: empties_cache,
    },
    Excuse {
        name: "`rm -rf` of something else is no clean-up",
        codes: &["DL3009", "DL3032", "DL3036", "DL3040"],
        ours: true,
        holds: |question, instruction| runs(question, instruction, &["rm"]),
    },
    Excuse { name: "the stage has it once", codes: &["DL4001"], ours: false, holds: always },
    Excuse { name: "a trigger of ONBUILD", codes: COMMANDS, ours: true, holds: is_trigger },
    Excuse { name: "the command is run by another one", codes: COMMANDS, ours: true, holds: is_wrapped },
    Excuse {
        name: "apt and aptitude install, too",
        codes: &["DL3008", "DL3009", "DL3014", "DL3015"],
        ours: true,
        holds: |question, instruction| runs(question, instruction, &["apt", "aptitude"]),
    },
    Excuse {
        name: "tdnf and dnf5 are dnf, too",
        codes: &["DL3038", "DL3040", "DL3041"],
        ours: true,
        holds: |question, instruction| runs(question, instruction, &["tdnf", "dnf5"]),
    },
];

/// The step that an instruction is.
fn step<'q>(build: &'q Build<'q>, instruction: &Instruction) -> Option<&'q Step<'q>> {
    let mut steps = build.stages().iter().flat_map(|stage| stage.own_steps().chain(&stage.triggers));
    steps.find(|step| step.onbuild.unwrap_or(step.instruction).first_line == instruction.first_line)
}

fn is_unshipped(question: &Question<'_>, instruction: &Instruction) -> bool {
    let step = step(question.build, instruction);
    let stage = step.and_then(|step| question.build.stage_of(step));
    stage.is_some_and(|stage| !stage.is_shipped)
}

fn is_windows(question: &Question<'_>, instruction: &Instruction) -> bool {
    step(question.build, instruction).is_some_and(|step| step.state.is_windows())
}

fn is_trigger(_question: &Question<'_>, instruction: &Instruction) -> bool {
    instruction.as_onbuild().is_some()
}

fn always(_question: &Question<'_>, _instruction: &Instruction) -> bool {
    true
}

/// Whether every `cd` of the step stands in a shell of its own.
fn changes_inside(question: &Question<'_>, instruction: &Instruction) -> bool {
    let Some(step) = step(question.build, instruction) else { return false };
    question.build.scripts(step).iter().all(|script| {
        let body = script.script.body();
        let changes = body.commands.iter().filter(|command| command.base_name() == Some("cd"));
        changes.into_iter().all(|command| {
            body.path(&command.standing)
                .any(|nest| matches!(nest.kind, NestKind::Subshell | NestKind::Substitution))
        })
    })
}

/// Whether the step runs commands behind `sudo`, in the text of `sh -c`, or in a heredoc that a shell reads.
fn is_wrapped(question: &Question<'_>, instruction: &Instruction) -> bool {
    let Some(step) = step(question.build, instruction) else { return false };
    question.build.scripts(step).iter().any(|script| {
        let body = script.script.body();
        script.read_by.is_some()
            || body.commands.iter().any(|command| command.wrapped_by.is_some())
            || body.nests.iter().any(|nest| nest.kind == NestKind::ShellText)
    })
}

/// Whether all that feeds pipes prints what is given to it, or the shell looks at all of a pipe.
fn is_safe_pipe(question: &Question<'_>, instruction: &Instruction) -> bool {
    let Some(step) = step(question.build, instruction) else { return false };
    step.state.dialect().pipefail
        || question.build.scripts(step).iter().all(|script| {
            let commands = &script.script.body().commands;
            let sets = commands.iter().any(|command| {
                command.base_name() == Some("set")
                    && command.arguments().iter().any(|word| word.is("pipefail"))
            });
            let prints = |name: &str| matches!(name, "echo" | "printf" | "cat" | "yes" | "true");
            let mut feeding = commands.iter().filter(|command| command.standing.pipeline.feeds_pipe());
            script.script.dialect().pipefail
                || sets
                || feeding.all(|command| command.base_name().is_some_and(prints))
        })
}

/// Whether the step deletes a cache of a package manager.
fn empties_cache(question: &Question<'_>, instruction: &Instruction) -> bool {
    let Some(step) = step(question.build, instruction) else { return false };
    let effects = &question.build.effects(step).all;
    effects.iter().any(|effect| {
        let path = effect.action.removed().map(ToString::to_string).unwrap_or_default();
        ["/var/cache/apk", "/var/lib/apt", "/.cache", "/root/.cache"].iter().any(|cache| path.contains(cache))
    })
}

fn runs(question: &Question<'_>, instruction: &Instruction, names: &[&str]) -> bool {
    let Some(step) = step(question.build, instruction) else { return false };
    let scripts = question.build.scripts(step).iter();
    let mut commands = scripts.flat_map(|script| &script.script.body().commands);
    commands.any(|command| command.base_name().is_some_and(|name| names.contains(&name)))
}
