//! The commands that a step runs.

use dlint_syntax::Word;

use crate::Step;

/// A command: a program and its arguments.
///
/// These are the commands of the exec form, `["program", "argument"]`, which run as they are written.
#[derive(Debug, Clone, Copy)]
pub struct Command<'a> {
    /// The program, as written: a name or a path.
    pub program: &'a Word,
    /// Its arguments.
    pub arguments: &'a [Word],
    /// The step that runs it.
    pub step: Step<'a>,
}

impl<'a> Command<'a> {
    /// The program's name, without the folders before it.
    pub fn name(&self) -> &'a str {
        self.program.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

/// The commands of a step.
pub(crate) fn commands<'a>(step: &Step<'a>) -> Option<Command<'a>> {
    let (program, arguments) = step.instruction.command_line()?.exec.as_ref()?.split_first()?;
    Some(Command { program, arguments, step: *step })
}
