//! The secrets of a file, which nothing that is printed may show.
//!
//! Whoever finds them says where they are. What is drawn of a file is masked by place, what is said about it by value:
//! so it does not matter which rule speaks, nor whether any rule speaks of the secret.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use dlint_text::Span;

/// What is shown of a long value at its beginning, so that its owner knows it again.
const SHOWN: usize = 4;

/// A value shorter than this is hidden as a whole.
const LONG: usize = 16;

/// How many bytes of a value are looked for in what is said. A shorter value may be any word.
const START: usize = 8;

/// No more values that begin alike are told apart.
const MOST_ALIKE: usize = 32;

/// Places and values that are not to be shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secrets {
    /// The hidden places, sorted, none on another.
    hidden: Vec<Span>,
    /// The values that are looked for in texts, by how they begin.
    values: BTreeMap<[u8; START], Vec<String>>,
}

/// It does not show what it hides.
impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({} places)", self.hidden.len())
    }
}

impl Secrets {
    /// Nothing to hide.
    pub const NONE: Self = Self { hidden: Vec::new(), values: BTreeMap::new() };

    /// The secrets at these places of a text, in order. Of one that is a word like others (`false` beside it), only the
    /// place is hidden, and not each text that has the same word in it.
    ///
    /// ```
    /// use dlint_diagnostics::Secrets;
    /// use dlint_text::Span;
    ///
    /// let secrets = Secrets::new("PASSWORD=kR7pWz2mQx", [(Span::new(9, 19), true)]);
    /// assert_eq!(secrets.masked("unused `kR7pWz2mQx`"), "unused `**********`");
    /// ```
    pub fn new(text: &str, places: impl IntoIterator<Item = (Span, bool)>) -> Self {
        let mut secrets = Self::default();
        let mut hidden = Vec::new();
        for (place, is_told_apart) in places {
            let value = place.slice(text);
            let shown = shown_of(value);
            hidden.push(Span::new(place.start + shown as u32, place.end));
            if !is_told_apart {
                continue;
            }
            for line in value.lines().map(str::trim) {
                let Some(start) = line.as_bytes().first_chunk::<START>() else { continue };
                let alike = secrets.values.entry(*start).or_default();
                if alike.len() < MOST_ALIKE && !alike.iter().any(|other| other == line) {
                    alike.push(line.to_owned());
                }
            }
        }
        // Where it is written once more, it is no less a secret.
        let mut from = 0;
        while let Some((start, length)) = secrets.find(text, from) {
            let value = text.get(start..start + length).unwrap_or_default();
            hidden.push(Span::new((start + shown_of(value)) as u32, (start + length) as u32));
            from = start + length;
        }
        hidden.sort_unstable();
        for span in hidden {
            match secrets.hidden.last_mut() {
                Some(last) if span.start <= last.end => *last = last.join(span),
                _ => secrets.hidden.push(span),
            }
        }
        secrets
    }

    /// Whether there is nothing to hide.
    pub fn is_empty(&self) -> bool {
        self.hidden.is_empty()
    }

    /// Whether the character at this offset of the text is hidden.
    pub fn hides(&self, offset: u32) -> bool {
        let behind = self.hidden.partition_point(|span| span.start <= offset);
        let span = behind.checked_sub(1).and_then(|index| self.hidden.get(index));
        span.is_some_and(|span| offset < span.end)
    }

    /// The text that they are the secrets of, without them.
    pub fn hidden_in<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.hidden.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut masked = String::with_capacity(text.len());
        let mut end = 0;
        for span in &self.hidden {
            let (start, next) = (span.start as usize, span.end as usize);
            masked.push_str(text.get(end..start).unwrap_or_default());
            masked.extend(text.get(start..next).unwrap_or_default().chars().map(mask));
            end = next;
        }
        masked.push_str(text.get(end..).unwrap_or_default());
        Cow::Owned(masked)
    }

    /// A text about the file, without what is to be hidden.
    pub fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(first) = self.find(text, 0) else { return Cow::Borrowed(text) };
        let mut masked = String::with_capacity(text.len());
        let mut next = Some(first);
        let mut end = 0;
        while let Some((start, length)) = next {
            let value = text.get(start..start + length).unwrap_or_default();
            let shown =
                if length >= LONG { value.char_indices().nth(SHOWN).map_or(0, |(at, _)| at) } else { 0 };
            masked.push_str(text.get(end..start + shown).unwrap_or_default());
            masked.extend(value.get(shown..).unwrap_or_default().chars().map(mask));
            end = start + length;
            next = self.find(text, end);
        }
        masked.push_str(text.get(end..).unwrap_or_default());
        Cow::Owned(masked)
    }

    /// Whether a text shows one of them.
    pub fn are_in(&self, text: &str) -> bool {
        self.find(text, 0).is_some()
    }

    /// The first value in a text, from this offset on.
    fn find(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        if self.values.is_empty() {
            return None;
        }
        (from..text.len()).find_map(|at| {
            let rest = text.get(at..)?;
            let alike = self.values.get(rest.as_bytes().first_chunk::<START>()?)?;
            let lengths = alike.iter().filter(|value| rest.starts_with(value.as_str())).map(String::len);
            lengths.max().map(|length| (at, length))
        })
    }
}

/// How many bytes of a value are shown.
fn shown_of(value: &str) -> usize {
    let is_long = value.len() >= LONG && !value.contains('\n');
    value.char_indices().nth(SHOWN).filter(|_| is_long).map_or(0, |(at, _)| at)
}

/// What is shown for a character.
fn mask(c: char) -> char {
    if matches!(c, '\n' | '\r') { c } else { '*' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_shows_how_it_begins() {
        let text = "T=ghp_kR7pWz2mQxL0vB9t P=kR7pWz2mQx\n";
        let secrets = Secrets::new(text, [(Span::new(2, 22), true), (Span::new(25, 35), true)]);
        assert_eq!(
            secrets.hidden_in(text),
            "T=ghp_**************** P=**********\n".replace("****************", &"*".repeat(16))
        );
        assert!(secrets.hides(6) && secrets.hides(21) && !secrets.hides(5) && !secrets.hides(22));
        assert_eq!(secrets.masked("see ghp_kR7pWz2mQxL0vB9t"), format!("see ghp_{}", "*".repeat(16)));
        assert!(secrets.are_in("xkR7pWz2mQxy") && !secrets.are_in("kR7pWz2"));
    }

    #[test]
    fn of_a_common_word_only_the_place_is_hidden() {
        let text = "PASSWORD=postgres";
        let secrets = Secrets::new(text, [(Span::new(9, 17), false)]);
        assert_eq!(secrets.hidden_in(text), "PASSWORD=********");
        assert_eq!(secrets.masked("`postgres` moves"), "`postgres` moves");
        assert_eq!(format!("{secrets:?}"), "Secrets(1 places)");
    }

    #[test]
    fn a_value_is_hidden_wherever_it_stands() {
        let text = "A=kR7pWz2mQx\nB=kR7pWz2mQx";
        let secrets = Secrets::new(text, [(Span::new(2, 12), true)]);
        assert_eq!(secrets.hidden_in(text), "A=**********\nB=**********");
    }

    #[test]
    fn each_line_of_a_long_secret_is_hidden() {
        let text = "K=\nMIIBOgIBAAJBAKj34\nGkxFhD90vcNLYLInFEX\n-";
        let secrets = Secrets::new(text, [(Span::new(2, 41), true)]);
        assert!(!secrets.hidden_in(text).contains("GkxF"));
        assert!(secrets.are_in("GkxFhD90vcNLYLInFEX"));
    }
}
