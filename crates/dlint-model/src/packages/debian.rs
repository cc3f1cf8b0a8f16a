//! Debian and Ubuntu: apt and its helpers, and dpkg.

use super::names::{Spec, ends_in, file_or_name, is_address, is_path, with_signs};
use super::program::{Cache, Program, Takes, verb};
use super::{CacheMount, Facts, Index, Manager, Operation};
use crate::effects::Usage;

/// The images of Debian and Ubuntu delete the packages as soon as they are installed (`docker-clean`), so that only
/// the index is left, and a mount on `/var/cache/apt` stays empty: a folder of its own, and an option that keeps what
/// is in it, make it worth while. A mount on all of `/var/lib/apt` would take `extended_states` out of the image, which
/// says which packages nobody asked for; one on the lists does not.
pub(super) const APT: Facts = Facts {
    index: Index::Fetched("/var/lib/apt/lists"),
    cache_folders: &["/var/lib/apt/lists", "/var/cache/apt/archives"],
    cache_mounts: &[CacheMount::locked("/var/lib/apt/lists"), CacheMount::locked("/var/cache/apt/dlint")],
    mount_options: &["-o Dir::Cache::Archives=/var/cache/apt/dlint", "-o APT::Keep-Downloaded-Packages=true"],
    archives: Some("/var/cache/apt/archives"),
    clean_up: Some("rm -rf /var/lib/apt/lists/*"),
    ..Facts::new(
        "apt",
        "https://manpages.debian.org/stable/apt/apt-get.8.en.html",
        &[
            "add-apt-repository",
            "apt",
            "apt-add-repository",
            "apt-cache",
            "apt-config",
            "apt-file",
            "apt-get",
            "apt-key",
            "apt-mark",
            "aptitude",
            "xx-apt",
            "xx-apt-get",
        ],
    )
};

pub(super) const DPKG: Facts = Facts::new(
    "dpkg",
    "https://manpages.debian.org/stable/dpkg/dpkg.1.en.html",
    &["dpkg", "dpkg-query", "dpkg-reconfigure"],
);

