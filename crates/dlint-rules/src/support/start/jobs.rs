//! Images whose program ends by itself, or works for whoever starts it: on their files, or on their Docker.

use std::collections::BTreeSet;

use dlint_model::effects::{Action, Effect};
use dlint_model::path::Fit;
use dlint_model::{Base, Step};
use dlint_shell::base_name;
use dlint_syntax::Keyword;

use super::Start;
use super::services::{is_service, offers, script_of, stem};
use crate::support::programs::{is_launcher, is_prompt};

/// Programs of the command line that do what they are told, and end. Sorted.
#[rustfmt::skip]
const TOOLS: &[&str] = &[
    "ansible", "ansible-playbook", "aws", "az", "black", "cargo", "convert", "curl", "dig", "eslint", "ffmpeg",
    "ffprobe", "flake8", "gcc", "gcloud", "gh", "git", "go", "gsutil", "helm", "hey", "http", "hugo", "jq", "kafkacat", "kcat",
    "kubectl",
    "lftp", "make", "mkdocs", "mypy", "mysql", "mysqldump", "nmap", "npx", "openssl", "packer", "pandoc", "perl",
    "pg_dump", "pip", "prettier", "protoc", "psql", "pulumi", "rclone", "redis-cli", "restic", "rsync", "rubocop",
    "ruff", "scp", "semgrep", "shellcheck", "ssh", "telnet", "terraform", "tofu", "trivy", "wget", "youtube-dl", "yq",
    "yt-dlp",
];

/// Programs that do one thing and end, or wait: nobody breaks into them. Sorted.
#[rustfmt::skip]
const ONE_SHOT: &[&str] = &[
    "cat", "date", "echo", "env", "false", "hostname", "id", "ls", "printenv", "printf", "pwd", "sleep", "stress",
    "tail", "test", "traceroute", "true", "uname", "whoami",
];

/// Programs that run tests or put load on others. Sorted.
#[rustfmt::skip]
const TESTERS: &[&str] = &[
    "ab", "ava", "bats", "behave", "cypress", "gatling", "jest", "k6", "karma", "mocha", "newman", "nose2",
    "nosetests", "nox", "phpunit", "playwright", "py.test", "pytest", "robot", "rspec", "sysbench", "tox", "unittest",
    "vitest", "wrk",
];

/// Words in the name of a script that does one thing and ends. Sorted.
#[rustfmt::skip]
const JOBS: &[&str] = &[
    "backup", "bench", "benchmark", "build", "check", "cleanup", "cli", "client", "convert", "deploy", "e2e", "export", "fetch",
    "generate", "hello", "import", "init", "install", "job", "lint", "migrate", "migration", "migrations", "predict",
    "run", "scan", "scrape", "seed", "setup", "sync", "test", "tests", "train", "update", "upload",
];

/// Folders that callers put their files in, where the image has nothing there. Sorted.
#[rustfmt::skip]
const FOLDERS: &[&str] = &[
    "/code", "/data", "/docs", "/files", "/github/workspace", "/input", "/io", "/mnt", "/output", "/project", "/repo",
    "/share", "/src", "/work", "/workdir", "/working", "/workspace", "/workspaces",
];

/// Programs that talk to Docker's socket, which is root's. Sorted.
#[rustfmt::skip]
const DOCKER_CLIENTS: &[&str] = &[
    "act", "ctop", "dive", "docker", "docker-compose", "lazydocker", "ouroboros", "portainer", "swarm",
    "traefik", "watchtower",
];

/// The packages that bring a client for Docker.
const DOCKER_PACKAGES: &[&str] = &[
    "docker",
    "docker-ce",
    "docker-ce-cli",
    "docker-cli",
    "docker-compose",
    "docker-compose-plugin",
    "docker.io",
];

/// Official images whose `ENTRYPOINT` makes the program another user. Sorted.
#[rustfmt::skip]
const CHANGE_USER: &[&str] = &[
    "arangodb", "cassandra", "chronograf", "clickhouse", "consul", "couchbase", "couchdb", "crate",
    "eclipse-mosquitto", "elasticsearch", "ghost", "influxdb", "mariadb", "memcached", "mongo", "mysql", "nats",
    "neo4j", "percona", "postgis", "postgres", "rabbitmq", "redis", "redmine", "rethinkdb", "solr", "storm", "telegraf",
    "timescaledb", "valkey", "vault", "zookeeper",
];

