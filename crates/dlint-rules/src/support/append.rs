//! Appends a command to the list of commands that a `RUN` is.

use dlint_diagnostics::NoFix;
use dlint_linter::{Cx, Step};
use dlint_model::Step as ModelStep;
use dlint_shell::{Joined, Standing};
use dlint_syntax::{Instruction, LineKind};
use dlint_text::MappedText;

use super::join::plain_body;
use super::swallowed::swallows;

/// The place and the text of an edit.
#[derive(Debug)]
pub(crate) struct Appended {
    pub(crate) offset: u32,
    pub(crate) text: String,
}

/// The edit that appends `&& command` in the style of the instruction.
///
/// # Errors
///
/// Why the end of the text may not be what runs last, or nobody knows.
pub(crate) fn append(step: &Step<'_>, command: &str, cx: &Cx<'_>) -> Result<Appended, NoFix> {
    let model = step.model.filter(|_| step.onbuild.is_none());
    append_to(model.ok_or(NoFix::new("the trigger runs in another build"))?, command, cx)
}

/// The same for a step of a stage.
pub(crate) fn append_to(model: &ModelStep<'_>, command: &str, cx: &Cx<'_>) -> Result<Appended, NoFix> {
    let refused = |reason: &'static str| Err(NoFix::new(reason));
    // What a trigger says stands in the middle of a line.
    if model.onbuild.is_some() || model.inherited_from.is_some() {
        return refused("the trigger runs in another build");
    }
    let step = model.instruction;
    let body = plain_body(model, cx)?;
    let in_a_row = |standing: &Standing| !standing.background && standing.joined != Joined::Background;
    let standings = body.commands.iter().map(|command| &command.standing);
    let standings = standings.chain(body.nests.iter().map(|nest| &nest.standing));
    let leaves = body
        .commands
        .iter()
        .filter(|command| command.standing.nest.is_none())
        .any(|command| matches!(command.base_name(), Some("exit" | "exec" | "return" | "trap")));
    if leaves {
        return refused("the step ends itself by `exec`, `exit`, `return` or a `trap`");
    }
    if !standings.filter(|standing| standing.nest.is_none()).all(in_a_row) {
        return refused("a command of the step runs in the background");
    }
    if has_comment(&step.text, body) || swallows(step, Some(model), cx) {
        return refused("a part of the shell code cannot be read");
    }
    let offset = step.text.source_span(0..step.text.trim_end().len()).end;
    Ok(Appended { offset, text: laid_out(step, command, offset, cx) })
}

/// Whether the shell sees a comment in the text, behind which nothing would run.
pub(crate) fn has_comment(text: &MappedText, body: &dlint_shell::Body) -> bool {
    text.match_indices('#').any(|(at, _)| {
        let begins =
            text.get(..at).is_some_and(|before| before.ends_with([' ', '\t', ';', '&', '|', '(', ')']));
        let place = text.source_start(at as u32);
        begins && !body.commands.iter().any(|command| command.span.contains(place))
    })
}

/// The command with what joins it to the others, on a line of its own where they have one each.
fn laid_out(step: &Instruction, command: &str, offset: u32, cx: &Cx<'_>) -> String {
    let lines: Vec<&str> = cx
        .file
        .lines_of(step)
        .iter()
        .filter(|line| matches!(line.kind, LineKind::Text(_)) && line.span.start < offset)
        .map(|line| cx.source.slice(line.span).trim_end())
        .collect();
    let [_, behind @ ..] = lines.as_slice() else { return format!(" && {command}") };
    let Some(last) = behind.last() else { return format!(" && {command}") };
    let escape = cx.file.escape;
    let indent = |line: &str| line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect::<String>();
    if let Some(line) = behind.iter().rev().find(|line| line.trim_start().starts_with("&&")) {
        return format!(" {escape}\n{}&& {command}", indent(line));
    }
    // `update && \` at the end of a line
    let ends = |line: &&str| line.strip_suffix(escape).is_some_and(|line| line.trim_end().ends_with("&&"));
    match lines.iter().rposition(ends).and_then(|at| lines.get(at + 1)) {
        Some(line) => format!(" && {escape}\n{}{command}", indent(line)),
        None => format!(" {escape}\n{}&& {command}", indent(last)),
    }
}
