//! Alpine: apk.

use super::names::{Is, Spec, ends_in, is_address, with_signs};
use super::program::{Cache, Program, Takes, verb};
use super::{CacheMount, Facts, Index, Manager, Operation};
use crate::effects::Usage;

pub(super) const APK: Facts = Facts {
    index: Index::Automatic,
    cache_folders: &["/var/cache/apk", "/etc/apk/cache"],
    cache_mounts: &[CacheMount::locked("/var/cache/apk")],
    clean_up: Some("rm -rf /var/cache/apk/*"),
    no_cache_options: &["--no-cache"],
    ..Facts::new("apk", "https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper", &["apk"])
};

pub(super) const PROGRAMS: &[Program] = &[Program {
    usage: Usage::new(
        "Xpt",
        &[
            "--arch",
            "--cache-dir",
            "--cache-max-age",
            "--keys-dir",
            "--progress-fd",
            "--repositories-file",
            "--repository",
            "--root",
            "--timeout",
            "--virtual",
            "--wait",
        ],
    ),
    verbs: &[
        verb(&["update"], Operation::Update, Takes::Nothing),
        verb(&["add"], Operation::Install, Takes::Packages),
        verb(&["upgrade", "fix"], Operation::Upgrade, Takes::Packages),
        verb(&["del"], Operation::Remove, Takes::Packages),
        verb(&["fetch"], Operation::Download, Takes::Packages),
        // The indexes of the repositories that are in use stay, whatever is cleaned.
        verb(&["cache", "cache clean", "cache purge", "cache sync"], Operation::Clean, Takes::Part),
        verb(&["cache download"], Operation::Download, Takes::Nothing),
        verb(
            &[
                "audit", "dot", "info", "list", "manifest", "policy", "query", "search", "stats", "verify",
                "version",
            ],
            Operation::Query,
            Takes::Nothing,
        ),
    ],
    turns: &[(&["--help", "-s", "--simulate"], Operation::Query)],
    notation: apk,
    refresh_options: &["-U", "--update-cache", "--update"],
    root_options: &["-p", "--root"],
    outputs: &[],
    caches: &[Cache {
        options: &["--cache-dir"],
        filled_by: &[Operation::Update, Operation::Install, Operation::Upgrade, Operation::Download],
        ..Cache::at("/var/cache/apk")
    }],
    special: |reading| {
        // `--virtual .deps` makes a group of what it installs.
        let groups: Vec<_> = reading.parsed.values(&["-t", "--virtual"]).collect();
        if reading.action.operation == Operation::Install {
            for group in groups {
                reading.takes = Takes::Groups;
                reading.add_packages(group);
            }
        }
    },
    ..Program::new(&["apk"], Manager::Apk)
}];

/// `curl`, `curl=8.1-r0`, `curl>8`, `curl~8.1`, `curl@edge`, `.deps`, `./a.apk`.
fn apk(text: &str) -> Spec<'_> {
    if is_address(text) {
        return Spec::address(text);
    }
    if ends_in(text, &[".apk"]) {
        return Spec::file(text);
    }
    if text.starts_with('.') {
        return Spec::group(text);
    }
    let spec = with_signs(text, &["="], &["<=", ">=", "~=", "<", ">", "~"]);
    let tagged = spec.name.split_once('@').filter(|_| spec.is == Is::Name);
    tagged.map_or(spec, |(name, tag)| Spec { name, source: Some(tag), ..spec })
}
