//! The lines of an instruction, for fixes that take it away or put something in front of it.

use dlint_linter::Cx;
use dlint_syntax::Instruction;
use dlint_text::Span;

/// From the first byte of an instruction's first line to the last byte of its last one, with the line ending.
pub(crate) fn whole_lines(instruction: &Instruction, cx: &Cx<'_>) -> Span {
    let lines = cx.file.lines_of(instruction);
    let start = lines.first().map_or(instruction.span.start, |line| line.span.start);
    Span::new(start, lines.last().map_or(instruction.span.end, |line| line.span.end))
}
