//! Swift: its package manager is a part of the compiler.

use super::program::{Cache, Program, Project, Takes, verb};
use super::{CacheMount, Facts, Manager, Operation};
use crate::effects::{Shape, Usage};

pub(super) const SWIFT: Facts = Facts {
    cache_folders: &["~/.cache/org.swift.swiftpm"],
    cache_mounts: &[CacheMount::shared("~/.cache/org.swift.swiftpm")],
    clean_up: Some("swift package purge-cache"),
    manifests: &["Package.swift"],
    lock_files: &["Package.resolved"],
    installs_into: Some(".build"),
    ..Facts::new("Swift", "https://docs.swift.org/package-manager/", &["swift"])
};

pub(super) const PROGRAMS: &[Program] = &[Program {
    usage: Usage {
        single_dash: true,
        ..Usage::new(
            "",
            &[
                "-Xcc",
                "-Xcxx",
                "-Xlinker",
                "-Xswiftc",
                "-c",
                "-j",
                "--build-path",
                "--build-system",
                "--cache-path",
                "--config-path",
                "--configuration",
                "--jobs",
                "--package-path",
                "--product",
                "--scratch-path",
                "--sdk",
                "--swift-sdk",
                "--target",
                "--toolset",
                "--triple",
            ],
        )
    },
    verbs: &[
        verb(&["build", "test", "run"], Operation::Build, Takes::Project),
        verb(&["package resolve"], Operation::Download, Takes::Project),
        verb(&["package update"], Operation::Upgrade, Takes::Project),
        verb(&["package purge-cache"], Operation::Clean, Takes::Nothing),
        verb(&["package clean", "package reset"], Operation::Remove, Takes::Part),
        verb(
            &["package init", "package edit", "package config", "sdk install"],
            Operation::Configure,
            Takes::Nothing,
        ),
        verb(
            &["package describe", "package show-dependencies", "package dump-package", "sdk list"],
            Operation::Query,
            Takes::Nothing,
        ),
    ],
    // Plugins, and files of the language.
    other: verb(&[], Operation::Other, Takes::Anything),
    turns: &[(&["--help", "-help", "-h", "--version", "-version"], Operation::Query)],
    project: Project { folder: &["--package-path"], ..Project::of(&["Package.swift", "Package.resolved"]) },
    caches: &[Cache {
        options: &["--cache-path"],
        variables: &[("XDG_CACHE_HOME", "org.swift.swiftpm")],
        ..Cache::at("~/.cache/org.swift.swiftpm")
    }],
    special: |reading| {
        if matches!(reading.action.operation, Operation::Build | Operation::Download | Operation::Upgrade) {
            let named = reading.parsed.value(&["--scratch-path", "--build-path"]);
            let folder = match named {
                Some(folder) => reading.call.option_path(folder),
                None => reading.folder.join(".build"),
            };
            reading.results.push((folder, Shape::Tree));
        }
    },
    ..Program::new(&["swift"], Manager::Swift)
}];
