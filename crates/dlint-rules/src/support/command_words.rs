//! The words that a container is started with, from its `ENTRYPOINT` and its `CMD` together.

use dlint_model::Step;
use dlint_syntax::{Instruction, Keyword};

use super::base_name::base_name;

/// What only hands on what it is told to start.
const WRAPPERS: &[&str] = &["catatonit", "dumb-init", "env", "exec", "nice", "tini", "time"];

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
    /// The words that the steps of an image start it with, the last step coming first.
    pub(crate) fn of(steps: &[&'s Step<'_>]) -> Self {
        let last = |keyword| steps.iter().map(|step| step.instruction).find(|one| one.keyword == keyword);
        let (entrypoint, cmd) = (last(Keyword::Entrypoint), last(Keyword::Cmd));
        let mut words = entrypoint.map(words_of).unwrap_or_default();
        // The shell form of an `ENTRYPOINT` takes no words.
        if entrypoint.and_then(Instruction::command_line).is_none_or(|line| line.exec.is_some()) {
            words.extend(cmd.map(words_of).unwrap_or_default());
        }
        // Of `sh -c "server --port 80"`, what the shell runs.
        if let [shell, flag, text, ..] = words.as_slice()
            && matches!(base_name(shell), "ash" | "bash" | "dash" | "sh")
            && flag.starts_with('-')
            && !flag.starts_with("--")
            && flag.ends_with('c')
        {
            words = split(text);
        }
        let mut words = behind_preparations(&words).iter().copied();
        // The number is what `nice -n` is told.
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let is_handed_on = |word: &&str| {
            WRAPPERS.contains(&base_name(word))
                || word.starts_with('-')
                || is_assignment(word)
                || is_number(word)
        };
        let program = words.by_ref().find(|word| !is_handed_on(word));
        Self { program, arguments: words.collect(), is_entrypoint: entrypoint.is_some() }
    }

    /// The path of the program, as it is written.
    pub(crate) fn path(&self) -> &'s str {
        self.program.unwrap_or_default()
    }

    /// The name of the program, without its folder.
    pub(crate) fn name(&self) -> &'s str {
        base_name(self.path())
    }

    /// The argument behind an option, or that the option holds: `-u app`, `--user=app`.
    pub(crate) fn value_of(&self, option: &str) -> Option<&'s str> {
        let at = self.arguments.iter().position(|word| word.split('=').next() == Some(option))?;
        let word = self.arguments.get(at)?;
        word.split_once('=').map(|(_, value)| value).or_else(|| self.arguments.get(at + 1).copied())
    }
}

/// The words behind what only prepares the shell: `cd /app && python server.py` starts Python.
fn behind_preparations<'w, 's>(words: &'w [&'s str]) -> &'w [&'s str] {
    const PREPARE: &[&str] = &[".", "cd", "export", "set", "source", "ulimit", "umask"];
    let mut words = words;
    while words.first().is_some_and(|word| PREPARE.contains(word)) {
        let Some(end) = words.iter().position(|word| *word == "&&") else { break };
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

fn split(text: &str) -> Vec<&str> {
    let words = text.split_ascii_whitespace().map(|word| word.trim_matches(['"', '\'', ';']));
    words.filter(|word| !word.is_empty() && *word != "\\").collect()
}

#[cfg(test)]
mod tests {
    use super::{behind_preparations, split};

    #[test]
    fn what_prepares_the_shell_is_not_what_is_started() {
        for (text, rest) in [
            ("cd /app && python server.py", "python server.py"),
            ("set -e && cd /app && exec node a.js", "exec node a.js"),
            ("cd /app; python server.py", "cd /app python server.py"),
            ("python server.py && echo done", "python server.py && echo done"),
            ("cd /app", "cd /app"),
        ] {
            assert_eq!(behind_preparations(&split(text)).join(" "), rest, "{text}");
        }
    }
}
