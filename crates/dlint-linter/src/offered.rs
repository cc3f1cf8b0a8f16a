//! Which fixes are offered at all: those after which everything else is known to be as it was.

use dlint_diagnostics::{Change, Finding, Fix, NoFix, Severity};
use dlint_shell::Reading;
use dlint_syntax::{Keyword, Phase, SyntaxErrorKind};
use dlint_text::{Edit, Span};

use crate::Cx;
use crate::builtin::UNUSED_IGNORE;
use crate::context::Step;
use crate::suppress::Ignores;

/// What has to be known of a file for that.
pub(crate) struct Offered<'a> {
    pub(crate) cx: &'a Cx<'a>,
    pub(crate) steps: &'a [Step<'a>],
    pub(crate) ignores: &'a Ignores<'a>,
}

impl Offered<'_> {
    /// Takes the fixes out that would not keep what is not their own, and says why where none is left.
    pub(crate) fn leave_out(&self, finding: &mut Finding) {
        let mut fixes = std::mem::take(&mut finding.fixes);
        let mut reason = None;
        fixes.retain(|fix| {
            let refused = self.refusal(fix, finding);
            let stays = refused.is_none();
            reason = reason.take().or(refused);
            stays
        });
        if fixes.is_empty() {
            finding.no_fix = reason.or(finding.no_fix.take());
        }
        finding.fixes = fixes;
    }

    /// Why a fix cannot be applied, if so.
    ///
    /// A comment between the lines of an instruction is never lost, though a word can begin before it and end behind
    /// it, unless it is a comment that is to go. The text of a lossy file is not its bytes: what is written back would be
    /// another file.
    fn refusal(&self, fix: &Fix, finding: &Finding) -> Option<NoFix> {
        let is_error = finding.severity == Severity::Error;
        let is_comment = finding.code() == UNUSED_IGNORE.meta.code;
        let comments = &self.cx.file.comments;
        let swallows = |edit: &Edit| {
            let first = comments.partition_point(|comment| comment.span.end <= edit.span.start);
            let mut within =
                comments.iter().skip(first).take_while(|comment| comment.span.start < edit.span.end);
            within.any(|comment| !comment.span.covers(edit.span))
        };
        let any = |is_so: &dyn Fn(&Edit) -> bool| fix.edits.iter().any(is_so);
        let reason = if self.cx.source.is_lossy() {
            "the file is not UTF-8"
        } else if !is_comment && any(&swallows) {
            "a comment stands in the middle of it"
        } else if self.is_in_the_dark(fix) {
            "a part of the shell code cannot be read"
        } else if any(&|edit| self.is_refused(edit, is_error)) {
            "the builder refuses what is written here"
        } else if any(&|edit| self.leaves_comment(edit)) {
            "a comment above would speak of the next instruction"
        } else if any(&|edit| self.ends_heredoc(edit)) {
            "it would end the heredoc"
        } else {
            return None;
        };
        Some(NoFix::new(reason))
    }

    /// Whether the builder refuses what an edit is in: the instruction, or the file before it is cut into instructions.
    /// What that is to be is a guess, made by how it is written; only what makes it right may change it, and that cannot
    /// be where the end of a heredoc is a guess.
    fn is_refused(&self, edit: &Edit, is_error: bool) -> bool {
        let instructions = &self.cx.file.instructions;
        let number = |at: u32| instructions.partition_point(|instruction| instruction.span.start <= at);
        self.cx.file.errors.iter().any(|error| {
            let is_open = matches!(error.kind, SyntaxErrorKind::UnterminatedHeredoc { .. });
            is_open
                || !is_error
                    && (error.kind.phase() == Phase::Lines
                        || number(error.span.start) == number(edit.span.start))
        })
    }

    /// Whether an edit makes a line of a heredoc the one that ends it.
    fn ends_heredoc(&self, edit: &Edit) -> bool {
        let instructions = &self.cx.file.instructions;
        let behind = instructions.partition_point(|instruction| instruction.span.start <= edit.span.start);
        let instruction = behind.checked_sub(1).and_then(|index| instructions.get(index));
        let heredocs = instruction.into_iter().flat_map(|instruction| &instruction.heredocs);
        let mut around = heredocs.filter(|heredoc| heredoc.body.span().covers(edit.span));
        around.any(|heredoc| {
            let lines = self.cx.source.lines();
            let first = lines.line_span(lines.line(edit.span.start));
            let line = first.join(lines.line_span(lines.line(edit.span.end)));
            let before = self.cx.source.slice(Span::new(line.start, edit.span.start));
            let behind = self.cx.source.slice(Span::new(edit.span.end, line.end));
            let text = format!("{before}{}{behind}", edit.text);
            text.lines().any(|line| line.trim() == heredoc.name.as_str())
        })
    }

    /// Whether an edit takes an instruction out and leaves a comment behind that ignores findings in it, and would ignore
    /// those in the next one.
    fn leaves_comment(&self, edit: &Edit) -> bool {
        let instructions = &self.cx.file.instructions;
        let first = instructions.partition_point(|instruction| instruction.span.start < edit.span.start);
        let within = instructions.iter().enumerate().skip(first);
        let mut within = within.take_while(|(_, instruction)| instruction.span.end <= edit.span.end);
        // Without the first one, a comment below it may become a directive.
        let is_directive = |index: usize| {
            index == 0
                && instructions.get(1).is_some_and(|next| !self.cx.file.comments_before(next).is_empty())
        };
        edit.text.trim().is_empty()
            && within.any(|(index, _)| self.ignores.is_for(index) || is_directive(index))
    }

    /// Whether a fix changes commands of a step that could not be read as a whole: what else it changes, nobody sees.
    fn is_in_the_dark(&self, fix: &Fix) -> bool {
        let rewrites = fix.declares.contains(&Change::Rewrites(Keyword::Run.as_str()));
        if rewrites || !fix.declares.iter().any(Change::is_of_commands) {
            return false;
        }
        let is_unread = |edit: &Edit| {
            let behind = self.steps.partition_point(|step| step.span.start <= edit.span.start);
            let step = behind.checked_sub(1).and_then(|index| self.steps.get(index));
            let step = step.filter(|step| step.keyword == Keyword::Run).and_then(|step| step.model);
            let mut scripts = step.into_iter().flat_map(|step| self.cx.build.scripts(step));
            scripts.any(|script| script.script.body().reading != Reading::Whole)
        };
        fix.edits.iter().any(is_unread)
    }
}
