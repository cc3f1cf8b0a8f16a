//! What an image is for, as far as its file says.

use std::collections::BTreeSet;

use dlint_linter::Cx;
use dlint_model::Stage;
use dlint_shell::{Body, Command};
use dlint_syntax::{Keyword, lowercase};

use super::programs::{is_prompt, is_shell};
use super::start::starts_of;

/// What an image is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To run a program that is in it.
    Program,
    /// To build and test in: it starts a shell or a compiler, or its name says so.
    Work,
    /// The file does not say: it starts nothing, or a script.
    Unknown,
}

/// Programs that an image to work in starts. Sorted.
#[rustfmt::skip]
const TOOLS: &[&str] = &[
    "bazel", "cargo", "clang", "cmake", "g++", "gcc", "go", "gradle", "gradlew", "jupyter", "make", "mvn", "mvnw",
    "ninja", "rustc", "sleep", "sshd", "stack", "tail",
];

/// Words in the name of a stage to work in.
const WORDS: &[&str] =
    &["build", "builder", "ci", "dev", "devcontainer", "development", "sdk", "test", "toolchain"];

/// Words in the name of a program that builds, or runs what others build.
#[rustfmt::skip]
const NAMED: &[&str] = &[
    "build", "builder", "ci", "compile", "dev", "devel", "gen", "generate", "jenkins", "lint", "runner", "sdk", "test",
    "tests",
];

/// What the image that a stage makes is for.
pub(crate) fn purpose(stage: &Stage<'_>, cx: &Cx<'_>) -> Purpose {
    let name = stage.name.map(|name| lowercase(name)).unwrap_or_default();
    if name.split(['-', '_', '.']).any(|word| WORDS.contains(&word)) {
        return Purpose::Work;
    }
    // What other builds go on from may need its tools there.
    let has_triggers =
        |stage: &Stage<'_>| stage.triggers.iter().any(|step| step.instruction.keyword == Keyword::Run);
    if cx.build.chain(stage.index).any(has_triggers) {
        return Purpose::Work;
    }
    let scripts = starts_of(stage, cx).into_iter().flatten().flat_map(|step| cx.build.scripts(step));
    let commands: Vec<&Command> = scripts.flat_map(|script| innermost(script.script.body())).collect();
    if commands.is_empty() {
        Purpose::Unknown
    } else if commands.iter().any(|command| is_for_work(command))
        || commands.iter().all(|one| is_idle_shell(one))
        || asks_people(&commands)
    {
        Purpose::Work
    } else if commands.iter().any(|command| runs_script(command)) {
        Purpose::Unknown
    } else {
        Purpose::Program
    }
}

/// The commands of a body that are not there to run another one.
fn innermost(body: &Body) -> Vec<&Command> {
    let wrappers: BTreeSet<usize> = body.commands.iter().filter_map(|command| command.wrapped_by).collect();
    let all = body.commands.iter().enumerate();
    all.filter(|(at, _)| !wrappers.contains(at)).map(|(_, command)| command).collect()
}

fn is_for_work(command: &Command) -> bool {
    let builds = |word: &str| matches!(word, "build" | "run" | "test" | "watch");
    let first = command.arguments().first().and_then(|word| word.value());
    match command.base_name() {
        Some("dotnet" | "swift") => first.is_some_and(builds),
        Some(name) => TOOLS.binary_search(&name).is_ok() || named(command).is_some_and(is_named_for_work),
        None => false,
    }
}

/// The path of what is started: the program, or the script that a shell is handed.
fn named(command: &Command) -> Option<&str> {
    if !is_a_shell(command) {
        return command.name();
    }
    let mut words = command.arguments().iter().filter(|word| !word.beginning.starts_with(['-', '+']));
    words.next()?.value()
}

/// Whether a program's name, or the folder it is in, says that it is there to build or to test: `gen_protos.sh`,
/// `dev/run`.
fn is_named_for_work(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut words = name.split(['-', '_', '.']);
    words.any(|word| NAMED.contains(&word)) || folders.split('/').any(|folder| folder == "dev")
}

/// Whether it is a script of its own, of which nobody knows what it needs.
fn runs_script(command: &Command) -> bool {
    let is_script = |name: &str| name.split('.').next_back() == Some("sh") || name.contains("entrypoint");
    named(command).is_none_or(|path| is_script(path) || is_a_shell(command))
}

/// Whether a command is a shell for people: one that is handed no script. What an init is to run, `docker run` says.
fn is_idle_shell(command: &Command) -> bool {
    let is_init = matches!(command.base_name(), Some("catatonit" | "dumb-init" | "tini"));
    (is_init || is_a_shell(command))
        && command.arguments().iter().all(|word| word.beginning.starts_with(['-', '+']))
}

/// Whether all that is started is a program that, without a word behind it, asks people what to do.
fn asks_people(commands: &[&Command]) -> bool {
    let [command] = commands else { return false };
    command.arguments().is_empty() && command.base_name().is_some_and(is_prompt)
}

fn is_a_shell(command: &Command) -> bool {
    command.base_name().is_some_and(is_shell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_are_sorted() {
        assert!(TOOLS.is_sorted());
    }
}
