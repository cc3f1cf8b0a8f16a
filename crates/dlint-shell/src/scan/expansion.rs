//! What `$` does in a word: the value of a variable, a default for it, or a hole.

use std::ops::Range;

use super::ends::{end_of_expansion, name_length};
use super::{SPECIAL, Scan};
use crate::values::Held;
use crate::variables::is_name;
use crate::word::{Piece, VariableUse};

/// What `${name…}` does with the value, as far as it is followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    /// `${name}`
    Plain,
    /// `${name-…}`
    Default,
    /// `${name=…}`
    Assign,
    /// `${name+…}`
    Instead,
    /// `${name?…}`
    Demand,
    /// Anything else.
    Other,
}

/// The expansion of a variable; it ends at the index.
struct Expansion {
    start: usize,
    name: Range<usize>,
    action: Action,
    /// Whether an empty value counts as none: `:-`.
    colon: bool,
    /// What stands behind the operator.
    operand: Range<usize>,
    double: bool,
}

impl Scan<'_, '_> {
    /// Skips an expansion whose outcome only the build knows.
    pub(super) fn unknown(&mut self, start: usize) {
        self.value.hole(Piece::Unknown);
        self.index = end_of_expansion(self.bytes, start);
    }

    pub(super) fn dollar(&mut self, double: bool) {
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
                let name = start + 1..start + 1 + length;
                self.index = name.end;
                if length == 0 {
                    self.copy(start, self.index);
                    return;
                }
                self.variable(start..name.end, name.clone(), double, true);
                let operand = name.end..name.end;
                self.put_in(&Expansion { start, name, action: Action::Plain, colon: false, operand, double });
            }
        }
    }

    /// `${…}`, which ends at the index.
    fn braced(&mut self, start: usize, double: bool) {
        let inside = self.bytes.get(start + 2..self.index).unwrap_or_default();
        let length = name_length(inside);
        let name = start + 2..start + 2 + length;
        let plain = inside.len() == length + 1;
        if length > 0 && (plain || !inside.starts_with(b"#")) {
            self.variable(start..self.index, name.clone(), double, plain);
        }
        self.variables_of_operand(name.start, double);
        let behind = inside.get(length..).unwrap_or_default();
        let colon = behind.starts_with(b":");
        let action = match behind.get(usize::from(colon)) {
            _ if plain => Action::Plain,
            Some(b'-') => Action::Default,
            Some(b'=') => Action::Assign,
            Some(b'+') => Action::Instead,
            Some(b'?') => Action::Demand,
            _ => Action::Other,
        };
        let operand = name.end + usize::from(colon) + 1..self.index - 1;
        self.put_in(&Expansion { start, name, action, colon, operand, double });
    }

    /// Notes the variables in the operand of the `${…}` that ends at the index: `${a:-$b}`. Commands in there are
    /// somebody else's.
    fn variables_of_operand(&mut self, from: usize, double: bool) {
        let mut at = from;
        while let Some(byte) = self.bytes.get(at).filter(|_| at < self.index) {
            match byte {
                b'`' => at = end_of_expansion(self.bytes, at),
                b'$' if self.at(at + 1) == b'(' => at = end_of_expansion(self.bytes, at),
                b'$' => {
                    let name = at + 1 + usize::from(self.at(at + 1) == b'{');
                    let length = name_length(self.bytes.get(name..self.index).unwrap_or_default());
                    if length > 0 {
                        self.variable(at..name + length, name..name + length, double, false);
                    }
                    at = name + length;
                }
                _ => at += 1,
            }
        }
    }

    fn variable(&mut self, all: Range<usize>, name: Range<usize>, quoted: bool, plain: bool) {
        let span = self.text.source_span(all);
        self.variables.push(VariableUse { name: self.text.part(name), span, quoted, plain, as_given: false });
    }

    /// Puts in what an expansion comes to.
    fn put_in(&mut self, expansion: &Expansion) {
        let text = self.text;
        let Expansion { action, colon, double, .. } = *expansion;
        let name = text.get(expansion.name.clone()).unwrap_or_default();
        let held = if action == Action::Other { Held::Unknown } else { self.values.held(name) };
        let nothing = match &held {
            Held::Value(value) => colon && value.is_empty(),
            Held::Nothing => true,
            Held::Unknown => false,
        };
        if action == Action::Assign && (nothing || held == Held::Unknown) {
            self.values.set(name, None);
        }
        match (action, held) {
            (Action::Plain, Held::Unknown | Held::Nothing) if is_name(name) => {
                self.value.hole(Piece::Variable(name.to_owned()));
            }
            (Action::Other, _) | (_, Held::Unknown) => self.value.hole(Piece::Unknown),
            (Action::Instead, _) if nothing => self.vanishes |= !double,
            (Action::Default | Action::Assign, _) if nothing => self.operand(expansion),
            (Action::Instead, _) => self.operand(expansion),
            (_, Held::Value(value)) if !nothing => {
                if self.is_split(&value, double) {
                    self.value.hole(Piece::Unknown);
                } else {
                    self.vanishes |= !double && value.is_empty();
                    let span = text.source_span(expansion.start..self.index);
                    self.value.resolved(&value, span);
                    if let Some(used) = self.variables.iter_mut().rfind(|used| used.span == span) {
                        used.as_given = self.values.is_given(name, &value);
                    }
                }
            }
            _ => self.value.hole(Piece::Unknown),
        }
    }

    /// The operand in place of the value. One that the shell would have to look into is a hole.
    fn operand(&mut self, expansion: &Expansion) {
        let operand = expansion.operand.clone();
        let text = self.text.get(operand.clone()).unwrap_or_default();
        if text.bytes().any(|byte| SPECIAL.contains(&byte)) || self.is_split(text, expansion.double) {
            self.value.hole(Piece::Unknown);
        } else {
            self.vanishes |= !expansion.double && text.is_empty();
            self.value.copy(self.text, operand);
        }
    }

    /// Whether the shell makes several words of a value, or looks for files of that name.
    fn is_split(&self, value: &str, double: bool) -> bool {
        let breaks = |c: char| c.is_ascii_whitespace() || "*?[".contains(c);
        !double && self.splits && value.contains(breaks)
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
                b'n' => Some("\n"),
                b't' => Some("\t"),
                b'r' => Some("\r"),
                b'\\' => Some("\\"),
                b'\'' => Some("'"),
                b'"' => Some("\""),
                _ => None,
            };
            match resolved {
                Some(resolved) => self.value.resolved(resolved, self.text.source_span(index..index + 2)),
                None => self.value.hole(Piece::Unknown),
            }
            index += 2;
        }
        self.index = (index + 1).min(self.bytes.len());
    }
}
