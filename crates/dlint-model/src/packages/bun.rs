//! The runtimes of JavaScript that are package managers, too: Bun and Deno.

use super::npm::{GLOBAL, javascript};
use super::program::{Cache, Program, Project, Takes, verb};
use super::{CacheMount, Facts, Manager, Operation};
use crate::effects::{Shape, Usage};

/// `--no-cache` only leaves out what is known of the packages; the packages themselves are kept.
pub(super) const BUN: Facts = Facts {
    cache_folders: &["~/.bun/install/cache"],
    cache_mounts: &[CacheMount::shared("~/.bun/install/cache")],
    clean_up: Some("bun pm cache rm"),
    manifests: &["package.json"],
    lock_files: &["bun.lock", "bun.lockb"],
    settings: &["bunfig.toml", ".npmrc"],
    installs_into: Some("node_modules"),
    no_dev_options: &["--production", "-p", "--omit=dev"],
    ..Facts::new("Bun", "https://bun.sh/docs/install/cache", &["bun", "bunx"])
};

pub(super) const DENO: Facts = Facts {
    cache_folders: &["~/.cache/deno"],
    cache_mounts: &[CacheMount::shared("~/.cache/deno")],
    clean_up: Some("deno clean"),
    manifests: &["deno.json", "deno.jsonc", "package.json"],
    lock_files: &["deno.lock"],
    ..Facts::new("Deno", "https://docs.deno.com/runtime/reference/env_variables/", &["deno"])
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: Usage::new(
            "c",
            &[
                "--backend",
                "--cache-dir",
                "--config",
                "--cwd",
                "--filter",
                "--format",
                "--linker",
                "--network-concurrency",
                "--omit",
                "--outdir",
                "--outfile",
                "--preload",
                "--registry",
                "--target",
            ],
        ),
        verbs: &[
            verb(&["install", "i"], Operation::Install, Takes::PackagesOrProject),
            verb(&["ci"], Operation::Install, Takes::Project),
            verb(&["add", "a"], Operation::Install, Takes::Packages),
            verb(&["update"], Operation::Upgrade, Takes::PackagesOrProject),
            verb(&["remove", "rm"], Operation::Remove, Takes::Packages),
            verb(&["pm cache rm"], Operation::Clean, Takes::Nothing),
            verb(&["build"], Operation::Build, Takes::Nothing),
            verb(&["outdated", "pm", "audit", "why", "info"], Operation::Query, Takes::Nothing),
            verb(&["upgrade", "completions"], Operation::Configure, Takes::Nothing),
        ],
        other: verb(&[], Operation::Other, Takes::Anything),
        turns: &[(&["--help", "-h", "--dry-run", "--version", "-v"], Operation::Query)],
        notation: javascript,
        project: Project {
            folder: &["--cwd"],
            global: GLOBAL,
            tree: Some("node_modules"),
            ..Project::of(&["package.json", "bun.lock"])
        },
        outputs: &[(&["--outdir"], Shape::Tree), (&["--outfile"], Shape::File)],
        caches: &[Cache {
            options: &["--cache-dir"],
            variables: &[
                ("BUN_INSTALL_CACHE_DIR", ""),
                ("BUN_INSTALL", "install/cache"),
                ("XDG_CACHE_HOME", ".bun/install/cache"),
            ],
            filled_by: &[Operation::Install, Operation::Upgrade],
            ..Cache::at("~/.bun/install/cache")
        }],
        ..Program::new(&["bun"], Manager::Bun)
    },
    Program { other: verb(&[], Operation::Other, Takes::Anything), ..Program::new(&["bunx"], Manager::Bun) },
    Program {
        usage: Usage::new(
            "ceno",
            &["--config", "--ext", "--import-map", "--lock", "--name", "--output", "--root", "--target"],
        ),
        verbs: &[
            verb(&["install", "i"], Operation::Install, Takes::PackagesOrProject),
            verb(&["add"], Operation::Install, Takes::Packages),
            verb(&["cache"], Operation::Download, Takes::Nothing),
            verb(&["remove", "rm", "uninstall"], Operation::Remove, Takes::Packages),
            verb(&["compile", "bundle"], Operation::Build, Takes::Nothing),
            verb(&["clean"], Operation::Clean, Takes::Nothing),
            verb(&["upgrade", "completions"], Operation::Configure, Takes::Nothing),
            verb(
                &["check", "doc", "fmt", "help", "info", "lint", "outdated", "types"],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        other: verb(&[], Operation::Other, Takes::Anything),
        turns: &[(&["--help", "-h", "--version", "-V"], Operation::Query)],
        notation: javascript,
        project: Project { global: GLOBAL, ..Project::of(&[]) },
        outputs: &[(&["-o", "--output"], Shape::File)],
        caches: &[Cache {
            variables: &[("DENO_DIR", ""), ("XDG_CACHE_HOME", "deno")],
            ..Cache::at("~/.cache/deno")
        }],
        special: |reading| {
            // `deno cache main.ts`, `deno install --entrypoint main.ts`: files of the project, and no packages.
            if reading.parsed.has(&["-e", "--entrypoint"]) {
                reading.action.packages.clear();
                reading.action.is_project = true;
            }
        },
        ..Program::new(&["deno"], Manager::Deno)
    },
];
