//! Places: offsets in a text on this side, lines and characters on the wire.
//!
//! A client's lines end at `\n`, `\r\n` and at a lone `\r`, which is no end of a line to a builder; so what a client
//! counts is counted here alone, and nowhere else does anybody see a [`Position`].

use dlint_text::Span;
use tower_lsp::lsp_types::{Position, PositionEncodingKind, Range};

/// What the characters of a line are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Units {
    /// Bytes of UTF-8: nothing has to be counted.
    Utf8,
    /// Code units of UTF-16: what a client counts that was not asked.
    #[default]
    Utf16,
}

impl Units {
    /// The best that a client offers.
    pub(crate) fn of(offered: Option<&[PositionEncodingKind]>) -> Self {
        let offered = offered.unwrap_or_default();
        if offered.contains(&PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    /// Its name in the protocol.
    pub(crate) const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn measure(self, text: &str) -> usize {
        match self {
            Self::Utf16 if !text.is_ascii() => text.chars().map(char::len_utf16).sum(),
            _ => text.len(),
        }
    }

    /// How many bytes of `text` so many units are; a place inside of a character is the one in front of it.
    fn bytes(self, text: &str, units: usize) -> usize {
        if self == Self::Utf8 || text.is_ascii() {
            return text.floor_char_boundary(units.min(text.len()));
        }
        let mut left = units;
        for (at, c) in text.char_indices() {
            if left < c.len_utf16() {
                return at;
            }
            left -= c.len_utf16();
        }
        text.len()
    }
}

/// Where the lines of a text begin, as a client counts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lines {
    starts: Vec<u32>,
    units: Units,
}

impl Lines {
    /// Finds them.
    pub(crate) fn new(text: &str, units: Units) -> Self {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts, units }
    }

    /// The text of a line, without what ends it.
    fn line<'t>(&self, text: &'t str, line: usize) -> (u32, &'t str) {
        let end = self.starts.get(line + 1).map_or(text.len(), |next| *next as usize);
        let start = self.starts.get(line).map_or(text.len(), |start| *start as usize);
        (start as u32, text.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n']))
    }

    /// The place of an offset.
    pub(crate) fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default() as usize;
        let before = text.get(start..(offset as usize).min(text.len())).unwrap_or_default();
        Position { line: line as u32, character: self.units.measure(before) as u32 }
    }

    /// The range of a span.
    pub(crate) fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.position(text, span.start), end: self.position(text, span.end) }
    }

    /// The ranges of spans that are in order, none inside another: each line is measured once, however many are in it.
    pub(crate) fn ranges(&self, text: &str, spans: impl IntoIterator<Item = Span>) -> Vec<Range> {
        let mut forward = self.forward(text);
        spans.into_iter().map(|span| forward.range(span)).collect()
    }

    /// The offset of a place. Behind the end of a line is its end, behind the last line the end of the text.
    pub(crate) fn offset(&self, text: &str, position: Position) -> u32 {
        if position.line as usize >= self.starts.len() {
            return text.len() as u32;
        }
        let (start, line) = self.line(text, position.line as usize);
        start + self.units.bytes(line, position.character as usize) as u32
    }

    /// Finds the places of offsets that come in their order.
    pub(crate) const fn forward<'l>(&'l self, text: &'l str) -> Forward<'l> {
        Forward { lines: self, text, line: 0, offset: 0, character: 0 }
    }

    /// The span of a range, whichever of its ends comes first.
    pub(crate) fn span(&self, text: &str, range: Range) -> Span {
        let (start, end) = (self.offset(text, range.start), self.offset(text, range.end));
        Span::new(start.min(end), start.max(end))
    }
}

/// The places of offsets in their order: nothing is counted twice, so that a line of a megabyte with a hundred thousand
/// places in it takes no longer than its length says.
#[derive(Debug, Clone)]
pub(crate) struct Forward<'l> {
    lines: &'l Lines,
    text: &'l str,
    line: usize,
    offset: u32,
    character: usize,
}

