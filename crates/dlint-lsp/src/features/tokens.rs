//! Semantic tokens: what each word of a Dockerfile is, as the builder and its shells read it.

mod canvas;
mod heredocs;
mod instructions;
pub(crate) mod legend;
mod memory;
mod shell;
#[cfg(test)]
mod tests;

use dlint_model::Step;
use dlint_text::{MappedText, Span};
use tower_lsp::lsp_types::{Range, SemanticToken, SemanticTokensEdit};

use self::canvas::Canvas;
use self::instructions::Painter;
use self::legend::{Kind, PLAIN, REFERENCE};
pub(crate) use self::memory::Memory;
use super::names::site::extent;
use super::names::stages::own_references;
use crate::view::View;

/// The tokens of a document, of whose version before the memory is.
pub(crate) fn full(view: &View<'_>, memory: &mut Memory) -> Vec<SemanticToken> {
    memory.begin(view.file.escape);
    let tokens = within(view, Span::new(0, view.text().len() as u32), Some(memory));
    memory.forget();
    tokens
}

/// The tokens of the lines that a range touches.
pub(crate) fn range(view: &View<'_>, range: Range) -> Vec<SemanticToken> {
    let span = view.document.span(range);
    let mut forward = view.document.forward();
    let last = forward.position(span.end);
    // A range that ends where a line begins has nothing of that line.
    let ends_line = !span.is_empty() && last.character == 0;
    let end = if ends_line { span.end } else { forward.line_end() };
    let start = view.document.offset(tower_lsp::lsp_types::Position {
        line: view.document.position(span.start).line,
        character: 0,
    });
    within(view, Span::new(start, end), None)
}

/// What has to be changed in the tokens that a client has to get those that there are now: one edit at most, of what
/// lies between the first and the last token that differ.
pub(crate) fn delta(before: &[SemanticToken], now: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let same = before.iter().zip(now).take_while(|(old, new)| old == new).count();
    let (old, new) = (before.get(same..).unwrap_or_default(), now.get(same..).unwrap_or_default());
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let inserted = new.get(..new.len() - tail).unwrap_or_default();
    // The protocol counts the numbers, of which a token has five.
    vec![SemanticTokensEdit {
        start: same as u32 * 5,
        delete_count: (old.len() - tail) as u32 * 5,
        data: (!inserted.is_empty()).then(|| inserted.to_vec()),
    }]
}

fn within(view: &View<'_>, window: Span, mut memory: Option<&mut Memory>) -> Vec<SemanticToken> {
    let mut painter = Painter::new(view, Canvas::new(window));
    painter.directives();
    for instruction in &view.file.instructions {
        if painter.canvas.wants(extent(instruction)) {
            painter.instruction(instruction);
        }
    }
    for stage in view.build.stages() {
        for step in stage.own_steps().chain(&stage.triggers) {
            let outer = step.onbuild.unwrap_or(step.instruction);
            // An `ONBUILD` runs nothing itself: its trigger is a step of its own.
            let extent = extent(outer);
            if painter.canvas.wants(extent) && step.instruction.as_onbuild().is_none() {
                remembered(&mut painter, step, extent, memory.as_deref_mut());
            }
        }
        if let dlint_model::Base::Stage(_) = stage.base
            && let Some(image) = stage.from.as_from().and_then(|from| from.image.as_ref())
            && !image.word.contains('$')
        {
            painter.canvas.text(&image.word, Kind::Stage, REFERENCE);
        }
        for (_, reference) in own_references(stage) {
            if matches!(reference.target, dlint_model::Target::Stage(_)) {
                painter.canvas.place(reference.span, Kind::Stage, REFERENCE);
            }
        }
    }
    for comment in &view.file.comments {
        painter.canvas.place(comment.span, Kind::Comment, PLAIN);
    }
    painter.canvas.finish(view.document)
}

/// Paints a step as it was painted before, if it was.
fn remembered(painter: &mut Painter<'_, '_>, step: &Step<'_>, extent: Span, memory: Option<&mut Memory>) {
    let Some(memory) = memory else { return painter.step(step) };
    let text = extent.slice(painter.view.text());
    let dialect = step.state.dialect();
    if let Some(strokes) = memory.recall(text, dialect) {
        return painter.canvas.repeat(&strokes, extent.start);
    }
    let count = painter.canvas.count();
    painter.step(step);
    memory.keep(text, dialect, extent.start, painter.canvas.since(count));
}

/// What a whole word says by its looks alone.
fn plain_kind(text: &MappedText, otherwise: Kind) -> Kind {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Kind::Number } else { otherwise }
}
