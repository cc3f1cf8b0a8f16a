//! openSUSE: zypper.

use super::names::{Spec, ends_in, is_address, with_signs};
use super::program::{Cache, Program, Takes, verb};
use super::{CacheMount, Facts, Index, Manager, Operation};
use crate::effects::Usage;

pub(super) const ZYPPER: Facts = Facts {
    index: Index::Automatic,
    cache_folders: &["/var/cache/zypp"],
    cache_mounts: &[CacheMount::locked("/var/cache/zypp")],
    clean_up: Some("zypper clean --all"),
    ..Facts::new("zypper", "https://en.opensuse.org/SDB:Zypper_manual", &["zypper"])
};

pub(super) const PROGRAMS: &[Program] = &[Program {
    usage: Usage::new(
        "RrtcDp",
        &[
            "--cache-dir",
            "--config",
            "--from",
            "--installroot",
            "--name",
            "--pkg-cache-dir",
            "--plus-content",
            "--plus-repo",
            "--priority",
            "--raw-cache-dir",
            "--releasever",
            "--repo",
            "--reposd-dir",
            "--root",
            "--solv-cache-dir",
            "--type",
            "--userdata",
        ],
    ),
    verbs: &[
        verb(&["refresh", "ref", "refresh-services", "refs"], Operation::Update, Takes::Nothing),
        verb(
            &["install", "in", "source-install", "si", "install-new-recommends", "inr"],
            Operation::Install,
            Takes::Packages,
        ),
        verb(&["update", "up", "dist-upgrade", "dup", "patch"], Operation::Upgrade, Takes::Packages),
        verb(&["remove", "rm"], Operation::Remove, Takes::Packages),
        verb(&["clean", "cc"], Operation::Clean, Takes::Nothing),
        verb(&["download"], Operation::Download, Takes::Packages),
        verb(
            &[
                "addrepo",
                "ar",
                "removerepo",
                "rr",
                "modifyrepo",
                "mr",
                "renamerepo",
                "nr",
                "addservice",
                "as",
                "removeservice",
                "rs",
                "modifyservice",
                "ms",
                "addlock",
                "al",
                "removelock",
                "rl",
            ],
            Operation::Configure,
            Takes::Nothing,
        ),
        verb(
            &[
                "info",
                "if",
                "list-updates",
                "lu",
                "list-patches",
                "lp",
                "packages",
                "pa",
                "patch-check",
                "pchk",
                "patterns",
                "pt",
                "products",
                "pd",
                "repos",
                "lr",
                "search",
                "se",
                "services",
                "ls",
                "what-provides",
                "wp",
                "versioncmp",
                "verify",
                "ve",
            ],
            Operation::Query,
            Takes::Nothing,
        ),
    ],
    turns: &[
        (&["--help"], Operation::Query),
        (&["--dry-run"], Operation::Query),
        (&["-d", "--download-only"], Operation::Download),
    ],
    notation: package,
    refresh_options: &["--refresh"],
    root_options: &["-R", "--root", "--installroot"],
    caches: &[Cache {
        options: &["--cache-dir"],
        filled_by: &[Operation::Update, Operation::Install, Operation::Upgrade, Operation::Download],
        ..Cache::at("/var/cache/zypp")
    }],
    special: |reading| {
        // Without `--all`, `clean` deletes the packages and leaves the index.
        let options = ["-a", "--all", "-m", "--metadata", "-M", "--raw-metadata"];
        if reading.action.operation == Operation::Clean && !reading.parsed.has(&options) {
            let packages = reading.cleaned.iter().map(|cache| cache.join("packages")).collect();
            reading.cleaned = packages;
        }
        if reading.is_given("-t=pattern") || reading.is_given("--type=pattern") {
            for package in &mut reading.action.packages {
                package.kind = super::PackageKind::Group;
            }
        }
    },
    ..Program::new(&["zypper"], Manager::Zypper)
}];

/// `curl`, `curl=8.1`, `curl>=8`, `./a.rpm`.
fn package(text: &str) -> Spec<'_> {
    if is_address(text) {
        return Spec::address(text);
    }
    if ends_in(text, &[".rpm"]) {
        return Spec::file(text);
    }
    with_signs(text, &["=", "=="], &["<=", ">=", "<", ">"])
}
