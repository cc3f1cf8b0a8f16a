//! Node.js: npm and what it brings along. The other managers of its packages have files of their own.

use super::names::{Is, Spec, at_version, ends_in, is_address, is_path};
use super::program::{Cache, Program, Project, Takes, verb};
use super::{CacheMount, Facts, Manager, Operation, Setting};
use crate::effects::Usage;

pub(super) const NPM: Facts = Facts {
    cache_folders: &["~/.npm"],
    cache_mounts: &[CacheMount::shared("~/.npm")],
    clean_up: Some("npm cache clean --force"),
    manifests: &["package.json"],
    lock_files: &["package-lock.json", "npm-shrinkwrap.json"],
    settings: &[".npmrc"],
    installs_into: Some("node_modules"),
    no_dev_options: &["--omit=dev", "--production", "--only=prod", "--only=production"],
    no_dev_variables: &[
        Setting::exactly("NODE_ENV", "production"),
        Setting::exactly("NPM_CONFIG_OMIT", "dev"),
        Setting::exactly("npm_config_omit", "dev"),
        Setting::yes("NPM_CONFIG_PRODUCTION"),
        Setting::yes("npm_config_production"),
    ],
    ..Facts::new("npm", "https://docs.npmjs.com/cli/v11/using-npm/config", &["corepack", "npm", "npx"])
};

/// The options of npm that take a value: `--omit dev` and `--omit=dev` are the same.
const USAGE: Usage = Usage::new(
    "Cw",
    &[
        "--access",
        "--audit-level",
        "--before",
        "--cache",
        "--cpu",
        "--depth",
        "--fetch-retries",
        "--fetch-retry-factor",
        "--fetch-retry-maxtimeout",
        "--fetch-retry-mintimeout",
        "--fetch-timeout",
        "--globalconfig",
        "--https-proxy",
        "--include",
        "--install-strategy",
        "--libc",
        "--location",
        "--loglevel",
        "--maxsockets",
        "--omit",
        "--only",
        "--os",
        "--otp",
        "--package",
        "--pack-destination",
        "--prefix",
        "--proxy",
        "--registry",
        "--scope",
        "--script-shell",
        "--tag",
        "--userconfig",
        "--workspace",
    ],
);

/// What reads and writes npm's cache.
const CACHE: Cache = Cache {
    options: &["--cache"],
    variables: &[("npm_config_cache", ""), ("NPM_CONFIG_CACHE", "")],
    filled_by: &[Operation::Install, Operation::Upgrade, Operation::Download],
    ..Cache::at("~/.npm")
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: USAGE,
        verbs: &[
            verb(
                &["install", "i", "add", "in", "ins", "inst", "isnt", "isntall", "install-test", "it"],
                Operation::Install,
                Takes::PackagesOrProject,
            ),
            verb(
                &["ci", "clean-install", "ic", "install-clean", "cit", "install-ci-test"],
                Operation::Install,
                Takes::Project,
            ),
            verb(&["update", "up", "upgrade", "udpate"], Operation::Upgrade, Takes::PackagesOrProject),
            verb(&["uninstall", "remove", "rm", "r", "un", "unlink"], Operation::Remove, Takes::Packages),
            verb(&["prune", "dedupe", "ddp"], Operation::Remove, Takes::Part),
            verb(&["cache clean", "cache clear"], Operation::Clean, Takes::Nothing),
            verb(&["cache verify"], Operation::Clean, Takes::Part),
            verb(&["cache add"], Operation::Download, Takes::Packages),
            verb(
                &[
                    "run",
                    "run-script",
                    "rum",
                    "urn",
                    "exec",
                    "x",
                    "start",
                    "stop",
                    "restart",
                    "test",
                    "t",
                    "tst",
                    "init",
                    "create",
                    "rebuild",
                    "rb",
                    "link",
                    "ln",
                    "explore",
                ],
                Operation::Other,
                Takes::Anything,
            ),
            verb(
                &["config", "config set", "set", "login", "adduser", "logout", "pkg", "version"],
                Operation::Configure,
                Takes::Nothing,
            ),
            verb(
                &[
                    "audit",
                    "bin",
                    "cache",
                    "config get",
                    "config list",
                    "docs",
                    "doctor",
                    "explain",
                    "fund",
                    "get",
                    "help",
                    "info",
                    "list",
                    "ls",
                    "outdated",
                    "ping",
                    "prefix",
                    "query",
                    "root",
                    "search",
                    "show",
                    "view",
                    "whoami",
                ],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        turns: &[(&["--help", "--dry-run"], Operation::Query), (&["--package-lock-only"], Operation::Other)],
        notation: javascript,
        project: Project {
            folder: &["--prefix", "-C"],
            global: GLOBAL,
            tree: Some("node_modules"),
            ..Project::of(&["package.json", "package-lock.json"])
        },
        caches: &[CACHE],
        ..Program::new(&["npm"], Manager::Npm)
    },
    Program {
        usage: USAGE,
        other: verb(&[], Operation::Other, Takes::Anything),
        ..Program::new(&["npx"], Manager::Npm)
    },
    Program {
        usage: Usage::new("o", &["--install-directory"]),
        verbs: &[
            verb(&["enable", "disable"], Operation::Configure, Takes::Nothing),
            verb(&["prepare", "use", "install", "up", "hydrate"], Operation::Configure, Takes::Tools),
            verb(&["cache clean", "cache clear"], Operation::Clean, Takes::Part),
        ],
        notation: javascript,
        ..Program::new(&["corepack"], Manager::Npm)
    },
];

/// The options that mean the system.
pub(super) const GLOBAL: &[&str] = &["-g", "--global", "--location=global"];

/// `left-pad@1.2.3`, `@scope/x@^1`, `./x.tgz`, `file:../x`, `user/repo`, `git+ssh://…`.
pub(super) fn javascript(text: &str) -> Spec<'_> {
    if is_address(text) {
        return Spec::address(text);
    }
    if let Some(path) = text.strip_prefix("file:") {
        return Spec { is: Is::File(path), ..Spec::name(text) };
    }
    if is_path(text) || ends_in(text, &[".tgz", ".tar.gz", ".tar"]) {
        return Spec::file(text);
    }
    let hosted = ["github:", "gitlab:", "bitbucket:", "gist:"].iter().any(|host| text.starts_with(host));
    let before = text.split(['@', '#']).next().unwrap_or_default();
    if hosted || before.contains('/') && !before.contains("${") {
        return Spec { is: Is::Address, ..Spec::name(text) };
    }
    at_version(text)
}
