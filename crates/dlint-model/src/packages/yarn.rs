//! Yarn: the classic one, and its successor as far as the words tell.

use super::npm::javascript;
use super::program::{Cache, Program, Project, Takes, verb};
use super::{CacheMount, Facts, Manager, Operation, Setting};
use crate::effects::{Shape, Usage};
use crate::path::ImagePath;
use crate::state::User;

/// The successor of the classic Yarn keeps its cache in the project, or in `~/.yarn/berry`.
pub(super) const YARN: Facts = Facts {
    cache_folders: &["/usr/local/share/.cache/yarn", "~/.cache/yarn", "~/.yarn/berry/cache"],
    cache_mounts: &[CacheMount::shared("/usr/local/share/.cache/yarn")],
    clean_up: Some("yarn cache clean"),
    manifests: &["package.json"],
    lock_files: &["yarn.lock"],
    settings: &[".yarnrc", ".yarnrc.yml", ".yarn/releases", ".yarn/plugins", ".yarn/patches", ".npmrc"],
    installs_into: Some("node_modules"),
    no_dev_options: &["--production", "--prod", "--production=true"],
    no_dev_variables: &[Setting::exactly("NODE_ENV", "production")],
    ..Facts::new("Yarn", "https://classic.yarnpkg.com/lang/en/docs/cli/cache/", &["yarn", "yarnpkg"])
};

const CACHE: Cache = Cache {
    options: &["--cache-folder"],
    variables: &[("YARN_CACHE_FOLDER", ""), ("XDG_CACHE_HOME", "yarn")],
    filled_by: &[Operation::Install, Operation::Upgrade],
    // Which one it is depends on the user.
    ..Cache::at("${YARN_CACHE_FOLDER}")
};

pub(super) const PROGRAMS: &[Program] = &[Program {
    usage: Usage::new(
        "",
        &[
            "--cache-folder",
            "--cwd",
            "--global-folder",
            "--https-proxy",
            "--link-folder",
            "--modules-folder",
            "--mutex",
            "--network-concurrency",
            "--network-timeout",
            "--otp",
            "--preferred-cache-folder",
            "--prefix",
            "--proxy",
            "--registry",
            "--use-yarnrc",
        ],
    ),
    alone: verb(&[], Operation::Install, Takes::Project),
    verbs: &[
        verb(&["install", "workspaces focus"], Operation::Install, Takes::Project),
        verb(&["add"], Operation::Install, Takes::Packages),
        verb(&["global add"], Operation::Install, Takes::Tools),
        verb(&["upgrade", "up"], Operation::Upgrade, Takes::PackagesOrProject),
        verb(&["global upgrade"], Operation::Upgrade, Takes::Tools),
        verb(&["remove", "global remove"], Operation::Remove, Takes::Packages),
        verb(&["cache clean"], Operation::Clean, Takes::Packages),
        verb(&["autoclean"], Operation::Remove, Takes::Part),
        verb(
            &["config", "set version", "set", "plugin", "policies", "login", "logout", "unplug"],
            Operation::Configure,
            Takes::Nothing,
        ),
        verb(
            &[
                "audit",
                "bin",
                "cache",
                "cache dir",
                "cache list",
                "check",
                "config get",
                "config list",
                "dir",
                "global bin",
                "global dir",
                "global list",
                "help",
                "info",
                "licenses",
                "list",
                "outdated",
                "owner",
                "versions",
                "why",
                "workspaces info",
                "workspaces list",
            ],
            Operation::Query,
            Takes::Nothing,
        ),
    ],
    // Whatever else it is told is a script of the project: `yarn build`.
    other: verb(&[], Operation::Other, Takes::Anything),
    turns: &[(&["--help", "-h", "--version", "-v"], Operation::Query)],
    notation: javascript,
    project: Project {
        folder: &["--cwd"],
        global: &[],
        tree: Some("node_modules"),
        ..Project::of(&["package.json", "yarn.lock"])
    },
    outputs: &[(&["--modules-folder"], Shape::Tree)],
    caches: &[CACHE],
    special: |reading| {
        let folder = match &reading.call.state.user {
            User::Root => ImagePath::new("/usr/local/share/.cache/yarn"),
            User::Other(_) => reading.call.home().join(".cache/yarn"),
            User::Unknown => return,
        };
        let unknown = ImagePath::new(CACHE.path);
        let paths = reading.action.caches.iter_mut().chain(&mut reading.cleaned);
        paths.filter(|path| **path == unknown).for_each(|path| *path = folder.clone());
    },
    ..Program::new(&["yarn", "yarnpkg"], Manager::Yarn)
}];
