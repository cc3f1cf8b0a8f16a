//! Edits that put words into a command or take them out, in whatever form the command is written.

use dlint_diagnostics::Change;
use dlint_linter::{Command, Cx, Edits};
use dlint_shell::NestKind;
use dlint_text::Span;

use super::swallowed::swallows;

/// Adds words behind a word of a command.
pub(crate) fn add_words(edits: &mut Edits, command: &Command<'_>, behind: Span, words: &[&str], cx: &Cx<'_>) {
    let step = &command.step;
    // Behind `--` there are no options.
    let is_ended = command.arguments().iter().any(|word| word.is("--") && word.span().start < behind.start);
    // In `sh -c wget` the next word is none of `wget`'s.
    let is_bare = command
        .body()
        .path(&command.standing)
        .any(|nest| nest.kind == NestKind::ShellText && !is_in_quotes(nest.span, cx));
    if is_bare || is_ended || !is_written_there(command) || swallows(step.instruction, step.model, cx) {
        edits.withdraw();
        return;
    }
    let between = between(command);
    let text: String = words.iter().flat_map(|word| [between, *word]).collect();
    edits.insert(behind.end, text);
    // Where a body is not understood, it is compared as a whole.
    edits.declare(Change::Rewrites(command.step.keyword.as_str()));
    let name = command.base_name().unwrap_or_default();
    for word in words.iter().flat_map(|text| text.split(' ')) {
        edits.declare(Change::AddsWord { command: name.to_owned(), word: word.to_owned() });
    }
}

/// Takes out a word of a command, and what stands between it and the next one.
pub(crate) fn drop_words(edits: &mut Edits, first: Span, next: Span) {
    edits.delete(Span::new(first.start, next.start));
}

/// Whether a text has quotes around it, which may or may not be a part of its place, with blanks and line continuations
/// between.
fn is_in_quotes(span: Span, cx: &Cx<'_>) -> bool {
    let text = cx.source.text();
    let is_space = |c: char| c.is_ascii_whitespace() || c == cx.file.escape;
    let own = cx.source.slice(span);
    let before = text.get(..span.start as usize).unwrap_or_default().trim_end_matches(is_space);
    let behind = text.get(span.end as usize..).unwrap_or_default().trim_start_matches(is_space);
    ['"', '\''].into_iter().any(|quote| {
        own.starts_with(quote) && own.ends_with(quote) || before.ends_with(quote) && behind.starts_with(quote)
    })
}

/// Whether the words of a command stand in the file where they are said to be: those of a script that is the value of a
/// variable stand elsewhere.
fn is_written_there(command: &Command<'_>) -> bool {
    command.name_word().is_some_and(|word| word.text.len() == word.span().len() as usize)
}

/// What parts two words of a command. The place of a word of the exec form is inside of its quotes.
fn between(command: &Command<'_>) -> &'static str {
    if is_list_of_words(command) { "\", \"" } else { " " }
}

/// Whether a command is the exec form's, or a part of that: no shell reads it.
pub(crate) fn is_list_of_words(command: &Command<'_>) -> bool {
    command.script.is_exec && command.standing.nest.is_none()
}
