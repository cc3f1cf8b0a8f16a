//! A file, decoded once, that all spans point into.

use std::fmt;

use crate::{Encoding, LineColumn, LineIndex, Span};

/// The largest file that is read: 16 MiB.
///
/// Real Dockerfiles are a few kilobytes; `BuildKit`'s own largest test is under a megabyte. What is larger was
/// not meant to be read, and offsets fit into a `u32` with room to spare.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// How the lines of a file end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Newline {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
}

impl Newline {
    /// The bytes of the line ending.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

/// Why bytes are not a text that can be linted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// The file is UTF-16, by its byte order mark.
    Utf16,
    /// The file is UTF-32, by its byte order mark.
    Utf32,
    /// The file is larger than [`MAX_FILE_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utf16 => f.write_str("the file is UTF-16, which no builder reads; save it as UTF-8"),
            Self::Utf32 => f.write_str("the file is UTF-32, which no builder reads; save it as UTF-8"),
            Self::TooLarge { bytes } => write!(
                f,
                "the file has {bytes} bytes; dlint reads files of up to {MAX_FILE_BYTES} bytes (16 MiB)"
            ),
        }
    }
}

impl std::error::Error for DecodeError {}

/// A file's name and text, with what is needed to turn offsets into lines and columns.
///
/// ```
/// use dlint_text::{Encoding, SourceFile};
///
/// let file = SourceFile::new("Dockerfile", "FROM scratch\nCOPY . /\n");
/// let copy = file.position(13, Encoding::Utf32);
/// assert_eq!((copy.line, copy.column), (2, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    name: String,
    text: String,
    lines: LineIndex,
    /// Offsets in `text` of each U+FFFD that stands for one byte which was not UTF-8.
    replaced: Vec<u32>,
    /// The bytes as they came, kept only where they differ from the text.
    original: Option<Vec<u8>>,
}

impl SourceFile {
    /// A file whose text is known to be UTF-8. `name` is what reports call it: a path as the user wrote it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = LineIndex::new(&text);
        Self { name: name.into(), text, lines, replaced: Vec::new(), original: None }
    }

    /// Decodes a file's bytes. What is not UTF-8 is replaced, one U+FFFD for each byte, as `BuildKit` does
    /// where it decodes; see [`is_lossy`](Self::is_lossy).
    ///
    /// # Errors
    ///
    /// [`DecodeError`] for UTF-16 and UTF-32 (by their byte order marks) and for files that are too large.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, DecodeError> {
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(DecodeError::TooLarge { bytes: bytes.len() as u64 });
        }
        match bytes.as_slice() {
            [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Err(DecodeError::Utf32),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(DecodeError::Utf16),
            _ => {}
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => Ok(Self::decode_lossily(name, error.into_bytes())),
        }
    }

    fn decode_lossily(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let mut text = String::with_capacity(bytes.len() + 64);
        let mut replaced = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            for _ in chunk.invalid() {
                replaced.push(text.len() as u32);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        Self { replaced, original: Some(bytes), ..Self::new(name, text) }
    }

    /// What reports call the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text; all spans are offsets into it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the file as they were read.
    pub fn bytes(&self) -> &[u8] {
        self.original.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// Where the lines are.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// Line and column of an offset.
    pub fn position(&self, offset: u32, encoding: Encoding) -> LineColumn {
        self.lines.line_column(&self.text, offset, encoding)
    }

    /// Whether the file was not UTF-8, so that its text differs from its bytes and must not be written back.
    pub fn is_lossy(&self) -> bool {
        self.original.is_some()
    }

    /// The places in the text that stand for a byte which was not UTF-8.
    pub fn replaced(&self) -> impl Iterator<Item = Span> {
        self.replaced
            .iter()
            .map(|start| Span::new(*start, start + char::REPLACEMENT_CHARACTER.len_utf8() as u32))
    }

    /// The offset in the file's own bytes of an offset in its text. They differ only in a lossy file.
    pub fn original_offset(&self, offset: u32) -> u32 {
        let grown = char::REPLACEMENT_CHARACTER.len_utf8() as u32 - 1;
        let before = self.replaced.partition_point(|at| *at < offset) as u32;
        offset - before * grown
    }

    /// How most lines end; a file without a line ending counts as LF.
    pub fn newline(&self) -> Newline {
        let lf = memchr::memchr_iter(b'\n', self.text.as_bytes()).count();
        let crlf = memchr::memmem::find_iter(self.text.as_bytes(), b"\r\n").count();
        if crlf * 2 > lf { Newline::CrLf } else { Newline::Lf }
    }

    /// What is put at the end of the file for these lines to be its last ones.
    ///
    /// ```
    /// let file = dlint_text::SourceFile::new(".dockerignore", "a\r\nb");
    /// assert_eq!(file.lines_at_end(&["c"]), "\r\nc\r\n");
    /// ```
    pub fn lines_at_end(&self, lines: &[impl AsRef<str>]) -> String {
        let newline = self.newline().as_str();
        let is_open = !self.text.is_empty() && !self.text.ends_with('\n');
        let begin = if is_open { newline } else { "" };
        lines.iter().fold(begin.to_owned(), |text, line| text + line.as_ref() + newline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_that_is_not_utf8_becomes_one_replacement() {
        // A cut-off three-byte character counts as two bytes, not as one character.
        let file = SourceFile::decode("f", b"a\xe2\x82b\xffc".to_vec()).unwrap();
        assert_eq!(file.text(), "a\u{fffd}\u{fffd}b\u{fffd}c");
        assert!(file.is_lossy());
        assert_eq!(file.bytes(), b"a\xe2\x82b\xffc");
        let c = file.text().find('c').unwrap() as u32;
        assert_eq!(file.original_offset(c), 5);
        assert_eq!(file.original_offset(c + 1), 6);
        assert_eq!(file.original_offset(1), 1);
        assert_eq!(file.replaced().next(), Some(Span::new(1, 4)));
    }

    #[test]
    fn a_replacement_character_in_the_file_itself_is_not_lossy() {
        let file = SourceFile::decode("f", "\u{fffd}".into()).unwrap();
        assert!(!file.is_lossy());
        assert_eq!(file.original_offset(3), 3);
    }

    #[test]
    fn utf16_and_utf32_are_refused_by_their_marks() {
        let decode = |bytes: &[u8]| SourceFile::decode("f", bytes.to_vec()).map(|_| ());
        assert_eq!(decode(b"\xff\xfeF\0"), Err(DecodeError::Utf16));
        assert_eq!(decode(b"\xfe\xff\0F"), Err(DecodeError::Utf16));
        assert_eq!(decode(b"\xff\xfe\0\0"), Err(DecodeError::Utf32));
        assert_eq!(decode(b"\xef\xbb\xbfFROM a"), Ok(()));
    }

    #[test]
    fn too_large_a_file_is_refused_with_its_size() {
        let bytes = vec![b'#'; MAX_FILE_BYTES as usize + 1];
        let error = SourceFile::decode("f", bytes).unwrap_err();
        assert!(error.to_string().contains("16777217 bytes"), "{error}");
    }

    #[test]
    fn the_newline_style_is_that_of_most_lines() {
        assert_eq!(SourceFile::new("f", "a\r\nb\r\nc\n").newline(), Newline::CrLf);
        assert_eq!(SourceFile::new("f", "a\r\nb\n").newline(), Newline::Lf);
        assert_eq!(SourceFile::new("f", "a").newline(), Newline::Lf);
    }
}
