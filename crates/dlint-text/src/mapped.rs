//! Text that was put together from pieces of a file, and where each piece came from.
//!
//! A builder never sees the file's own text: it joins continued lines, drops comments between them, removes
//! quotes from flags and resolves the escapes of JSON strings. [`MappedText`] is such a text with its way back.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::Span;

/// One piece: the text from `text` on (up to the next segment) came from `source`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Where the piece begins in the mapped text.
    pub text: u32,
    /// The bytes of the file it came from. A piece of the same length is mapped byte by byte; one of another length
    /// was resolved (`\n` in a JSON string), and is only mapped as a whole.
    pub source: Span,
}

/// A text with the place in the file that each part of it came from.
///
/// It reads like a `&str`:
///
/// ```
/// use dlint_text::{MappedText, MappedTextBuilder, Span};
///
/// // RUN apt-\⏎get
/// let mut builder = MappedTextBuilder::new(0);
/// builder.copy("RUN apt-", 0);
/// builder.copy("get", 10);
/// let line: MappedText = builder.finish();
/// assert_eq!(&*line, "RUN apt-get");
/// assert_eq!(line.source_span(4..11), Span::new(4, 13));
/// assert_eq!(line.source_span(8..11), Span::new(10, 13));
/// ```
///
/// A part of a text shares the memory of the whole, so cutting a line into words costs next to nothing.
#[derive(Clone)]
pub struct MappedText {
    whole: Arc<Whole>,
    start: u32,
    end: u32,
}

/// A text that parts of it are cut from.
#[derive(Debug)]
struct Whole {
    text: String,
    segments: Segments,
}

/// Nearly every text is one piece; that case costs no allocation.
#[derive(Debug)]
enum Segments {
    One(Segment),
    Many(Vec<Segment>),
}

impl Segments {
    fn as_slice(&self) -> &[Segment] {
        match self {
            Self::One(segment) => std::slice::from_ref(segment),
            Self::Many(segments) => segments,
        }
    }
}

impl Whole {
    /// The segment that holds the character at `offset`, with its length in the text.
    fn segment_at(&self, offset: u32) -> (Segment, u32) {
        let segments = self.segments.as_slice();
        let behind = segments.partition_point(|segment| segment.text <= offset).max(1);
        let next = segments.get(behind).map_or(self.text.len() as u32, |segment| segment.text);
        let none = Segment { text: 0, source: Span::at(0) };
        let segment = segments.get(behind - 1).copied().unwrap_or(none);
        (segment, next - segment.text)
    }

    fn source_start(&self, offset: u32) -> u32 {
        let (segment, length) = self.segment_at(offset);
        let inside = offset - segment.text;
        if length == segment.source.len() {
            segment.source.start + inside.min(length)
        } else if inside >= length {
            segment.source.end
        } else {
            segment.source.start
        }
    }

    fn source_end(&self, offset: u32) -> u32 {
        let (segment, length) = self.segment_at(offset.saturating_sub(1));
        let inside = offset - segment.text.min(offset);
        if length == segment.source.len() {
            segment.source.start + inside.min(length)
        } else {
            segment.source.end
        }
    }
}

impl MappedText {
    /// A text that stands in the file as it is, from `offset` on.
    pub fn copied(text: impl Into<String>, offset: u32) -> Self {
        let text = text.into();
        let source = Span::new(offset, offset + text.len() as u32);
        Self::of(Whole { text, segments: Segments::One(Segment { text: 0, source }) })
    }

