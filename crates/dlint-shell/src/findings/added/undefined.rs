//! SC3028: variables that only some shells set by themselves.

use std::collections::HashSet;

use super::{ShellFinding, ShellSeverity};
use crate::feed::Feed;
use crate::{Body, Dialect, NestKind, Shell, Word};

/// What Bash sets and the plain shells do not.
const OF_BASH: [&str; 16] = [
    "BASHPID",
    "BASH_SOURCE",
    "BASH_VERSION",
    "DIRSTACK",
    "EUID",
    "FUNCNAME",
    "GROUPS",
    "HOSTTYPE",
    "MACHTYPE",
    "OSTYPE",
    "PIPESTATUS",
    "RANDOM",
    "SECONDS",
    "SHELLOPTS",
    "UID",
    "_",
];

/// The uses of such variables where nobody sets them.
pub(super) fn variables(feed: &Feed, body: &Body, dialect: Dialect) -> Vec<ShellFinding> {
    if !matches!(dialect.shell, Shell::Sh | Shell::Dash | Shell::Busybox) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for used in words(body).flat_map(|word| &word.variables) {
        let name = used.name.as_str();
        let of_busybox = dialect.shell == Shell::Busybox && name == "RANDOM";
        if OF_BASH.contains(&name) && !of_busybox && !feed.declares(name) {
            let message = format!("in a plain shell nobody sets `{name}`; Bash does");
            let severity = ShellSeverity::Warning;
            found.push((
                used.name.clone(),
                ShellFinding { code: 3028, message, severity, span: used.span, fix: None },
            ));
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let mut set: HashSet<&str> =
        body.commands.iter().flat_map(|command| &command.assignments).map(|it| it.name.as_str()).collect();
    set.extend(body.nests.iter().filter_map(|nest| nest.name.as_deref()));
    let reads = body.commands.iter().filter(|command| command.name() == Some("read"));
    set.extend(reads.flat_map(|command| command.arguments().iter().filter_map(Word::value)));
    found.into_iter().filter(|(name, _)| !set.contains(name.as_str())).map(|(_, finding)| finding).collect()
}

/// The words that the shell itself reads.
fn words(body: &Body) -> impl Iterator<Item = &Word> {
    let is_inside = |nest: &crate::Nest| nest.kind == NestKind::ShellText;
    let commands = body
        .commands
        .iter()
        .filter(move |command| command.wrapped_by.is_none() && !body.path(&command.standing).any(is_inside));
    let of_commands = commands.flat_map(|command| {
        let values = command.assignments.iter().filter_map(|assignment| assignment.value.as_ref());
        let targets = command.redirections.iter().map(|redirection| &redirection.target);
        command.words.iter().chain(values).chain(targets)
    });
    of_commands.chain(
        body.nests
            .iter()
            .filter(move |nest| !body.path(&nest.standing).any(is_inside))
            .flat_map(|nest| &nest.words),
    )
}
