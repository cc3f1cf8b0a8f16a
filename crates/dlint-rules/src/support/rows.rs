//! Steps that are plain commands in a row, for fixes that take one of them out or put one between them.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::CommandId;
use dlint_shell::{Command, Joined};
use dlint_text::Span;

use super::append::has_comment;
use super::join::plain_body;

/// The commands of a step that is plain commands in a row: no constructs, no pipes.
pub(crate) fn row<'s>(step: &'s Step<'_>, cx: &Cx<'_>) -> Option<Vec<&'s Command>> {
    let body = plain_body(step, cx)?;
    let outer: Vec<&Command> = body.commands.iter().filter(|command| command.wrapped_by.is_none()).collect();
    let in_a_row = |command: &&Command| {
        let standing = &command.standing;
        standing.nest.is_none()
            && !standing.background
            && matches!(standing.joined, Joined::Start | Joined::And)
    };
    // What the shell takes for a remark would be lost, or would swallow what is put behind it.
    let is_plain = body.nests.is_empty() && !has_comment(&step.instruction.text, body);
    (is_plain && outer.iter().all(in_a_row)).then_some(outer)
}

/// The command of this number, or the one that runs it.
pub(crate) fn outermost<'s>(step: &'s Step<'_>, id: Option<CommandId>, cx: &Cx<'_>) -> Option<&'s Command> {
    let commands = &plain_body(step, cx)?.commands;
    let command = commands.get(id?.command)?;
    match command.wrapped_by {
        Some(wrapper) => commands.get(wrapper).filter(|wrapper| wrapper.wrapped_by.is_none()),
        None => Some(command),
    }
}

/// Where the last word or redirection of a command ends.
pub(crate) fn end_of(command: &Command) -> u32 {
    let words = command.words.iter().map(|word| word.span().end);
    let redirections = command.redirections.iter().map(|redirection| redirection.span.end);
    words.chain(redirections).max().unwrap_or(command.span.end)
}

/// What goes when the command at this place goes, with one `&&`; `None` where it is the only one.
pub(crate) fn cut_span(row: &[&Command], at: usize) -> Option<Span> {
    let own = row.get(at)?;
    match (row.get(at + 1), at.checked_sub(1).and_then(|before| row.get(before))) {
        (Some(next), _) => Some(Span::new(own.span.start, next.span.start)),
        (None, Some(before)) => Some(Span::new(end_of(before), end_of(own))),
        (None, None) => None,
    }
}
