//! Text of a file, made safe to print.
//!
//! A Dockerfile is somebody else's text. Printed raw, an escape sequence in it could recolour the terminal, hide
//! a line, or write to the clipboard, and a bidirectional control could show code in another order than the
//! builder reads it. So whatever steers a terminal or cannot be seen is shown as a placeholder instead. Nothing
//! is ever dropped: a reader has to see that something is there.

use std::borrow::Cow;
use std::fmt;

/// `text` as one line that is safe to print: control characters, bidirectional controls and invisible characters
/// are replaced by visible placeholders (`␛`, `\u{202e}`).
///
/// A line break is replaced as well (`␊`), so that a file's name cannot forge a line of the report. A tab stays.
///
/// ```
/// use dlint_report::printable;
///
/// assert_eq!(printable("Dockerfile\u{1b}[31m"), "Dockerfile␛[31m");
/// assert_eq!(printable("plain"), "plain");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(&mut safe, c);
    }
    Cow::Owned(safe)
}

/// Puts `c`, or what stands for it, at the end of `text`.
pub(crate) fn push(text: &mut String, c: char) {
    if is_unsafe(c) {
        // Writing to a string cannot fail.
        let _ = fmt::Write::write_fmt(text, format_args!("{}", Placeholder(c)));
    } else {
        text.push(c);
    }
}

/// How many columns of a terminal `c` takes at most.
pub(crate) fn columns(c: char) -> usize {
    match c {
        // What a tab fills is known only where it stands; this is its most.
        '\t' => 4,
        '\0'..='\u{7f}' => 1,
        _ if is_unsafe(c) => "\\u{}".len() + hex_digits(c),
        _ => 2,
    }
}

/// Whether `c` must not be printed as it is. A tab may be.
pub(crate) fn is_unsafe(c: char) -> bool {
    match c {
        '\t' | ' '..='~' => false,
        _ => steers_terminal(c) || cannot_be_seen(c),
    }
}

/// Controls of terminals (C0, DEL, C1), and what other programs take for the end of a line.
fn steers_terminal(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Characters that show nothing or reorder what stands around them: Unicode's default-ignorable ones, but the
/// variation selectors that ordinary emoji end in.
fn cannot_be_seen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

fn hex_digits(c: char) -> usize {
    u32::from(c).checked_ilog(16).unwrap_or(0) as usize + 1
}

/// What is shown for a character that is not: its control picture, or else its number.
struct Placeholder(char);

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let picture = match self.0 {
            '\0'..='\u{1f}' => char::from_u32(u32::from(self.0) + 0x2400),
            '\u{7f}' => Some('␡'),
            _ => None,
        };
        match picture {
            Some(picture) => write!(f, "{picture}"),
            None => write!(f, "{}", self.0.escape_unicode()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_controls_become_pictures() {
        assert_eq!(printable("a\u{1b}[2J\u{7}\0\u{7f}\r\n"), "a␛[2J␇␀␡␍␊");
    }

    #[test]
    fn c1_bidi_and_invisible_characters_become_their_numbers() {
        let text = "\u{9b}31m \u{202e}x\u{2066} \u{2028} \u{200b}\u{feff} \u{e0041}";
        assert_eq!(printable(text), r"\u{9b}31m \u{202e}x\u{2066} \u{2028} \u{200b}\u{feff} \u{e0041}");
    }

    #[test]
    fn nothing_the_promise_names_stays_raw() {
        let named = (0..0x20).chain(0x7f..=0x9f).filter(|number| *number != 0x09);
        let bidi = [0x61c, 0x200e, 0x200f].into_iter().chain(0x202a..=0x202e).chain(0x2066..=0x2069);
        for number in named.chain(bidi).chain([0x2028, 0x2029, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff]) {
            let c = char::from_u32(number).unwrap();
            assert!(is_unsafe(c), "{number:x}");
            assert!(!printable(&c.to_string()).chars().any(is_unsafe), "{number:x}");
        }
    }

    #[test]
    fn ordinary_text_is_borrowed() {
        for text in ["", "RUN\tx", "日本語 é 😀 ⚠\u{fe0f} \u{fffd}"] {
            assert!(matches!(printable(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn the_columns_of_a_placeholder_are_its_length() {
        for c in ['\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}', '\u{e0041}'] {
            assert_eq!(columns(c), printable(&c.to_string()).chars().count(), "{c:?}");
        }
    }
}
