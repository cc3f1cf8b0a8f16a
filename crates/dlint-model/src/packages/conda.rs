//! conda, mamba and micromamba.

use dlint_shell::base_name;

use super::names::{Spec, ends_in, is_address, with_signs};
use super::program::{Cache, Program, Project, Takes, Verb, verb};
use super::reading::Reading;
use super::{CacheMount, Facts, Index, Manager, Operation};
use crate::effects::{Shape, Usage};
use crate::path::ImagePath;

pub(super) const CONDA: Facts = Facts {
    index: Index::Automatic,
    cache_folders: &["/opt/conda/pkgs", "~/.conda/pkgs", "~/micromamba/pkgs"],
    cache_mounts: &[CacheMount::locked("/opt/conda/pkgs")],
    clean_up: Some("conda clean --all --yes"),
    manifests: &["environment.yml", "environment.yaml"],
    lock_files: &["conda-lock.yml"],
    ..Facts::new(
        "conda",
        "https://docs.conda.io/projects/conda/en/stable/commands/clean.html",
        &["conda", "mamba", "micromamba"],
    )
};

const VERBS: &[Verb] = &[
    verb(&["install", "create"], Operation::Install, Takes::Packages),
    verb(&["env create", "env update"], Operation::Install, Takes::Project),
    verb(&["update", "upgrade"], Operation::Upgrade, Takes::Packages),
    verb(&["remove", "uninstall", "env remove"], Operation::Remove, Takes::Packages),
    verb(&["clean"], Operation::Clean, Takes::Part),
    verb(&["run", "build"], Operation::Other, Takes::Anything),
    verb(&["config", "init", "activate", "deactivate", "shell"], Operation::Configure, Takes::Nothing),
    verb(
        &["compare", "env", "env list", "info", "list", "repoquery", "search"],
        Operation::Query,
        Takes::Nothing,
    ),
];

pub(super) const PROGRAMS: &[Program] = &[Program {
    usage: Usage::new(
        "cnpfr",
        &[
            "--channel",
            "--clone",
            "--experimental",
            "--file",
            "--name",
            "--platform",
            "--prefix",
            "--repodata-fn",
            "--revision",
            "--root-prefix",
            "--rc-file",
            "--solver",
            "--subdir",
        ],
    ),
    verbs: VERBS,
    turns: &[(&["--help", "--dry-run"], Operation::Query), (&["--download-only"], Operation::Download)],
    notation: package,
    project: Project { manifest: &["-f", "--file"], ..Project::of(&[]) },
    caches: &[Cache { variables: &[("CONDA_PKGS_DIRS", "")], ..Cache::at("${CONDA_PREFIX}/pkgs") }],
    special,
    ..Program::new(&["conda", "mamba", "micromamba"], Manager::Conda)
}];

fn special(reading: &mut Reading<'_>) {
    let files = !reading.action.manifests.is_empty() || reading.parsed.has(&["-f", "--file"]);
    if reading.takes == Takes::Project && !files {
        reading.action.manifests = vec![reading.folder.join("environment.yml")];
    }
    if reading.takes == Takes::Packages && files && reading.action.operation == Operation::Install {
        let files: Vec<_> = reading.parsed.values(&["-f", "--file"]).collect();
        reading.action.is_project = true;
        reading.action.manifests = files.into_iter().map(|file| reading.call.option_path(file)).collect();
    }
    if let Some(prefix) = reading.parsed.value(&["-p", "--prefix"])
        && reading.action.operation == Operation::Install
    {
        reading.results.push((reading.call.option_path(prefix), Shape::Tree));
    }
    let cleans = ["-a", "--all", "-p", "--packages", "-f", "--force-pkgs-dirs"];
    let caches = &reading.program.caches;
    if reading.action.operation == Operation::Clean && reading.parsed.has(&cleans) {
        reading.cleaned = caches.iter().map(|cache| reading.cache_path(cache)).collect();
    }
    if reading.call.variable("CONDA_PKGS_DIRS").is_none()
        && let Some(prefix) = prefix(reading)
    {
        let own = prefix.join("pkgs");
        let paths = reading.action.caches.iter_mut().chain(&mut reading.cleaned);
        paths.for_each(|path| *path = own.clone());
    }
}

/// Where conda itself is: what an option or a variable says, or where its program lies, or a folder in `PATH` that is
/// called after it.
fn prefix(reading: &Reading<'_>) -> Option<ImagePath> {
    if let Some(root) = reading.parsed.value(&["-r", "--root-prefix"]) {
        return Some(reading.call.option_path(root));
    }
    if let Some(root) = reading.call.variable("MAMBA_ROOT_PREFIX") {
        return Some(ImagePath::new(&root));
    }
    let is_own = |folder: &&str| {
        let name = base_name(folder).to_ascii_lowercase();
        ["conda", "forge", "mamba"].iter().any(|part| name.contains(part))
    };
    let bin = |path: &'_ str| path.trim_end_matches('/').strip_suffix("/bin").map(str::to_owned);
    let called = reading.call.command.name().and_then(|name| bin(name.rsplit_once('/')?.0));
    if let Some(folder) = called.filter(|folder| !folder.is_empty() && is_own(&folder.as_str())) {
        return Some(reading.call.path(&folder));
    }
    if reading.action.program == "micromamba" {
        return None;
    }
    let path = reading.call.variable("PATH")?;
    path.split(':')
        .filter_map(bin)
        .find(|folder| is_own(&folder.as_str()))
        .map(|folder| ImagePath::new(&folder))
}

/// `numpy`, `numpy=1.26`, `numpy==1.26`, `numpy>=1.26`, `conda-forge::numpy`, `./x.conda`.
fn package(text: &str) -> Spec<'_> {
    if is_address(text) {
        return Spec::address(text);
    }
    if ends_in(text, &[".conda", ".tar.bz2"]) {
        return Spec::file(text);
    }
    let (source, bare) = match text.split_once("::") {
        Some((source, bare)) => (Some(source), bare),
        None => (None, text),
    };
    Spec { source, ..with_signs(bare, &["=", "=="], &["<=", ">=", "!=", "~=", "<", ">", " "]) }
}
