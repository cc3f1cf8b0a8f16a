//! Where a command ends, without the operator and the white space behind it.

use dlint_shell::Command;

/// The end of its last word, assignment or redirection.
pub(crate) fn own_end(command: &Command) -> u32 {
    let words = command.words.iter().map(|word| word.span().end);
    let assignments = command.assignments.iter().map(|one| one.span.end);
    let redirections = command.redirections.iter().map(|one| one.span.end);
    words.chain(assignments).chain(redirections).max().unwrap_or(command.span.end)
}
