//! Tokens from what was painted: what is painted later lies on top, and what comes out of it overlaps nowhere, spans no
//! two lines and stands in order.

use std::collections::BinaryHeap;

use dlint_text::{MappedText, Span};
use tower_lsp::lsp_types::SemanticToken;

use super::legend::Kind;
use crate::document::Document;

/// A part of the text that is painted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    span: Span,
    kind: Kind,
    modifiers: u32,
}

impl Stroke {
    /// The same on a text that begins elsewhere: at `to`, and no more at `from`.
    pub(super) const fn moved(self, from: u32, to: u32) -> Self {
        let start = self.span.start.saturating_sub(from) + to;
        Self { span: Span::new(start, start + self.span.len()), ..self }
    }
}

/// A text that is painted on.
#[derive(Debug)]
pub(super) struct Canvas {
    strokes: Vec<Stroke>,
    /// What is wanted of it; the rest is left out.
    window: Span,
}

impl Canvas {
    pub(super) const fn new(window: Span) -> Self {
        Self { strokes: Vec::new(), window }
    }

    /// Whether anything of a part is wanted.
    pub(super) const fn wants(&self, span: Span) -> bool {
        span.start < self.window.end && self.window.start < span.end
    }

    /// Paints a part of the file.
    pub(super) fn place(&mut self, span: Span, kind: Kind, modifiers: u32) {
        let span = Span::new(span.start.max(self.window.start), span.end.min(self.window.end));
        if !span.is_empty() {
            self.strokes.push(Stroke { span, kind, modifiers });
        }
    }

    /// How often it was painted on.
    pub(super) const fn count(&self) -> usize {
        self.strokes.len()
    }

    /// What was painted since.
    pub(super) fn since(&self, count: usize) -> &[Stroke] {
        self.strokes.get(count..).unwrap_or_default()
    }

    /// Paints once more what was painted on a text, which begins at `start` by now.
    pub(super) fn repeat(&mut self, strokes: &[Stroke], start: u32) {
        self.strokes.extend(strokes.iter().map(|stroke| stroke.moved(0, start)));
    }

    /// Paints a text, and nothing of what lies between its pieces.
    pub(super) fn text(&mut self, text: &MappedText, kind: Kind, modifiers: u32) {
        if text.is_empty() {
            return;
        }
        for segment in text.segments() {
            self.place(segment.source, kind, modifiers);
        }
    }

    /// What is seen from above, in order.
    fn flat(mut self) -> Vec<Stroke> {
        // A stable sort: of two that begin at the same place, the later is still the later.
        let mut order: Vec<usize> = (0..self.strokes.len()).collect();
        order.sort_by_key(|index| self.strokes.get(*index).map(|stroke| stroke.span.start));
        let mut coming = order.into_iter().peekable();
        let mut lying: BinaryHeap<usize> = BinaryHeap::new();
        let mut flat: Vec<Stroke> = Vec::with_capacity(self.strokes.len());
        let mut top = None;
        let mut at = 0;
        loop {
            let strokes = &self.strokes;
            let start = |index: &usize| strokes.get(*index).map_or(u32::MAX, |stroke| stroke.span.start);
            while let Some(index) = coming.next_if(|index| start(index) <= at) {
                lying.push(index);
            }
            let next = coming.peek().map_or(u32::MAX, start);
            let Some(index) = lying.peek().copied() else {
                if next == u32::MAX {
                    break;
                }
                at = next;
                continue;
            };
            let Some(stroke) = strokes.get(index).filter(|stroke| stroke.span.end > at) else {
                lying.pop();
                continue;
            };
            let end = stroke.span.end.min(next);
            match flat.last_mut() {
                Some(last) if top == Some(index) && last.span.end == at => last.span.end = end,
                _ => flat.push(Stroke { span: Span::new(at, end), ..*stroke }),
            }
            top = Some(index);
            at = end;
        }
        self.strokes.clear();
        flat
    }

    /// The tokens.
    pub(super) fn finish(self, document: &Document) -> Vec<SemanticToken> {
        let text = document.text();
        let mut forward = document.forward();
        let mut tokens = Vec::new();
        let (mut line, mut character) = (0, 0);
        for stroke in self.flat() {
            let mut start = stroke.span.start;
            while start < stroke.span.end {
                forward.position(start);
                let (line_end, next) = (forward.line_end(), forward.next_line());
                let piece = Span::new(start, stroke.span.end.min(line_end)).slice(text);
                let blank = (piece.len() - piece.trim_start().len()) as u32;
                let length = piece.trim().len() as u32;
                if length > 0 {
                    let from = forward.position(start + blank);
                    let to = forward.position(start + blank + length);
                    let delta_line = from.line - line;
                    let before = if delta_line == 0 { character } else { 0 };
                    tokens.push(SemanticToken {
                        delta_line,
                        delta_start: from.character - before,
                        length: to.character - from.character,
                        token_type: stroke.kind as u32,
                        token_modifiers_bitset: stroke.modifiers,
                    });
                    (line, character) = (from.line, from.character);
                }
                let Some(next) = next else { break };
                start = next;
            }
        }
        tokens
    }
}
