//! What a `# shellcheck disable=…` inside a shell text covers: the command that follows, as in ShellCheck.
//!
//! That is a whole list (`a && b | c`) or a whole construct (`if … fi`). In front of the first command it is all of the
//! text. The builder drops comments between the lines of an instruction, so no shell and no ShellCheck ever sees those;
//! people write them all the same, and mean that.

use dlint_model::Build;
use dlint_shell::{Joined, NestKind};
use dlint_text::{SourceFile, Span};

use crate::context::Step;

/// A command or a construct: where it is, and what stands in front of it.
#[derive(Debug, Clone, Copy)]
struct Item {
    span: Span,
    joined: Joined,
}

/// Looking through the commands of longer bodies for each of their comments would take too long.
const MOST_COMMANDS: usize = 2000;

/// The part of a step that a comment in it covers; `None` if it is all of it.
pub(crate) fn following(
    step: &Step<'_>,
    build: &Build<'_>,
    source: &SourceFile,
    comment: Span,
) -> Option<Span> {
    let mut heredocs = step.instruction.heredocs.iter().map(|heredoc| heredoc.body.span());
    let heredoc = heredocs.find(|body| body.covers(comment));
    let text = heredoc.unwrap_or(step.instruction.span);
    let scripts = step.model.map(|step| build.scripts(step)).unwrap_or_default();
    let in_text = |span: Span| text.covers(Span::at(span.start));
    let bodies = scripts.iter().map(|script| script.script.body());
    let body = bodies.filter(|body| body.commands.iter().any(|command| in_text(command.span))).last();
    // Of a body with thousands of commands nothing is found.
    let Some(body) = body.filter(|body| body.commands.len() <= MOST_COMMANDS) else { return heredoc };
    if !body.commands.iter().any(|command| in_text(command.span) && command.span.start < comment.start) {
        return heredoc;
    }
    let plain = body.commands.iter().filter(|command| command.wrapped_by.is_none());
    // A comment in the middle of a command is about that command.
    let around = plain.clone().filter(|command| command.span.covers(comment)).map(|command| command.span);
    if let Some(command) = around.min_by_key(|span| span.len()) {
        return Some(command);
    }
    // What stands beside the comment, in the construct that it is in.
    let is_construct =
        |kind| !matches!(kind, NestKind::Substitution | NestKind::ProcessSubstitution | NestKind::ShellText);
    let nests = || body.nests.iter().enumerate().filter(|(_, nest)| is_construct(nest.kind));
    let inside =
        nests().filter(|(_, nest)| nest.span.covers(comment)).min_by_key(|(_, nest)| nest.span.len());
    let level = inside.map(|(index, _)| index);
    let commands = plain.filter(|command| command.standing.nest == level);
    let commands = commands.map(|command| Item { span: command.span, joined: command.standing.joined });
    let constructs = nests().filter(|(_, nest)| nest.standing.nest == level);
    let constructs = constructs.map(|(_, nest)| Item { span: nest.span, joined: nest.standing.joined });
    let mut items: Vec<Item> =
        commands.chain(constructs).filter(|item| item.span.start >= comment.end).collect();
    items.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
    let mut items = items.into_iter();
    let Some(first) = items.next() else { return Some(Span::at(comment.end)) };
    let mut end = first.span.end;
    for item in items {
        let goes_on = matches!(item.joined, Joined::And | Joined::Or | Joined::Pipe);
        if item.span.start >= end && !goes_on && !is_one_construct(source, end, item.span.start) {
            break;
        }
        end = end.max(item.span.end);
    }
    Some(Span::new(comment.end, end))
}

/// Whether two parts belong to one construct: there is a word between them that goes on with it, and none that ends it.
fn is_one_construct(source: &SourceFile, end: u32, start: u32) -> bool {
    let between = source.slice(Span::new(end, start.max(end)));
    let mut words = between.split(|c: char| c.is_whitespace() || matches!(c, ';' | '\\' | ')' | '}'));
    let goes_on = words.clone().any(|word| matches!(word, "then" | "elif" | "else" | "do"));
    goes_on && !words.any(|word| matches!(word, "fi" | "done" | "esac"))
}
