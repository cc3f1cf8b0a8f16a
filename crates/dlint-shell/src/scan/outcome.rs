//! What a word comes to: text up to the first hole, and pieces behind it.

use std::ops::Range;

use dlint_text::{MappedText, MappedTextBuilder, Span};

use crate::word::Piece;

/// More pieces than this, and the rest of the word is unknown: nobody writes such a word to be understood.
const MOST_PIECES: usize = 64;

/// The value of a word while it is read.
pub(super) struct Outcome {
    beginning: MappedTextBuilder,
    rest: Vec<Piece>,
}

impl Outcome {
    /// Of a word that begins at `offset` of the file.
    pub(super) fn new(offset: u32) -> Self {
        Self { beginning: MappedTextBuilder::new(offset), rest: Vec::new() }
    }

    /// Whether nothing unknown was met yet.
    pub(super) fn known(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether there is nothing in it so far.
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty() && self.beginning.text().is_empty()
    }

    /// Adds a part of the word as it is written.
    pub(super) fn copy(&mut self, text: &MappedText, part: Range<usize>) {
        if self.known() {
            self.beginning.copy_part(text, part);
        } else {
            self.add(text.get(part).unwrap_or_default());
        }
    }

    /// Adds what the bytes under `source` stand for.
    pub(super) fn resolved(&mut self, text: &str, source: Span) {
        if self.known() {
            self.beginning.resolved(text, source);
        } else {
            self.add(text);
        }
    }

    /// Adds a hole.
    pub(super) fn hole(&mut self, hole: Piece) {
        let same = hole == Piece::Unknown && self.rest.last() == Some(&hole);
        if !same && !self.is_full() {
            self.rest.push(hole);
        }
    }

    fn add(&mut self, text: &str) {
        if text.is_empty() || self.is_full() {
            return;
        }
        if let Some(Piece::Text(last)) = self.rest.last_mut() {
            last.push_str(text);
        } else {
            self.rest.push(Piece::Text(text.to_owned()));
        }
    }

    /// Whether nothing more is noted; the last piece is an unknown one then.
    fn is_full(&mut self) -> bool {
        if self.rest.len() + 1 == MOST_PIECES {
            self.rest.push(Piece::Unknown);
        }
        self.rest.len() >= MOST_PIECES
    }

    /// The beginning, and the pieces behind it.
    pub(super) fn finish(self) -> (MappedText, Vec<Piece>) {
        (self.beginning.finish(), self.rest)
    }
}
