//! Steps that are plain commands in a row, for fixes that take one of them out or put one between them.

use dlint_diagnostics::{Change, NoFix};
use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::CommandId;
use dlint_shell::{Body, Command, Joined};
use dlint_text::Span;

use super::append::has_comment;
use super::join::{STAYS, plain_body};

/// The commands of a step that is plain commands in a row: no constructs, no pipes.
///
/// # Errors
///
/// Why it is not.
pub(crate) fn row<'s>(step: &'s Step<'_>, cx: &Cx<'_>) -> Result<Vec<&'s Command>, NoFix> {
    let body = plain_body(step, cx)?;
    let outer: Vec<&Command> = body.commands.iter().filter(|command| command.wrapped_by.is_none()).collect();
    let in_a_row = |command: &&Command| {
        let standing = &command.standing;
        standing.nest.is_none()
            && !standing.background
            && matches!(standing.joined, Joined::Start | Joined::And)
    };
    // What the shell takes for a remark would be lost, or would swallow what is put behind it.
    if has_comment(&step.instruction.text, body) {
        return Err(NoFix::new("a part of the shell code cannot be read"));
    }
    if !body.nests.is_empty() || !outer.iter().all(in_a_row) {
        return Err(NoFix::new("the step is more than commands that are joined by `&&`"));
    }
    Ok(outer)
}

/// The command of this number, or the one that runs it.
pub(crate) fn outermost<'s>(step: &'s Step<'_>, id: Option<CommandId>, cx: &Cx<'_>) -> Option<&'s Command> {
    let commands = &plain_body(step, cx).ok()?.commands;
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

/// A command that is taken out.
#[derive(Debug)]
pub(crate) struct Cut {
    /// What goes.
    pub(crate) span: Span,
    /// What is different in the build, but for the command itself.
    pub(crate) changes: Vec<Change>,
}

/// What goes when a command goes that stands in a list, with what joins it to the others.
///
/// # Errors
///
/// Why what is left would not do the same.
pub(crate) fn cut_from_list(step: &Step<'_>, id: CommandId, cx: &Cx<'_>) -> Result<Cut, NoFix> {
    let body = plain_body(step, cx)?;
    if has_comment(&step.instruction.text, body) {
        return Err(NoFix::new("a part of the shell code cannot be read"));
    }
    let own = outermost(step, Some(id), cx).ok_or(NoFix::new("the trigger runs in another build"))?;
    if own.standing.nest.is_some() {
        return Err(NoFix::new("it runs in a loop, a condition, a function or a subshell"));
    }
    let elements = elements(body);
    let at = elements.iter().position(|element| element.span.start == own.span.start);
    let before = at.and_then(|at| elements.get(at.checked_sub(1)?));
    let next = at.and_then(|at| elements.get(at + 1));
    let begins = own.words.first().is_some_and(|word| word.span().start == own.span.start);
    let is_plain = !own.standing.negated && own.standing.pipeline.length == 1 && begins;
    if before.is_none() && next.is_none() {
        return Err(NoFix::new("the step does nothing else"));
    }
    if !is_plain || own.standing.background {
        return Err(NoFix::new("what the command says is used by another one"));
    }
    let ends = |joined: Joined| matches!(joined, Joined::Semicolon | Joined::Newline);
    let odd = || NoFix::new("what runs behind it depends on how it ends");
    match (own.standing.joined, before, next) {
        // A list of `&&` fails where one of its commands does, whoever of them it is.
        (joined, _, Some(next)) if joined != Joined::Or && next.joined == Joined::And => {
            // Behind a `;`, or at the beginning, the next one is joined as this one was.
            let changes = next.name.iter().filter(|_| ends(joined)).cloned().map(Change::Joins);
            Ok(Cut { span: Span::new(own.span.start, next.span.start), changes: changes.collect() })
        }
        (Joined::Start | Joined::Semicolon | Joined::Newline, _, Some(next)) if ends(next.joined) => {
            let changes = next.name.iter().cloned().map(Change::Joins).collect();
            Ok(Cut { span: Span::new(own.span.start, next.span.start), changes })
        }
        (Joined::And, Some(before), None)
            if before.name.as_deref().is_some_and(|name| STAYS.contains(&name)) =>
        {
            Err(NoFix::new("what is left would do nothing"))
        }
        (Joined::And, Some(before), next) if next.is_none_or(|next| ends(next.joined)) => {
            // Behind a construct there is more than is known of it: `fi`.
            let between = Span::new(before.span.end, own.span.start);
            let text = cx.source.slice(between);
            let text = text.get(..text.rfind("&&").ok_or_else(odd)?).unwrap_or_default();
            let is_blank = |c: char| c.is_whitespace() || c == cx.file.escape;
            let start = between.start + text.trim_end_matches(is_blank).len() as u32;
            Ok(Cut { span: Span::new(start, end_of(own)), changes: Vec::new() })
        }
        _ => Err(odd()),
    }
}

/// Where a command ends that another one can be put behind with `&&`.
pub(crate) fn end_in_list(step: &Step<'_>, id: CommandId, cx: &Cx<'_>) -> Option<u32> {
    let body = plain_body(step, cx).ok().filter(|body| !has_comment(&step.instruction.text, body))?;
    let own = outermost(step, Some(id), cx)?;
    let standing = &own.standing;
    let is_plain = standing.nest.is_none()
        && standing.pipeline.length == 1
        && !standing.negated
        && !standing.background
        && standing.joined != Joined::Or;
    let elements = elements(body);
    let at = elements.iter().position(|element| element.span.start == own.span.start)?;
    let next = elements.get(at + 1).map(|next| next.joined);
    let goes_on = matches!(next, None | Some(Joined::And | Joined::Semicolon | Joined::Newline));
    (is_plain && goes_on).then(|| end_of(own))
}

/// A command or a construct of a list.
struct Element {
    span: Span,
    joined: Joined,
    /// The name of a command.
    name: Option<String>,
}

/// What a body is, one behind the other.
fn elements(body: &Body) -> Vec<Element> {
    let commands = body.commands.iter().filter(|command| command.wrapped_by.is_none());
    let commands = commands.filter(|command| command.standing.nest.is_none()).map(|command| Element {
        span: Span::new(command.span.start, end_of(command)),
        joined: command.standing.joined,
        name: command.base_name().map(str::to_owned),
    });
    let nests = body.nests.iter().filter(|nest| nest.command.is_none() && nest.standing.nest.is_none());
    let nests = nests.map(|nest| Element { span: nest.span, joined: nest.standing.joined, name: None });
    let mut all: Vec<Element> = commands.chain(nests).collect();
    all.sort_by_key(|element| element.span.start);
    all
}
