//! Pipes in which nothing goes unseen, for one reason or another.

use dlint_model::StepScript;
use dlint_shell::{Body, Command, Dialect, Joined, Nest, NestKind, Standing};

use super::{Excuse, Site, ours, theirs};

pub(super) const HADOLINT: &[Excuse] = &[
    theirs("the shell looks at all of a pipe", &["DL4006"], |site| weakest(site) == Some(Why::Option)),
    theirs("what feeds the pipe only prints", &["DL4006"], |site| weakest(site) == Some(Why::Prints)),
    theirs("`grep -q` asks, and `true` forgives", &["DL4006"], |site| weakest(site) == Some(Why::Forgiven)),
    ours("the pipe is in a text that another command reads", &["DL4006"], |site| {
        let scripts = site.step.map(|step| site.build.scripts(step)).unwrap_or_default();
        scripts.iter().any(|script| {
            let body = script.script.body();
            let inside = |standing: &Standing| {
                script.read_by.is_some() || body.path(standing).any(|nest| nest.kind == NestKind::ShellText)
            };
            body.commands.iter().any(|command| {
                command.standing.pipeline.feeds_pipe()
                    && (inside(&command.standing) || command.wrapped_by.is_some())
            })
        })
    }),
];

/// Why a failure on the left of a pipe is no matter, from the best reason to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// `pipefail` is set.
    Option,
    /// `echo`, `cat` and their like fail only where the file says so.
    Prints,
    /// `| grep -q` stops reading as soon as it knows; `| true` and `|| true` say that the author does not mind.
    Forgiven,
}

/// The weakest reason that the step needs, if each of its pipes has one.
fn weakest(site: &Site<'_>) -> Option<Why> {
    let step = site.step?;
    let reads_file = site.build.variables(step).value("BASH_ENV").is_some();
    let mut reasons = Vec::new();
    for script in site.build.scripts(step) {
        let body = script.script.body();
        let commands = body
            .commands
            .iter()
            .filter(|command| command.wrapped_by.is_none() && command.standing.pipeline.feeds_pipe());
        for command in commands {
            let prints = prints(innermost(body, command));
            reasons.push(reason(script, &command.standing, command.span.start, prints, reads_file)?);
        }
        let constructs = body.nests.iter().filter(|nest| nest.standing.pipeline.feeds_pipe());
        // A `$( )` in a word stands where its command does.
        for nest in constructs.filter(|nest| nest.command.is_none()) {
            let within = |command: &&Command| {
                body.path(&command.standing).any(|around| std::ptr::eq::<Nest>(around, nest))
            };
            let prints = body.commands.iter().filter(within).all(prints);
            reasons.push(reason(script, &nest.standing, nest.span.start, prints, reads_file)?);
        }
    }
    reasons.into_iter().max()
}

/// The command that a chain of others runs in the end: `sudo echo`.
fn innermost<'b>(body: &'b Body, command: &'b Command) -> &'b Command {
    let index = body.commands.iter().position(|other| std::ptr::eq(other, command)).unwrap_or_default();
    let inner = |outer: &usize| body.commands.iter().position(|other| other.wrapped_by == Some(*outer));
    let last = std::iter::successors(Some(index), inner).last();
    last.and_then(|last| body.commands.get(last)).unwrap_or(command)
}

fn prints(command: &Command) -> bool {
    command.words.is_empty()
        || command
            .base_name()
            .is_some_and(|name| [":", "cat", "echo", "printf", "true", "yes"].contains(&name))
}

fn reason(
    script: &StepScript,
    standing: &Standing,
    start: u32,
    prints: bool,
    reads_file: bool,
) -> Option<Why> {
    let body = script.script.body();
    let is_set = reads_file || has_pipefail(script, standing, start);
    let forgiven = || is_forgiven(body, standing, start).then_some(Why::Forgiven);
    is_set.then_some(Why::Option).or_else(|| prints.then_some(Why::Prints)).or_else(forgiven)
}

/// Whether the shell is started with `pipefail`, or a `set -o pipefail` stands in front of the pipe.
fn has_pipefail(script: &StepScript, standing: &Standing, start: u32) -> bool {
    let body = script.script.body();
    let text = |standing: &Standing| {
        let nest = body.path(standing).find(|nest| nest.kind == NestKind::ShellText);
        nest.map(|nest| nest.command)
    };
    let shell = text(standing).map(|command| command.and_then(|index| body.commands.get(index)));
    let at_start = match shell {
        Some(shell) => shell.is_some_and(|shell| {
            Dialect::from_words(shell.words.iter().filter_map(|word| word.value())).pipefail
        }),
        None => script.script.dialect().pipefail,
    };
    let sets = body.commands.iter().any(|command| {
        command.span.start < start
            && text(&command.standing) == text(standing)
            && matches!(command.base_name(), Some("set" | "shopt"))
            && command.has_argument("pipefail")
            && !command.has_argument("+o")
    });
    at_start || sets
}

/// `| true`, `| grep -q`, or `|| true` behind the pipe.
fn is_forgiven(body: &Body, standing: &Standing, start: u32) -> bool {
    let mut behind = body.commands.iter().filter(|command| {
        command.standing.nest == standing.nest && command.wrapped_by.is_none() && command.span.start > start
    });
    let shrugs = |command: &Command| matches!(command.base_name(), Some("true" | ":"));
    let asks = |command: &Command| {
        let is_quiet = |word: &str| {
            let letters = word.strip_prefix('-').filter(|letters| !letters.starts_with('-'));
            matches!(word, "--quiet" | "--silent") || letters.is_some_and(|letters| letters.contains('q'))
        };
        matches!(command.base_name(), Some("grep" | "egrep" | "fgrep"))
            && command.arguments().iter().any(|word| is_quiet(&word.beginning))
    };
    let last = behind.clone().find(|command| {
        let place = command.standing.pipeline;
        place.length == standing.pipeline.length && place.index + 1 == place.length
    });
    let next = behind.find(|command| !command.standing.pipeline.reads_pipe());
    last.is_some_and(|last| shrugs(last) || asks(last))
        || next.is_some_and(|next| next.standing.joined == Joined::Or && shrugs(next))
}