const LISTS: Cache = Cache { filled_by: &[Operation::Update], ..Cache::at("/var/lib/apt/lists") };

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: Usage::new(
            "toca",
            &[
                "--target-release",
                "--default-release",
                "--option",
                "--config-file",
                "--host-architecture",
                "--build-profiles",
                "--solver",
            ],
        ),
        verbs: &[
            verb(&["update"], Operation::Update, Takes::Nothing),
            verb(&["install", "reinstall", "build-dep", "satisfy"], Operation::Install, Takes::Packages),
            verb(
                &["upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade", "dselect-upgrade"],
                Operation::Upgrade,
                Takes::Packages,
            ),
            verb(
                &["remove", "purge", "autoremove", "auto-remove", "autopurge"],
                Operation::Remove,
                Takes::Packages,
            ),
            verb(&["clean", "distclean", "dist-clean"], Operation::Clean, Takes::Nothing),
            verb(&["autoclean", "auto-clean"], Operation::Clean, Takes::Part),
            verb(&["download", "source"], Operation::Download, Takes::Packages),
            verb(&["edit-sources", "modernize-sources"], Operation::Configure, Takes::Nothing),
            verb(
                &[
                    "changelog",
                    "check",
                    "depends",
                    "help",
                    "indextargets",
                    "list",
                    "moo",
                    "policy",
                    "rdepends",
                    "search",
                    "show",
                    "showsrc",
                    "versions",
                    "why",
                    "why-not",
                ],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        turns: &[
            (&["--help"], Operation::Query),
            (&["-s", "--simulate", "--dry-run", "--just-print", "--print-uris"], Operation::Query),
            (&["-d", "--download-only"], Operation::Download),
        ],
        notation: deb,
        refresh_options: &["-U", "--update"],
        caches: &[LISTS],
        special: |reading| {
            // Only `distclean` deletes the index; `install --update` fetches it.
            let archives = crate::path::ImagePath::new("/var/cache/apt/archives");
            if reading.action.operation == Operation::Clean && !reading.cleaned.is_empty() {
                let lists = reading.said.contains("dist");
                reading.cleaned.retain(|_| lists);
                reading.cleaned.push(archives);
            }
            if reading.action.refreshes {
                reading.action.caches.push(reading.cache_path(&LISTS));
            }
        },
        ..Program::new(&["apt", "apt-get", "aptitude", "xx-apt", "xx-apt-get"], Manager::Apt)
    },
    Program {
        usage: Usage::new("oc", &["--option", "--config-file"]),
        other: verb(&[], Operation::Query, Takes::Nothing),
        ..Program::new(&["apt-cache", "apt-config"], Manager::Apt)
    },
    Program {
        verbs: &[verb(&["update"], Operation::Update, Takes::Nothing)],
        other: verb(&[], Operation::Query, Takes::Nothing),
        caches: &[LISTS],
        ..Program::new(&["apt-file"], Manager::Apt)
    },
    Program {
        usage: Usage::new("ofc", &["--option", "--file", "--config-file"]),
        verbs: &[verb(
            &["showauto", "showmanual", "showhold", "showheld", "showinstall", "showremove", "showpurge"],
            Operation::Query,
            Takes::Nothing,
        )],
        other: verb(&[], Operation::Configure, Takes::Nothing),
        ..Program::new(&["apt-mark"], Manager::Apt)
    },
    Program {
        usage: Usage::new("", &["--keyring", "--keyserver", "--keyserver-options", "--recv-keys", "--recv"]),
        verbs: &[verb(
            &["list", "finger", "fingerprint", "export", "exportall"],
            Operation::Query,
            Takes::Nothing,
        )],
        other: verb(&[], Operation::Configure, Takes::Nothing),
        ..Program::new(&["apt-key"], Manager::Apt)
    },
    Program {
        // Whether it fetches the index afterwards depends on its version, unless it is told to.
        usage: Usage::new("pcPSU", &["--ppa", "--cloud", "--sourceslist", "--sourcesline", "--uri"]),
        alone: verb(&[], Operation::Configure, Takes::Nothing),
        other: verb(&[], Operation::Configure, Takes::Nothing),
        ..Program::new(&["add-apt-repository", "apt-add-repository"], Manager::Apt)
    },
    Program {
        usage: Usage::new("", &["--root", "--admindir", "--instdir"]),
        root_options: &["--root"],
        notation: |text| file_or_name(text, ".deb"),
        choose: Some(|reading| {
            let has = |names: &[&str]| reading.parsed.has(names);
            let (operation, takes) = match () {
                () if has(&["-i", "--install", "--unpack"]) => (Operation::Install, Takes::Packages),
                () if has(&["-r", "--remove", "-P", "--purge"]) => (Operation::Remove, Takes::Packages),
                () if has(&[
                    "--configure",
                    "--add-architecture",
                    "--remove-architecture",
                    "--set-selections",
                ]) =>
                {
                    (Operation::Configure, Takes::Nothing)
                }
                () if has(&["-x", "--extract", "-X", "--vextract", "-e", "--control", "-b", "--build"]) => {
                    (Operation::Other, Takes::Nothing)
                }
                () => (Operation::Query, Takes::Nothing),
            };
            (verb(&[], operation, takes), 0)
        }),
        ..Program::new(&["dpkg"], Manager::Dpkg)
    },
    Program {
        other: verb(&[], Operation::Query, Takes::Nothing),
        ..Program::new(&["dpkg-query"], Manager::Dpkg)
    },
    Program {
        other: verb(&[], Operation::Configure, Takes::Nothing),
        alone: verb(&[], Operation::Configure, Takes::Nothing),
        ..Program::new(&["dpkg-reconfigure"], Manager::Dpkg)
    },
];

/// `curl`, `curl=7.88*`, `curl/bookworm-backports`, `libc6:i386`, `lamp-server^`, `./a.deb`.
fn deb(text: &str) -> Spec<'_> {
    if is_address(text) {
        return Spec::address(text);
    }
    // A path has a slash in it; a name before a slash has none of these around it.
    if is_path(text) || text.contains('/') && ends_in(text, &[".deb", ".dsc", ".changes"]) {
        return Spec::file(text);
    }
    if let Some(task) = text.strip_suffix('^') {
        return Spec::group(task);
    }
    match text.split_once('/') {
        Some((name, release)) if !text.contains('=') && !name.contains("${") => {
            Spec { source: Some(release), ..Spec::name(name) }
        }
        _ => with_signs(text, &["="], &[]),
    }
}
