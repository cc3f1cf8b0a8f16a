//! The words that a container is started with, from its `ENTRYPOINT` and its `CMD` together.

use dlint_shell::{base_name, takes_next_word};
use dlint_syntax::Instruction;

use crate::support::programs::{is_shell, is_wrapper};

/// The words of a container's start.
#[derive(Debug, Default)]
pub(crate) struct CommandWords<'s> {
    /// The path of the program, behind what only hands on.
    program: Option<&'s str>,
    /// What it is told.
    pub(crate) arguments: Vec<&'s str>,
    /// Whether an `ENTRYPOINT` names the program: whoever starts the container is to hand over words of their own.
    pub(crate) is_entrypoint: bool,
}

impl<'s> CommandWords<'s> {
    /// The words of an image's last `ENTRYPOINT` and its last `CMD`.
    pub(crate) fn of([entrypoint, cmd]: [Option<&'s Instruction>; 2]) -> Self {
        let is_exec = |one: &Instruction| one.command_line().is_none_or(|line| line.exec.is_some());
        let mut words = entrypoint.map(words_of).unwrap_or_default();
        // The shell form of an `ENTRYPOINT` takes no words.
        if entrypoint.is_none_or(is_exec) {
            words.extend(cmd.map(words_of).unwrap_or_default());
        }
        let words = what_runs(words, !entrypoint.or(cmd).is_none_or(is_exec));
        let is_entrypoint = entrypoint.is_some();
        match words.split_first() {
            // Options for the `ENTRYPOINT` that the base image has.
            Some((first, _)) if first.starts_with('-') => {
                Self { program: None, arguments: words, is_entrypoint }
            }
            Some((program, arguments)) => {
                Self { program: Some(*program), arguments: arguments.to_vec(), is_entrypoint }
            }
            None => Self { is_entrypoint, ..Self::default() },
        }
    }

    /// The path of the program, as it is written.
    pub(crate) fn path(&self) -> &'s str {
        self.program.unwrap_or_default()
    }

    /// The name of the program, without its folder.
    pub(crate) fn name(&self) -> &'s str {
        base_name(self.path())
    }

    /// The program and what it is told.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'s str> {
        self.program.into_iter().chain(self.arguments.iter().copied())
    }

    /// The first thing that is no option: the script of `bash -e run.sh`.
    pub(crate) fn operand(&self) -> Option<&'s str> {
        let mut words = self.arguments.iter().copied();
        while let Some(word) = words.next() {
            if !word.starts_with('-') {
                return Some(word);
            }
            if is_shell(self.name()) && names_setting(word) {
                words.next();
            }
        }
        None
    }

    /// The argument behind an option, or that the option holds: `-u app`, `--user=app`.
    pub(crate) fn value_of(&self, option: &str) -> Option<&'s str> {
        let at = self.arguments.iter().position(|word| word.split('=').next() == Some(option))?;
        let word = self.arguments.get(at)?;
        word.split_once('=').map(|(_, value)| value).or_else(|| self.arguments.get(at + 1).copied())
    }
}

/// The words behind all that only prepares or hands on, and within the text that a shell is handed. Each turn leaves
/// less of them.
fn what_runs(mut words: Vec<&str>, mut is_shell_form: bool) -> Vec<&str> {
    loop {
        let prepared = behind_preparations(&words);
        let Some((first, behind)) = prepared.split_first() else { return Vec::new() };
        let name = base_name(first);
        if is_shell(name)
            && let Some(text) = text_for_shell(behind, is_shell_form)
        {
            (words, is_shell_form) = (text, true);
        } else if is_assignment(first) {
            words = behind.to_vec();
        } else if is_wrapper(name) {
            let rest = behind_options(name, behind);
            // On its own, `env` is a program like any other.
            if rest.is_empty() && name == "env" {
                return prepared.to_vec();
            }
            words = rest.to_vec();
        } else {
            return prepared.to_vec();
        }
    }
}

/// What stands behind the options of what hands on.
fn behind_options<'w, 's>(program: &str, words: &'w [&'s str]) -> &'w [&'s str] {
    let mut words = words;
    while let Some((first, behind)) = words.split_first().filter(|(first, _)| first.starts_with('-')) {
        words = behind.get(usize::from(takes_next_word(program, first))..).unwrap_or_default();
        if *first == "--" {
            break;
        }
    }
    words
}

/// The words of the text that a shell is handed: `sh -ec "server --port 80"`. In a text that is split already, they are
/// the words that follow.
fn text_for_shell<'s>(words: &[&'s str], is_split: bool) -> Option<Vec<&'s str>> {
    let mut takes_text = false;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let Some(letters) = word.strip_prefix(['-', '+']) else {
            let text =
                if is_split { std::iter::once(*word).chain(words.copied()).collect() } else { split(word) };
            return takes_text.then_some(text);
        };
        takes_text |= !letters.starts_with('-') && letters.contains('c');
        if names_setting(word) {
            words.next();
        }
    }
    None
}

/// Whether an option of a shell is told the name of a setting: `-o pipefail`.
fn names_setting(option: &str) -> bool {
    !option.starts_with("--") && option.ends_with(['o', 'O'])
}

