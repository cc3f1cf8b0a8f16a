//! From a word as written to the word as the command gets it: quotes and backslashes go, known variables are put in.
//!
//! It reads the text of the word, not the syntax tree, so that every byte of the value keeps its place in the file.
//! What stands inside `$(…)` is not its business: the commands in there are found by the walk over the tree.

mod ends;
mod expansion;
mod outcome;

use dlint_text::MappedText;

use crate::values::Values;
use crate::word::{Piece, Quoting, VariableUse, Word};
use outcome::Outcome;

pub(crate) use ends::{end_of_expansion, name_length};

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

/// Whether a shell sees the end of a word before the end of the text: at a blank or an operator outside of quotes.
pub(crate) fn ends_within(text: &str) -> bool {
    let mut quote = None;
    let mut escaped = false;
    for byte in text.bytes() {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (Some(b'\''), b'\'') | (Some(b'"'), b'"') => quote = None,
            (Some(b'\''), _) => {}
            (_, b'\\') => escaped = true,
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'`') => return true,
            _ => {}
        }
    }
    false
}

#[expect(clippy::struct_excessive_bools, reason = "each is something the word is found to have")]
struct Scan<'s, 'v> {
    text: &'s MappedText,
    bytes: &'s [u8],
    values: &'s mut Values<'v>,
    splits: bool,
    value: Outcome,
    /// Whether something in it came to nothing without quotes around it, which may leave no word at all.
    vanishes: bool,
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
            value: Outcome::new(text.span().start),
            text,
            values,
            splits,
            vanishes: false,
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
        self.value.copy(self.text, start..end);
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
        if self.at(next) != b'\n' {
            let escaped = self.text.get(next..end).unwrap_or_default();
            self.value.resolved(escaped, self.text.source_span(self.index..end));
        }
        self.quotes += 2;
        self.index = end;
    }

    fn finish(mut self) -> Word {
        if self.vanishes && self.splits && self.quotes == 0 && self.value.is_empty() {
            self.value.hole(Piece::Unknown);
        }
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
        let (beginning, rest) = self.value.finish();
        Word {
            beginning,
            known: rest.is_empty(),
            rest,
            quoting,
            pattern: self.pattern,
            braces: self.braces,
            variables: self.variables,
            text: text.clone(),
        }
    }
}
