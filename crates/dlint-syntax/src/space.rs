//! The three kinds of white space that `BuildKit` goes by, and cutting text at them.
//!
//! It trims and cuts words at Unicode white space, cuts keywords and lists at ASCII white space only, and reads
//! flags byte by byte, so that there a byte in the middle of a character can be white space.

use std::ops::Range;

/// White space between the keyword and the arguments, and between the words of a list.
pub(crate) const fn is_list_space(byte: u8) -> bool {
    matches!(byte, b'\t' | 0x0b | 0x0c | b'\r' | b' ')
}

/// White space between flags: a byte, not a character.
pub(crate) const fn is_flag_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ' | 0x85 | 0xa0)
}

/// A part of `text`, or nothing where it is not on character boundaries.
pub(crate) fn cut(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// The range within `range` without the Unicode white space at both ends.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = cut(text, range.clone());
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// The first word of the range and what is left behind the white space after it (`None` if there is none).
pub(crate) fn split_first(text: &str, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let part = cut(text, range.clone()).as_bytes();
    let Some(word) = part.iter().position(|byte| is_list_space(*byte)) else {
        return (range, None);
    };
    let space = part.iter().skip(word).take_while(|byte| is_list_space(**byte)).count();
    (range.start..range.start + word, Some(range.start + word + space..range.end))
}

/// The words of a list.
pub(crate) fn list(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut rest = Some(range).filter(|range| !range.is_empty());
    while let Some(range) = rest {
        let (word, behind) = split_first(text, range);
        words.push(word);
        rest = behind;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_at_ascii_white_space_only() {
        let text = "a\u{a0}b \t c\u{b}d";
        let words: Vec<_> = list(text, 0..text.len()).into_iter().map(|word| &text[word]).collect();
        assert_eq!(words, ["a\u{a0}b", "c", "d"]);
        assert!(list("", 0..0).is_empty());
    }

    #[test]
    fn trimming_takes_unicode_white_space() {
        let text = "\u{3000}a b\u{85}";
        assert_eq!(&text[trimmed(text, 0..text.len())], "a b");
        assert_eq!(trimmed("  ", 0..2), 2..2);
    }
}