    fn of(whole: Whole) -> Self {
        Self { start: 0, end: whole.text.len() as u32, whole: Arc::new(whole) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        Span::new(self.start, self.end).slice(&self.whole.text)
    }

    /// The pieces, in order; at least one. A resolved piece that is only partly in the text has its whole source.
    pub fn segments(&self) -> impl Iterator<Item = Segment> {
        let segments = self.whole.segments.as_slice();
        let first = segments.partition_point(|segment| segment.text <= self.start).saturating_sub(1);
        segments
            .iter()
            .skip(first)
            .take_while(|segment| segment.text < self.end || segment.text <= self.start)
            .map(|segment| {
                let start = segment.text.max(self.start);
                let (_, length) = self.whole.segment_at(segment.text);
                let end = (segment.text + length).min(self.end);
                let source = if length == segment.source.len() {
                    let source = segment.source.start;
                    Span::new(source + (start - segment.text), source + (end - segment.text))
                } else {
                    segment.source
                };
                Segment { text: start - self.start, source }
            })
    }

    /// The whole text's place in the file, from the first byte to the last.
    pub fn span(&self) -> Span {
        self.source_span(0..self.len())
    }

    /// The place in the file of a part of the text.
    ///
    /// What lies between two pieces (a line continuation, a dropped comment) is inside the span only if the part
    /// reaches over it: an empty part at a joint is at the start of the later piece.
    pub fn source_span(&self, part: Range<usize>) -> Span {
        let start = self.source_start(part.start as u32);
        if part.end <= part.start {
            return Span::at(start);
        }
        Span::new(start, self.source_end(part.end as u32))
    }

    /// The offset in the file of the character at `offset` in the text.
    pub fn source_start(&self, offset: u32) -> u32 {
        self.whole.source_start(self.start + offset)
    }

    /// The offset in the file just behind the character that ends at `offset` in the text.
    pub fn source_end(&self, offset: u32) -> u32 {
        self.whole.source_end(self.start + offset)
    }

    /// The offset in the text of the byte at `source` in the file, or `None` where that byte is not in the text.
    pub fn text_offset(&self, source: u32) -> Option<u32> {
        let segments = self.whole.segments.as_slice();
        let index = segments.partition_point(|segment| segment.source.start <= source).checked_sub(1)?;
        let segment = segments.get(index).filter(|segment| segment.source.contains(source))?;
        let copied = self.whole.segment_at(segment.text).1 == segment.source.len();
        let offset = segment.text + if copied { source - segment.source.start } else { 0 };
        (self.start..self.end).contains(&offset).then(|| offset - self.start)
    }

    /// The part of the text that stands at a place in the file. What lies between two pieces is in none, and of a
    /// resolved piece there is all.
    pub fn text_range(&self, source: Span) -> Range<usize> {
        let bound = |source: u32, of_resolved: u32| {
            let segments = self.whole.segments.as_slice();
            let index = segments.partition_point(|segment| segment.source.end <= source);
            let offset = segments.get(index).map_or(self.end, |segment| {
                let (_, length) = self.whole.segment_at(segment.text);
                let within = source.saturating_sub(segment.source.start);
                let is_copied = length == segment.source.len();
                segment.text + if is_copied || within == 0 { within } else { of_resolved * length }
            });
            (offset.clamp(self.start, self.end) - self.start) as usize
        };
        let start = bound(source.start, 0);
        start..bound(source.end, 1).max(start)
    }

    /// A part of the text as a text of its own, with its part of the map.
    ///
    /// A part that is not on character boundaries is widened to them; an empty one stays empty.
    pub fn part(&self, part: Range<usize>) -> Self {
        let text = self.as_str();
        let start = text.floor_char_boundary(part.start);
        let end = if part.is_empty() { start } else { text.ceil_char_boundary(part.end) };
        let whole = Arc::clone(&self.whole);
        Self { whole, start: self.start + start as u32, end: self.start + end as u32 }
    }
}

impl PartialEq for MappedText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() && self.segments().eq(other.segments())
    }
}

impl Eq for MappedText {}

impl fmt::Debug for MappedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {:?}", self.as_str(), self.span())
    }
}

impl fmt::Display for MappedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Deref for MappedText {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// Puts a [`MappedText`] together, piece by piece.
#[derive(Debug, Clone)]
pub struct MappedTextBuilder {
    text: String,
    segments: Vec<Segment>,
    /// Where the text is if it stays empty.
    offset: u32,
}

impl MappedTextBuilder {
    /// An empty text at `offset` of the file.
    pub fn new(offset: u32) -> Self {
        Self { text: String::new(), segments: Vec::new(), offset }
    }

    /// An empty text at `offset` that expects to grow to some length in some number of pieces.
    pub fn with_capacity(offset: u32, bytes: usize, pieces: usize) -> Self {
        Self { text: String::with_capacity(bytes), segments: Vec::with_capacity(pieces), offset }
    }

    /// Adds text that stands in the file as it is, at `offset`.
    pub fn copy(&mut self, text: &str, offset: u32) {
        if text.is_empty() {
            return;
        }
        let source = Span::new(offset, offset + text.len() as u32);
        // A piece that goes on where the last one ended is the same piece.
        if let Some(last) = self.segments.last_mut()
            && last.source.end == source.start
            && last.source.len() == self.text.len() as u32 - last.text
        {
            last.source.end = source.end;
        } else {
            self.segments.push(Segment { text: self.text.len() as u32, source });
        }
        self.text.push_str(text);
    }

    /// Adds text that the bytes under `source` stand for (an escape that was resolved).
    pub fn resolved(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        self.segments.push(Segment { text: self.text.len() as u32, source });
        self.text.push_str(text);
    }

