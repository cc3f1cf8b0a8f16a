//! What a comment that ignores findings says, in the words of five tools.
//!
//! A comment that is about something else is `None`; one that is meant for dlint and says something dlint does not
//! know is read as far as that goes, with what is wrong with it.

use dlint_diagnostics::Origin;
use dlint_text::Span;

/// A comment that ignores findings, as it is written.
#[derive(Debug)]
pub(crate) struct Written {
    /// The tool it is written for.
    pub(crate) origin: Origin,
    pub(crate) reach: Reach,
    /// The codes and names in it.
    pub(crate) names: Vec<Span>,
    /// The day behind `until=`.
    pub(crate) until: Option<Span>,
    /// Why.
    pub(crate) reason: Option<Span>,
    /// What of it cannot be read.
    pub(crate) mistakes: Vec<(Span, Mistake)>,
}

impl Written {
    pub(crate) const fn new(origin: Origin, reach: Reach) -> Self {
        Self { origin, reach, names: Vec::new(), until: None, reason: None, mistakes: Vec::new() }
    }
}

/// How far a comment reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Instruction,
    Stage,
    File,
}

/// What is wrong with how a comment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// A word before a `=` that dlint does not know.
    Word,
    /// Something else than a blank behind the name of the tool.
    Tool,
    /// No `=` behind the word.
    Equals,
    /// No code behind the `=`.
    NoCodes,
    /// A text that is neither `until=` nor behind `--`.
    Text,
}

/// The words that dlint knows, with what they come to.
pub(crate) const WORDS: [(&str, Reach); 3] =
    [("ignore", Reach::Instruction), ("stage-ignore", Reach::Stage), ("file-ignore", Reach::File)];

/// Reads a comment that begins at `start`, with its `#`. Those of BuildKit are not read here.
pub(crate) fn read(text: &str, start: u32) -> Option<Written> {
    let mut cursor = Cursor { text: text.strip_prefix('#')?, at: start + 1 };
    cursor.blanks();
    if let Some(written) = misspelt(cursor) {
        return Some(written);
    }
    let tool = cursor.take(|c| !c.is_whitespace());
    let tool = tool.text;
    // What follows the name of the tool is parted from it.
    if cursor.blanks() == 0 {
        return None;
    }
    match tool {
        "hadolint" => hadolint(cursor),
        "shellcheck" => shellcheck(cursor),
        "tally" => tally(cursor),
        _ if tool.eq_ignore_ascii_case("dlint") => dlint(cursor),
        _ => None,
    }
}

/// `dlint: ignore=CODE`, `dlint-ignore=CODE`: what others write, and what does nothing here.
fn misspelt(mut cursor: Cursor<'_>) -> Option<Written> {
    let tool = cursor.take(|c| c.is_ascii_alphabetic());
    let mark = cursor.take(|c| matches!(c, ':' | '-'));
    cursor.blanks();
    let word = cursor.take(|c| c.is_alphanumeric() || c == '-');
    let (_, reach) = WORDS.iter().find(|(known, _)| word.text.eq_ignore_ascii_case(known))?;
    cursor.blanks();
    if !tool.text.eq_ignore_ascii_case("dlint") || mark.text.is_empty() || !cursor.eat("=") {
        return None;
    }
    let mut written = Written::new(Origin::Dlint, *reach);
    written.mistakes.push((Span::new(tool.at, word.at), Mistake::Tool));
    Some(written)
}

/// `ignore=CODE[,CODE…] [until=YYYY-MM-DD] [-- reason]`
fn dlint(mut cursor: Cursor<'_>) -> Option<Written> {
    let word = cursor.take(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let known = WORDS.iter().find(|(known, _)| word.text.eq_ignore_ascii_case(known));
    let reach = known.map_or(Reach::Instruction, |(_, reach)| *reach);
    let mut written = Written::new(Origin::Dlint, reach);
    cursor.blanks();
    if !cursor.eat("=") {
        // Somebody writes about dlint, unless the word is one of its own.
        written.mistakes.push((word.span(), Mistake::Equals));
        return known.is_some().then_some(written);
    }
    if known.is_none() {
        written.mistakes.push((word.span(), Mistake::Word));
        return (!word.text.is_empty()).then_some(written);
    }
    written.names = cursor.list(|rest| rest.starts_with("--") || is_until(rest));
    if written.names.is_empty() {
        written.mistakes.push((word.span(), Mistake::NoCodes));
    }
    while !cursor.text.is_empty() {
        if cursor.eat("--") {
            written.reason = cursor.rest();
            break;
        }
        if is_until(cursor.text) {
            cursor.take(|c| c != '=');
            cursor.eat("=");
            cursor.blanks();
            written.until = Some(cursor.take(|c| !c.is_whitespace()).span());
        } else {
            let text = cursor.text;
            let end = text.find(" --").into_iter().chain(until_in(text)).min().unwrap_or(text.len());
            let piece = Piece { text: text.get(..end).unwrap_or(text).trim_end(), at: cursor.at };
            written.mistakes.push((piece.span(), Mistake::Text));
            cursor.skip(end);
        }
        cursor.blanks();
    }
    Some(written)
}

fn is_until(text: &str) -> bool {
    let word = text.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("until"));
    word && text.get(5..).is_some_and(|rest| rest.trim_start().starts_with('='))
}

