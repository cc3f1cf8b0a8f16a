//! Which of several commands of one name in a step is the one to speak about.

use dlint_linter::{Command, Cx};
use dlint_model::effects::CommandId;

/// Whether no command of the same name stands before this one in the step.
pub(crate) fn first_in_step(command: &Command<'_>, cx: &Cx<'_>) -> bool {
    let scripts = command.step.model.map(|step| cx.build.scripts(step)).unwrap_or_default();
    let mut all = scripts.iter().flat_map(|script| &script.script.body().commands);
    let first = all.find(|other| other.base_name() == command.base_name());
    first.is_none_or(|first| first.span == command.span)
}

/// The commands of the same name in the step, this one among them.
pub(crate) fn same_in_step<'a>(
    command: &Command<'a>,
    cx: &Cx<'a>,
) -> impl Iterator<Item = Command<'a>> + use<'a> {
    let step = command.step;
    let name = command.command.base_name();
    let scripts = step.model.map(|step| cx.build.scripts(step)).unwrap_or_default();
    scripts.iter().enumerate().flat_map(move |(index, script)| {
        let commands = script.script.body().commands.iter().enumerate();
        commands.filter(move |(_, other)| other.base_name() == name).map(move |(number, other)| Command {
            command: other,
            script,
            id: CommandId { script: index, command: number },
            step,
        })
    })
}
