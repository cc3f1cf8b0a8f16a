//! pnpm, whose store is no cache that could go: it is hard-linked into the project.

use super::npm::{GLOBAL, javascript};
use super::program::{Cache, Program, Project, Takes, verb};
use super::{CacheMount, Facts, Manager, Operation, Setting};
use crate::effects::{Shape, Usage};

pub(super) const PNPM: Facts = Facts {
    cache_folders: &["~/.local/share/pnpm/store"],
    cache_mounts: &[CacheMount::shared("~/.local/share/pnpm/store")],
    manifests: &["package.json", "pnpm-workspace.yaml"],
    lock_files: &["pnpm-lock.yaml"],
    settings: &[".npmrc", ".pnpmfile.cjs", "patches"],
    installs_into: Some("node_modules"),
    no_dev_options: &["--prod", "-P", "--production"],
    no_dev_variables: &[Setting::exactly("NODE_ENV", "production")],
    ..Facts::new("pnpm", "https://pnpm.io/settings#storedir", &["pnpm", "pnpx"])
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: Usage::new(
            "CF",
            &[
                "--config-dir",
                "--dir",
                "--filter",
                "--filter-prod",
                "--global-dir",
                "--lockfile-dir",
                "--loglevel",
                "--modules-dir",
                "--network-concurrency",
                "--node-linker",
                "--package-import-method",
                "--prefix",
                "--registry",
                "--reporter",
                "--store-dir",
                "--virtual-store-dir",
                "--workspace-concurrency",
            ],
        ),
        verbs: &[
            verb(&["install", "i"], Operation::Install, Takes::PackagesOrProject),
            verb(&["ci"], Operation::Install, Takes::Project),
            verb(&["add"], Operation::Install, Takes::Packages),
            verb(&["update", "up", "upgrade"], Operation::Upgrade, Takes::PackagesOrProject),
            verb(&["remove", "rm", "uninstall", "un"], Operation::Remove, Takes::Packages),
            verb(&["prune"], Operation::Remove, Takes::Part),
            verb(&["fetch"], Operation::Download, Takes::Project),
            verb(&["store prune", "cache delete"], Operation::Clean, Takes::Part),
            verb(&["deploy"], Operation::Build, Takes::Project),
            verb(
                &["config", "set", "login", "setup", "env", "self-update"],
                Operation::Configure,
                Takes::Nothing,
            ),
            verb(
                &[
                    "audit",
                    "bin",
                    "help",
                    "licenses",
                    "list",
                    "ls",
                    "outdated",
                    "root",
                    "store",
                    "store path",
                    "why",
                ],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        // Whatever else it is told is a script of the project: `pnpm build`.
        other: verb(&[], Operation::Other, Takes::Anything),
        turns: &[
            (&["--help", "-h", "--version", "-v"], Operation::Query),
            (&["--lockfile-only"], Operation::Other),
        ],
        notation: javascript,
        project: Project {
            folder: &["-C", "--dir", "--prefix"],
            global: GLOBAL,
            tree: Some("node_modules"),
            ..Project::of(&["package.json", "pnpm-lock.yaml"])
        },
        caches: &[Cache {
            options: &["--store-dir"],
            variables: &[
                ("npm_config_store_dir", ""),
                ("NPM_CONFIG_STORE_DIR", ""),
                ("PNPM_HOME", "store"),
                ("XDG_DATA_HOME", "pnpm/store"),
            ],
            filled_by: &[Operation::Install, Operation::Upgrade, Operation::Download],
            ..Cache::at("~/.local/share/pnpm/store")
        }],
        special: |reading| {
            // `fetch` needs nothing but the lock file.
            if reading.said == "fetch" {
                reading.action.manifests.retain(|path| path.file_name() == Some("pnpm-lock.yaml"));
            }
            if reading.said == "deploy"
                && let Some(word) = reading.operands.first()
            {
                let targets = reading.call.paths(word);
                reading.results.extend(targets.into_iter().map(|path| (path, Shape::Tree)));
            }
        },
        ..Program::new(&["pnpm"], Manager::Pnpm)
    },
    Program { other: verb(&[], Operation::Other, Takes::Anything), ..Program::new(&["pnpx"], Manager::Pnpm) },
];
