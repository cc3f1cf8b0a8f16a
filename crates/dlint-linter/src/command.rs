//! The commands that a step runs.

use std::ops::Deref;

use dlint_model::effects::{CommandId, Effect};
use dlint_model::{Build, StepScript};
use dlint_shell::Body;

use crate::{Cx, Step};

/// A simple command where a step runs it. It reads like the shell's own [`Command`](dlint_shell::Command).
///
/// Wrappers are seen through: of `sudo apt-get update` both `sudo` and `apt-get` are commands.
#[derive(Debug, Clone, Copy)]
pub struct Command<'a> {
    /// The command.
    pub command: &'a dlint_shell::Command,
    /// The script it stands in.
    pub script: &'a StepScript,
    /// Which one it is, among those of the step.
    pub id: CommandId,
    /// The step that runs it.
    pub step: Step<'a>,
}

impl Deref for Command<'_> {
    type Target = dlint_shell::Command;

    fn deref(&self) -> &dlint_shell::Command {
        self.command
    }
}

impl<'a> Command<'a> {
    /// All that the script runs, and the constructs in it.
    pub fn body(&self) -> &'a Body {
        self.script.script.body()
    }

    /// What it does to the image.
    pub fn effects(&self, cx: &Cx<'a>) -> impl Iterator<Item = &'a Effect> + use<'a> {
        let id = self.id;
        let effects = self.step.model.map(|step| cx.build.effects(step));
        effects.into_iter().flat_map(move |effects| effects.of_command(id))
    }
}

impl<'a> Step<'a> {
    /// All that the step runs, in order.
    pub fn commands(self, cx: &Cx<'a>) -> impl Iterator<Item = Command<'a>> + use<'a> {
        commands(self, cx.build)
    }
}

/// The commands of a step, in order.
pub(crate) fn commands<'a>(step: Step<'a>, build: &'a Build<'a>) -> impl Iterator<Item = Command<'a>> {
    let scripts = step.model.map(|step| build.scripts(step)).unwrap_or_default();
    scripts.iter().enumerate().flat_map(move |(index, script)| {
        let commands = script.script.body().commands.iter().enumerate();
        commands.map(move |(command, shell)| {
            let id = CommandId { script: index, command };
            Command { command: shell, script, id, step }
        })
    })
}
