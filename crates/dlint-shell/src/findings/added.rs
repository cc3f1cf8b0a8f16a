//! ShellCheck's checks that the library behind the findings does not have, made from the commands.

mod errexit;
mod operands;
mod undefined;

use super::{ShellFinding, ShellSeverity};
use crate::feed::Feed;
use crate::{Body, Command, Dialect, NestKind, Word};

/// Adds what they find.
pub(super) fn add(feed: &Feed, body: &Body, dialect: Dialect, findings: &mut Vec<ShellFinding>) {
    for command in &body.commands {
        // ShellCheck looks at what the text itself says, not at what a command runs.
        let inside = body.path(&command.standing).any(|nest| nest.kind == NestKind::ShellText);
        if inside || command.wrapped_by.is_some() {
            continue;
        }
        match command.base_name() {
            Some("find") => findings.extend(find_without_path(command)),
            Some("mkdir") => findings.extend(mode_of_parents(command)),
            Some("cp" | "ln" | "mv") => findings.extend(operands::one_of_two(command)),
            Some("expr") => findings.extend(operands::comparison_by_expr(command)),
            _ => {}
        }
    }
    findings.extend(errexit::skipped(feed, body, dialect));
    findings.extend(undefined::variables(feed, body, dialect));
}

fn finding(code: u16, severity: ShellSeverity, word: &Word, message: &str) -> ShellFinding {
    ShellFinding { code, message: message.to_owned(), severity, span: word.span(), fix: None }
}

/// SC2185: `find -name x`. Its options may come before the paths: `-H`, `-L`, `-P`, `-O3`.
fn find_without_path(command: &Command) -> Option<ShellFinding> {
    let mut words = command.arguments().iter();
    let first =
        words.find(|word| !word.known || word.beginning.len() > 2 && !word.beginning.starts_with("-O"));
    let path = command.arguments().iter().take_while(|word| first != Some(*word));
    let is_path = |word: &Word| !word.beginning.starts_with('-') || !word.known;
    if path.chain(first).any(is_path) || command.has_argument("--help") || command.has_argument("-help") {
        return None;
    }
    let message = "not every `find` starts in the current folder where no path is given; write `.`";
    Some(finding(2185, ShellSeverity::Info, command.name_word()?, message))
}

/// SC2174: `mkdir -p -m 700 a/b` gives the mode to `b` only.
fn mode_of_parents(command: &Command) -> Option<ShellFinding> {
    let short = |word: &Word, letter| {
        word.beginning.starts_with('-')
            && !word.beginning.starts_with("--")
            && word.beginning.contains(letter)
    };
    let arguments = command.arguments();
    arguments.iter().find(|word| short(word, 'p') || word.is("--parents"))?;
    let mode = arguments.iter().find(|word| short(word, 'm') || word.beginning.starts_with("--mode"))?;
    let has_parents = |word: &Word| {
        let name = word.beginning.trim_start_matches("../").trim_start_matches("./");
        !word.known || name.contains('/')
    };
    if !arguments.iter().skip(1).any(has_parents) {
        return None;
    }
    let message = "with `-p`, `-m` is the mode of the last folder only; its new parents get the usual one";
    Some(finding(2174, ShellSeverity::Warning, mode, message))
}
