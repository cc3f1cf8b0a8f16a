//! The physical lines of a file, one after the other.

use dlint_text::{SourceFile, Span};

use crate::file::{Line, LineKind};
use crate::space::cut;

/// The longest physical line that `BuildKit` reads, with its line ending. The last line of a file, if it has no
/// ending, must be one byte shorter.
pub(crate) const MAX_LINE_BYTES: u32 = 65_536;

/// A physical line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PhysicalLine<'a> {
    /// The text without its line ending (all `\r` and `\n` at its end), and without a byte order mark.
    pub(crate) text: &'a str,
    /// Where the text begins in the file.
    pub(crate) start: u32,
    /// Its number, from 1.
    pub(crate) number: u32,
    /// The line with its line ending.
    pub(crate) span: Span,
    /// The text of the span.
    pub(crate) whole: &'a str,
}

impl PhysicalLine<'_> {
    pub(crate) fn text_span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len() as u32)
    }

    /// Whether the builder takes it for a comment: the first character that is not white space is a `#`.
    pub(crate) fn is_comment(&self) -> bool {
        self.text.trim_start().starts_with('#')
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }

    /// Where its `#` stands, if it is a comment.
    pub(crate) fn comment_start(&self) -> u32 {
        self.start + (self.text.len() - self.text.trim_start().len()) as u32
    }
}

/// Hands out physical lines, and writes down what each of them was.
pub(crate) struct Reader<'a> {
    source: &'a SourceFile,
    next: u32,
    kinds: Vec<Line>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a SourceFile) -> Self {
        Self { source, next: 1, kinds: Vec::with_capacity(source.lines().line_count() as usize) }
    }

    /// The next line, which stays the next one until it is [taken](Self::take).
    pub(crate) fn peek(&self) -> Option<PhysicalLine<'a>> {
        self.line(self.next)
    }

    /// The line of this number, wherever the reader is.
    pub(crate) fn line(&self, number: u32) -> Option<PhysicalLine<'a>> {
        let span = self.source.lines().line_span(number);
        if span.is_empty() {
            return None; // past the end, or behind the last line ending
        }
        let whole = cut(self.source.text(), span.range());
        let text = whole.trim_end_matches(['\r', '\n']);
        let without_mark = text.strip_prefix('\u{feff}').filter(|_| number == 1).unwrap_or(text);
        let start = span.start + (text.len() - without_mark.len()) as u32;
        Some(PhysicalLine { text: without_mark, start, number, span, whole })
    }

    /// Takes the next line, which is of this kind.
    pub(crate) fn take(&mut self, kind: LineKind) {
        let span = self.source.lines().line_span(self.next);
        self.kinds.push(Line { span, kind });
        self.next += 1;
    }

    /// The number of lines taken.
    pub(crate) fn taken(&self) -> u32 {
        self.next - 1
    }

    /// Where the next line begins, or the file ends.
    pub(crate) fn offset(&self) -> u32 {
        self.source.lines().line_span(self.next).start
    }

    /// Whether the line is longer than `BuildKit` can read.
    pub(crate) fn is_too_long(&self, line: &PhysicalLine<'_>) -> bool {
        // Decoding never makes a text shorter, so nearly every line is done here.
        if line.span.len() < MAX_LINE_BYTES - 1 {
            return false;
        }
        let bytes = self.source.original_offset(line.span.end) - self.source.original_offset(line.span.start);
        let ends = cut(self.source.text(), line.span.range()).ends_with('\n');
        bytes > MAX_LINE_BYTES - u32::from(!ends)
    }

    pub(crate) fn into_lines(self) -> Vec<Line> {
        self.kinds
    }
}
