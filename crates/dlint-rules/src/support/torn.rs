//! Instructions that are not what their author meant, so that nothing else should be said about their words.

use dlint_linter::{Cx, Step};
use dlint_model::Step as ModelStep;
use dlint_syntax::Instruction;

/// Whether the builder refuses something in an instruction, or its words are the pieces of an array that is none.
pub(crate) fn is_torn(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    is_torn_on(step.instruction, step.onbuild.unwrap_or(step.instruction), cx)
}

/// The same of a step of the model.
pub(crate) fn is_torn_step(step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    is_torn_on(step.instruction, step.onbuild.unwrap_or(step.instruction), cx)
}

fn is_torn_on(instruction: &Instruction, lines: &Instruction, cx: &Cx<'_>) -> bool {
    let first = instruction.as_transfer().and_then(|transfer| transfer.sources.first());
    let is_array = first.is_some_and(|source| source.word.starts_with('[')) && !instruction.is_json();
    is_array || cx.file.errors.iter().any(|error| (lines.first_line..=lines.last_line).contains(&error.line))
}
