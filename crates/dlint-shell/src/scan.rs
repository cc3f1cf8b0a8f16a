//! From a word as written to the word as the command gets it: quotes and backslashes go, known variables are put in.
//!
//! It reads the text of the word, not the syntax tree, so that every byte of the value keeps its place in the file.
//! What stands inside `$(…)` is not its business: the commands in there are found by the walk over the tree.

use std::ops::Range;

use dlint_text::{MappedText, MappedTextBuilder};

use crate::values::Values;
use crate::word::{Quoting, VariableUse, Word};

/// Bytes that make a word more than its letters.
const SPECIAL: &[u8] = b"'\"\\$`*?[{~<>";

/// Reads a word. `splits` says whether an unquoted value is split into words, as it is everywhere but in assignments.
pub(crate) fn word(text: MappedText, values: &mut Values<'_>, splits: bool) -> Word {
    if !text.bytes().any(|byte| SPECIAL.contains(&byte)) {
        return Word::literal(text.clone(), text);
    }
    let inner = 1..text.len().saturating_sub(1);
    let content = text.get(inner.clone()).unwrap_or_default();
    if text.len() > 1 && text.starts_with('\'') && text.ends_with('\'') && !content.contains('\'') {
        let quoting = Quoting::Single;
        return Word { quoting, ..Word::literal(text.clone(), text.part(inner)) };
    }
    if text.len() > 1
        && text.starts_with('"')
        && text.ends_with('"')
        && !content.bytes().any(|byte| b"\"\\$`".contains(&byte))
    {
        let quoting = Quoting::Double;
        return Word { quoting, ..Word::literal(text.clone(), text.part(inner)) };
    }
    let mut scan = Scan::new(&text, values, splits);
    scan.run();
    scan.finish()
}

/// Where the expansion that begins at `start` (`$(…)`, `${…}`, backquotes, `<(…)`) ends.
pub(crate) fn end_of_expansion(bytes: &[u8], start: usize) -> usize {
    let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
    if at(start) == b'`' {
        let mut index = start + 1;
        while index < bytes.len() && at(index) != b'`' {
            index += if at(index) == b'\\' { 2 } else { 1 };
        }
        return (index + 1).min(bytes.len());
    }
    // What has to come to close what is open: a bracket, a brace, a quote.
    let mut open = Vec::new();
    let mut index = start + 1;
    while index < bytes.len() {
        let byte = at(index);
        let inside = open.last().copied();
        match byte {
            b'\\' if inside != Some(b'\'') => index += 1,
            _ if inside == Some(byte) => {
                open.pop();
                if open.is_empty() {
                    return index + 1;
                }
            }
            _ if inside == Some(b'\'') => {}
            b'(' if inside != Some(b'"') || at(index - 1) == b'$' => open.push(b')'),
            b'{' if at(index - 1) == b'$' => open.push(b'}'),
            b'"' => open.push(b'"'),
            b'\'' if inside != Some(b'"') => open.push(b'\''),
            _ => {}
        }
        index += 1;
    }
    bytes.len()
}

/// The length of the variable's name at the beginning of `bytes`: letters, or one special character.
pub(crate) fn name_length(bytes: &[u8]) -> usize {
    let letters = bytes.iter().take_while(|byte| **byte == b'_' || byte.is_ascii_alphanumeric()).count();
    match bytes.first() {
        Some(b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'$' | b'!' | b'-') => 1,
        _ => letters,
    }
}

#[expect(clippy::struct_excessive_bools, reason = "each is something the word is found to have")]
struct Scan<'s, 'v> {
    text: &'s MappedText,
    bytes: &'s [u8],
    values: &'s mut Values<'v>,
    splits: bool,
    value: MappedTextBuilder,
    /// Whether nothing unknown was met yet.
    known: bool,
    pattern: bool,
    /// Where an unquoted `{` is open, and whether it had a `,` or `..` yet.
    brace: Option<bool>,
    braces: bool,
    variables: Vec<VariableUse>,
    quotes: u32,
    index: usize,
}

