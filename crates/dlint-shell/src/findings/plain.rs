//! Bodies so plain that there is nothing to find: `apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*`.
//!
//! Four of ten bodies are such, and the library behind the findings takes its time for each. The
//! fuzzer and the comparison with ShellCheck let it look at them all the same, and it has to find nothing.

use crate::feed::Feed;
use crate::{Body, Command, Joined, Quoting, Reading, Word};

/// Commands that a check may have something to say about, whatever their words are; in alphabetical order.
const CHECKED: &[&str] = &[
    ".",
    ":",
    "[",
    "alias",
    "awk",
    "bash",
    "bg",
    "bind",
    "break",
    "builtin",
    "busybox",
    "caller",
    "cat",
    "cd",
    "command",
    "compgen",
    "complete",
    "continue",
    "coproc",
    "dash",
    "declare",
    "dirname",
    "dirs",
    "disown",
    "echo",
    "egrep",
    "enable",
    "env",
    "eval",
    "exec",
    "exit",
    "export",
    "expr",
    "false",
    "fc",
    "fg",
    "fgrep",
    "find",
    "getopts",
    "grep",
    "hash",
    "history",
    "jobs",
    "jq",
    "kill",
    "ksh",
    "let",
    "local",
    "logout",
    "ls",
    "mapfile",
    "noglob",
    "popd",
    "printf",
    "ps",
    "pushd",
    "pwd",
    "read",
    "readarray",
    "readonly",
    "return",
    "rm",
    "sed",
    "set",
    "sh",
    "shift",
    "shopt",
    "sort",
    "source",
    "ssh",
    "su",
    "sudo",
    "suspend",
    "tee",
    "tempfile",
    "test",
    "time",
    "times",
    "tr",
    "trap",
    "type",
    "typeset",
    "ulimit",
    "umask",
    "unalias",
    "unset",
    "wait",
    "which",
    "xargs",
    "zsh",
];

/// Words of the language, which look like a mistake where they are no part of it.
const KEYWORDS: &[&str] = &[
    "case", "do", "done", "elif", "else", "elseif", "esac", "fi", "for", "function", "if", "select", "then",
    "until", "while",
];

/// Whether a body is nothing but plain words for commands that no check knows, or that it knows in other forms.
pub(super) fn is_plain(feed: &Feed, body: &Body) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" \t\n&;_-./:=@%+,*\"".contains(&byte);
    body.reading == Reading::Whole
        && body.nests.is_empty()
        && feed.body().bytes().all(plain)
        && body.commands.iter().enumerate().all(|(index, command)| {
            let next = body.commands.get(index + 1);
            is_plain_command(command, next.map(|next| next.standing.joined))
        })
}

fn is_plain_command(command: &Command, next: Option<Joined>) -> bool {
    let words = command.arguments();
    let is_name = |word: &Word| word.quoting == Quoting::None && !word.pattern;
    command.name_word().is_some_and(is_name)
        && command.assignments.is_empty()
        && command.redirections.is_empty()
        && !command.standing.background
        && match command.name() {
            Some("rm") => words.iter().all(|word| is_plain_word(word) || is_inner_pattern(word)),
            // What follows runs only where it has worked.
            Some("cd") => next == Some(Joined::And) && matches!(words, [word] if is_folder(word)),
            Some("set") => words.iter().all(|word| ["-e", "-ex", "-x"].iter().any(|option| word.is(option))),
            Some(name) => is_plain_name(name) && words.iter().all(is_plain_word),
            None => false,
        }
}

fn is_plain_word(word: &Word) -> bool {
    match word.quoting {
        Quoting::None => !word.text.starts_with('=') && !word.pattern && !KEYWORDS.contains(&&*word.text),
        Quoting::Double => !word.text.contains(['*', '\\']),
        Quoting::Single | Quoting::Mixed => false,
    }
}

/// Whether a word is all that is in a folder, two or more below the root: `/var/lib/apt/lists/*`.
fn is_inner_pattern(word: &Word) -> bool {
    let folder = word.text.strip_suffix("/*").and_then(|folder| folder.strip_prefix('/'));
    word.quoting == Quoting::None
        && folder.is_some_and(|folder| {
            folder.contains('/')
                && folder.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte))
        })
}

fn is_folder(word: &Word) -> bool {
    is_plain_word(word) && word.text.starts_with('/') && !word.text.contains("..")
}

fn is_plain_name(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '.')
        && name.ends_with(|last: char| last.is_ascii_alphanumeric())
        && !name.contains(['=', ':', '%', '@', ','])
        && CHECKED.binary_search(&base).is_err()
        && !KEYWORDS.contains(&base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtins_are_checked() {
        for name in ["set", "cd", "echo", ".", "source", "/bin/rm", "done", "-y", "a="] {
            assert!(!is_plain_name(name), "{name}");
        }
        assert!(is_plain_name("apt-get") && is_plain_name("./build.sh") && is_plain_name("/usr/bin/make"));
    }

    #[test]
    fn the_commands_are_in_order() {
        assert!(CHECKED.is_sorted());
    }
}
