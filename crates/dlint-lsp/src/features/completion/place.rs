//! Where the cursor is: in which instruction, comment or heredoc, and which word stands there.
//!
//! What lines are is the parser's to say; here a place on a line becomes one in the text that the builder sees.

use std::ops::Range;

use dlint_syntax::{Instruction, Line, LineKind};
use dlint_text::{MappedText, Span};

use super::item::Slot;
use crate::features::names::site::{Site, site_of};
use crate::view::View;

/// Where the cursor is.
pub(crate) enum Place<'v> {
    /// Where an instruction may begin.
    Start,
    /// In a comment, or in a directive: its text up to the end of its line.
    Comment(Span),
    /// In the text of an instruction.
    Instruction(Cursor<'v>),
    /// In the body of a heredoc, with the instruction that it belongs to.
    Heredoc(Cursor<'v>),
    /// Where nothing can be said.
    Nowhere,
}

/// A place in an instruction.
pub(crate) struct Cursor<'v> {
    view: &'v View<'v>,
    /// The place in the document.
    pub(crate) offset: u32,
    /// The instruction; for the trigger of an `ONBUILD`, the `ONBUILD`.
    pub(crate) outer: &'v Instruction,
    /// The instruction, or the trigger.
    pub(crate) instruction: &'v Instruction,
    /// The place in the instruction's text.
    pub(crate) at: usize,
    /// Whether white space that is not in the text stands in front of it.
    pub(crate) apart: bool,
}

/// Finds the place of an offset.
pub(crate) fn find<'v>(view: &'v View<'v>, offset: u32) -> Place<'v> {
    let lines = &view.file.lines;
    let index = lines.partition_point(|line| line.span.start <= offset).checked_sub(1);
    let Some(line) = index.and_then(|index| lines.get(index)) else { return Place::Start };
    let text = line.span.slice(view.text());
    // Behind the last line's ending is a line that the parser knows nothing of.
    if offset >= line.span.end && text.ends_with('\n') {
        return behind_all(view, offset, *line);
    }
    match line.kind {
        LineKind::Blank => Place::Start,
        LineKind::Directive(_) | LineKind::Comment(_) | LineKind::DroppedComment(_) => {
            let text = text.trim_end_matches(['\r', '\n']);
            let start = line.span.start + text.find('#').unwrap_or_default() as u32;
            let end = line.span.start + text.len() as u32;
            if offset > start { Place::Comment(Span::new(start, end)) } else { Place::Nowhere }
        }
        LineKind::Text(index) | LineKind::DroppedBlank(index) => in_text(view, offset, index),
        LineKind::HeredocBody(index) => in_heredoc(view, offset, index),
        LineKind::HeredocEnd(_) => Place::Nowhere,
    }
}

/// On the line behind the last one, which may go on with what that one is.
fn behind_all<'v>(view: &'v View<'v>, offset: u32, last: Line) -> Place<'v> {
    let index = match last.kind {
        LineKind::Blank | LineKind::Directive(_) | LineKind::Comment(_) | LineKind::HeredocEnd(_) => {
            return Place::Start;
        }
        LineKind::HeredocBody(index) => return in_heredoc(view, offset, index),
        LineKind::DroppedBlank(index) | LineKind::DroppedComment(index) => {
            return in_text(view, offset, index);
        }
        LineKind::Text(index) => index,
    };
    let text = last.span.slice(view.text()).trim_end();
    let goes_on = text.strip_suffix(view.file.escape).is_some_and(|text| !text.ends_with(view.file.escape));
    if goes_on {
        return in_text(view, offset, index);
    }
    let instruction = view.file.instructions.get(index as usize);
    let is_open = |one: &Instruction| one.heredocs.iter().any(|heredoc| heredoc.terminator.is_none());
    if instruction.is_some_and(is_open) { in_heredoc(view, offset, index) } else { Place::Start }
}

fn in_text<'v>(view: &'v View<'v>, offset: u32, index: u32) -> Place<'v> {
    let Some(outer) = view.file.instructions.get(index as usize) else { return Place::Nowhere };
    if offset < outer.text.source_start(0) {
        return Place::Nowhere;
    }
    Place::Instruction(Cursor::new(view, offset, outer))
}

fn in_heredoc<'v>(view: &'v View<'v>, offset: u32, index: u32) -> Place<'v> {
    let Some(outer) = view.file.instructions.get(index as usize) else { return Place::Nowhere };
    Place::Heredoc(Cursor::new(view, offset, outer))
}

