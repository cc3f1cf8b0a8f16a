//! The managers of Python projects: Poetry, Pipenv and PDM.

use super::names::{Spec, at_version};
use super::pip::{self, requirement};
use super::program::{Cache, Program, Project, Takes, verb};
use super::{CacheMount, Facts, Manager, Operation, Setting};
use crate::effects::{Shape, Usage};

pub(super) const POETRY: Facts = Facts {
    cache_folders: &["~/.cache/pypoetry"],
    cache_mounts: &[CacheMount::shared("~/.cache/pypoetry")],
    clean_up: Some("rm -rf ~/.cache/pypoetry"),
    no_cache_options: &["--no-cache"],
    manifests: &["pyproject.toml"],
    lock_files: &["poetry.lock"],
    settings: &["poetry.toml"],
    no_dev_options: &["--only=main", "--without=dev", "--no-dev"],
    ..Facts::new("Poetry", "https://python-poetry.org/docs/configuration/#cache-dir", &["poetry"])
};

pub(super) const PIPENV: Facts = Facts {
    cache_folders: &["~/.cache/pipenv", "~/.cache/pip"],
    cache_mounts: &[CacheMount::shared("~/.cache/pipenv"), CacheMount::shared("~/.cache/pip")],
    clean_up: Some("pipenv --clear"),
    no_cache_variables: &[Setting::set("PIP_NO_CACHE_DIR")],
    manifests: &["Pipfile"],
    lock_files: &["Pipfile.lock"],
    ..Facts::new("Pipenv", "https://pipenv.pypa.io/en/latest/configuration.html", &["pipenv"])
};

pub(super) const PDM: Facts = Facts {
    cache_folders: &["~/.cache/pdm"],
    cache_mounts: &[CacheMount::shared("~/.cache/pdm")],
    clean_up: Some("pdm cache clear"),
    no_cache_options: &["--no-cache"],
    no_cache_variables: &[Setting::set("PDM_NO_CACHE")],
    manifests: &["pyproject.toml"],
    lock_files: &["pdm.lock"],
    settings: &["pdm.toml", ".python-version"],
    installs_into: Some(".venv"),
    no_dev_options: &["--prod", "--production"],
    ..Facts::new("PDM", "https://pdm-project.org/en/latest/reference/configuration/", &["pdm"])
};

