//! Commands that run as somebody else than the step.

use dlint_linter::Command;
use dlint_shell::NestKind;

/// More wrappers round a command than this nobody writes.
const MOST_WRAPPERS: usize = 16;

/// The program that makes another user of a command, with the words that say which one: `su-exec app` of
/// `su-exec app npm ci`, `su app -c` of `su app -c 'npm ci'`.
pub(crate) fn other_user(command: &Command<'_>) -> Option<String> {
    let body = command.body();
    let mut inner = command.command;
    for _ in 0..MOST_WRAPPERS {
        let text = body.path(&inner.standing).find(|nest| nest.kind == NestKind::ShellText);
        let outer = inner.wrapped_by.or_else(|| text?.command)?;
        let outer = body.commands.get(outer)?;
        let words: Vec<&str> = outer.words.iter().map(|word| &*word.beginning).collect();
        let is_option = |word: &str| matches!(word, "-u" | "--user") || word.starts_with("--user=");
        match (outer.base_name(), words.as_slice()) {
            (Some("gosu" | "su-exec"), [program, user, ..]) => return Some(format!("{program} {user}")),
            (Some("su" | "runuser"), [program, rest @ ..]) => {
                let user = rest.iter().find(|word| !word.starts_with('-')).copied().unwrap_or("root");
                return Some(format!("{program} {user} -c"));
            }
            (Some("sudo" | "doas"), [program, rest @ ..]) => {
                let at = rest.iter().position(|word| is_option(word));
                if let Some(user) = at.and_then(|at| rest.get(at + 1)) {
                    return Some(format!("{program} -u {user}"));
                }
            }
            _ => {}
        }
        inner = outer;
    }
    None
}