impl<'s, 'v> Scan<'s, 'v> {
    fn new(text: &'s MappedText, values: &'s mut Values<'v>, splits: bool) -> Self {
        Self {
            bytes: text.as_bytes(),
            value: MappedTextBuilder::new(text.span().start),
            text,
            values,
            splits,
            known: true,
            pattern: text.starts_with('~'),
            brace: None,
            braces: false,
            variables: Vec::new(),
            quotes: 0,
            index: 0,
        }
    }

    fn at(&self, index: usize) -> u8 {
        self.bytes.get(index).copied().unwrap_or_default()
    }

    fn copy(&mut self, start: usize, end: usize) {
        if self.known {
            self.value.copy_part(self.text, start..end);
        }
    }

    fn run(&mut self) {
        let mut double = false;
        while self.index < self.bytes.len() {
            let start = self.index;
            match self.at(start) {
                b'"' => {
                    double = !double;
                    self.quotes += 1;
                    self.index += 1;
                }
                b'\'' if !double => self.single(),
                b'\\' => self.backslash(double),
                b'$' => self.dollar(double),
                b'`' => self.unknown(start),
                b'<' | b'>' if !double && self.at(start + 1) == b'(' => self.unknown(start),
                byte => {
                    if !double {
                        self.unquoted(byte, start);
                    }
                    let rest = self.bytes.get(start + 1..).unwrap_or_default();
                    let plain =
                        rest.iter().take_while(|byte| !SPECIAL.contains(byte) && !b",.}".contains(byte));
                    self.index += 1 + plain.count();
                    self.copy(start, self.index);
                }
            }
        }
    }

    /// Notes what an unquoted character does to the word.
    fn unquoted(&mut self, byte: u8, at: usize) {
        match byte {
            b'*' | b'?' | b'[' => self.pattern = true,
            b'{' => self.brace = Some(false),
            b',' => self.brace = self.brace.map(|_| true),
            b'.' if self.at(at + 1) == b'.' => self.brace = self.brace.map(|_| true),
            b'}' => {
                self.braces |= self.brace == Some(true);
                self.brace = None;
            }
            _ => {}
        }
    }

