//! Where lines begin, and columns in the encodings that people and editors count in.
//!
//! A line ends at `\n`, as it does for `BuildKit`; the `\r` of a CRLF belongs to the line it ends, and a `\r`
//! alone ends nothing. A byte order mark is not counted: the first visible character of a file is column 1.

use crate::Span;

const BOM: &str = "\u{feff}";

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// UTF-16 code units: what a language server's client counts unless told otherwise.
    Utf16,
    /// Unicode scalar values: what people call characters.
    Utf32,
}

impl Encoding {
    fn width(self, c: char) -> u32 {
        match self {
            Self::Utf8 => c.len_utf8() as u32,
            Self::Utf16 => c.len_utf16() as u32,
            Self::Utf32 => 1,
        }
    }

    fn measure(self, text: &str) -> u32 {
        if self == Self::Utf8 || text.is_ascii() {
            text.len() as u32
        } else {
            text.chars().map(|c| self.width(c)).sum()
        }
    }
}

/// A line and a column, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in the units of the [`Encoding`] that was asked for.
    pub column: u32,
}

/// The offsets at which the lines of a text begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// The length of the text, so that the last line has an end.
    len: u32,
}

impl LineIndex {
    /// Finds the lines of `text`. A text that ends in a newline has an empty last line behind it.
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 32 + 1);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        Self { starts, len: text.len() as u32 }
    }

    /// The number of lines; never 0.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line (from 1) that holds `offset`; an offset past the end is on the last line.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32
    }

    /// The span of a line (from 1) with its line ending. A line that does not exist is empty, at the end.
    pub fn line_span(&self, line: u32) -> Span {
        let index = line.saturating_sub(1) as usize;
        let start = self.starts.get(index).copied().unwrap_or(self.len);
        let end = self.starts.get(index + 1).copied().unwrap_or(self.len);
        Span::new(start, end)
    }

    /// Line and column of `offset` in `text`, the text this index was made from.
    ///
    /// An offset inside a character counts as the character's start; one past the end as the end.
    pub fn line_column(&self, text: &str, offset: u32, encoding: Encoding) -> LineColumn {
        let offset = text.floor_char_boundary(offset as usize) as u32;
        let line = self.line(offset);
        let before = Span::new(self.line_span(line).start, offset).slice(text);
        let before = before.strip_prefix(BOM).filter(|_| line == 1).unwrap_or(before);
        LineColumn { line, column: encoding.measure(before) + 1 }
    }

    /// The offset of a line and column; a column past the end of its line is the end of the line's text.
    pub fn offset(&self, text: &str, position: LineColumn, encoding: Encoding) -> u32 {
        let span = self.line_span(position.line);
        let line = span.slice(text);
        let mut offset = span.start;
        let mut rest = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        if position.line <= 1
            && let Some(behind) = rest.strip_prefix(BOM)
        {
            offset += BOM.len() as u32;
            rest = behind;
        }
        let mut column = 1;
        for c in rest.chars() {
            // A column in the middle of a character (half a surrogate pair) is the character's start.
            if column + encoding.width(c) > position.column {
                break;
            }
            column += encoding.width(c);
            offset += c.len_utf8() as u32;
        }
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, offset: u32, encoding: Encoding) -> (u32, u32) {
        let found = LineIndex::new(text).line_column(text, offset, encoding);
        (found.line, found.column)
    }

    #[test]
    fn columns_count_what_the_encoding_counts() {
        let text = "FROM a\nRUN 😀é x\n";
        let x = text.find(" x").unwrap() as u32 + 1;
        assert_eq!(position(text, x, Encoding::Utf8), (2, 12));
        assert_eq!(position(text, x, Encoding::Utf16), (2, 9));
        assert_eq!(position(text, x, Encoding::Utf32), (2, 8));
    }

    #[test]
    fn the_byte_order_mark_is_not_a_column() {
        let text = "\u{feff}FROM a\n\u{feff}x";
        assert_eq!(position(text, 3, Encoding::Utf8), (1, 1));
        assert_eq!(position(text, 3, Encoding::Utf16), (1, 1));
        // On any other line it is a character like others.
        assert_eq!(position(text, text.len() as u32 - 1, Encoding::Utf32), (2, 2));
    }

    #[test]
    fn a_carriage_return_alone_ends_no_line() {
        let text = "a\rb\r\nc";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 2);
        assert_eq!(index.line_span(1), Span::new(0, 5));
        assert_eq!(position(text, 5, Encoding::Utf32), (2, 1));
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        assert_eq!(position("ab\n", 99, Encoding::Utf32), (2, 1));
        assert_eq!(position("", 0, Encoding::Utf32), (1, 1));
    }

    #[test]
    fn offsets_and_positions_are_each_others_inverse() {
        let text = "\u{feff}FROM ä😀b\r\n\r\nRUN 日本 \\\r\n  x\r\n";
        let index = LineIndex::new(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (offset, c) in text.char_indices().skip(1) {
                // Inside a line ending there is no column of its own.
                if c == '\n' {
                    continue;
                }
                let position = index.line_column(text, offset as u32, encoding);
                assert_eq!(
                    index.offset(text, position, encoding),
                    offset as u32,
                    "{encoding:?} {position:?}"
                );
            }
        }
    }

    #[test]
    fn a_column_past_the_line_is_the_end_of_its_text() {
        let text = "abc\r\nd";
        let at = LineColumn { line: 1, column: 99 };
        assert_eq!(LineIndex::new(text).offset(text, at, Encoding::Utf16), 3);
        let past = LineColumn { line: 9, column: 1 };
        assert_eq!(LineIndex::new(text).offset(text, past, Encoding::Utf16), 6);
    }
}
