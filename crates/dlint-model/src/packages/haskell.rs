//! Haskell: Cabal and Stack.

use super::names::Spec;
use super::program::{Cache, Program, Project, Takes, verb};
use super::{CacheMount, Facts, Index, Manager, Operation};
use crate::effects::{Shape, Usage};

/// Since version 3.10, it follows the XDG standard where there is no `~/.cabal` yet.
pub(super) const CABAL: Facts = Facts {
    index: Index::Fetched("~/.cabal/packages"),
    cache_folders: &["~/.cabal/packages", "~/.cache/cabal"],
    cache_mounts: &[CacheMount::shared("~/.cabal")],
    clean_up: Some("rm -rf ~/.cabal/packages"),
    manifests: &["*.cabal", "cabal.project"],
    lock_files: &["cabal.project.freeze"],
    ..Facts::new("Cabal", "https://cabal.readthedocs.io/en/stable/config.html", &["cabal"])
};

pub(super) const STACK: Facts = Facts {
    cache_folders: &["~/.stack"],
    cache_mounts: &[CacheMount::shared("~/.stack")],
    clean_up: Some("rm -rf ~/.stack"),
    manifests: &["stack.yaml", "package.yaml", "*.cabal"],
    lock_files: &["stack.yaml.lock"],
    ..Facts::new("Stack", "https://docs.haskellstack.org/en/stable/topics/stack_root/", &["stack"])
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: Usage::new(
            "fjwz",
            &[
                "--builddir",
                "--config-file",
                "--constraint",
                "--flags",
                "--ghc-options",
                "--index-state",
                "--install-method",
                "--installdir",
                "--jobs",
                "--package-env",
                "--project-dir",
                "--project-file",
                "--store-dir",
                "--with-compiler",
            ],
        ),
        verbs: &[
            verb(&["update", "v2-update", "new-update"], Operation::Update, Takes::Nothing),
            verb(&["build", "v2-build", "new-build", "test", "bench"], Operation::Build, Takes::Project),
            verb(&["install", "v2-install", "new-install"], Operation::Install, Takes::PackagesOrProject),
            verb(&["fetch", "get", "unpack"], Operation::Download, Takes::Packages),
            verb(&["run", "exec", "repl", "v2-run", "v2-exec"], Operation::Other, Takes::Anything),
            verb(
                &["configure", "v2-configure", "freeze", "init", "user-config"],
                Operation::Configure,
                Takes::Nothing,
            ),
            verb(&["clean"], Operation::Remove, Takes::Part),
            verb(
                &["check", "help", "info", "list", "list-bin", "outdated", "path"],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        turns: &[(&["--help", "-h", "--version", "-V", "--dry-run"], Operation::Query)],
        notation: package,
        project: Project { folder: &["--project-dir"], manifest: &["--project-file"], ..Project::of(&[]) },
        outputs: &[(&["--installdir"], Shape::Tree)],
        caches: &[Cache {
            variables: &[("CABAL_DIR", "packages")],
            filled_by: &[Operation::Update, Operation::Install, Operation::Download, Operation::Build],
            ..Cache::at("~/.cabal/packages")
        }],
        ..Program::new(&["cabal"], Manager::Cabal)
    },
    Program {
        usage: Usage::new(
            "j",
            &[
                "--compiler",
                "--flag",
                "--ghc-options",
                "--jobs",
                "--local-bin-path",
                "--resolver",
                "--snapshot",
                "--stack-root",
                "--stack-yaml",
                "--work-dir",
            ],
        ),
        verbs: &[
            verb(&["build", "install", "test", "bench", "haddock"], Operation::Build, Takes::Project),
            verb(&["update"], Operation::Update, Takes::Nothing),
            verb(&["setup", "config", "init", "new", "upgrade"], Operation::Configure, Takes::Nothing),
            verb(&["exec", "run", "runghc", "ghci", "script"], Operation::Other, Takes::Anything),
            verb(&["clean", "purge"], Operation::Remove, Takes::Part),
            verb(&["ls", "path", "list", "query", "dot"], Operation::Query, Takes::Nothing),
        ],
        turns: &[(&["--help", "--version", "--dry-run"], Operation::Query)],
        project: Project { manifest: &["--stack-yaml"], ..Project::of(&["stack.yaml", "stack.yaml.lock"]) },
        outputs: &[(&["--local-bin-path"], Shape::Tree)],
        caches: &[Cache {
            options: &["--stack-root"],
            variables: &[("STACK_ROOT", "")],
            filled_by: &[Operation::Build, Operation::Update, Operation::Configure],
            ..Cache::at("~/.stack")
        }],
        special: |reading| {
            // `setup` fetches a compiler; other settings leave nothing.
            if reading.action.operation == Operation::Configure && reading.said != "setup" {
                reading.action.caches.clear();
            }
        },
        ..Program::new(&["stack"], Manager::Stack)
    },
];

/// `aeson`, `aeson-2.2.1.0`: behind the last dash a version, if it is made of digits and dots.
fn package(text: &str) -> Spec<'_> {
    let is_version = |tail: &str| {
        tail.starts_with(|first: char| first.is_ascii_digit())
            && tail.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
    };
    match text.rsplit_once('-') {
        Some((name, version)) if is_version(version) => Spec::versioned(name, version),
        _ if super::names::is_path(text) => Spec::file(text),
        _ => Spec::name(text),
    }
}
