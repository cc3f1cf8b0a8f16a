//! Where in the body a finding is, to the word.
//!
//! The library behind the findings points at whole commands where one word of them is meant, and between two
//! characters where it means what stands behind.

use std::ops::Range;

use crate::scan::end_of_expansion;

/// The part of `text` that a finding of `code` is about, for the one that the library points at. Blanks at its end are
/// cut off.
pub(super) fn refine(text: &str, range: Range<usize>, code: u16) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let start = range.start;
    let inside = |inner: Range<usize>| start + inner.start..start + inner.end;
    let refined = match code {
        // `A= make`: the blank is wrong, but nobody would see a blank that is marked.
        1007 => word_before(text, start),
        // A backslash and what it is in front of.
        1001 => first_characters(text, start, 2),
        1083 => first_characters(text, start, 1),
        // `else if`
        1075 => text.get(start..).and_then(|rest| two_words(rest).map(inside)),
        // The variable of a loop: its name.
        2034 if matches!(part, "for" | "select") => word_behind(text, range.end),
        // The keyword alone.
        2113 | 3043 | 3044 | 3046 => Some(inside(0..first_word(part))),
        // A function: its name.
        2120 => part.find(|c: char| c == '(' || c.is_ascii_whitespace()).map(|end| inside(0..end)),
        // `test a == b`
        3014 if part.len() > 2 => part.find(" == ").map(|at| inside(at + 1..at + 3)),
        2291 => gap(part).map(inside),
        _ if range.is_empty() => Some(token(text, start)),
        _ => None,
    };
    let range = refined.filter(|refined| !refined.is_empty()).unwrap_or(range);
    let part = text.get(range.clone()).unwrap_or_default();
    let length = part.trim_end_matches(['\n', ' ', '\t']).len();
    if length == 0 { range } else { range.start..range.start + length }
}

fn first_characters(text: &str, start: usize, count: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let length = rest.chars().take(count).map(char::len_utf8).sum::<usize>();
    Some(start..start + length)
}

fn first_word(text: &str) -> usize {
    text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len())
}

/// The word that ends at `end`.
fn word_before(text: &str, end: usize) -> Option<Range<usize>> {
    let before = text.get(..end)?;
    let breaks = |c: char| c.is_ascii_whitespace() || ";&|(".contains(c);
    Some(before.rfind(breaks).map_or(0, |at| at + 1)..end)
}

/// The word behind the blanks at `at`.
fn word_behind(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let start = at + (rest.len() - rest.trim_ascii_start().len());
    Some(start..start + first_word(text.get(start..)?))
}

/// The first two words of a text.
fn two_words(text: &str) -> Option<Range<usize>> {
    let first = first_word(text);
    let rest = text.get(first..)?;
    let second = rest.len() - rest.trim_ascii_start().len();
    let end = rest.get(second..)?.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len() - second);
    Some(0..first + second + end)
}

/// The word or operator that begins at `at`; at the end of the text the last one before it.
fn token(text: &str, at: usize) -> Range<usize> {
    let operator = |c: char| ";&|()<>".contains(c);
    let rest = text.get(at..).unwrap_or_default();
    if rest.trim_ascii().is_empty() {
        let end = text.trim_ascii_end().len();
        let before = text.get(..end).unwrap_or_default();
        let start = before.rfind(|c: char| c.is_ascii_whitespace()).map_or(0, |at| at + 1);
        return start..end;
    }
    let start = at + (rest.len() - rest.trim_ascii_start().len());
    let rest = rest.trim_ascii_start();
    let length = if rest.starts_with(operator) {
        rest.find(|c: char| !operator(c))
    } else {
        rest.find(|c: char| c.is_ascii_whitespace() || operator(c))
    };
    start..start + length.unwrap_or(rest.len())
}

/// The first two arguments of a command with more than one blank between them.
fn gap(command: &str) -> Option<Range<usize>> {
    let words = words(command);
    let far = |pair: &&[Range<usize>]| matches!(pair, [a, b] if b.start > a.end + 1);
    words.get(1..)?.windows(2).find(far).and_then(|pair| Some(pair.first()?.start..pair.last()?.end))
}

/// The words of a simple command, by quotes and blanks.
fn words(command: &str) -> Vec<Range<usize>> {
    let bytes = command.as_bytes();
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let blank = quote.is_none() && byte.is_ascii_whitespace();
        match start {
            Some(begun) if blank => {
                words.push(begun..index);
                start = None;
            }
            None if !blank => start = Some(index),
            _ => {}
        }
        index = match byte {
            b'\\' if quote != Some(b'\'') => index + 2,
            b'`' if quote != Some(b'\'') => end_of_expansion(bytes, index),
            b'$' if quote != Some(b'\'') && matches!(bytes.get(index + 1), Some(b'(' | b'{')) => {
                end_of_expansion(bytes, index)
            }
            b'\'' | b'"' if quote == Some(*byte) => {
                quote = None;
                index + 1
            }
            b'\'' | b'"' if quote.is_none() => {
                quote = Some(*byte);
                index + 1
            }
            _ => index + 1,
        };
    }
    words.extend(start.map(|start| start..bytes.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refined(text: &str, range: Range<usize>, code: u16) -> &str {
        text.get(refine(text, range, code)).unwrap_or("no part of the text")
    }

    #[test]
    fn a_place_between_characters_is_the_word_behind_it() {
        assert_eq!(refined("echo done; x", 5..5, 1010), "done");
        assert_eq!(refined("if a; then b", 12..12, 1047), "b");
        assert_eq!(refined("a é\\ü", 4..4, 1001), "\\ü");
        assert_eq!(refined("", 0..0, 1047), "");
        assert_eq!(refined("a &&  b", 2..2, 1133), "&&");
    }

    #[test]
    fn a_gap_is_between_two_arguments() {
        assert_eq!(refined("echo  a \"b  c\"   $(d  e)", 0..24, 2291), "\"b  c\"   $(d  e)");
        assert_eq!(refined("echo  a b", 0..9, 2291), "echo  a b");
    }
}