impl Forward<'_> {
    /// The place of an offset. One in front of the offset before it has the place of that.
    pub(crate) fn position(&mut self, offset: u32) -> Position {
        let starts = &self.lines.starts;
        let rest = starts.get(self.line + 1..).unwrap_or_default();
        let passed = rest.iter().take_while(|start| **start <= offset).count();
        if passed > 0 {
            self.line += passed;
            self.offset = starts.get(self.line).copied().unwrap_or_default();
            self.character = 0;
        }
        if offset > self.offset {
            let between = self.text.get(self.offset as usize..(offset as usize).min(self.text.len()));
            self.character += self.lines.units.measure(between.unwrap_or_default());
            self.offset = offset;
        }
        Position { line: self.line as u32, character: self.character as u32 }
    }

    /// The range of a span that begins behind the place before it.
    pub(crate) fn range(&mut self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// Where the text of the line ends that the last place was in.
    pub(crate) fn line_end(&self) -> u32 {
        let (start, line) = self.lines.line(self.text, self.line);
        start + line.len() as u32
    }

    /// Where the next line begins, if there is one.
    pub(crate) fn next_line(&self) -> Option<u32> {
        self.lines.starts.get(self.line + 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn every_offset_comes_back() {
        let text = "FROM a\r\nRUN echo \"😀é\" && b\rRUN c\n\n\tRUN d";
        for units in [Units::Utf8, Units::Utf16] {
            let lines = Lines::new(text, units);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let position = lines.position(text, offset as u32);
                let is_in_ending = text.get(..offset).is_some_and(|before| before.ends_with('\r'))
                    && text.get(offset..).is_some_and(|behind| behind.starts_with('\n'));
                if !is_in_ending {
                    assert_eq!(lines.offset(text, position), offset as u32, "{position:?}");
                }
            }
        }
    }

    #[test]
    fn places_in_their_order_are_the_same_places() {
        let text = "\u{feff}FROM a\r\nRUN echo \"😀é\" && b\rRUN c\n\n\tRUN d";
        for units in [Units::Utf8, Units::Utf16] {
            let lines = Lines::new(text, units);
            let mut forward = lines.forward(text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let position = lines.position(text, offset as u32);
                assert_eq!(forward.position(offset as u32), position);
                let end = lines.offset(text, at(position.line, 999));
                assert_eq!(forward.line_end(), end);
            }
            assert_eq!(forward.next_line(), None);
        }
    }

    #[test]
    fn an_emoji_is_two_units_or_four_bytes() {
        let text = "RUN echo \"😀\" && cd /tmp";
        let offset = text.find("cd").unwrap() as u32;
        assert_eq!(Lines::new(text, Units::Utf16).position(text, offset), at(0, 17));
        assert_eq!(Lines::new(text, Units::Utf8).position(text, offset), at(0, 19));
        // A place in the middle of a character is the one in front of it.
        assert_eq!(Lines::new(text, Units::Utf16).offset(text, at(0, 11)), 10);
        assert_eq!(Lines::new(text, Units::Utf8).offset(text, at(0, 12)), 10);
    }

    #[test]
    fn places_that_are_not_there_are_the_next_ones_that_are() {
        let text = "FROM a\nRUN b";
        let lines = Lines::new(text, Units::Utf16);
        assert_eq!(lines.offset(text, at(0, 99)), 6);
        assert_eq!(lines.offset(text, at(1, 99)), 12);
        assert_eq!(lines.offset(text, at(7, 0)), 12);
        assert_eq!(lines.span(text, Range { start: at(1, 0), end: at(0, 0) }), Span::new(0, 7));
    }

    #[test]
    fn many_ranges_are_what_each_would_be() {
        let text = "FROM 😀\r\nENV é=😀 $é\rRUN c\n";
        for units in [Units::Utf8, Units::Utf16] {
            let lines = Lines::new(text, units);
            let ends: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
            let spans: Vec<Span> = ends.windows(2).map(|pair| Span::new(pair[0], pair[1])).collect();
            let each: Vec<Range> = spans.iter().map(|span| lines.range(text, *span)).collect();
            assert_eq!(lines.ranges(text, spans), each);
        }
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line_and_a_byte_order_mark_is_a_character() {
        let text = "\u{feff}FROM a\rRUN b\r\nRUN c";
        let lines = Lines::new(text, Units::Utf16);
        assert_eq!(lines.position(text, text.find("RUN b").unwrap() as u32), at(1, 0));
        assert_eq!(lines.position(text, text.find("RUN c").unwrap() as u32), at(2, 0));
        assert_eq!(lines.position(text, 3), at(0, 1));
    }
}
