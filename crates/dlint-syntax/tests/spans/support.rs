//! A parsed text whose spans can be looked up.

use std::ops::Range;

use dlint_syntax::{File, Flag, Instruction, Pair, parse};
use dlint_text::{MappedText, SourceFile, Span};

/// A text and what the parser made of it.
pub(super) struct Parsed {
    pub(super) source: SourceFile,
    pub(super) file: File,
}

pub(super) fn parsed(text: &str) -> Parsed {
    let source = SourceFile::new("Dockerfile", text);
    let file = parse(&source);
    Parsed { source, file }
}

impl Parsed {
    /// The text under a span.
    pub(super) fn at(&self, span: Span) -> &str {
        self.source.slice(span)
    }

    /// The text under all of a mapped text.
    pub(super) fn under(&self, text: &MappedText) -> &str {
        self.at(text.span())
    }

    /// The text under the first occurrence of `part` in a mapped text.
    pub(super) fn under_part(&self, text: &MappedText, part: &str) -> &str {
        let start = text.find(part).unwrap();
        self.under_range(text, start..start + part.len())
    }

    /// The text under a range of a mapped text.
    pub(super) fn under_range(&self, text: &MappedText, range: Range<usize>) -> &str {
        self.at(text.source_span(range))
    }

    /// The instruction of this number, from 0.
    pub(super) fn instruction(&self, index: usize) -> &Instruction {
        &self.file.instructions[index]
    }

    /// The last instruction.
    pub(super) fn last(&self) -> &Instruction {
        self.file.instructions.last().unwrap()
    }

    /// What stands under a flag, its name and its value.
    pub(super) fn flag(&self, flag: &Flag) -> (&str, &str, Option<&str>) {
        (self.at(flag.span), self.under(&flag.name), flag.value.as_ref().map(|value| self.under(value)))
    }

    /// What stands under each pair, its key and its value.
    pub(super) fn pairs(&self, pairs: &[Pair]) -> Vec<(&str, &str, &str)> {
        pairs
            .iter()
            .map(|pair| (self.at(pair.span), self.under(&pair.key), self.under(&pair.value)))
            .collect()
    }
}
