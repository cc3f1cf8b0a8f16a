//! Flags of instructions, for fixes that take one away.

use dlint_syntax::{Flag, Instruction};
use dlint_text::Span;

/// The place of a flag with the white space in front of it, so that nothing else moves.
pub(crate) fn without_flag(instruction: &Instruction, flag: &Flag) -> Span {
    let before = instruction.flags.iter().take_while(|other| other.span != flag.span).last();
    let start = before.map_or(instruction.keyword_text.span().end, |other| other.span.end);
    Span::new(start, flag.span.end)
}