/// Where, behind a blank, the next `until=` stands.
fn until_in(text: &str) -> Option<usize> {
    text.match_indices(' ').map(|(at, _)| at).find(|at| text.get(at + 1..).is_some_and(is_until))
}

/// `[global|stage] ignore=CODE[,CODE…] [# reason]`
fn hadolint(mut cursor: Cursor<'_>) -> Option<Written> {
    let reach = match () {
        () if cursor.word("global") => Reach::File,
        () if cursor.word("stage") => Reach::Stage,
        () => Reach::Instruction,
    };
    let mut written = Written::new(Origin::Hadolint, reach);
    if !cursor.eat("ignore") {
        return None;
    }
    cursor.blanks();
    if !cursor.eat("=") {
        return None;
    }
    written.names = cursor.list(|rest| rest.starts_with('#'));
    written.reason = cursor.behind_hash();
    (!written.names.is_empty()).then_some(written)
}

/// `disable=CODE[,CODE…] [# reason]`, with other words of its kind before and behind it.
fn shellcheck(mut cursor: Cursor<'_>) -> Option<Written> {
    let mut written = Written::new(Origin::ShellCheck, Reach::Instruction);
    while !cursor.text.is_empty() && !cursor.text.starts_with('#') {
        if cursor.eat("disable=") {
            let list = cursor.take(|c| !c.is_whitespace());
            let mut list = Cursor { text: list.text, at: list.at };
            written.names.append(&mut list.list(|_| false));
        } else {
            cursor.take(|c| !c.is_whitespace());
        }
        cursor.blanks();
    }
    written.reason = cursor.behind_hash();
    (!written.names.is_empty()).then_some(written)
}

/// `[global] ignore=RULE[,RULE…][;reason=…]`
fn tally(mut cursor: Cursor<'_>) -> Option<Written> {
    let reach = if cursor.word("global") { Reach::File } else { Reach::Instruction };
    let mut written = Written::new(Origin::Tally, reach);
    if !cursor.eat("ignore") {
        return None;
    }
    cursor.blanks();
    if !cursor.eat("=") {
        return None;
    }
    written.names = cursor.list(|rest| rest.starts_with(';'));
    if cursor.eat(";") {
        cursor.blanks();
        if cursor.eat("reason=") {
            written.reason = cursor.rest();
        }
    }
    (!written.names.is_empty()).then_some(written)
}

/// A part of a comment.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    at: u32,
}

impl Piece<'_> {
    const fn span(self) -> Span {
        Span::new(self.at, self.at + self.text.len() as u32)
    }
}

/// What is left to be read of a comment, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: u32,
}

impl<'a> Cursor<'a> {
    fn skip(&mut self, bytes: usize) {
        self.text = self.text.get(bytes..).unwrap_or_default();
        self.at += bytes as u32;
    }

    /// Passes over white space, and says how much there was.
    fn blanks(&mut self) -> usize {
        let blanks = self.text.len() - self.text.trim_start().len();
        self.skip(blanks);
        blanks
    }