/// Whether a letter parts words for the builder.
pub(crate) fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n' | '\u{b}' | '\u{c}')
}

impl<'v> Cursor<'v> {
    fn new(view: &'v View<'v>, offset: u32, outer: &'v Instruction) -> Self {
        let trigger = outer.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref());
        let instruction = trigger.filter(|trigger| trigger.text.source_start(0) < offset).unwrap_or(outer);
        let text = &instruction.text;
        let at = text.text_range(Span::at(offset)).start;
        let end = if at == 0 { offset } else { text.source_end(at as u32) };
        let between = Span::new(end, offset).slice(view.text());
        let apart = between.rsplit('\n').next().is_some_and(|line| line.contains(is_blank));
        Self { view, offset, outer, instruction, at, apart }
    }

    /// A part of the document.
    pub(crate) fn source(&self, span: Span) -> &'v str {
        span.slice(self.view.text())
    }

    /// The instruction where it stands: in its stage, as its step.
    pub(crate) fn site(&self) -> Option<Site<'v>> {
        site_of(self.view, self.outer, self.instruction)
    }

    /// The text of the instruction, as the builder sees it.
    pub(crate) fn text(&self) -> &'v MappedText {
        &self.instruction.text
    }

    /// What of it stands in front of the cursor.
    pub(crate) fn before(&self) -> &'v str {
        self.text().as_str().get(..self.at).unwrap_or_default()
    }

    /// Whether it is a trigger.
    pub(crate) fn is_trigger(&self) -> bool {
        !std::ptr::eq(self.outer, self.instruction)
    }

    /// Whether the cursor is in the keyword, or at its end.
    pub(crate) fn is_in_keyword(&self) -> bool {
        self.at <= self.instruction.keyword_text.len() && !self.apart
    }

    /// The word around the cursor, between letters of this kind.
    pub(crate) fn word(&self, parts: impl Fn(char) -> bool + Copy) -> Range<usize> {
        if self.apart {
            return self.at..self.at;
        }
        let text = self.text().as_str();
        let before = self.before();
        let start = before.char_indices().rev().find(|(_, letter)| parts(*letter));
        let start = start.map_or(0, |(at, letter)| at + letter.len_utf8());
        let end = text.get(self.at..).and_then(|rest| rest.find(parts));
        start..end.map_or(text.len(), |end| self.at + end)
    }

    /// A part of the text as the thing to be replaced; none where it stands on several lines.
    pub(crate) fn slot(&self, part: Range<usize>) -> Option<Slot> {
        if part.is_empty() || self.apart {
            return Slot::new(self.view, Span::at(self.offset), self.offset);
        }
        Slot::new(self.view, self.text().source_span(part), self.offset)
    }

    /// The flag that the cursor is in, as a part of the text. A flag that is only begun (`-`) counts.
    pub(crate) fn flag(&self) -> Option<Range<usize>> {
        let mut behind = self.instruction.keyword_text.len();
        for flag in &self.instruction.flags {
            let range = self.text().text_range(flag.span);
            if range.start < self.at && self.at <= range.end && !self.apart {
                return Some(range);
            }
            if range.end > self.at {
                break;
            }
            behind = range.end.max(behind);
        }
        let word = self.word(is_blank);
        let between = self.text().as_str().get(behind..word.start)?;
        let text = self.text().as_str().get(word.clone())?;
        let is_bare = between.chars().all(is_blank);
        (is_bare && (text.is_empty() || text.starts_with('-'))).then_some(word)
    }

    /// Where the arguments begin: behind the keyword and the flags in front of the cursor.
    pub(crate) fn arguments(&self) -> usize {
        let last = self.instruction.flags.last().map(|flag| self.text().text_range(flag.span).end);
        last.unwrap_or_default().max(self.instruction.keyword_text.len())
    }

    /// What stands between the flags and a part of the text.
    pub(crate) fn arguments_before(&self, start: usize) -> &'v str {
        self.text().as_str().get(self.arguments()..start).unwrap_or_default()
    }

    /// The stage that the cursor is in, by its number; none before the first.
    pub(crate) fn stage(&self) -> Option<usize> {
        let start = self.outer.span.start;
        self.view.build.stages().partition_point(|stage| stage.from.span.start <= start).checked_sub(1)
    }
}