    /// Adds a part of another mapped text, with its part of the map.
    pub fn copy_part(&mut self, other: &MappedText, part: Range<usize>) {
        let part = other.part(part);
        let mut segments = part.segments().peekable();
        while let Some(segment) = segments.next() {
            let end = segments.peek().map_or(part.len(), |next| next.text as usize);
            let piece = part.get(segment.text as usize..end).unwrap_or_default();
            if segment.source.len() as usize == piece.len() {
                self.copy(piece, segment.source.start);
            } else {
                self.resolved(piece, segment.source);
            }
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The finished text.
    pub fn finish(self) -> MappedText {
        let mut segments = self.segments;
        let segments = match segments.len() {
            0 => Segments::One(Segment { text: 0, source: Span::at(self.offset) }),
            1 => Segments::One(segments.remove(0)),
            _ => Segments::Many(segments),
        };
        MappedText::of(Whole { text: self.text, segments })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `"a\nbc"` as a JSON string at offset 10: the escape is two bytes in the file, one in the text.
    fn escaped() -> MappedText {
        let mut builder = MappedTextBuilder::new(11);
        builder.copy("a", 11);
        builder.resolved("\n", Span::new(12, 14));
        builder.copy("bc", 14);
        builder.finish()
    }

    #[test]
    fn a_resolved_escape_is_mapped_as_a_whole() {
        let text = escaped();
        assert_eq!(text.source_span(1..2), Span::new(12, 14));
        assert_eq!(text.source_span(0..2), Span::new(11, 14));
        assert_eq!(text.source_span(2..4), Span::new(14, 16));
        assert_eq!(text.span(), Span::new(11, 16));
        assert_eq!(text.text_offset(13), Some(1));
    }

    #[test]
    fn a_resolved_character_longer_than_its_source_is_not_cut() {
        // One byte that stands for a three-byte character.
        let mut builder = MappedTextBuilder::new(0);
        builder.resolved("\u{fffd}", Span::new(5, 6));
        let text = builder.finish();
        assert_eq!(text.source_span(0..3), Span::new(5, 6));
        assert_eq!(text.source_start(3), 6);
    }

    #[test]
    fn a_span_reaches_over_a_joint_only_if_its_part_does() {
        let mut builder = MappedTextBuilder::new(0);
        builder.copy("ab", 0);
        builder.copy("cd", 10);
        let text = builder.finish();
        assert_eq!(text.source_span(0..2), Span::new(0, 2));
        assert_eq!(text.source_span(2..4), Span::new(10, 12));
        assert_eq!(text.source_span(1..3), Span::new(1, 11));
        assert_eq!(text.source_span(2..2), Span::at(10));
        assert_eq!(text.text_offset(5), None);
        assert_eq!(text.text_offset(11), Some(3));
    }

    #[test]
    fn a_place_in_the_file_is_a_part_of_the_text_without_the_joints() {
        let mut builder = MappedTextBuilder::new(0);
        builder.copy("ab", 0);
        builder.copy("cd", 10);
        builder.resolved("é", Span::new(12, 18));
        let text = builder.finish();
        for (source, part) in [
            (Span::new(0, 2), 0..2),
            (Span::new(1, 11), 1..3),
            (Span::new(1, 5), 1..2),
            (Span::new(5, 11), 2..3),
            (Span::new(5, 8), 2..2),
            (Span::new(10, 14), 2..6),
            (Span::new(13, 18), 4..6),
            (Span::new(20, 30), 6..6),
        ] {
            assert_eq!(text.text_range(source), part, "{source:?}");
        }
        assert_eq!(escaped().part(1..3).text_range(Span::new(11, 15)), 0..2);
    }

    #[test]
    fn a_part_keeps_its_part_of_the_map() {
        let text = escaped();
        let part = text.part(1..3);
        assert_eq!(&*part, "\nb");
        assert_eq!(part.source_span(0..1), Span::new(12, 14));
        assert_eq!(part.source_span(1..2), Span::new(14, 15));
        let copied = MappedText::copied("hello", 3).part(1..4);
        assert_eq!((&*copied, copied.span()), ("ell", Span::new(4, 7)));
    }

    #[test]
    fn a_part_is_widened_to_whole_characters_unless_it_is_empty() {
        let text = MappedText::copied("aéb", 0);
        assert_eq!(&*text.part(2..3), "é");
        assert_eq!(&*text.part(2..2), "");
    }

    #[test]
    fn pieces_that_follow_each_other_are_one_piece() {
        let mut builder = MappedTextBuilder::new(0);
        builder.copy("ab", 4);
        builder.copy("cd", 6);
        assert_eq!(builder.finish().segments().count(), 1);
    }

    #[test]
    fn an_empty_text_knows_where_it_is() {
        assert_eq!(MappedTextBuilder::new(7).finish().span(), Span::at(7));
        assert_eq!(MappedText::copied("", 7).span(), Span::at(7));
    }
}
