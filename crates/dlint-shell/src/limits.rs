//! What is refused before the parser sees it.
//!
//! The parser recurses, with limits of its own that count on a fresh stack; the analysis behind it recurses over
//! whatever the parser let pass. So a cheap look at the text comes first, with limits that nobody meets who writes
//! shell text by hand.

use std::collections::HashMap;

use crate::{Body, Unknown};

/// The longest text that is parsed.
pub(crate) const LONGEST: usize = 512 * 1024;

/// How many brackets and braces may be open at once.
const DEEPEST: u32 = 60;

/// How many functions may begin without a body in between: `f() g() h() …`.
const MOST_HEADS: u32 = 10;

/// How many commands a body may have for its findings to be looked for: it takes longer than in proportion.
const MOST_CHECKED: usize = 2000;

/// The same for its words.
const MOST_CHECKED_WORDS: usize = 5000;

/// How many errors the parser may find in a body for its findings to be looked for, for the same reason.
pub(crate) const MOST_CHECKED_ERRORS: usize = 100;

/// How deep the parser may nest, which also counts what has no brackets: `if`, `case`, `!`.
pub(crate) const PARSER_DEPTH: usize = 64;

/// The same for a text that was found inside another one.
pub(crate) const INNER_PARSER_DEPTH: usize = 32;

/// How many operators may follow each other in one list, which the parser makes a tree as deep as that.
const MOST_OPERATORS: u32 = 600;

/// How many texts may be inside each other: `sh -c "sh -c '…'"`.
pub(crate) const MOST_TEXTS: u32 = 6;

/// The longest value that the analysis may come to when it follows variables: `A=$A$A` doubles with every line.
const LONGEST_VALUE: u64 = 1 << 20;

/// Whether looking for findings in a body would take too long, or more memory than there is.
pub(crate) fn is_huge(body: &Body) -> bool {
    let words: usize = body.commands.iter().map(|command| command.words.len()).sum();
    if body.commands.len() > MOST_CHECKED || words > MOST_CHECKED_WORDS {
        return true;
    }
    let mut lengths: HashMap<&str, u64> = HashMap::new();
    for assignment in body.commands.iter().flat_map(|command| &command.assignments) {
        let Some(value) = &assignment.value else { continue };
        let used = value.variables.iter().map(|used| lengths.get(used.name.as_str()).copied().unwrap_or(1));
        let length = used.fold(value.text.len() as u64, u64::saturating_add);
        if length > LONGEST_VALUE {
            return true;
        }
        let before = lengths.entry(assignment.name.as_str()).or_default();
        *before = length.max(*before);
    }
    false
}

/// Why a text is not to be parsed, if so.
pub(crate) fn check(text: &str) -> Option<Unknown> {
    if text.len() > LONGEST {
        return Some(Unknown::TooLong);
    }
    let mut open = 0u32;
    let mut operators = 0u32;
    let mut functions = 0u32;
    let mut before = b'\n';
    for byte in text.bytes() {
        match byte {
            b'(' | b'{' | b'[' => open += 1,
            b')' if before == b'(' => {
                open = open.saturating_sub(1);
                functions += 1;
            }
            b')' | b'}' | b']' => open = open.saturating_sub(1),
            b'&' if before == byte => operators += 1,
            b'|' if before != byte => operators += 1,
            // A list ends at `;` and at the end of a line, unless an operator stands there.
            b';' => operators = 0,
            b'\n' if !matches!(before, b'&' | b'|') => operators = 0,
            _ => {}
        }
        if matches!(byte, b'{' | b';') {
            functions = 0;
        }
        if functions > MOST_HEADS || open > DEEPEST || operators > MOST_OPERATORS {
            return Some(Unknown::TooDeep);
        }
        if byte != b' ' && byte != b'\t' {
            before = byte;
        }
    }
    if constructs(text) > DEEPEST { Some(Unknown::TooDeep) } else { None }
}

/// How many constructs are open at once, by the words that open and close them. Words that only look like them count
/// too: they come in pairs, or rarely.
fn constructs(text: &str) -> u32 {
    let mut open = 0u32;
    let mut deepest = 0;
    // What repeats itself in front of a command nests as well.
    let mut prefixes = 0u32;
    let blanks = |c: char| c.is_ascii_whitespace() || matches!(c, ';' | '&' | '|' | '(' | ')' | '`');
    for word in text.split(blanks).filter(|word| !word.is_empty()) {
        match word {
            "if" | "case" | "while" | "until" | "for" | "select" => open += 1,
            "fi" | "esac" | "done" => open = open.saturating_sub(1),
            "!" | "time" | "coproc" | "function" | "env" | "sudo" | "exec" | "command" | "builtin"
            | "noglob" => {
                prefixes += 1;
            }
            _ if word.len() == 1 || word.starts_with('-') || word.contains('=') => {}
            _ => prefixes = 0,
        }
        deepest = deepest.max(open).max(prefixes);
    }
    deepest
}
