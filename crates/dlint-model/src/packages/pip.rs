//! Python's own installers: pip, and pipx, which gives each tool a place of its own.

use super::names::{Spec, ends_in, is_address, is_path, with_signs};
use super::program::{Cache, Program, Project, Takes, verb};
use super::reading::Reading;
use super::{CacheMount, Facts, Manager, Operation, PackageKind, Setting};
use crate::effects::{Shape, Usage};

/// Any value of `PIP_NO_CACHE_DIR` keeps pip from caching, `0` and `off` as well: pip says so where it reads it.
pub(super) const PIP: Facts = Facts {
    cache_folders: &["~/.cache/pip"],
    cache_mounts: &[CacheMount::shared("~/.cache/pip")],
    clean_up: Some("pip cache purge"),
    // An option may be cut short as long as no other one begins like it.
    no_cache_options: &["--no-cache-dir", "--no-cache"],
    no_cache_variables: &[Setting::set("PIP_NO_CACHE_DIR")],
    manifests: &["requirements.txt", "pyproject.toml", "setup.py", "setup.cfg"],
    lock_files: &["pylock.toml"],
    ..Facts::new("pip", "https://pip.pypa.io/en/stable/topics/caching/", &["pip"])
};

pub(super) const PIPX: Facts = Facts {
    cache_folders: &["~/.cache/pip", "~/.cache/pipx"],
    cache_mounts: &[CacheMount::shared("~/.cache/pip")],
    no_cache_variables: &[Setting::set("PIP_NO_CACHE_DIR")],
    ..Facts::new("pipx", "https://pipx.pypa.io/stable/docs/", &["pipx"])
};

/// Where pip keeps what it has fetched and built.
pub(super) const CACHE: Cache = Cache {
    options: &["--cache-dir"],
    variables: &[("PIP_CACHE_DIR", ""), ("XDG_CACHE_HOME", "pip")],
    filled_by: &[Operation::Install, Operation::Upgrade, Operation::Download],
    ..Cache::at("~/.cache/pip")
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: Usage::new(
            "rcetibfdwC",
            &[
                "--abi",
                "--build",
                "--build-constraint",
                "--build-option",
                "--cache-dir",
                "--cert",
                "--client-cert",
                "--config-settings",
                "--constraint",
                "--dest",
                "--editable",
                "--exists-action",
                "--extra-index-url",
                "--find-links",
                "--global-option",
                "--group",
                "--implementation",
                "--index-url",
                "--install-option",
                "--keyring-provider",
                "--log",
                "--no-binary",
                "--only-binary",
                "--platform",
                "--prefix",
                "--progress-bar",
                "--proxy",
                "--python",
                "--python-version",
                "--report",
                "--requirement",
                "--resume-retries",
                "--retries",
                "--root",
                "--root-user-action",
                "--src",
                "--target",
                "--timeout",
                "--trusted-host",
                "--upgrade-strategy",
                "--use-deprecated",
                "--use-feature",
                "--wheel-dir",
            ],
        ),
        verbs: &[
            verb(&["install"], Operation::Install, Takes::PackagesOrProject),
            verb(&["download", "wheel", "lock"], Operation::Download, Takes::PackagesOrProject),
            verb(&["uninstall"], Operation::Remove, Takes::PackagesOrProject),
            verb(&["cache purge"], Operation::Clean, Takes::Nothing),
            verb(&["cache remove"], Operation::Clean, Takes::Part),
            verb(&["config"], Operation::Configure, Takes::Nothing),
            verb(
                &[
                    "cache", "check", "debug", "freeze", "hash", "help", "index", "inspect", "list",
                    "search", "show",
                ],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        turns: &[(&["--help", "--dry-run"], Operation::Query)],
        notation: requirement,
        package_options: &["-e", "--editable"],
        project: Project { manifest: &["-r", "--requirement"], ..Project::of(&[]) },
        outputs: &[
            (&["-t", "--target", "--prefix", "--root"], Shape::Tree),
            (&["-w", "--wheel-dir", "-d", "--dest"], Shape::Tree),
        ],
        caches: &[CACHE],
        special: |reading| {
            // `pip install` without anything installs nothing.
            let project = of_folder(reading) || !reading.action.manifests.is_empty();
            reading.action.is_project = project && reading.takes == Takes::PackagesOrProject;
            constraints(reading);
        },
        ..Program::new(&["pip"], Manager::Pip)
    },
    Program {
        usage: Usage::new(
            "i",
            &["--index-url", "--pip-args", "--python", "--spec", "--suffix", "--preinstall"],
        ),
        verbs: &[
            verb(&["install", "inject"], Operation::Install, Takes::Tools),
            verb(&["upgrade", "upgrade-all", "reinstall", "reinstall-all"], Operation::Upgrade, Takes::Tools),
            verb(&["uninstall", "uninject", "uninstall-all"], Operation::Remove, Takes::Tools),
            verb(&["run", "runpip"], Operation::Other, Takes::Anything),
            verb(&["ensurepath", "completions"], Operation::Configure, Takes::Nothing),
            verb(&["list", "environment", "help"], Operation::Query, Takes::Nothing),
        ],
        notation: requirement,
        caches: &[Cache { options: &[], ..CACHE }],
        ..Program::new(&["pipx"], Manager::Pipx)
    },
];

/// Constraints say which version to install, but not what: they make no project.
pub(super) fn constraints(reading: &mut Reading<'_>) {
    if !reading.action.packages.is_empty() || !reading.action.manifests.is_empty() {
        let files = reading.parsed.values(&["-c", "--constraint"]);
        let files: Vec<_> = files.map(|file| reading.call.option_path(file)).collect();
        reading.action.manifests.extend(files);
    }
}

/// Whether a folder of the project is among the packages: `pip install .`.
pub(super) fn of_folder(reading: &Reading<'_>) -> bool {
    let archive = |name: &str| ends_in(name, &[".whl", ".gz", ".zip", ".bz2", ".xz", ".tar", ".tgz"]);
    reading.action.packages.iter().any(|package| match &package.kind {
        PackageKind::File(path) => {
            !path.is_pattern() && !path.is_open() && !path.file_name().is_some_and(archive)
        }
        _ => false,
    })
}

/// `flask==2.0`, `flask>=2,<3`, `flask[async]==1`, `git+https://…`, `x @ https://…`, `./pkg`, `x.whl`.
pub(super) fn requirement(text: &str) -> Spec<'_> {
    if let Some((name, address)) = text.split_once('@')
        && is_address(address)
        && !is_address(name)
    {
        let found = Spec::address(address.trim());
        let version = found.version;
        return Spec { version, source: Some(found.name), ..Spec::name(name.trim()) };
    }
    if is_address(text) {
        return Spec::address(text);
    }
    // Behind a path there may be extras: `./pkg[test]`.
    let path = text.split_once('[').filter(|_| text.ends_with(']')).map_or(text, |(path, _)| path);
    if is_path(path) || ends_in(path, &[".whl", ".tar.gz", ".zip", ".tar.bz2"]) || path.contains('/') {
        return Spec { is: super::names::Is::File(path), ..Spec::name(text) };
    }
    let bare = text.split_once(';').map_or(text, |(bare, _)| bare.trim_end());
    with_signs(bare, &["==", "==="], &["<=", ">=", "~=", "!=", "<", ">"])
}
