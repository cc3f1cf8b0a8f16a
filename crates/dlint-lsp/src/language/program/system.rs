//! The package managers of systems: Debian's, Alpine's, Red Hat's, SUSE's and Arch's.

use super::{Program, ProgramOption, option, subcommand, valued};

const YES: ProgramOption = option("-y", "asks nothing: nobody answers in a build");

const NO_RECOMMENDS: ProgramOption =
    option("--no-install-recommends", "leaves out what packages only recommend");

const APT_QUIET: ProgramOption = option("-qq", "says only what went wrong");

const NO_WEAK: ProgramOption =
    option("--setopt=install_weak_deps=False", "leaves out what packages only recommend");

const NO_DOCS: ProgramOption = option("--setopt=tsflags=nodocs", "leaves out documentation");

const DNF_QUIET: ProgramOption = option("-q", "says less");

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        names: &["apt-get", "apt"],
        doc: "packages of Debian and Ubuntu; scripts call `apt-get`, for `apt` may change",
        subcommands: &[
            subcommand(
                "update",
                "fetches the index; belongs in the `RUN` of the install",
                &[APT_QUIET, valued("-o", "Acquire::Retries=3", "sets an option of apt's")],
            ),
            subcommand(
                "install",
                "installs packages",
                &[
                    YES,
                    NO_RECOMMENDS,
                    APT_QUIET,
                    option("--allow-downgrades", "takes an older version than the installed one"),
                    valued("-t", "bookworm-backports", "prefers this release"),
                    option("--reinstall", "installs once more what is there"),
                ],
            ),
            subcommand("upgrade", "brings packages up to date; a newer base image is better", &[YES]),
            subcommand("dist-upgrade", "the same, and removes what is in the way", &[YES]),
            subcommand(
                "remove",
                "removes packages, but not their settings",
                &[
                    YES,
                    option("--auto-remove", "and what nothing else needs"),
                    option("--purge", "and their settings"),
                ],
            ),
            subcommand(
                "purge",
                "removes packages and their settings",
                &[YES, option("--auto-remove", "and what nothing else needs")],
            ),
            subcommand(
                "autoremove",
                "removes what nothing needs any more",
                &[YES, option("--purge", "and the settings")],
            ),
            subcommand("build-dep", "installs what a source package is built with", &[YES, NO_RECOMMENDS]),
            subcommand("download", "fetches packages into the working folder", &[]),
            subcommand("source", "fetches the source of packages", &[]),
            subcommand("clean", "deletes fetched packages, but not `/var/lib/apt/lists`", &[]),
        ],
    },
    Program {
        names: &["apk"],
        doc: "packages of Alpine",
        subcommands: &[
            subcommand(
                "add",
                "installs packages",
                &[
                    option("--no-cache", "fetches the index for this command and keeps nothing"),
                    valued("--virtual", ".build-deps", "gives them one name to remove them by"),
                    valued(
                        "--repository",
                        "https://dl-cdn.alpinelinux.org/alpine/edge/community",
                        "uses one more repository",
                    ),
                    option("--upgrade", "brings what is there up to date"),
                ],
            ),
            subcommand("del", "removes packages, or a `--virtual` name with all of its own", &[]),
            subcommand("update", "fetches the index; `add --no-cache` does without", &[]),
            subcommand(
                "upgrade",
                "brings packages up to date; a newer base image is better",
                &[option("--no-cache", "keeps no index")],
            ),
            subcommand("fetch", "fetches packages into the working folder", &[]),
        ],
    },
    Program {
        names: &["dnf", "dnf5", "yum", "tdnf"],
        doc: "packages of Fedora, Red Hat and their kin",
        subcommands: &[
            subcommand("install", "installs packages", &[YES, NO_WEAK, NO_DOCS, DNF_QUIET]),
            subcommand(
                "update",
                "brings packages up to date; a newer base image is better",
                &[YES, DNF_QUIET],
            ),
            subcommand("remove", "removes packages", &[YES]),
            subcommand("clean all", "deletes index and packages; belongs in the `RUN` of the install", &[]),
            subcommand("makecache", "fetches the index", &[]),
            subcommand("reinstall", "installs once more what is there", &[YES]),
            subcommand("group install", "installs groups of packages", &[YES, NO_WEAK]),
        ],
    },
    Program {
        names: &["microdnf"],
        doc: "the small dnf of Red Hat's minimal images",
        subcommands: &[
            subcommand(
                "install",
                "installs packages",
                &[YES, NO_WEAK, option("--nodocs", "leaves out documentation")],
            ),
            subcommand("update", "brings packages up to date; a newer base image is better", &[YES]),
            subcommand("remove", "removes packages", &[YES]),
            subcommand("clean all", "deletes index and packages; belongs in the `RUN` of the install", &[]),
        ],
    },
    Program {
        names: &["zypper"],
        doc: "packages of SUSE; `zypper --non-interactive` in front of all asks nothing",
        subcommands: &[
            subcommand("refresh", "fetches the index", &[]),
            subcommand(
                "install",
                "installs packages",
                &[
                    YES,
                    option("--no-recommends", "leaves out what packages only recommend"),
                    option("--auto-agree-with-licenses", "agrees to licences"),
                ],
            ),
            subcommand("update", "brings packages up to date; a newer base image is better", &[YES]),
            subcommand(
                "remove",
                "removes packages",
                &[YES, option("--clean-deps", "and what nothing else needs")],
            ),
            subcommand("clean", "deletes fetched packages", &[option("--all", "and the index")]),
            subcommand(
                "addrepo",
                "adds a repository",
                &[option("--refresh", "whose index is fetched anew each time")],
            ),
        ],
    },
    Program {
        names: &["pacman"],
        doc: "packages of Arch",
        subcommands: &[
            subcommand(
                "-Syu",
                "fetches the index, updates all and installs packages; `-Sy` alone mixes old and new",
                &[
                    option("--noconfirm", "asks nothing: nobody answers in a build"),
                    option("--needed", "leaves alone what is up to date"),
                ],
            ),
            subcommand(
                "-S",
                "installs packages",
                &[
                    option("--noconfirm", "asks nothing: nobody answers in a build"),
                    option("--needed", "leaves alone what is up to date"),
                ],
            ),
            subcommand(
                "-Rns",
                "removes packages, their settings and what nothing else needs",
                &[option("--noconfirm", "asks nothing: nobody answers in a build")],
            ),
            subcommand(
                "-Scc",
                "deletes fetched packages",
                &[option("--noconfirm", "takes the default answer, which may be no")],
            ),
        ],
    },
];
