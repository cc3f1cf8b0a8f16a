//! Arch: pacman, whose verbs are options.

use super::names::{Is, Spec, ends_in, is_address, is_path, with_signs};
use super::program::{Cache, Program, Takes, Verb, verb};
use super::reading::Reading;
use super::{CacheMount, Facts, Index, Manager, Operation};
use crate::effects::Usage;

pub(super) const PACMAN: Facts = Facts {
    index: Index::Fetched("/var/lib/pacman/sync"),
    cache_folders: &["/var/cache/pacman/pkg"],
    cache_mounts: &[CacheMount::locked("/var/cache/pacman/pkg")],
    clean_up: Some("rm -rf /var/cache/pacman/pkg/*"),
    ..Facts::new("pacman", "https://man.archlinux.org/man/pacman.8", &["pacman", "pacman-key"])
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: Usage::new(
            "br",
            &[
                "--arch",
                "--asdeps-from",
                "--assume-installed",
                "--cachedir",
                "--color",
                "--config",
                "--dbpath",
                "--gpgdir",
                "--hookdir",
                "--ignore",
                "--ignoregroup",
                "--logfile",
                "--overwrite",
                "--print-format",
                "--root",
                "--sysroot",
            ],
        ),
        choose: Some(choose),
        notation: package,
        root_options: &["-r", "--root", "--sysroot"],
        caches: &[Cache { options: &["--cachedir"], ..Cache::at("/var/cache/pacman/pkg") }],
        special: |reading| {
            let installs = matches!(reading.action.operation, Operation::Install | Operation::Upgrade);
            reading.action.refreshes = installs && reading.parsed.has(&["-y", "--refresh"]);
        },
        ..Program::new(&["pacman"], Manager::Pacman)
    },
    Program {
        alone: verb(&[], Operation::Configure, Takes::Nothing),
        other: verb(&[], Operation::Configure, Takes::Nothing),
        ..Program::new(&["pacman-key"], Manager::Pacman)
    },
];

fn choose(reading: &Reading<'_>) -> (Verb, usize) {
    let has = |names: &[&str]| reading.parsed.has(names);
    let names_something = !reading.operands.is_empty() || reading.action.and_more;
    let (operation, takes) = if has(&["-S", "--sync"]) {
        match () {
            () if has(&[
                "-s", "--search", "-i", "--info", "-l", "--list", "-g", "--groups", "-p", "--print",
            ]) =>
            {
                (Operation::Query, Takes::Nothing)
            }
            // It asks whether all is to go, and takes the answer for no: `yes |` is needed.
            // Source: <https://gitlab.archlinux.org/pacman/pacman/-/blob/master/src/pacman/sync.c>.
            () if has(&["-c", "--clean"]) && has(&["--noconfirm"]) => (Operation::Query, Takes::Nothing),
            () if has(&["-c", "--clean"]) => (Operation::Clean, Takes::Nothing),
            () if has(&["-w", "--downloadonly"]) => (Operation::Download, Takes::Packages),
            () if has(&["-u", "--sysupgrade"]) => (Operation::Upgrade, Takes::Packages),
            () if names_something => (Operation::Install, Takes::Packages),
            () => (Operation::Update, Takes::Nothing),
        }
    } else if has(&["-U", "--upgrade"]) {
        (Operation::Install, Takes::Packages)
    } else if has(&["-R", "--remove"]) {
        (Operation::Remove, Takes::Packages)
    } else if has(&["-D", "--database"]) {
        (Operation::Configure, Takes::Nothing)
    } else {
        (Operation::Query, Takes::Nothing)
    };
    (verb(&[], operation, takes), 0)
}

/// `curl`, `extra/curl`, `curl=8.1`, `./a.pkg.tar.zst`.
fn package(text: &str) -> Spec<'_> {
    if is_address(text) {
        return Spec::address(text);
    }
    if is_path(text) || text.contains(".pkg.tar") || ends_in(text, &[".tar.zst", ".tar.xz"]) {
        return Spec::file(text);
    }
    let spec = with_signs(text, &["="], &["<=", ">=", "<", ">"]);
    let from = spec.name.split_once('/').filter(|_| spec.is == Is::Name);
    from.map_or(spec, |(source, name)| Spec { name, source: Some(source), ..spec })
}