    fn single(&mut self) {
        let start = self.index + 1;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == b'\'').unwrap_or(rest.len());
        self.copy(start, start + length);
        self.quotes += 2;
        self.index = start + length + 1;
    }

    fn backslash(&mut self, double: bool) {
        let next = self.index + 1;
        let kept = double && !b"$`\"\\\n".contains(&self.at(next));
        if kept || next >= self.bytes.len() {
            self.copy(self.index, next);
            self.index = next;
            return;
        }
        // A character may be longer than a byte; whatever follows the first one is no special one.
        let rest = self.bytes.get(next + 1..).unwrap_or_default();
        let end = next + 1 + rest.iter().take_while(|byte| (0x80..0xC0).contains(*byte)).count();
        if self.known && self.at(next) != b'\n' {
            let escaped = self.text.get(next..end).unwrap_or_default();
            self.value.resolved(escaped, self.text.source_span(self.index..end));
        }
        self.quotes += 2;
        self.index = end;
    }

    /// Skips an expansion whose outcome only the build knows.
    fn unknown(&mut self, start: usize) {
        self.known = false;
        self.index = end_of_expansion(self.bytes, start);
    }

    fn dollar(&mut self, double: bool) {
        let start = self.index;
        match self.at(start + 1) {
            b'(' => self.unknown(start),
            b'{' => {
                self.index = end_of_expansion(self.bytes, start);
                self.braced(start, double);
            }
            b'\'' if !double => self.ansi(start),
            b'"' if !double => self.index += 1,
            _ => {
                let length = name_length(self.bytes.get(start + 1..).unwrap_or_default());
                self.index += 1 + length;
                if length == 0 {
                    self.copy(start, self.index);
                } else {
                    self.variable(start..self.index, start + 1, length, double, true);
                    self.put_in(start, start + 1, length, double);
                }
            }
        }
    }

    /// `${…}`, which ends at the index.
    fn braced(&mut self, start: usize, double: bool) {
        let inside = self.bytes.get(start + 2..self.index).unwrap_or_default();
        let length = name_length(inside);
        let plain = inside.len() == length + 1;
        if length > 0 && (plain || !inside.starts_with(b"#")) {
            self.variable(start..self.index, start + 2, length, double, plain);
        }
        // Those in the operand: `${a:-$b}`. Commands in there are somebody else's.
        let mut at = start + 2;
        while let Some(byte) = self.bytes.get(at).filter(|_| at < self.index) {
            match byte {
                b'`' => at = end_of_expansion(self.bytes, at),
                b'$' if self.at(at + 1) == b'(' => at = end_of_expansion(self.bytes, at),
                b'$' => {
                    let name = at + 1 + usize::from(self.at(at + 1) == b'{');
                    let length = name_length(self.bytes.get(name..self.index).unwrap_or_default());
                    if length > 0 {
                        self.variable(at..name + length, name, length, double, false);
                    }
                    at = name + length;
                }
                _ => at += 1,
            }
        }
        let operator = inside.get(length..).unwrap_or_default();
        if plain || operator.starts_with(b":-") || operator.starts_with(b":?") || operator.starts_with(b"-") {
            self.put_in(start, start + 2, length, double);
        } else {
            self.known = false;
        }
    }

    fn variable(&mut self, all: Range<usize>, name: usize, length: usize, quoted: bool, plain: bool) {
        let span = self.text.source_span(all);
        self.variables.push(VariableUse { name: self.text.part(name..name + length), span, quoted, plain });
    }

    /// Puts in the value of the variable whose expansion reaches from `start` to the index, if it is known.
    fn put_in(&mut self, start: usize, name: usize, length: usize, double: bool) {
        let text = self.text;
        let name = text.get(name..name + length).unwrap_or_default();
        let value = if self.known { self.values.get(name) } else { None };
        let breaks = |c: char| c.is_ascii_whitespace() || "*?[".contains(c);
        // An empty value needs to know whether there is a default, and unquoted it may leave no word at all.
        let value =
            value.filter(|value| !value.is_empty() && (double || !self.splits || !value.contains(breaks)));
        match value {
            Some(value) => self.value.resolved(&value, text.source_span(start..self.index)),
            None => self.known = false,
        }
    }

    /// `$'…'`
    fn ansi(&mut self, start: usize) {
        let mut index = start + 2;
        self.quotes += 2;
        while index < self.bytes.len() && self.at(index) != b'\'' {
            if self.at(index) != b'\\' {
                let rest = self.bytes.get(index..).unwrap_or_default();
                let end = index + rest.iter().take_while(|byte| !b"\\'".contains(byte)).count();
                self.copy(index, end);
                index = end;
                continue;
            }
            let resolved = match self.at(index + 1) {
                b'n' => "\n",
                b't' => "\t",
                b'r' => "\r",
                b'\\' => "\\",
                b'\'' => "'",
                b'"' => "\"",
                _ => {
                    self.known = false;
                    ""
                }
            };
            if self.known {
                self.value.resolved(resolved, self.text.source_span(index..index + 2));
            }
            index += 2;
        }
        self.index = (index + 1).min(self.bytes.len());
    }

    fn finish(self) -> Word {
        let text = self.text;
        let whole = |quote: char| {
            self.quotes == 2 && text.len() > 1 && text.starts_with(quote) && text.ends_with(quote)
        };
        let quoting = match self.quotes {
            0 => Quoting::None,
            _ if whole('"') => Quoting::Double,
            _ if whole('\'') => Quoting::Single,
            _ => Quoting::Mixed,
        };
        Word {
            beginning: self.value.finish(),
            known: self.known,
            quoting,
            pattern: self.pattern,
            braces: self.braces,
            variables: self.variables,
            text: text.clone(),
        }
    }
}
