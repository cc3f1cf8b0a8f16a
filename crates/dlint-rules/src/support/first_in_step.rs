//! Which of several commands of one name in a step is the one to speak about.

use dlint_linter::{Command, Cx};

/// Whether no command of the same name stands before this one in the step.
pub(crate) fn first_in_step(command: &Command<'_>, cx: &Cx<'_>) -> bool {
    same_in_step(command, cx).next().is_none_or(|first| first.id == command.id)
}

/// The commands of the same name in the step, this one among them.
pub(crate) fn same_in_step<'a>(
    command: &Command<'a>,
    cx: &Cx<'a>,
) -> impl Iterator<Item = Command<'a>> + use<'a> {
    let name = command.command.base_name();
    command.step.commands(cx).filter(move |other| other.command.base_name() == name)
}
