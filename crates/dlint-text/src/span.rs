//! A range of bytes in a file.

use std::fmt;
use std::ops::Range;

/// A range of bytes: `start` is the first, `end` is one past the last.
///
/// Offsets are `u32`: a file is never larger than [`MAX_FILE_BYTES`](crate::MAX_FILE_BYTES).
///
/// ```
/// use dlint_text::Span;
///
/// let tag = Span::new(9, 15);
/// assert_eq!(tag.slice("FROM app:latest"), "latest");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an `end` before `start` gives an empty span at `start`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The empty span at `offset`: a place between two bytes.
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` is one of the span's bytes.
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte or lie end to end.
    ///
    /// Fixes use this: two edits that touch may not be applied in one pass, for their order would matter.
    pub const fn touches(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text under the span, or `""` where the span is not a part of `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span as a `usize` range, for indexing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start as u32, range.end as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_lie_end_to_end_touch() {
        assert!(Span::new(0, 3).touches(Span::new(3, 5)));
        assert!(Span::new(3, 5).touches(Span::new(0, 3)));
        assert!(Span::at(3).touches(Span::at(3)));
        assert!(!Span::new(0, 3).touches(Span::new(4, 5)));
    }

    #[test]
    fn a_slice_off_a_character_boundary_is_empty() {
        assert_eq!(Span::new(1, 2).slice("é"), "");
        assert_eq!(Span::new(0, 9).slice("short"), "");
    }

    #[test]
    fn join_covers_both() {
        assert_eq!(Span::new(4, 6).join(Span::new(1, 2)), Span::new(1, 6));
        assert!(Span::new(1, 6).covers(Span::new(4, 6)));
        assert!(!Span::new(1, 6).covers(Span::new(4, 7)));
    }
}
