//! The shell patterns in `${name#…}`, `${name%…}` and `${name/…/…}`.
//!
//! A pattern is cut at its `*`s into segments of fixed length. Walking from one segment to the next
//! never has to take a step back: a `*` reaches up to the end of the line, so the earliest place of
//! one segment leaves every choice open to the next. That keeps matching fast for patterns with many
//! `*`s, where trying all ways to divide up the text would take for ever.

use std::ops::Range;

use super::budget::Budget;

/// Which match to take where several begin in the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Shortest,
    Longest,
}

/// What has to stand in one place of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    /// This character.
    Literal(char),
    /// `?`: any character but a newline.
    Any,
}

impl Item {
    fn accepts(self, c: char) -> bool {
        match self {
            Self::Literal(wanted) => c == wanted,
            Self::Any => c != '\n',
        }
    }
}

type Segment = Vec<Item>;

/// A shell pattern: `*` stands for any run of characters, `?` for any character, neither for a
/// newline; a backslash takes away the meaning of `*`, `?`, `\`, `}` or `/`.
#[derive(Debug)]
pub(super) struct Pattern {
    /// What stands before the first `*`.
    first: Segment,
    /// What stands after the first `*` and before the last one, cut at those in between.
    middle: Vec<Segment>,
    /// What stands after the last `*`; `None` if there is no `*` at all.
    last: Option<Segment>,
}

impl Pattern {
    /// Reads a pattern; `None` if a backslash stands before anything that has no meaning to take away.
    pub(super) fn new(pattern: &str) -> Option<Self> {
        let mut segments = Vec::new();
        let mut segment = Segment::new();
        let mut rest = pattern.chars();
        while let Some(c) = rest.next() {
            match c {
                '*' => segments.push(std::mem::take(&mut segment)),
                '?' => segment.push(Item::Any),
                '\\' => {
                    let escaped = rest.next().filter(|c| matches!(c, '*' | '?' | '\\' | '}' | '/'))?;
                    segment.push(Item::Literal(escaped));
                }
                other => segment.push(Item::Literal(other)),
            }
        }
        segments.push(segment);
        Some(Self::from_segments(segments))
    }

    fn from_segments(segments: Vec<Segment>) -> Self {
        let mut segments = segments.into_iter();
        let first = segments.next().unwrap_or_default();
        let last = segments.next_back();
        Self { first, middle: segments.collect(), last }
    }

    /// The pattern that matches what this one matches, written backwards.
    fn reversed(self) -> Self {
        let segments = self.last.into_iter();
        let segments = segments.chain(self.middle.into_iter().rev());
        let segments = segments.chain([self.first]);
        let reverse = |segment: Segment| segment.into_iter().rev().collect();
        Self::from_segments(segments.map(reverse).collect())
    }

    /// What is left of `value` without the match at its start.
    pub(super) fn cut_prefix<'v>(&self, value: &'v str, reach: Reach) -> &'v str {
        let characters: Vec<char> = value.chars().collect();
        let cut = self.match_at(&characters, 0, reach).unwrap_or(0);
        let cut_bytes = value.chars().take(cut).map(char::len_utf8).sum();
        value.get(cut_bytes..).unwrap_or_default()
    }

    /// What is left of `value` without the match at its end.
    pub(super) fn cut_suffix(self, value: &str, reach: Reach) -> &str {
        let characters: Vec<char> = value.chars().rev().collect();
        let cut = self.reversed().match_at(&characters, 0, reach).unwrap_or(0);
        let cut_bytes: usize = value.chars().rev().take(cut).map(char::len_utf8).sum();
        value.get(..value.len() - cut_bytes).unwrap_or_default()
    }

    /// `value` with `replacement` in place of the first match.
    pub(super) fn replace_first(&self, value: &str, replacement: &str) -> String {
        let characters: Vec<char> = value.chars().collect();
        let Some(found) = self.find(&characters, 0) else {
            return value.to_owned();
        };
        let mut replaced = String::with_capacity(value.len() + replacement.len());
        replaced.extend(slice(&characters, 0..found.start));
        replaced.push_str(replacement);
        replaced.extend(slice(&characters, found.end..characters.len()));
        replaced
    }

    /// `value` with `replacement` in place of all matches.
    ///
    /// An empty match counts, but not directly after another match. So the empty pattern puts the
    /// replacement before, between and after all characters.
    /// `None` if that takes more than there is in `budget`.
    pub(super) fn replace_all(&self, value: &str, replacement: &str, budget: &mut Budget) -> Option<String> {
        let characters: Vec<char> = value.chars().collect();
        let mut replaced = String::with_capacity(value.len());
        let mut done = 0;
        let mut from = 0;
        while let Some(found) = self.find(&characters, from) {
            replaced.extend(slice(&characters, done..found.start));
            if found.end > done || found.start == 0 {
                budget.spend(replacement.len())?;
                replaced.push_str(replacement);
            }
            done = found.end;
            from = found.end.max(from + 1);
        }
        replaced.extend(slice(&characters, done..characters.len()));
        Some(replaced)
    }

    /// The first match that begins at `from` or after it; of those that begin there, the longest.
    fn find(&self, text: &[char], from: usize) -> Option<Range<usize>> {
        let length = self.first.len();
        let mut start = from;
        while start <= text.len() {
            if let Some(end) = segment_at(text, start, &self.first) {
                if let Some(end) = self.match_at(text, start, Reach::Longest) {
                    return Some(start..end);
                }
                // The first `*` could not reach what should follow it. It will not reach it from
                // further on in the same line either.
                start = (line_end(text, end) + 1 - length).max(start + 1);
            } else {
                start += 1;
            }
        }
        None
    }

    /// The end of the match that begins at `start`.
    fn match_at(&self, text: &[char], start: usize, reach: Reach) -> Option<usize> {
        let mut end = segment_at(text, start, &self.first)?;
        let Some(last) = &self.last else {
            return Some(end);
        };
        for segment in &self.middle {
            end = nearest(text, end, segment)?;
        }
        match reach {
            Reach::Shortest => nearest(text, end, last),
            Reach::Longest => farthest(text, end, last),
        }
    }
}

/// Where `segment` ends if it begins at `start`; `None` if it is not there.
fn segment_at(text: &[char], start: usize, segment: &[Item]) -> Option<usize> {
    let end = start + segment.len();
    let there = text.get(start..end)?;
    let mut pairs = segment.iter().zip(there);
    pairs.all(|(item, c)| item.accepts(*c)).then_some(end)
}

/// Where `segment` ends if as little as possible is skipped from `from` on; no newline is skipped.
fn nearest(text: &[char], from: usize, segment: &[Item]) -> Option<usize> {
    let mut start = from;
    loop {
        if let Some(end) = segment_at(text, start, segment) {
            return Some(end);
        }
        match text.get(start) {
            None | Some('\n') => return None,
            Some(_) => start += 1,
        }
    }
}

/// Where `segment` ends if as much as possible is skipped from `from` on; no newline is skipped.
fn farthest(text: &[char], from: usize, segment: &[Item]) -> Option<usize> {
    (from..=line_end(text, from)).rev().find_map(|start| segment_at(text, start, segment))
}

/// Where the line that `from` is in ends.
fn line_end(text: &[char], from: usize) -> usize {
    let rest = slice(text, from..text.len());
    let newline = rest.iter().position(|c| *c == '\n');
    newline.map_or(text.len(), |distance| from + distance)
}

fn slice(text: &[char], range: Range<usize>) -> &[char] {
    text.get(range).unwrap_or_default()
}
