//! The words of `ENV`, `LABEL` and `ARG`: cut at white space, but not inside quotes or behind an escape.
//!
//! Quotes and escapes stay in the words; they go when variables are expanded (see [`expand`](crate::expand)).

use std::ops::Range;

use crate::space::cut;

/// Cuts `range` into words.
///
/// A quote that is never closed runs to the end, which is no error here. An escape as the very last character is
/// not part of the last word.
pub(crate) fn split(text: &str, range: Range<usize>, escape: char) -> Vec<Range<usize>> {
    let part = cut(text, range.clone());
    if part.is_ascii() {
        split_characters(part.bytes().map(char::from).enumerate(), &range, escape)
    } else {
        split_characters(part.char_indices(), &range, escape)
    }
}

fn split_characters(
    mut characters: impl Iterator<Item = (usize, char)>,
    range: &Range<usize>,
    escape: char,
) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut end = range.end;
    while let Some((offset, character)) = characters.next() {
        let at = range.start + offset;
        if quote.is_none() && character.is_whitespace() {
            words.extend(start.take().map(|start| start..at));
            continue;
        }
        start.get_or_insert(at);
        // Single quotes know no escape.
        if character == escape && quote != Some('\'') {
            if characters.next().is_none() {
                end = at;
            }
        } else if quote == Some(character) {
            quote = None;
        } else if quote.is_none() && matches!(character, '\'' | '"') {
            quote = Some(character);
        }
    }
    words.extend(start.map(|start| start..end).filter(|word| !word.is_empty()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        split(text, 0..text.len(), '\\').into_iter().map(|word| &text[word]).collect()
    }

    #[test]
    fn quotes_and_escapes_keep_blanks() {
        assert_eq!(words(r#"a="b c" d='e f' g=h\ i"#), [r#"a="b c""#, "d='e f'", r"g=h\ i"]);
        assert_eq!(words(r#"a="b\" c" d"#), [r#"a="b\" c""#, "d"]);
        assert_eq!(words(r"a='b\' c"), [r"a='b\'", "c"]);
    }

    #[test]
    fn unicode_white_space_separates() {
        assert_eq!(words("a\u{a0}b\u{3000}c"), ["a", "b", "c"]);
    }

    #[test]
    fn an_escape_at_the_end_goes() {
        assert_eq!(words("a=b\\"), ["a=b"]);
        assert_eq!(words("a \\"), ["a"]);
        assert_eq!(words("a=\"b\\"), ["a=\"b"]);
    }

    #[test]
    fn a_quote_that_is_never_closed_runs_to_the_end() {
        assert_eq!(words("a='b c"), ["a='b c"]);
    }

    #[test]
    fn the_escape_is_the_file_s_own() {
        let text = r"p=C:\x` y z";
        let words: Vec<_> = split(text, 0..text.len(), '`').into_iter().map(|word| &text[word]).collect();
        assert_eq!(words, [r"p=C:\x` y", "z"]);
    }
}