    fn take(&mut self, belongs: impl Fn(char) -> bool) -> Piece<'a> {
        let end = self.text.find(|c| !belongs(c)).unwrap_or(self.text.len());
        let piece = Piece { text: self.text.get(..end).unwrap_or_default(), at: self.at };
        self.skip(end);
        piece
    }

    fn eat(&mut self, text: &str) -> bool {
        let is = self.text.starts_with(text);
        if is {
            self.skip(text.len());
        }
        is
    }

    /// Takes a word with the white space behind it.
    fn word(&mut self, word: &str) -> bool {
        let parted = |rest: &str| rest.starts_with(char::is_whitespace);
        let is = self.text.strip_prefix(word).is_some_and(parted);
        if is {
            self.skip(word.len());
            self.blanks();
        }
        is
    }

    /// Takes names with commas between them, and blanks around those, up to a blank without a comma or an `end`.
    fn list(&mut self, end: impl Fn(&str) -> bool) -> Vec<Span> {
        let mut names = Vec::new();
        loop {
            self.blanks();
            if end(self.text) {
                break;
            }
            let name = self.take(|c| !c.is_whitespace() && !matches!(c, ',' | ';' | '#'));
            if !name.text.is_empty() {
                names.push(name.span());
            }
            self.blanks();
            if !self.eat(",") {
                break;
            }
        }
        names
    }

    /// What is left, if it is anything.
    fn rest(&mut self) -> Option<Span> {
        self.blanks();
        let piece = Piece { text: self.text.trim_end(), at: self.at };
        self.skip(self.text.len());
        (!piece.text.is_empty()).then(|| piece.span())
    }

    /// What stands behind a `#`.
    fn behind_hash(&mut self) -> Option<Span> {
        self.blanks();
        if self.eat("#") { self.rest() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A comment in the words of the test: tool, reach, codes, day, reason, what is wrong.
    fn told(text: &str) -> String {
        let Some(written) = read(text, 0) else { return "-".into() };
        let at = |span: Span| span.slice(text);
        let names: Vec<&str> = written.names.iter().map(|name| at(*name)).collect();
        let mut told = format!("{} {:?} {}", written.origin.as_str(), written.reach, names.join("+"));
        for (mark, span) in [("until", written.until), ("why", written.reason)] {
            if let Some(span) = span {
                told = format!("{told} {mark}({})", at(span));
            }
        }
        for (span, mistake) in &written.mistakes {
            told = format!("{told} {mistake:?}({})", at(*span));
        }
        told
    }

    #[test]
    fn comments_for_dlint() {
        for (text, expected) in [
            ("# dlint ignore=DL3007", "dlint Instruction DL3007"),
            ("#dlint ignore=DL3007", "dlint Instruction DL3007"),
            ("# DLINT Ignore = dl3007 , latest-tag,", "dlint Instruction dl3007+latest-tag"),
            ("# dlint file-ignore=ALL", "dlint File ALL"),
            ("# dlint stage-ignore=SC2,secrets", "dlint Stage SC2+secrets"),
            ("# dlint ignore=A until=2027-01-31", "dlint Instruction A until(2027-01-31)"),
            ("# dlint ignore=A,until = 2027-01-31", "dlint Instruction A until(2027-01-31)"),
            ("# dlint ignore=A -- because, of B", "dlint Instruction A why(because, of B)"),
            ("# dlint ignore=A until=x -- until=y ", "dlint Instruction A until(x) why(until=y)"),
            ("# dlint ignore=A --", "dlint Instruction A"),
            (
                "# dlint ignore=A as we know until=x -- y",
                "dlint Instruction A until(x) why(y) Text(as we know)",
            ),
            ("# dlint ignore=A B", "dlint Instruction A Text(B)"),
            ("# dlint ignore=A # why", "dlint Instruction A Text(# why)"),
            ("# dlint ignore=", "dlint Instruction  NoCodes(ignore)"),
            ("# dlint ignore DL3007", "dlint Instruction  Equals(ignore)"),
            ("# dlint ignroe=DL3007", "dlint Instruction  Word(ignroe)"),
            ("# dlint reads this file", "-"),
            ("# dlint", "-"),
            ("# dlint: ignore=A", "dlint Instruction  Tool(dlint: )"),
            ("# dlint:file-ignore = A", "dlint File  Tool(dlint:)"),
            ("# dlint-ignore=A", "dlint Instruction  Tool(dlint-)"),
            ("# dlint: ignore this", "-"),
            ("# dlintignore=A", "-"),
            ("# # dlint ignore=A", "-"),
            ("# see dlint ignore=A", "-"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn comments_for_other_tools() {
        for (text, expected) in [
            ("# hadolint ignore=DL3007,SC2086", "hadolint Instruction DL3007+SC2086"),
            (
                "# hadolint ignore = DL3007 , SC2086 # why not",
                "hadolint Instruction DL3007+SC2086 why(why not)",
            ),
            ("# hadolint global ignore=DL3007", "hadolint File DL3007"),
            ("# hadolint stage ignore=DL3007", "hadolint Stage DL3007"),
            ("# hadolint shell=bash", "-"),
            ("# hadolint ignores=DL3007", "-"),
            ("# hadolint ignore=", "-"),
            ("# Hadolint ignore=DL3007", "-"),
            ("# hadolintignore=DL3007", "-"),
            ("# shellcheck disable=SC2086", "shellcheck Instruction SC2086"),
            (
                "# shellcheck shell=sh disable=SC2086,2034 disable=all # it is",
                "shellcheck Instruction SC2086+2034+all why(it is)",
            ),
            ("# shellcheck source=a.sh", "-"),
            ("# tally ignore=DL3007", "tally Instruction DL3007"),
            (
                "# tally global ignore=hadolint/DL3007, all;reason=it is so",
                "tally File hadolint/DL3007+all why(it is so)",
            ),
            ("# tally is a tool", "-"),
            ("# check=skip=all", "-"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
