//! How a finding is repaired, in the words of the file.
//!
//! The library's edits are for the text that the shell gets. In the file that text may be in pieces, with comments
//! between them, and in a JSON string. A fix is taken over only where the builder hands the shell exactly what the
//! library meant.

use std::ops::Range;

use dlint_text::{Edit, MappedText, Span};
use shuck_linter::{Applicability, Diagnostic};

use super::ShellFix;
use crate::feed::Feed;

/// How a body stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Form {
    /// As the shell gets it.
    #[default]
    Plain,
    /// As a string of an exec form: `["sh", "-c", "…"]`.
    Json,
    /// As a part of a word that something else takes apart first; what an edit would do there nobody knows.
    Nested,
}

/// The fix of a finding, if it has one that can be written into the file.
pub(super) fn fix(feed: &Feed, form: Form, diagnostic: &Diagnostic) -> Option<ShellFix> {
    let fix = diagnostic.fix.as_ref()?;
    let edits: Option<Vec<Edit>> = fix.edits().iter().map(|edit| edit_in_file(feed, form, edit)).collect();
    let mut edits = edits?;
    edits.sort();
    let title = diagnostic.fix_title.as_deref().unwrap_or("rewrite it").to_owned();
    Some(ShellFix { title, safe: fix.applicability() == Applicability::Safe, edits })
}

/// An edit in the words of the file, if there is one: it must neither reach over a place where lines were joined, for
/// that may have a comment in it, nor into something that was resolved, nor into the declarations.
fn edit_in_file(feed: &Feed, form: Form, edit: &shuck_linter::Edit) -> Option<Edit> {
    let offsets = usize::from(edit.range().start())..usize::from(edit.range().end());
    let range = feed.offsets(&offsets)?;
    // Behind a character of several bytes the library's edits may begin inside of it.
    let whole = feed.body().is_char_boundary(range.start) && feed.body().is_char_boundary(range.end);
    whole.then(|| edit_in_body(feed.body(), form, range, edit.content()))?
}

/// The edit of a part of a body, in the words of the file.
pub(super) fn edit_in_body(body: &MappedText, form: Form, range: Range<usize>, text: &str) -> Option<Edit> {
    // A new line would end the instruction, and the builder would read a heredoc that is new to it.
    if text.contains("<<") || text.chars().any(char::is_control) {
        return None;
    }
    let piece = piece_around(body, range.start as u32, range.end as u32)?;
    if !piece.stays_a_line(body, text) {
        return None;
    }
    match form {
        Form::Plain => Some(Edit::replace(piece.place, text)),
        Form::Json => Some(Edit::replace(piece.place, text.replace('\\', r"\\").replace('"', "\\\""))),
        Form::Nested => None,
    }
}

/// A part of a text that stands in the file as it is.
struct Piece {
    /// Its beginning and its end in the text.
    whole: (u32, u32),
    /// The part of it that is meant, in the text.
    part: (u32, u32),
    /// That part in the file.
    place: Span,
}

impl Piece {
    /// Whether the builder reads the piece as before when `text` is put in: it must not take its beginning for a
    /// comment, nor its end for a continuation, nor for none.
    fn stays_a_line(&self, body: &MappedText, text: &str) -> bool {
        let get = |from: u32, to: u32| body.get(from as usize..to as usize).unwrap_or_default();
        let before = get(self.whole.0, self.part.0);
        let behind = get(self.part.1, self.whole.1);
        let continues = |text: &str| text.ends_with(['\\', '`']);
        let begins = before.trim_ascii().is_empty();
        let ends = behind.trim_ascii().is_empty();
        let first = if text.is_empty() { behind } else { text };
        let last = if text.is_empty() { before } else { text };
        !(begins && first.trim_ascii_start().starts_with('#') || ends && continues(last.trim_ascii_end()))
    }
}

/// The piece of the file that a part of a text lies in.
fn piece_around(text: &MappedText, start: u32, end: u32) -> Option<Piece> {
    let blank = |at: u32| text.as_bytes().get(at as usize).is_none_or(u8::is_ascii_whitespace);
    // At a joint an insertion belongs to the text it was made for: to the word that begins there, or to what ends.
    let opens = start == end && start > 0 && blank(start - 1) && !blank(start);
    let mut segments = text.segments().peekable();
    while let Some(segment) = segments.next() {
        let next = segments.peek().map_or(text.len() as u32, |next| next.text);
        if start < segment.text || end > next || opens && start == next {
            continue;
        }
        let copied = segment.source.len() == next - segment.text;
        let in_file = |at: u32| segment.source.start + (at - segment.text);
        let place = Span::new(in_file(start), in_file(end));
        return copied.then_some(Piece { whole: (segment.text, next), part: (start, end), place });
    }
    None
}
