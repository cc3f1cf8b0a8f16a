//! Bodies so plain that there is nothing to find: `apt-get update && apt-get install -y curl`.
//!
//! A third of all bodies are such, and the library behind the findings takes its time for each. The
//! fuzzer and the comparison with ShellCheck let it look at them all the same, and it has to find nothing.

use crate::feed::Feed;
use crate::{Body, Command, Reading, Word};

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

/// Whether a body is nothing but plain words for commands that no check knows.
pub(super) fn is_plain(feed: &Feed, body: &Body) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" \t\n&;_-./:=@%+,".contains(&byte);
    body.reading == Reading::Whole
        && body.nests.is_empty()
        && feed.body().bytes().all(plain)
        && body.commands.iter().all(is_plain_command)
}

fn is_plain_command(command: &Command) -> bool {
    let is_word = |word: &Word| !word.text.starts_with('=') && !KEYWORDS.contains(&&*word.text);
    command.assignments.is_empty()
        && command.redirections.is_empty()
        && !command.standing.background
        && command.name().is_some_and(is_plain_name)
        && command.arguments().iter().all(is_word)
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
