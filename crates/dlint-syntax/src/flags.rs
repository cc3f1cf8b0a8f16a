//! The flags between a keyword and its arguments, and which flags each instruction has.
//!
//! `BuildKit` reads them byte by byte: a quote or an escape goes, a byte outside of ASCII becomes the Latin-1
//! character of its number (so that `--chown=à` is not what it looks like), and the escape is always a backslash.

use std::ops::Range;

use dlint_text::{MappedText, MappedTextBuilder};

use crate::instruction::{Flag, Keyword};
use crate::space::{cut, is_flag_space};

/// What kind of value a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagKind {
    /// A text; the flag may stand once.
    Text,
    /// A text; the flag may stand several times.
    Texts,
    /// `true`, `false`, or no value at all.
    Boolean,
}

/// The flags of an instruction with the kinds of their values.
pub const fn known_flags(keyword: Keyword) -> &'static [(&'static str, FlagKind)] {
    use FlagKind::{Boolean, Text, Texts};
    match keyword {
        Keyword::Add => &[
            ("chown", Text),
            ("chmod", Text),
            ("link", Boolean),
            ("keep-git-dir", Boolean),
            ("checksum", Text),
            ("unpack", Boolean),
            ("exclude", Texts),
        ],
        Keyword::Copy => &[
            ("from", Text),
            ("chown", Text),
            ("chmod", Text),
            ("link", Boolean),
            ("parents", Boolean),
            ("exclude", Texts),
        ],
        Keyword::Run => &[("mount", Texts), ("network", Text), ("security", Text), ("device", Texts)],
        Keyword::From => &[("platform", Text)],
        Keyword::Healthcheck => &[
            ("interval", Text),
            ("timeout", Text),
            ("start-period", Text),
            ("start-interval", Text),
            ("retries", Text),
        ],
        _ => &[],
    }
}

/// The first version of the frontend that knows a flag, with a minor number; `None` where all do, or none but those with
/// trials in them.
///
/// Source: <https://docs.docker.com/build/buildkit/dockerfile-release-notes/>.
///
/// ```
/// use dlint_syntax::{Keyword, flag_since};
///
/// assert_eq!(flag_since(Keyword::Copy, "parents"), Some((1, 20)));
/// assert_eq!(flag_since(Keyword::Copy, "chown"), None);
/// ```
pub fn flag_since(keyword: Keyword, flag: &str) -> Option<(u32, u32)> {
    use Keyword::{Add, Copy, Healthcheck, Run};
    Some(match (keyword, flag) {
        (Run, "mount") | (Add | Copy, "chmod") => (1, 2),
        (Run, "network") => (1, 3),
        (Add | Copy, "link") => (1, 4),
        (Add, "keep-git-dir") => (1, 5),
        (Add, "checksum") | (Healthcheck, "start-interval") => (1, 6),
        (Add, "unpack") => (1, 17),
        (Add | Copy, "exclude") => (1, 19),
        (Copy, "parents") | (Run, "security") => (1, 20),
        _ => return None,
    })
}

/// Reads the flags at the beginning of `range`; returns them and where the arguments begin.
pub(crate) fn read(text: &MappedText, range: Range<usize>) -> (Vec<Flag>, usize) {
    let mut flags = Vec::new();
    let mut at = range.start;
    loop {
        at = skip_space(text, at, range.end);
        if !cut(text, at..range.end).starts_with("--") {
            break;
        }
        let (flag, end) = read_one(text, at, range.end);
        at = end;
        match flag {
            // A bare `--` ends the flags and is dropped; it ends nothing where it is the last word.
            Some(flag) if &*flag.text == "--" => break,
            Some(flag) => flags.push(flag),
            None => {}
        }
    }
    (flags, text.ceil_char_boundary(at))
}

fn skip_space(text: &str, from: usize, end: usize) -> usize {
    let bytes = text.as_bytes().get(from..end).unwrap_or_default();
    from + bytes.iter().take_while(|byte| is_flag_space(**byte)).count()
}