/// The words behind what only prepares the shell: `cd /app && python server.py` starts Python.
fn behind_preparations<'w, 's>(words: &'w [&'s str]) -> &'w [&'s str] {
    const PREPARE: &[&str] = &[".", "cd", "export", "set", "source", "ulimit", "umask"];
    let mut words = words;
    while words.first().is_some_and(|word| PREPARE.contains(word)) {
        let Some(end) = words.iter().position(|word| matches!(*word, "&&" | ";")) else { break };
        words = words.get(end + 1..).unwrap_or_default();
    }
    words
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
    })
}

fn words_of(instruction: &Instruction) -> Vec<&str> {
    instruction.command_line().map_or_else(Vec::new, |line| match &line.exec {
        Some(words) => words.iter().map(|word| word.as_str()).collect(),
        // What was to be a list of words and is none, fails.
        None if line.text.starts_with('[') => Vec::new(),
        None => split(&line.text),
    })
}

/// The words of a shell's text without their quotes; a `;` is a word.
fn split(text: &str) -> Vec<&str> {
    let parts = text.split_ascii_whitespace().flat_map(|word| {
        let plain = word.trim_matches(['"', '\'', ';']);
        let end = word.trim_end_matches(['"', '\'']).ends_with(';').then_some(";");
        [Some(plain).filter(|word| !word.is_empty() && *word != "\\"), end]
    });
    parts.flatten().collect()
}

#[cfg(test)]
mod tests {
    use dlint_syntax::{Keyword, parse};
    use dlint_text::SourceFile;

    use super::CommandWords;

    /// The program and what it is told.
    fn started(instructions: &str) -> String {
        let source = SourceFile::new("Dockerfile", format!("FROM debian:12\n{instructions}\n"));
        let file = parse(&source);
        let last = |keyword| file.instructions.iter().rev().find(|one| one.keyword == keyword);
        let words = CommandWords::of([last(Keyword::Entrypoint), last(Keyword::Cmd)]);
        std::iter::once(words.path()).chain(words.arguments.iter().copied()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_program_is_found_behind_what_hands_on() {
        for (instructions, expected) in [
            (r#"CMD ["server", "--port", "80"]"#, "server --port 80"),
            (r#"CMD ["nice", "-n", "10", "x"]"#, "x"),
            (r#"CMD ["nice", "-n10", "x", "7"]"#, "x 7"),
            (r#"CMD ["/usr/bin/env", "-u", "HOME", "-i", "A=1", "x"]"#, "x"),
            (r#"CMD ["env"]"#, "env"),
            (r#"CMD ["tini", "-p", "SIGTERM", "--", "node", "a.js"]"#, "node a.js"),
            (r#"CMD ["dumb-init", "--rewrite", "15:3", "x"]"#, "x"),
            (r#"CMD ["dumb-init", "-r", "15:3", "x"]"#, "x"),
            ("CMD A=1 exec -a name x", "x"),
            ("ENTRYPOINT [\"tini\", \"--\"]\nCMD [\"python\", \"a.py\"]", "python a.py"),
            ("ENTRYPOINT [\"tini\", \"--\"]", ""),
            // Of the image's own `ENTRYPOINT`.
            (r#"CMD ["--config", "/etc/x"]"#, " --config /etc/x"),
            // A list that is none.
            ("CMD ['a', 'b']", ""),
        ] {
            assert_eq!(started(instructions), expected, "{instructions}");
        }
    }

    #[test]
    fn a_text_for_a_shell_is_seen_through() {
        for (instructions, expected) in [
            (r#"CMD ["sh", "-c", "server --port 80"]"#, "server --port 80"),
            (r#"CMD ["sh", "-ec", "cd /app && server"]"#, "server"),
            (r#"CMD ["/bin/bash", "-eo", "pipefail", "-c", "exec server"]"#, "server"),
            (r#"CMD ["bash", "--login", "-c", "nice -n 5 server"]"#, "server"),
            (r#"CMD ["sh", "-c", "bash -lc 'server --port 80'"]"#, "server --port 80"),
            ("CMD sh -c \"server --port 80\"", "server --port 80"),
            ("ENTRYPOINT [\"sh\", \"-c\"]\nCMD [\"server --port 80\"]", "server --port 80"),
            (r#"CMD ["bash", "-e", "run.sh", "-c", "x"]"#, "bash -e run.sh -c x"),
        ] {
            assert_eq!(started(instructions), expected, "{instructions}");
        }
    }

    #[test]
    fn what_prepares_the_shell_is_not_what_is_started() {
        for (instructions, expected) in [
            ("CMD cd /app && python server.py", "python server.py"),
            ("CMD set -e && cd /app && exec node a.js", "node a.js"),
            ("CMD cd /app; python server.py", "python server.py"),
            ("CMD python server.py && echo done", "python server.py && echo done"),
            ("CMD cd /app", "cd /app"),
            ("ENTRYPOINT cd /app && server\nCMD [\"--port\"]", "server"),
        ] {
            assert_eq!(started(instructions), expected, "{instructions}");
        }
    }
}
