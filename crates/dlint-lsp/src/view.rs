//! What a feature sees: a version of a document, the build that it describes, and what it goes by.

use std::sync::Arc;

use dlint_config::FileSettings;
use dlint_linter::RuleSet;
use dlint_model::Build;
use dlint_model::context::BuildContext;
use dlint_syntax::{Comment, File, Instruction, LineKind};
use dlint_text::Span;

use crate::document::Document;

/// What a feature sees.
///
/// A feature is a pure function of this and of a place: it waits for nobody, and runs on a thread of its own.
pub(crate) struct View<'a> {
    /// The version of the document.
    pub(crate) document: &'a Document,
    /// What it is parsed to.
    pub(crate) file: &'a File,
    /// What it builds.
    pub(crate) build: &'a Build<'a>,
    /// The files that a build of it can see.
    pub(crate) context: &'a dyn BuildContext,
    /// What its configuration says.
    pub(crate) settings: &'a FileSettings,
    /// All rules.
    pub(crate) rules: &'a Arc<RuleSet>,
    /// Where the rules' pages are, without the name of one: `https://…/rules/`.
    pub(crate) pages: &'a str,
    /// Whether the client fills in snippets, and not plain text alone.
    pub(crate) snippets: bool,
}

impl View<'_> {
    /// The text.
    pub(crate) fn text(&self) -> &str {
        self.document.text()
    }

    /// The instruction that an offset is in, or at the end of; comments and blank lines between its lines count.
    pub(crate) fn instruction_at(&self, offset: u32) -> Option<&Instruction> {
        let all = &self.file.instructions;
        let behind = all.partition_point(|instruction| instruction.text.source_start(0) <= offset);
        let instruction = all.get(behind.checked_sub(1)?)?;
        let lines = self.file.lines_of(instruction);
        let end = lines.last().map_or(instruction.span.end, |line| line.span.end);
        (offset < end || offset <= instruction.span.end).then_some(instruction)
    }

    /// The comment that an offset is in, or at the end of.
    pub(crate) fn comment_at(&self, offset: u32) -> Option<&Comment> {
        let all = &self.file.comments;
        let behind = all.partition_point(|comment| comment.span.start <= offset);
        all.get(behind.checked_sub(1)?).filter(|comment| offset <= comment.span.end)
    }

    /// The line of a heredoc that an offset is in, without the blanks around it.
    pub(crate) fn heredoc_line_at(&self, offset: u32) -> Option<Span> {
        let lines = &self.file.lines;
        let index = lines.partition_point(|line| line.span.start <= offset).checked_sub(1)?;
        let line = lines.get(index).filter(|line| matches!(line.kind, LineKind::HeredocBody(_)))?;
        let text = line.span.slice(self.text());
        let start = line.span.start + (text.len() - text.trim_start().len()) as u32;
        Some(Span::new(start, start + text.trim().len() as u32))
    }
}
