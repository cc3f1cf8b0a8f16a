//! Inside of a script: words, commands, pipelines, lists, constructs.

use dlint_shell::{Body, Command, Joined, Nest, NestKind, Standing};
use dlint_text::Span;

use crate::features::names::is_on;

/// A command or a construct of a list.
#[derive(Clone, Copy)]
struct Item {
    span: Span,
    standing: Standing,
    /// Whether it is a part of a construct whose own words nobody knows the place of: what stands behind `then`.
    is_part: bool,
}

/// Adds what of a script an offset is in.
pub(super) fn spans(body: &Body, offset: u32, spans: &mut Vec<Span>) {
    let mut lists: Vec<Option<usize>> = Vec::new();
    let mut around = |standing: &Standing| {
        if !lists.contains(&standing.nest) {
            lists.push(standing.nest);
        }
    };
    for command in body.commands.iter().filter(|command| is_on(command.span, offset)) {
        around(&command.standing);
        spans.push(extent(command));
        spans.extend(command.words.iter().map(dlint_shell::Word::span));
        for one in &command.assignments {
            spans.extend([one.span, one.name.span()]);
            spans.extend(one.value.iter().chain(&one.list).map(dlint_shell::Word::span));
        }
        spans.extend(command.redirections.iter().flat_map(|one| [one.span, one.target.span()]));
    }
    for nest in body.nests.iter().filter(|nest| is_on(nest.span, offset)) {
        around(&nest.standing);
        spans.push(nest.span);
        spans.extend(nest.words.iter().map(dlint_shell::Word::span));
    }
    for list in lists {
        of_list(body, list, offset, spans);
    }
}

/// Adds the pipeline, the list of `&&` and `||`, and the whole list that an offset is in.
fn of_list(body: &Body, list: Option<usize>, offset: u32, spans: &mut Vec<Span>) {
    // What a wrapper runs is a part of its command.
    let commands = body.commands.iter().filter(|command| command.wrapped_by.is_none());
    let commands =
        commands.map(|command| Item { span: extent(command), standing: command.standing, is_part: false });
    let is_part = |kind| {
        !matches!(
            kind,
            NestKind::Subshell | NestKind::Group | NestKind::Substitution | NestKind::ProcessSubstitution
        )
    };
    let item = |nest: &Nest| Item { span: nest.span, standing: nest.standing, is_part: is_part(nest.kind) };
    let nests = body.nests.iter().map(item);
    let mut items: Vec<Item> = commands.chain(nests).filter(|item| item.standing.nest == list).collect();
    items.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
    let join = |run: &[Item]| {
        let is_whole = !run.first()?.is_part && !run.last()?.is_part;
        run.iter().map(|item| item.span).reduce(Span::join).filter(|_| is_whole)
    };
    let pipelines = items.chunk_by(|_, next| next.standing.joined == Joined::Pipe);
    spans.extend(pipelines.filter_map(join).filter(|span| is_on(*span, offset)));
    let is_joined = |next: &Item| matches!(next.standing.joined, Joined::Pipe | Joined::And | Joined::Or);
    let chains = items.chunk_by(|_, next| is_joined(next));
    spans.extend(chains.filter_map(join).filter(|span| is_on(*span, offset)));
    spans.extend(join(&items));
}

/// A command from its first word to its last; the parser's place reaches to what follows.
fn extent(command: &Command) -> Span {
    let words = command.words.iter().map(dlint_shell::Word::span);
    let assigned = command.assignments.iter().map(|one| one.span);
    let redirected = command.redirections.iter().map(|one| one.span.join(one.target.span()));
    words.chain(assigned).chain(redirected).reduce(Span::join).unwrap_or(command.span)
}
