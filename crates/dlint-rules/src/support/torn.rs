//! Instructions that are not what their author meant, so that nothing else should be said about their words.

use dlint_linter::{Cx, Step};

/// Whether the builder refuses something in an instruction, or its words are the pieces of an array that is none.
pub(crate) fn is_torn(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let first = step.as_transfer().and_then(|transfer| transfer.sources.first());
    let is_array = first.is_some_and(|source| source.word.starts_with('[')) && !step.is_json();
    let lines = step.onbuild.unwrap_or(step.instruction);
    is_array || cx.file.errors.iter().any(|error| (lines.first_line..=lines.last_line).contains(&error.line))
}