/// Reads one flag from `start`; returns it and the position of the white space behind it.
fn read_one(text: &MappedText, start: usize, end: usize) -> (Option<Flag>, usize) {
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    let mut cooked = MappedTextBuilder::new(text.source_start(start as u32));
    let mut quote = None;
    let mut plain = start;
    let mut at = start;
    while let Some(byte) = bytes.get(at).copied() {
        let escaped = byte == b'\\';
        let ends = quote.is_none() && is_flag_space(byte);
        let is_quote = match quote {
            None => matches!(byte, b'\'' | b'"'),
            Some(quote) => byte == quote,
        };
        if byte.is_ascii() && !escaped && !ends && !is_quote {
            at += 1;
            continue;
        }
        cooked.copy_part(text, plain..at);
        if ends {
            plain = at;
            break;
        }
        if is_quote {
            quote = if quote.is_none() { Some(byte) } else { None };
            at += 1;
        } else {
            // The escape itself goes; whatever stands behind it counts as it is.
            at += usize::from(escaped);
            if let Some(byte) = bytes.get(at) {
                let character = text.floor_char_boundary(at)..text.ceil_char_boundary(at + 1);
                cooked.resolved(char::from(*byte).encode_utf8(&mut [0; 4]), text.source_span(character));
                at += 1;
            }
        }
        plain = at;
    }
    cooked.copy_part(text, plain..at);
    let span = text.source_span(text.floor_char_boundary(start)..text.ceil_char_boundary(at));
    (Flag::from_text(cooked.finish(), span), at)
}

impl Flag {
    fn from_text(text: MappedText, span: dlint_text::Span) -> Option<Self> {
        let dashes = text.strip_prefix("--")?;
        let (name, value) = match dashes.split_once('=') {
            Some((name, _)) => (2..2 + name.len(), Some(3 + name.len()..text.len())),
            None => (2..text.len(), None),
        };
        let (name, value) = (text.part(name), value.map(|value| text.part(value)));
        Some(Self { text, span, name, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The flags' texts, and what is left.
    fn flags(text: &str) -> (Vec<String>, String) {
        let mapped = MappedText::copied(text, 0);
        let (flags, rest) = read(&mapped, 0..text.len());
        (flags.iter().map(|flag| flag.text.to_string()).collect(), text[rest..].to_owned())
    }

    fn check(text: &str, expected: &[&str], rest: &str) {
        assert_eq!(flags(text), (expected.iter().map(|flag| (*flag).to_owned()).collect(), rest.to_owned()));
    }

    #[test]
    fn flags_end_at_the_first_other_word() {
        check("--a=1 --b c --d", &["--a=1", "--b"], "c --d");
        check("-a --b", &[], "-a --b");
        check("", &[], "");
    }

    #[test]
    fn two_dashes_alone_end_the_flags_and_go() {
        check("--a -- --b c", &["--a"], " --b c");
        check("--", &[], "");
    }

    #[test]
    fn quotes_and_backslashes_are_resolved() {
        check("--a=\"x y\" z", &["--a=x y"], "z");
        check("--a='x\"y' z", &["--a=x\"y"], "z");
        check("--a=x\\ y z", &["--a=x y"], "z");
        check("--a=\"x\\\"y\" z", &["--a=x\"y"], "z");
        check("--a=x\\", &["--a=x"], "");
        check("--a=\"x", &["--a=x"], "");
    }

    #[test]
    fn bytes_outside_of_ascii_are_latin_1_and_may_be_white_space() {
        // é is C3 A9; à is C3 A0, whose second byte is the no-break space of Latin-1.
        check("--a=é b", &["--a=Ã©"], "b");
        check("--a=à:x b", &["--a=Ã"], ":x b");
        // A space byte in the middle of a character: the rest begins at the next whole one.
        check("--a=\u{a146}x", &["--a=ê"], "x");
    }

    #[test]
    fn each_part_of_a_flag_has_its_place() {
        let text = "--mount=\"type=bind\" x";
        let (flags, _) = read(&MappedText::copied(text, 100), 0..text.len());
        let flag = &flags[0];
        assert_eq!(flag.span, dlint_text::Span::new(100, 119));
        assert_eq!(flag.name.span(), dlint_text::Span::new(102, 107));
        let value = flag.value.as_ref().unwrap();
        assert_eq!((&**value, value.span()), ("type=bind", dlint_text::Span::new(109, 118)));
    }
}
