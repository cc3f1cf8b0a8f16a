//! Fedora, Red Hat and their kin: yum, dnf and its small sisters, and rpm.

use super::names::{Spec, ends_in, file_or_name, is_address};
use super::program::{Cache, Program, Takes, Verb, verb};
use super::{CacheMount, Facts, Index, Manager, Operation};
use crate::effects::Usage;

/// Since Red Hat 8, `yum` is another name of dnf, and its cache is dnf's.
pub(super) const YUM: Facts = Facts {
    index: Index::Automatic,
    cache_folders: &["/var/cache/yum", "/var/cache/dnf"],
    cache_mounts: &[CacheMount::locked("/var/cache/yum")],
    clean_up: Some("yum clean all"),
    ..Facts::new(
        "yum",
        "https://man7.org/linux/man-pages/man8/yum.8.html",
        &["debuginfo-install", "yum", "yum-builddep", "yum-config-manager", "yumdownloader"],
    )
};

/// Since Fedora 41, `dnf` is dnf5, which has a cache of its own.
pub(super) const DNF: Facts = Facts {
    index: Index::Automatic,
    cache_folders: &["/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum", "/var/cache/tdnf"],
    cache_mounts: &[CacheMount::locked("/var/cache/dnf"), CacheMount::locked("/var/cache/libdnf5")],
    clean_up: Some("dnf clean all"),
    ..Facts::new(
        "dnf",
        "https://dnf.readthedocs.io/en/latest/command_ref.html",
        &["dnf", "dnf-3", "dnf5", "microdnf", "repoquery", "tdnf"],
    )
};

pub(super) const RPM: Facts = Facts::new("rpm", "https://rpm.org/docs/latest/man/rpm.8", &["rpm", "rpmkeys"]);

const USAGE: Usage = Usage::new(
    "cdeRx",
    &[
        "--advisory",
        "--bugzilla",
        "--color",
        "--comment",
        "--config",
        "--cve",
        "--debuglevel",
        "--destdir",
        "--disableexcludes",
        "--disableplugin",
        "--disablerepo",
        "--downloaddir",
        "--enableplugin",
        "--enablerepo",
        "--errorlevel",
        "--exclude",
        "--excludepkgs",
        "--forcearch",
        "--from-repo",
        "--installroot",
        "--randomwait",
        "--releasever",
        "--repo",
        "--repofrompath",
        "--repoid",
        "--rpmverbosity",
        "--sec-severity",
        "--setopt",
    ],
);

const VERBS: &[Verb] = &[
    verb(
        &["makecache", "check-update", "check-upgrade", "makecache fast", "makecache timer"],
        Operation::Update,
        Takes::Nothing,
    ),
    verb(
        &[
            "install",
            "localinstall",
            "reinstall",
            "builddep",
            "build-dep",
            "downgrade",
            "in",
            "debuginfo-install",
            "swap",
        ],
        Operation::Install,
        Takes::Packages,
    ),
    verb(
        &["groupinstall", "group install", "environment install", "module install", "group-install"],
        Operation::Install,
        Takes::Groups,
    ),
    verb(
        &[
            "update",
            "upgrade",
            "up",
            "upgrade-minimal",
            "update-minimal",
            "distro-sync",
            "distrosync",
            "localupdate",
            "update-to",
        ],
        Operation::Upgrade,
        Takes::Packages,
    ),
    verb(&["remove", "erase", "autoremove", "rm"], Operation::Remove, Takes::Packages),
    verb(&["groupremove", "group remove", "module remove"], Operation::Remove, Takes::Groups),
    verb(&["clean all"], Operation::Clean, Takes::Nothing),
    verb(&["clean"], Operation::Clean, Takes::Part),
    verb(&["download"], Operation::Download, Takes::Packages),
    verb(
        &[
            "config-manager",
            "copr",
            "module enable",
            "module disable",
            "module reset",
            "module switch-to",
            "mark",
            "versionlock",
        ],
        Operation::Configure,
        Takes::Nothing,
    ),
    verb(
        &[
            "check",
            "deplist",
            "group",
            "grouplist",
            "help",
            "history",
            "info",
            "list",
            "module",
            "needs-restarting",
            "provides",
            "repoinfo",
            "repolist",
            "repoquery",
            "search",
            "updateinfo",
            "version",
            "whatprovides",
        ],
        Operation::Query,
        Takes::Nothing,
    ),
];