const IN_PROJECT: &[Setting] = &[
    Setting::yes("POETRY_VIRTUALENVS_IN_PROJECT"),
    Setting::yes("PIPENV_VENV_IN_PROJECT"),
    Setting::yes("PDM_VENV_IN_PROJECT"),
];

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: Usage::new(
            "CEGPfo",
            &[
                "--directory",
                "--extras",
                "--format",
                "--group",
                "--markers",
                "--name",
                "--only",
                "--output",
                "--platform",
                "--project",
                "--python",
                "--source",
                "--with",
                "--without",
            ],
        ),
        verbs: &[
            verb(&["install", "sync"], Operation::Install, Takes::Project),
            verb(&["add"], Operation::Install, Takes::Additions),
            verb(&["self add", "self update", "self install", "self sync"], Operation::Install, Takes::Tools),
            verb(&["update"], Operation::Upgrade, Takes::Project),
            verb(&["remove", "self remove"], Operation::Remove, Takes::Packages),
            verb(&["build"], Operation::Build, Takes::Project),
            verb(&["run"], Operation::Other, Takes::Anything),
            verb(&["cache clear"], Operation::Clean, Takes::Part),
            verb(&["config", "source", "env use"], Operation::Configure, Takes::Nothing),
            verb(
                &["about", "cache", "check", "env", "help", "list", "search", "show"],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        turns: &[(&["--help", "--dry-run", "--version", "-V"], Operation::Query)],
        notation: |text| poetry(text),
        project: Project {
            folder: &["-C", "--directory", "-P", "--project"],
            ..Project::of(&["pyproject.toml", "poetry.lock"])
        },
        outputs: &[(&["-o", "--output"], Shape::File)],
        caches: &[Cache {
            variables: &[("POETRY_CACHE_DIR", ""), ("XDG_CACHE_HOME", "pypoetry")],
            filled_by: &[Operation::Install, Operation::Upgrade],
            ..Cache::at("~/.cache/pypoetry")
        }],
        special: environment,
        ..Program::new(&["poetry"], Manager::Poetry)
    },
    Program {
        usage: Usage::new(
            "ceir",
            &[
                "--categories",
                "--editable",
                "--extra-index-url",
                "--extra-pip-args",
                "--index",
                "--pypi-mirror",
                "--python",
                "--requirements",
            ],
        ),
        verbs: &[
            verb(&["install"], Operation::Install, Takes::PackagesOrProject),
            verb(&["sync"], Operation::Install, Takes::Project),
            verb(&["update", "upgrade"], Operation::Upgrade, Takes::PackagesOrProject),
            verb(&["uninstall", "clean"], Operation::Remove, Takes::Packages),
            verb(&["run", "shell"], Operation::Other, Takes::Anything),
            verb(&["check", "graph", "requirements", "scripts", "verify"], Operation::Query, Takes::Nothing),
        ],
        alone: verb(&[], Operation::Query, Takes::Nothing),
        notation: requirement,
        package_options: &["-e", "--editable"],
        project: Project { manifest: &["-r", "--requirements"], ..Project::of(&["Pipfile", "Pipfile.lock"]) },
        caches: &[
            Cache {
                variables: &[("PIPENV_CACHE_DIR", ""), ("XDG_CACHE_HOME", "pipenv")],
                filled_by: &[Operation::Install, Operation::Upgrade],
                ..Cache::at("~/.cache/pipenv")
            },
            Cache { options: &[], ..pip::CACHE },
        ],
        special: |reading| {
            if reading.said.is_empty() && reading.parsed.has(&["--clear"]) {
                reading.action.operation = Operation::Clean;
                reading.cleaned =
                    reading.program.caches.iter().map(|cache| reading.cache_path(cache)).collect();
            }
            // It leaves out what only developers need unless it is told not to.
            reading.action.without_dev = reading.action.is_project && !reading.parsed.has(&["-d", "--dev"]);
            environment(reading);
        },
        ..Program::new(&["pipenv"], Manager::Pipenv)
    },
    Program {
        usage: Usage::new(
            "CGLdefopr",
            &[
                "--config-setting",
                "--editable",
                "--format",
                "--group",
                "--lockfile",
                "--output",
                "--project",
                "--python",
                "--venv",
                "--with",
                "--without",
            ],
        ),
        verbs: &[
            verb(&["install", "sync"], Operation::Install, Takes::Project),
            verb(&["add"], Operation::Install, Takes::Additions),
            verb(&["self add", "self update"], Operation::Install, Takes::Tools),
            verb(&["update"], Operation::Upgrade, Takes::Project),
            verb(&["remove", "self remove"], Operation::Remove, Takes::Packages),
            verb(&["build"], Operation::Build, Takes::Project),
            verb(&["run"], Operation::Other, Takes::Anything),
            verb(&["cache clear"], Operation::Clean, Takes::Nothing),
            verb(&["cache remove"], Operation::Clean, Takes::Part),
            verb(&["config", "use"], Operation::Configure, Takes::Nothing),
            verb(&["cache", "info", "list", "outdated", "search", "show"], Operation::Query, Takes::Nothing),
        ],
        turns: &[(&["--help", "--dry-run", "--version", "-V"], Operation::Query)],
        notation: requirement,
        package_options: &["-e", "--editable"],
        project: Project { folder: &["-p", "--project"], ..Project::of(&["pyproject.toml", "pdm.lock"]) },
        outputs: &[(&["-o", "--output"], Shape::File)],
        caches: &[Cache {
            variables: &[("PDM_CACHE_DIR", ""), ("XDG_CACHE_HOME", "pdm")],
            filled_by: &[Operation::Install, Operation::Upgrade],
            ..Cache::at("~/.cache/pdm")
        }],
        special: environment,
        ..Program::new(&["pdm"], Manager::Pdm)
    },
];

/// The environment is in the project only where a variable says so: otherwise a setting, or an environment that is
/// active, decides.
fn environment(reading: &mut super::reading::Reading<'_>) {
    let installs = matches!(reading.action.operation, Operation::Install | Operation::Upgrade);
    let own = reading.action.manager.facts().name.to_ascii_uppercase();
    let mut settings = IN_PROJECT.iter().filter(|setting| setting.name.starts_with(&own));
    if installs && reading.takes != Takes::Tools && settings.any(|setting| reading.is_set(setting)) {
        reading.results.push((reading.folder.join(".venv"), Shape::Tree));
    }
}

/// As pip has it, or `flask@^2`.
fn poetry(text: &str) -> Spec<'_> {
    let found = requirement(text);
    let has_version = found.version.is_some() || found.source.is_some();
    if found.is == super::names::Is::Name && !has_version { at_version(text) } else { found }
}
