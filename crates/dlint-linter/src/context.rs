//! What a rule can look at.

use std::ops::Deref;

use dlint_syntax::{File, Instruction, Stage};
use dlint_text::SourceFile;

/// The file around whatever a rule is handed.
#[derive(Debug)]
pub struct Cx<'a> {
    /// The text.
    pub source: &'a SourceFile,
    /// What the parser made of it.
    pub file: &'a File,
    /// The stages, in order.
    pub stages: &'a [Stage<'a>],
}

/// An instruction where a builder meets it. It reads like an [`Instruction`].
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The instruction: for an `ONBUILD`, also its trigger, as a step of its own.
    pub instruction: &'a Instruction,
    /// The `ONBUILD` whose trigger it is. Such a step has findings, but no fixes.
    pub onbuild: Option<&'a Instruction>,
    /// The index of the stage it is in; `None` before the first.
    pub stage: Option<usize>,
}

impl Deref for Step<'_> {
    type Target = Instruction;

    fn deref(&self) -> &Instruction {
        self.instruction
    }
}

/// All steps of a file, in order.
pub(crate) fn steps<'a>(file: &'a File, stages: &'a [Stage<'a>]) -> Vec<Step<'a>> {
    let mut steps = Vec::with_capacity(file.instructions.len());
    let preamble = file.preamble().iter().map(|instruction| (None, instruction));
    let staged = stages.iter().flat_map(|stage| {
        std::iter::once(stage.from)
            .chain(stage.instructions)
            .map(|instruction| (Some(stage.index), instruction))
    });
    for (stage, instruction) in preamble.chain(staged) {
        steps.push(Step { instruction, onbuild: None, stage });
        if let Some(trigger) = instruction.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref()) {
            steps.push(Step { instruction: trigger, onbuild: Some(instruction), stage });
        }
    }
    steps
}
