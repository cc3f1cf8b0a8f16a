//! Bodies so plain that there is nothing to find: `apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*`.
//!
//! Half of the bodies are such, and the library behind the findings takes its time for each. The
//! fuzzer and the comparison with ShellCheck let it look at them all the same, and it has to find nothing.

use crate::feed::Feed;
use crate::{Assignment, AssignmentScope, Body, Command, Joined, Quoting, Reading, Word};

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

/// Programs that read what is piped into them, and no check knows them.
const READERS: &[&str] = &[
    "apt-key", "base64", "cpio", "cut", "gpg", "gunzip", "head", "php", "python", "python3", "tail", "tar",
    "uniq", "wc",
];

/// Whether a body is nothing but plain words for commands that no check knows, or that it knows in other forms.
pub(super) fn is_plain(feed: &Feed, body: &Body) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" \t\n&;_-./:=@%+,*\"|>${}".contains(&byte);
    let text = feed.body();
    body.reading == Reading::Whole
        && body.nests.is_empty()
        && text.bytes().all(plain)
        && ["|&", "&>", ">&", ">|", "<"].iter().all(|operator| !text.contains(operator))
        && body.commands.iter().enumerate().all(|(index, command)| {
            let next = body.commands.get(index + 1);
            is_plain_command(command, next.map(|next| next.standing.joined))
        })
        && is_plainly_joined(&body.commands)
        && body.commands.iter().flat_map(|command| &command.words).all(|word| has_plain_variables(word, feed))
}

/// Whether the variables of a word are set to one word each. A name that nobody has set may be a misspelled one.
fn has_plain_variables(word: &Word, feed: &Feed) -> bool {
    word.variables.iter().all(|variable| {
        let value = feed.declared(&variable.name);
        value.is_some_and(|value| variable.quoted || !value.is_empty() && !value.starts_with('\''))
    })
}

/// Whether no check has something to say about how commands work together: `a && b || c`, a variable set for the one
/// command that uses it, a file that is written twice.
fn is_plainly_joined(commands: &[Command]) -> bool {
    let has = |joined: Joined| commands.iter().any(|command| command.standing.joined == joined);
    let sets = commands.iter().any(|command| !command.assignments.is_empty());
    let mut words = commands.iter().flat_map(|command| &command.words);
    let mut targets = commands.iter().flat_map(|command| &command.redirections).map(|one| &one.target);
    let target = targets.next();
    !(has(Joined::And) && has(Joined::Or))
        && targets.next().is_none()
        && !words.any(|word| {
            sets && !word.variables.is_empty() || target.is_some_and(|target| *target.text == *word.text)
        })
}

fn is_plain_command(command: &Command, next: Option<Joined>) -> bool {
    let words = command.arguments();
    let is_name = |word: &Word| word.quoting == Quoting::None && !word.pattern;
    let is_read = command.standing.pipeline.reads_pipe();
    command.name_word().is_some_and(is_name)
        && command.assignments.iter().all(is_plain_assignment)
        && command.redirections.iter().all(|one| one.heredoc.is_none() && is_plain_word(&one.target))
        && !command.standing.background
        && (!is_read || command.name().is_some_and(|name| READERS.contains(&name)))
        && match command.name() {
            Some("rm") => {
                words.iter().all(|word| is_literal(word) && is_plain_word(word) || is_inner_pattern(word))
            }
            Some("chmod" | "chown" | "cp" | "mv") => {
                words.iter().all(|word| is_plain_word(word) || is_inner_pattern(word))
            }
            // What follows runs only where it has worked.
            Some("cd") => next == Some(Joined::And) && matches!(words, [word] if is_folder(word)),
            Some("echo") => is_plain_echo(words),
            Some("export") => {
                let declares = |one: &Assignment| one.scope == AssignmentScope::Declared;
                words.len() == command.assignments.len() && command.assignments.iter().all(declares)
            }
            Some("set") => words.iter().all(|word| {
                let letters = word.text.strip_prefix('-').unwrap_or_default();
                !letters.is_empty() && letters.bytes().all(|letter| b"eux".contains(&letter))
            }),
            Some(name) => is_plain_name(name) && words.iter().all(is_plain_word),
            None => false,
        }
}

/// Whether an assignment is that of a plain word, and of none that looks like the name of a command.
fn is_plain_assignment(assignment: &Assignment) -> bool {
    const LONGEST_COMMAND: usize = 12;
    let is_plain_value = |word: &Word| {
        let looks_like_command =
            word.text.bytes().all(|byte| byte.is_ascii_lowercase()) && word.text.len() < LONGEST_COMMAND;
        word.quoting == Quoting::None && is_literal(word) && is_plain_word(word) && !looks_like_command
    };
    !assignment.append
        && assignment.list.is_empty()
        && assignment.scope != AssignmentScope::Shell
        && assignment.value.as_ref().is_some_and(is_plain_value)
}

/// Whether what is printed is plain, and has no blanks that are lost.
fn is_plain_echo(words: &[Word]) -> bool {
    let is_far = |pair: &[Word]| match pair {
        [first, second] => second.span().start != first.span().end + 1,
        _ => false,
    };
    words.iter().all(|word| is_plain_word(word) && !word.text.starts_with('-'))
        && !words.windows(2).any(is_far)
}

fn is_literal(word: &Word) -> bool {
    word.variables.is_empty()
}

fn is_plain_word(word: &Word) -> bool {
    let count = |sign: &str| word.text.matches(sign).count();
    let is_closed = count("{") == count("${") && count("}") == count("{") && !word.braces;
    is_closed
        && count("$") == word.variables.len()
        && word.variables.iter().all(|variable| variable.plain && is_name_of_environment(&variable.name))
        && match word.quoting {
            Quoting::None => !word.text.starts_with('=') && !word.pattern && !KEYWORDS.contains(&&*word.text),
            Quoting::Double => !word.text.contains('*'),
            Quoting::Single | Quoting::Mixed => false,
        }
}

/// Whether a variable has the kind of name that comes from outside.
fn is_name_of_environment(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
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
    is_plain_word(word) && !word.text.starts_with('-') && !word.text.contains("..")
}

fn is_plain_name(name: &str) -> bool {
    let base = crate::base_name(name);
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
