//! The JSON form of arguments: `["executable", "argument"]`.
//!
//! The builder takes the arguments for JSON only if all of them are one valid array, as Go's `encoding/json` reads
//! it; anything else (single quotes, a trailing comma, a word behind the bracket) is silently a shell command.
//! So this reader must agree with that one on every byte, and no library can be asked: none says where in the
//! file each character of a string came from.

use std::ops::Range;

use dlint_text::{MappedText, MappedTextBuilder};

use crate::arguments::Word;

/// How deep Go's reader nests before it gives up.
const MAX_DEPTH: usize = 10_000;

/// What the arguments are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JsonForm {
    /// An array of strings.
    Strings(Vec<Word>),
    /// A valid array with something else in it.
    NotStrings,
    /// No JSON array.
    None,
}

/// Reads the arguments in `range`, which has no white space at its ends.
pub(crate) fn read(text: &MappedText, range: Range<usize>) -> JsonForm {
    let bytes = text.as_bytes().get(..range.end).unwrap_or_default();
    if bytes.get(range.start) != Some(&b'[') {
        return JsonForm::None;
    }
    let mut reader = Reader { text, bytes, at: range.start, strings: Vec::new(), only_strings: true };
    match reader.document() {
        None => JsonForm::None,
        Some(()) if reader.only_strings => JsonForm::Strings(reader.strings),
        Some(()) => JsonForm::NotStrings,
    }
}

/// What the reader expects next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    ValueOrEnd,
    CommaOrEnd,
    Key,
    KeyOrEnd,
}

struct Reader<'a> {
    text: &'a MappedText,
    bytes: &'a [u8],
    at: usize,
    strings: Vec<Word>,
    only_strings: bool,
}