/// A program of the family, with the folder of its cache.
const fn family(names: &'static [&'static str], manager: Manager, caches: &'static [Cache]) -> Program {
    Program {
        usage: USAGE,
        verbs: VERBS,
        turns: &[(&["--help"], Operation::Query), (&["--downloadonly"], Operation::Download)],
        notation: rpm,
        refresh_options: &["--refresh"],
        root_options: &["--installroot"],
        caches,
        special: |reading| {
            // `swap old new` installs the second.
            if reading.said == "swap" && reading.action.packages.len() > 1 {
                reading.action.packages.remove(0);
            }
        },
        ..Program::new(names, manager)
    }
}

/// What fetches metadata leaves them.
const fn cache(path: &'static str) -> Cache {
    use Operation::{Download, Install, Update, Upgrade};
    Cache { filled_by: &[Update, Install, Upgrade, Download], ..Cache::at(path) }
}

const YUM_CACHE: &[Cache] = &[cache("/var/cache/yum")];

pub(super) const PROGRAMS: &[Program] = &[
    family(&["yum"], Manager::Yum, YUM_CACHE),
    family(&["dnf", "dnf-3"], Manager::Dnf, &[cache("/var/cache/dnf")]),
    family(&["dnf5"], Manager::Dnf, &[cache("/var/cache/libdnf5")]),
    family(&["microdnf"], Manager::Dnf, &[cache("/var/cache/yum")]),
    family(&["tdnf"], Manager::Dnf, &[cache("/var/cache/tdnf")]),
    Program {
        usage: USAGE,
        alone: verb(&[], Operation::Configure, Takes::Nothing),
        other: verb(&[], Operation::Configure, Takes::Nothing),
        ..Program::new(&["yum-config-manager"], Manager::Yum)
    },
    of_packages(&["yum-builddep", "debuginfo-install"], Operation::Install),
    of_packages(&["yumdownloader"], Operation::Download),
    Program {
        other: verb(&[], Operation::Query, Takes::Nothing),
        ..Program::new(&["repoquery"], Manager::Dnf)
    },
    Program {
        usage: Usage::new(
            "rE",
            &["--root", "--dbpath", "--define", "--prefix", "--relocate", "--eval", "--qf", "--queryformat"],
        ),
        root_options: &["-r", "--root"],
        notation: |text| file_or_name(text, ".rpm"),
        choose: Some(|reading| {
            let has = |names: &[&str]| reading.parsed.has(names);
            let (operation, takes) = match () {
                () if has(&["-q", "--query", "-V", "--verify", "-K", "--checksig", "-E", "--eval"]) => {
                    (Operation::Query, Takes::Nothing)
                }
                () if has(&["--import", "--initdb", "--rebuilddb"]) => (Operation::Configure, Takes::Nothing),
                () if has(&["-i", "--install", "-U", "--upgrade", "-F", "--freshen", "--reinstall"]) => {
                    (Operation::Install, Takes::Packages)
                }
                () if has(&["-e", "--erase"]) => (Operation::Remove, Takes::Packages),
                () => (Operation::Query, Takes::Nothing),
            };
            (verb(&[], operation, takes), 0)
        }),
        ..Program::new(&["rpm"], Manager::Rpm)
    },
    Program {
        alone: verb(&[], Operation::Configure, Takes::Nothing),
        other: verb(&[], Operation::Configure, Takes::Nothing),
        ..Program::new(&["rpmkeys"], Manager::Rpm)
    },
];

/// A program that takes nothing but packages.
const fn of_packages(names: &'static [&'static str], operation: Operation) -> Program {
    Program {
        alone: verb(&[], operation, Takes::Packages),
        choose: Some(|reading| (reading.program.alone, 0)),
        ..family(names, Manager::Yum, YUM_CACHE)
    }
}

/// `curl`, `./a.rpm`, `@development`. A version stays in the name: of `curl-7.88`, `java-1.8.0-openjdk` and
/// `python3-3.9`, nobody can tell which of them has one.
fn rpm(text: &str) -> Spec<'_> {
    if is_address(text) {
        return Spec::address(text);
    }
    if ends_in(text, &[".rpm"]) {
        return Spec::file(text);
    }
    match text.strip_prefix('@') {
        Some(group) => Spec::group(group),
        None => Spec::name(text),
    }
}