/// Whether what is started does one thing and ends, or only waits, or is a client that only its caller talks to.
pub(crate) fn is_job(start: &Start<'_>) -> bool {
    let command = &start.words;
    let name = command.name();
    if ONE_SHOT.binary_search(&name).is_ok() || is_prompt(name) && command.arguments.is_empty() {
        return true;
    }
    let is_test =
        |word: &str| TESTERS.binary_search(&word).is_ok() || word == "test" || word.starts_with("test:");
    let mut words = command.arguments.iter().copied();
    if TESTERS.binary_search(&name).is_ok() || words.any(is_test) {
        return true;
    }
    let asks = |word: &&str| {
        matches!(*word, "--help" | "--version" | "-h" | "-help" | "-version" | "help" | "version")
    };
    let evaluates = |word: &&str| is_launcher(name) && matches!(*word, "-e" | "eval" | "repl");
    if command.arguments.first().is_some_and(|word| asks(word) || evaluates(word)) {
        return true;
    }
    // Whatever speaks the Model Context Protocol is started by the program that talks to it, and ends with it.
    let is_job_name = |path: &str| {
        stem(path).split(['-', '_']).any(|word| JOBS.binary_search(&word).is_ok() || word == "mcp")
    };
    let is_named_so = is_job_name(command.path())
        || script_of(command).is_some_and(|script| script.contains('.') && is_job_name(script));
    let is_tool = TOOLS.binary_search(&name).is_ok();
    (is_tool || is_named_so) && !offers(&start.steps)
}

/// Whether it works on files that whoever starts it mounts, and that only their own user may write: it starts in a
/// folder that the image has nothing in, and offers nothing.
pub(crate) fn is_for_callers_files(start: &Start<'_>) -> bool {
    let folder = &*start.stage.end.workdir;
    if folder.has_holes() || folder.as_str() == "/" || is_service(start) {
        return false;
    }
    let is_usual = FOLDERS.binary_search(&folder.as_str()).is_ok();
    let fill = start.steps.iter().filter(|step| step.instruction.keyword != Keyword::Workdir);
    let mut effects = fill.flat_map(|step| &start.cx.build.effects(step).all);
    effects.all(|effect: &Effect| match &effect.action {
        // What nobody knows may fill it, if it is not a folder that is there for this.
        Action::Unknown { .. } => is_usual,
        Action::Build { folder: built } => folder.covers(built) == Fit::No,
        action => action.stored().is_none_or(|path| {
            path.has_holes() || folder.covers(path) == Fit::No && path.covers(folder) == Fit::No
        }),
    })
}

/// Whether it is there to talk to the host's Docker, by a socket that is root's.
pub(crate) fn is_docker_client(start: &Start<'_>) -> bool {
    let is_client = |name: &str| DOCKER_PACKAGES.contains(&name);
    let installs = |step: &Step<'_>| {
        let mut packages = start.cx.build.effects(step).packages().flat_map(|(_, action)| &action.packages);
        packages.any(|package| is_client(&package.name))
    };
    // `COPY --from=docker:29-cli /usr/local/bin/docker …`
    let copies = |step: &Step<'_>| {
        step.instruction
            .flag("from")
            .and_then(|flag| flag.value.as_ref())
            .is_some_and(|from| base_name(from.as_str()).split([':', '@']).next() == Some("docker"))
    };
    DOCKER_CLIENTS.binary_search(&start.words.name()).is_ok()
        || start
            .steps
            .iter()
            .any(|step| step.instruction.text.contains("docker.sock") || installs(step) || copies(step))
}

/// Whether the image's own `ENTRYPOINT`, which stays, makes the program another user.
pub(crate) fn base_changes_user(start: &Start<'_>) -> bool {
    let Base::Image(base) = &start.stage.root else { return false };
    let path = base.image.path().unwrap_or_default();
    !start.words.is_entrypoint && CHANGE_USER.binary_search(&base_name(&path)).is_ok()
}

/// Whether files are handed to a user that no step makes, other than the image's own: that of a package, which its
/// program then becomes by itself.
pub(crate) fn has_user_of_package(own: Option<&str>, start: &Start<'_>) -> bool {
    let made: BTreeSet<&str> = start
        .effects()
        .filter_map(|effect| match &effect.action {
            Action::AddUser { name: Some(name), .. } => Some(&**name),
            _ => None,
        })
        .collect();
    start.effects().any(|effect| {
        let Action::Owner { owner: Some(owner), .. } = &effect.action else { return false };
        let name = owner.split([':', '.']).next().unwrap_or_default();
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        is_name && name != "root" && own != Some(name) && !made.contains(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        for names in [TOOLS, ONE_SHOT, TESTERS, JOBS, FOLDERS, DOCKER_CLIENTS, CHANGE_USER] {
            assert!(names.is_sorted(), "{names:?}");
        }
    }
}
