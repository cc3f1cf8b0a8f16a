//! From a text to the commands in it, past errors too.

use std::ops::Range;

use dlint_text::MappedText;
use shuck_ast::Stmt;
use shuck_parser::parser::ParseResult;

use crate::feed::Feed;
use crate::scan::end_of_expansion;
use crate::values::Values;
use crate::walk::Walk;
use crate::{Body, Dialect, Joined, Reading, Standing, Unknown, Variables, parse, windows};

/// How often a text with an error is parsed again, a piece of it each time.
const MOST_ATTEMPTS: usize = 8;

/// How many errors of a text are looked at for that.
const MOST_ERRORS: usize = 32;

/// Adds the commands of a text that a command hands to a shell.
pub(crate) fn inner(
    body: &mut Body,
    text: &MappedText,
    dialect: Dialect,
    values: &mut Values<'_>,
    nest: usize,
    depth: u32,
) {
    if dialect.shell.is_windows() {
        windows::split(body, text, dialect.shell, Standing { nest: Some(nest), ..Standing::default() });
        return;
    }
    // Nothing is declared in front of it, for no findings are made from it.
    let feed = Feed::new(text, &Variables::new());
    match parse::parse(&feed, dialect, depth) {
        Ok(parsed) => {
            let pieces = pieces(&feed, &parsed, dialect, depth);
            let mut walk = Walk { feed: &feed, body, values, dialect, depth };
            walk_pieces(&mut walk, &parsed, &pieces, Some(nest));
            partly(body, parsed.is_err());
        }
        Err(Unknown::NotAShell) => {}
        Err(_) => partly(body, true),
    }
}

fn partly(body: &mut Body, is: bool) {
    if is && body.reading == Reading::Whole {
        body.reading = Reading::Partly;
    }
}

/// A piece of a text with an error that can be read by itself.
pub(crate) struct Piece {
    feed: Feed,
    parsed: ParseResult,
    /// Where it is in the parser's text, declarations and all.
    start: usize,
}

/// The pieces that the parser lost: it gives up a whole list for one error in it, and a body is often one list. What
/// stands before the error is read again, up to the last place where one command ends and another begins.
pub(crate) fn pieces(feed: &Feed, parsed: &ParseResult, dialect: Dialect, depth: u32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut attempts = 0;
    let mut from = feed.behind_declarations();
    for diagnostic in parsed.diagnostics.iter().take(MOST_ERRORS) {
        let error = diagnostic.span.start.offset();
        let before = parsed.file.body.stmts.iter().filter(|statement| statement.span.start.offset() < error);
        from = before.map(|statement| statement.span.end.offset()).fold(from, usize::max);
        let Some(lost) = feed.text().get(from..error.max(from)) else { continue };
        let skipped = lost.len() - lost.trim_start_matches([';', '&', '|', '\n', ' ', '\t']).len();
        let lost = lost.get(skipped..).unwrap_or_default();
        for end in ends_of_commands(lost).into_iter().rev() {
            attempts += 1;
            if attempts > MOST_ATTEMPTS {
                return pieces;
            }
            let start = from + skipped;
            let Some(range) = feed.offsets(&(start..start + end)) else { break };
            let piece = Feed::new(&feed.body().part(range), &Variables::new());
            if let Ok(parsed) = parse::parse(&piece, dialect, depth)
                && parsed.is_ok()
            {
                pieces.push(Piece { feed: piece, parsed, start });
                break;
            }
        }
        from = from.max(error);
    }
    pieces
}

/// Walks a text and the pieces of it that the parser lost, in the order they stand in.
pub(crate) fn walk_pieces(
    walk: &mut Walk<'_, '_>,
    parsed: &ParseResult,
    pieces: &[Piece],
    nest: Option<usize>,
) {
    let mut statements: &[Stmt] = &parsed.file.body.stmts;
    let mut joined = Joined::Start;
    for piece in pieces {
        let before = statements.partition_point(|statement| statement.span.start.offset() < piece.start);
        let (first, rest) = statements.split_at_checked(before).unwrap_or((statements, &[]));
        joined = walk.statements(first, nest, joined);
        let (body, values) = (&mut *walk.body, &mut *walk.values);
        let mut inner = Walk { feed: &piece.feed, body, values, dialect: walk.dialect, depth: walk.depth };
        inner.statements(&piece.parsed.file.body.stmts, nest, joined);
        joined = Joined::Semicolon;
        statements = rest;
    }
    walk.statements(statements, nest, joined);
}

/// Where commands of a text end that stand in nothing else, by the look of it.
fn ends_of_commands(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
    let mut ends = Vec::new();
    let mut open = 0u32;
    let mut index = 0;
    let mut word = 0..0;
    while index < bytes.len() {
        let next = match at(index) {
            b'\\' => index + 2,
            b'\'' => text
                .get(index + 1..)
                .and_then(|rest| rest.find('\''))
                .map_or(bytes.len(), |at| index + at + 2),
            b'"' => end_of_quotes(bytes, index),
            b'`' => end_of_expansion(bytes, index),
            b'$' if matches!(at(index + 1), b'(' | b'{') => end_of_expansion(bytes, index),
            _ => index + 1,
        };
        let byte = at(index);
        if next == index + 1 && (byte.is_ascii_whitespace() || b";&|()".contains(&byte)) {
            count(text, &word, &mut open);
            word = next..next;
            match byte {
                b'(' => open += 1,
                b')' => open = open.saturating_sub(1),
                // In front of an operator, not in the middle of one.
                b';' | b'&' | b'|' | b'\n' if open == 0 && index > 0 && !b";&|>".contains(&at(index - 1)) => {
                    ends.push(index);
                }
                _ => {}
            }
        } else {
            word.end = next;
        }
        index = next;
    }
    ends
}

fn count(text: &str, word: &Range<usize>, open: &mut u32) {
    match text.get(word.clone()) {
        Some("if" | "case" | "while" | "until" | "for" | "select" | "{") => *open += 1,
        Some("fi" | "esac" | "done" | "}") => *open = open.saturating_sub(1),
        _ => {}
    }
}

/// Where the double quotes end that begin at `start`.
fn end_of_quotes(bytes: &[u8], start: usize) -> usize {
    let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
    let mut index = start + 1;
    while index < bytes.len() {
        index = match at(index) {
            b'"' => return index + 1,
            b'\\' => index + 2,
            b'`' => end_of_expansion(bytes, index),
            b'$' if matches!(at(index + 1), b'(' | b'{') => end_of_expansion(bytes, index),
            _ => index + 1,
        };
    }
    bytes.len()
}
