//! Which places of a text stand in quotes, roughly: what this takes for a blank between words is still to be proved.

/// For each of these places, in their order, whether a quote is open there.
///
/// An escape is the file's own or a backslash: the shell and JSON know no other.
pub(super) fn open_at(text: &str, escape: char, places: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut characters = text.char_indices().peekable();
    let mut quote = None;
    let mut open = Vec::new();
    for place in places {
        while let Some((_, character)) = characters.next_if(|(at, _)| *at < place) {
            match character {
                '\\' if quote != Some('\'') => {
                    characters.next();
                }
                _ if character == escape && quote.is_none() => {
                    characters.next();
                }
                '\'' | '"' | '`' if quote.is_none() => quote = Some(character),
                _ if quote == Some(character) => quote = None,
                _ => {}
            }
        }
        open.push(quote.is_some());
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_followed_and_escapes_skipped() {
        for (text, open) in [
            ("a 'b| c' |d", vec![true, false]),
            ("a \"b 'c\" |d", vec![false]),
            ("a \\\" |b \"c\\\"|d\" |e", vec![false, true, false]),
            ("'a\\' |b", vec![false]),
            ("`a |b` |c", vec![true, false]),
            ("|", vec![false]),
        ] {
            let mut plain = String::new();
            let mut places = Vec::new();
            for part in text.split('|') {
                plain.push_str(part);
                places.push(plain.len());
            }
            places.pop();
            assert_eq!(open_at(&plain, '\\', places.into_iter()), open, "{text}");
        }
    }
}
