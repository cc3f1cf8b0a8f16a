//! Lines, columns and offsets of one file, asked for in about the order of its text.
//!
//! `SourceFile::position` counts a column from the start of its line. On a file that is one line of a megabyte
//! with ten thousand findings that would be ten thousand megabytes to count, so this counts on from the place
//! that was asked for last.

use std::cell::Cell;

use dlint_text::{Encoding, LineColumn, SourceFile, Span};

/// Answers where an offset is, and remembers where it was.
#[derive(Debug)]
pub(crate) struct Locator<'a> {
    source: &'a SourceFile,
    encoding: Encoding,
    /// A place that was counted before, and its offset; never in front of a byte order mark.
    last: Cell<(u32, LineColumn)>,
}

impl<'a> Locator<'a> {
    /// Columns are Unicode scalar values.
    pub(crate) fn new(source: &'a SourceFile) -> Self {
        Self::counting(source, Encoding::Utf32)
    }

    /// Columns are what somebody else counts.
    pub(crate) fn counting(source: &'a SourceFile, encoding: Encoding) -> Self {
        let start = if source.text().starts_with('\u{feff}') { '\u{feff}'.len_utf8() as u32 } else { 0 };
        Self { source, encoding, last: Cell::new((start, LineColumn { line: 1, column: 1 })) }
    }

    pub(crate) fn source(&self) -> &'a SourceFile {
        self.source
    }

    /// Line and column of `offset`; later questions are answered faster behind it.
    pub(crate) fn advance(&self, offset: u32) -> LineColumn {
        let offset = self.floor(offset);
        let found = self.position(offset);
        if offset >= self.last.get().0 {
            self.last.set((offset, found));
        }
        found
    }

    /// Line and column of `offset`.
    pub(crate) fn position(&self, offset: u32) -> LineColumn {
        let offset = self.floor(offset);
        let (from, last) = self.last.get();
        if offset < from || self.source.lines().line(offset) != last.line {
            return self.source.position(offset, self.encoding);
        }
        let between = self.source.slice(Span::new(from, offset));
        let count = match self.encoding {
            _ if between.is_ascii() => between.len(),
            Encoding::Utf8 => between.len(),
            Encoding::Utf16 => between.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => between.chars().count(),
        };
        LineColumn { line: last.line, column: last.column + count as u32 }
    }

    /// The offset in the bytes of the file as it is on disk.
    pub(crate) fn original_offset(&self, offset: u32) -> u32 {
        self.source.original_offset(self.floor(offset))
    }

    fn floor(&self, offset: u32) -> u32 {
        self.source.text().floor_char_boundary(offset as usize) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_equal_those_of_the_file_in_any_order() {
        for text in ["", "a", "\u{feff}FROM ä😀b\r\n\r\nRUN 日本 \\\r\n  x\r\n", "\u{feff}", "x\n\u{feff}y"]
        {
            let source = SourceFile::new("f", text);
            let end = text.len() as u32 + 2;
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let locator = Locator::counting(&source, encoding);
                for offset in (0..end).chain([3, 1, end, 0]).chain((0..end).rev()) {
                    let expected = source.position(offset, encoding);
                    assert_eq!(locator.position(offset), expected, "{text:?} {offset}");
                    assert_eq!(locator.advance(offset), expected, "{text:?} {offset}");
                }
            }
        }
    }

    #[test]
    fn an_offset_inside_a_replaced_byte_is_that_byte() {
        let source = SourceFile::decode("f", b"\xffa".to_vec()).unwrap();
        let locator = Locator::new(&source);
        assert_eq!([0, 1, 2, 3, 4].map(|offset| locator.original_offset(offset)), [0, 0, 0, 1, 2]);
    }
}
