//! uv, which is pip, pipx and a project manager in one.

use super::pip::{constraints, of_folder, requirement};
use super::program::{Cache, Program, Project, Takes, verb};
use super::reading::Reading;
use super::{CacheMount, Facts, Manager, Operation, Setting};
use crate::effects::{Shape, Usage};

pub(super) const UV: Facts = Facts {
    cache_folders: &["~/.cache/uv"],
    cache_mounts: &[CacheMount::shared("~/.cache/uv")],
    // Across two file systems, it can only copy, and warns about it.
    mount_variables: &[("UV_LINK_MODE", "copy")],
    clean_up: Some("uv cache clean"),
    no_cache_options: &["--no-cache", "-n", "--no-cache-dir"],
    no_cache_variables: &[Setting::yes("UV_NO_CACHE")],
    manifests: &["pyproject.toml"],
    lock_files: &["uv.lock"],
    settings: &["uv.toml", ".python-version"],
    installs_into: Some(".venv"),
    no_dev_options: &["--no-dev", "--no-default-groups"],
    no_dev_variables: &[Setting::yes("UV_NO_DEV")],
    ..Facts::new("uv", "https://docs.astral.sh/uv/guides/integration/docker/", &["uv", "uvx"])
};

const USAGE: Usage = Usage::new(
    "bcCefioprtwP",
    &[
        "--allow-insecure-host",
        "--bounds",
        "--branch",
        "--build-constraints",
        "--cache-dir",
        "--color",
        "--config-file",
        "--config-setting",
        "--config-settings",
        "--constraint",
        "--constraints",
        "--default-index",
        "--directory",
        "--editable",
        "--exclude",
        "--exclude-newer",
        "--extra",
        "--extra-index-url",
        "--find-links",
        "--fork-strategy",
        "--format",
        "--from",
        "--group",
        "--index",
        "--index-strategy",
        "--index-url",
        "--keyring-provider",
        "--link-mode",
        "--no-binary",
        "--no-build-isolation-package",
        "--no-build-package",
        "--no-emit-package",
        "--no-extra",
        "--no-group",
        "--no-install-package",
        "--only-binary",
        "--only-group",
        "--optional",
        "--out-dir",
        "--output-file",
        "--overrides",
        "--package",
        "--prefix",
        "--prerelease",
        "--project",
        "--prompt",
        "--python",
        "--python-platform",
        "--python-preference",
        "--python-version",
        "--refresh-package",
        "--reinstall-package",
        "--requirement",
        "--requirements",
        "--resolution",
        "--rev",
        "--script",
        "--tag",
        "--target",
        "--torch-backend",
        "--trusted-host",
        "--upgrade-package",
        "--with",
        "--with-editable",
        "--with-requirements",
    ],
);

const CACHE: Cache = Cache {
    options: &["--cache-dir"],
    variables: &[("UV_CACHE_DIR", ""), ("XDG_CACHE_HOME", "uv")],
    ..Cache::at("~/.cache/uv")
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: USAGE,
        verbs: &[
            verb(&["sync"], Operation::Install, Takes::Project),
            verb(&["add"], Operation::Install, Takes::Additions),
            verb(&["pip install"], Operation::Install, Takes::PackagesOrProject),
            verb(&["pip sync"], Operation::Install, Takes::Project),
            verb(&["tool install", "tool upgrade"], Operation::Install, Takes::Tools),
            verb(
                &["remove", "pip uninstall", "tool uninstall", "python uninstall"],
                Operation::Remove,
                Takes::Tools,
            ),
            verb(&["build"], Operation::Build, Takes::Project),
            // Interpreters are no packages.
            verb(&["python install", "python upgrade", "venv", "lock"], Operation::Other, Takes::Nothing),
            verb(&["run", "tool run"], Operation::Other, Takes::Anything),
            verb(&["cache clean", "clean"], Operation::Clean, Takes::Packages),
            verb(&["cache prune"], Operation::Clean, Takes::Part),
            verb(&["auth", "python pin", "self update", "version"], Operation::Configure, Takes::Nothing),
            verb(
                &[
                    "cache",
                    "help",
                    "pip check",
                    "pip freeze",
                    "pip list",
                    "pip show",
                    "pip tree",
                    "python",
                    "tool",
                    "tree",
                    "workspace",
                ],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        turns: &[(&["--help", "--dry-run"], Operation::Query)],
        notation: requirement,
        package_options: &["-e", "--editable"],
        project: Project {
            folder: &["--project", "--directory"],
            manifest: &["-r", "--requirement", "--requirements"],
            ..Project::of(&["pyproject.toml", "uv.lock"])
        },
        outputs: &[
            (&["-t", "--target", "--prefix"], Shape::Tree),
            (&["-o", "--output-file"], Shape::File),
            (&["--out-dir"], Shape::Tree),
        ],
        caches: &[CACHE],
        special,
        ..Program::new(&["uv"], Manager::Uv)
    },
    Program {
        usage: USAGE,
        alone: verb(&[], Operation::Query, Takes::Nothing),
        other: verb(&[], Operation::Other, Takes::Anything),
        caches: &[CACHE],
        ..Program::new(&["uvx"], Manager::Uv)
    },
];

fn special(reading: &mut Reading<'_>) {
    match &*reading.said {
        "sync" | "add" => {
            // The environment of the project, unless it is another one or the active one.
            let environment = reading.call.variable("UV_PROJECT_ENVIRONMENT");
            if reading.action.operation == Operation::Install && !reading.parsed.has(&["--active"]) {
                let folder = environment.as_deref().unwrap_or(".venv");
                reading.results.push((reading.folder.join(folder), Shape::Tree));
            }
        }
        "venv" => {
            let folder =
                reading.operands.first().and_then(|word| reading.call.paths(word).into_iter().next());
            let folder = folder.unwrap_or_else(|| reading.folder.join(".venv"));
            reading.results.push((folder, Shape::Tree));
        }
        "pip install" => {
            constraints(reading);
            let named = reading.parsed.has(reading.program.project.manifest);
            reading.action.is_project = named || of_folder(reading);
            if !named {
                reading.action.manifests.clear();
            }
        }
        "pip sync" => {
            // Its operands are the files that say what to install.
            let words = reading.operands.clone();
            reading.action.manifests = words.into_iter().flat_map(|word| reading.call.paths(word)).collect();
        }
        _ => {}
    }
}