impl Reader<'_> {
    /// Reads one array and nothing behind it. The open brackets are a list, not a recursion: a file may hold
    /// ten thousand of them.
    fn document(&mut self) -> Option<()> {
        let mut open = vec![self.next()?];
        let mut expect = Expect::ValueOrEnd;
        while let Some(bracket) = open.last().copied() {
            self.skip_space();
            let byte = self.next()?;
            let ends = byte == bracket + 2; // `]` and `}` are two behind `[` and `{` in ASCII.
            expect = match expect {
                Expect::ValueOrEnd | Expect::KeyOrEnd | Expect::CommaOrEnd if ends => {
                    open.pop();
                    Expect::CommaOrEnd
                }
                Expect::CommaOrEnd if byte == b',' => {
                    if bracket == b'[' {
                        Expect::Value
                    } else {
                        Expect::Key
                    }
                }
                Expect::Key | Expect::KeyOrEnd if byte == b'"' => {
                    self.string(false)?;
                    self.skip_space();
                    if self.next()? != b':' {
                        return None;
                    }
                    Expect::Value
                }
                Expect::Value | Expect::ValueOrEnd => {
                    if byte != b'"' {
                        self.only_strings = false;
                    }
                    match byte {
                        b'[' | b'{' => {
                            open.push(byte);
                            if open.len() > MAX_DEPTH {
                                return None;
                            }
                            if byte == b'[' { Expect::ValueOrEnd } else { Expect::KeyOrEnd }
                        }
                        b'"' => {
                            self.string(open.len() == 1)?;
                            Expect::CommaOrEnd
                        }
                        _ => {
                            self.at -= 1;
                            self.scalar()?;
                            Expect::CommaOrEnd
                        }
                    }
                }
                _ => return None,
            };
        }
        self.skip_space();
        (self.at == self.bytes.len()).then_some(())
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_space(&mut self) {
        while self.bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// A string, its opening quote already read. Kept if it is an element of the outermost array.
    fn string(&mut self, keep: bool) -> Option<()> {
        let quote = self.at - 1;
        let mut value = MappedTextBuilder::new(self.text.source_start(self.at as u32));
        let mut plain = self.at;
        loop {
            let at = self.at;
            match self.next()? {
                b'"' => {
                    if keep {
                        value.copy_part(self.text, plain..at);
                        let span = self.text.source_span(quote..self.at);
                        self.strings.push(Word { value: value.finish(), span });
                    }
                    return Some(());
                }
                b'\\' => {
                    let character = self.escape()?;
                    if keep {
                        value.copy_part(self.text, plain..at);
                        let span = self.text.source_span(at..self.at);
                        value.resolved(character.encode_utf8(&mut [0; 4]), span);
                    }
                    plain = self.at;
                }
                0..0x20 => return None,
                _ => {}
            }
        }
    }

    /// What an escape stands for, its backslash already read.
    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                if let Some(character) = char::from_u32(first) {
                    return Some(character);
                }
                // Half of a surrogate pair: with its other half it is one character, alone it is U+FFFD.
                let behind = self.at;
                if self.next() == Some(b'\\')
                    && self.next() == Some(b'u')
                    && let Some(second) = self.hex()
                    && (0xd800..0xdc00).contains(&first)
                    && (0xdc00..0xe000).contains(&second)
                {
                    return char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
                }
                self.at = behind;
                char::REPLACEMENT_CHARACTER
            }
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let mut number = 0;
        for _ in 0..4 {
            number = number * 16 + char::from(self.next()?).to_digit(16)?;
        }
        Some(number)
    }

    /// `true`, `false`, `null` or a number.
    fn scalar(&mut self) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        for literal in [&b"true"[..], b"false", b"null"] {
            if rest.starts_with(literal) {
                self.at += literal.len();
                return Some(());
            }
        }
        self.number()
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        self.skip(b"-", 1);
        let leading_zero = self.bytes.get(self.at) == Some(&b'0');
        let digits = self.digits();
        if digits == 0 || (leading_zero && digits > 1) {
            return None;
        }
        if self.skip(b".", 1) > 0 && self.digits() == 0 {
            return None;
        }
        if self.skip(b"eE", 1) > 0 {
            self.skip(b"+-", 1);
            if self.digits() == 0 {
                return None;
            }
        }
        // Go refuses a number that a 64-bit float cannot hold.
        let number: f64 = std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?.parse().ok()?;
        number.is_finite().then_some(())
    }

    fn digits(&mut self) -> usize {
        self.skip(b"0123456789", usize::MAX)
    }

    fn skip(&mut self, any: &[u8], most: usize) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = rest.iter().take(most).take_while(|byte| any.contains(byte)).count();
        self.at += count;
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> JsonForm {
        read(&MappedText::copied(text, 0), 0..text.len())
    }

    fn strings(text: &str) -> Vec<String> {
        match parse(text) {
            JsonForm::Strings(words) => words.iter().map(|word| word.to_string()).collect(),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn an_array_of_strings_is_json() {
        assert_eq!(strings(r#"["a", "b c"]"#), ["a", "b c"]);
        assert_eq!(strings("[ ]"), Vec::<String>::new());
        assert_eq!(strings("[\"a\"\t,\r\"b\" ]"), ["a", "b"]);
        assert_eq!(strings("[\"\u{7f}日本\"]"), ["\u{7f}日本"]);
    }

    #[test]
    fn escapes_are_resolved_and_lone_surrogates_replaced() {
        assert_eq!(strings(r#"["\u00e9\n\"\\\/\b\f\r\t"]"#), ["é\n\"\\/\u{8}\u{c}\r\t"]);
        assert_eq!(strings(r#"["\ud83d\ude00"]"#), ["😀"]);
        assert_eq!(
            strings(r#"["\ud83dx", "\ud83d\u0041", "\ude00"]"#),
            ["\u{fffd}x", "\u{fffd}A", "\u{fffd}"]
        );
    }

    #[test]
    fn almost_json_is_no_json() {
        for text in [
            "['a']",
            "[\"a\",]",
            "[\"a\"] b",
            "[\"a\" \"b\"]",
            "[a]",
            "[\"a\"",
            "[\"a",
            "\"a\"",
            "{\"a\":1}",
            "[\"a\tb\"]",
            "[\"\\x\"]",
            "[\"\\u12\"]",
            "[01]",
            "[1.]",
            "[-]",
            "[1e]",
            "[tru]",
            "[1e999]",
            "[,]",
            "[{\"a\"}]",
            "[{\"a\":1,}]",
            "[{1:2}]",
            "[\u{a0}]",
            "]",
            "[]]",
            "[}",
            "[{]",
        ] {
            assert_eq!(parse(text), JsonForm::None, "{text}");
        }
    }

    #[test]
    fn valid_json_with_other_things_than_strings_is_an_error() {
        for text in [
            "[1]",
            "[\"a\", null]",
            "[[\"a\"]]",
            "[{}]",
            "[{\"a\": [true, -1.5e+3]}]",
            "[0]",
            "[\"a\", false]",
        ] {
            assert_eq!(parse(text), JsonForm::NotStrings, "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded_as_in_go() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(parse(&nested(10_000)), JsonForm::NotStrings);
        assert_eq!(parse(&nested(10_001)), JsonForm::None);
    }

    #[test]
    fn each_string_has_its_place_with_and_without_quotes() {
        let JsonForm::Strings(words) = parse(r#"["a", "b\nc"]"#) else { panic!() };
        assert_eq!(words[1].span, dlint_text::Span::new(6, 12));
        assert_eq!(words[1].value.span(), dlint_text::Span::new(7, 11));
        assert_eq!(words[1].value.source_span(1..2), dlint_text::Span::new(8, 10));
    }
}
