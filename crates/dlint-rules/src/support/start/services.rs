//! Whether what a container starts goes on running and offers something: what somebody may break into.

use dlint_model::Step;
use dlint_model::effects::{Action, Origin};
use dlint_model::packages::Operation;
use dlint_model::path::{Fit, ImagePath};
use dlint_shell::base_name;
use dlint_syntax::Keyword;

use super::Start;
use super::words::CommandWords;
use crate::support::programs::is_launcher;

/// Servers whose names do not say so. Sorted.
#[rustfmt::skip]
const SERVERS: &[&str] = &[
    "activemq", "caddy", "celery", "daphne", "etcd", "frpc", "frps", "gunicorn", "hypercorn", "memcached", "mongod",
    "node_exporter", "passenger", "prometheus", "puma", "sqlservr", "streamlit", "thin", "trojan", "unicorn", "uvicorn",
    "v2ray", "verdaccio", "waitress-serve", "xray",
];

/// How the names of servers end.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "agent", "api", "backend", "broker", "controller", "daemon", "exporter", "gateway", "proxy", "scheduler", "server",
    "service", "svc", "worker",
];

/// Words that tell a program to go on running.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "agent", "daemon", "runserver", "serve", "server", "start", "start:prod", "worker",
];

/// Options that say where to listen.
#[rustfmt::skip]
const LISTENS: &[&str] = &[
    "--bind", "--http", "--listen", "--listen-address", "--port", "-bind", "-http", "-listen", "-port",
];

/// Whether the file says that the container offers something: a port, a check that it is well, a server's name, a word
/// that tells it where to listen.
pub(crate) fn is_service(start: &Start<'_>) -> bool {
    offers(&start.steps) || is_told_to_serve(&start.words)
}

/// Whether an instruction says that others talk to the container.
pub(crate) fn offers(steps: &[&Step<'_>]) -> bool {
    steps.iter().any(|step| match step.instruction.keyword {
        Keyword::Expose => true,
        Keyword::Healthcheck => step.instruction.command_line().is_some(),
        _ => false,
    })
}

/// Whether the words that it is started with are those of a server.
fn is_told_to_serve(command: &CommandWords<'_>) -> bool {
    let is_server = |path: &str| {
        let name = stem(path);
        SERVERS.binary_search(&name).is_ok() || ENDS.iter().any(|end| name.ends_with(end))
    };
    let listens = |word: &str| {
        let option = word.split('=').next().unwrap_or(word);
        let is_port = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
        LISTENS.contains(&option)
            || word.contains("0.0.0.0")
            || word.contains("[::]")
            || word.to_ascii_lowercase().contains("listen")
            || word.strip_prefix(':').is_some_and(is_port)
    };
    let mut arguments = command.arguments.iter();
    // `python server.py` and `python -m gunicorn`; what `virt-viewer` is told is no server.
    is_server(command.path())
        || script_of(command).is_some_and(is_server)
        || arguments.any(|word| VERBS.contains(word) || listens(word))
        // A daemon reads its settings from the system's folder.
        || ["-c", "-config", "--config"]
            .iter()
            .any(|option| command.value_of(option).is_some_and(|value| value.starts_with("/etc/")))
}

/// Whether what is started is the project's own program, copied into the image from the build context or from a stage.
pub(crate) fn is_own_program(start: &Start<'_>) -> bool {
    let words = &start.words;
    let mut transfers = start.steps.iter().filter(|step| step.instruction.as_transfer().is_some());
    if is_launcher(words.name()) {
        let is_there = transfers.next().is_some()
            || start.effects().any(|one| matches!(one.action, Action::Write { origin: Origin::Clone, .. }));
        return !words.arguments.is_empty() && is_there;
    }
    // Of a program that is handed words, nobody knows whether it goes on running.
    let path = words.path();
    let target = start.stage.end.workdir.join(path);
    !words.is_entrypoint && !path.is_empty() && transfers.any(|step| brings(step, path, &target, start))
}

/// Whether a step copies a program into the image.
fn brings(step: &Step<'_>, path: &str, target: &ImagePath, start: &Start<'_>) -> bool {
    let Some(transfer) = step.instruction.as_transfer() else { return false };
    if !path.contains('/') {
        return transfer.sources.iter().any(|source| base_name(source.word.as_str()) == path)
            || transfer.destination.as_ref().is_some_and(|to| base_name(to.as_str()) == path);
    }
    start.cx.build.effects(step).all.iter().any(|effect| match &effect.action {
        Action::Write { path, .. } => path.covers(target) == Fit::Yes,
        _ => false,
    })
}

/// Whether a package of this name brings the program: `redis` has `redis-server`, and `mssql-server` has
/// `/opt/mssql/bin/sqlservr`.
pub(crate) fn is_of_package(start: &Start<'_>) -> bool {
    const FOLDERS: &[&str] = &["bin", "lib", "libexec", "local", "opt", "sbin", "usr"];
    let parts = start.words.path().split('/').filter_map(|part| part.split(['-', '_']).next());
    let names: Vec<&str> = parts.filter(|part| part.len() > 2 && !FOLDERS.contains(part)).collect();
    let installs = |step: &&Step<'_>| {
        let mut installs =
            start.cx.build.effects(step).packages().filter(|(_, action)| {
                action.manager.is_of_system() && action.operation == Operation::Install
            });
        installs.any(|(_, action)| {
            action.packages.iter().any(|package| names.iter().any(|name| package.name.starts_with(name)))
        })
    };
    !is_launcher(start.words.name()) && start.steps.iter().any(installs)
}

/// The program that the first one is told to run.
pub(crate) fn script_of<'s>(command: &CommandWords<'s>) -> Option<&'s str> {
    command.operand().filter(|_| is_launcher(command.name()))
}

/// The name of a program or a script, without its folder and its ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = base_name(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(SERVERS.is_sorted());
    }
}
