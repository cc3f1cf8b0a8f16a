//! Rust: Cargo.

use super::names::{Spec, at_version};
use super::program::{Cache, Program, Project, Takes, verb};
use super::reading::Reading;
use super::{CacheMount, Facts, Manager, Operation, PackageKind, ruby::version_of_option};
use crate::effects::{Shape, Usage};

/// The folder `target` is no cache: what a build makes is in it.
pub(super) const CARGO: Facts = Facts {
    cache_folders: &[
        "/usr/local/cargo/registry",
        "/usr/local/cargo/git",
        "~/.cargo/registry",
        "~/.cargo/git",
    ],
    cache_mounts: &[
        CacheMount::shared("/usr/local/cargo/registry"),
        CacheMount::shared("/usr/local/cargo/git/db"),
    ],
    clean_up: Some("rm -rf \"$CARGO_HOME/registry\""),
    manifests: &["Cargo.toml"],
    lock_files: &["Cargo.lock"],
    settings: &[".cargo/config.toml", "rust-toolchain.toml", "rust-toolchain"],
    ..Facts::new("Cargo", "https://doc.rust-lang.org/cargo/guide/cargo-home.html", &["cargo", "xx-cargo"])
};

/// Where it puts the programs that it installs.
const BIN: Cache =
    Cache { variables: &[("CARGO_INSTALL_ROOT", "bin"), ("CARGO_HOME", "bin")], ..Cache::at("~/.cargo/bin") };

pub(super) const PROGRAMS: &[Program] = &[Program {
    usage: Usage::new(
        "CFZjp",
        &[
            "--artifact-dir",
            "--bench",
            "--bin",
            "--branch",
            "--color",
            "--config",
            "--example",
            "--exclude",
            "--features",
            "--git",
            "--index",
            "--jobs",
            "--lockfile-path",
            "--manifest-path",
            "--message-format",
            "--out-dir",
            "--package",
            "--path",
            "--profile",
            "--recipe-path",
            "--registry",
            "--rename",
            "--rev",
            "--root",
            "--tag",
            "--target",
            "--target-dir",
            "--test",
            "--vers",
            "--version",
        ],
    ),
    ends_at_dashes: true,
    verbs: &[
        verb(
            &["build", "b", "rustc", "doc", "d", "zigbuild", "auditable build"],
            Operation::Build,
            Takes::Project,
        ),
        verb(&["install", "binstall"], Operation::Install, Takes::Packages),
        verb(&["add"], Operation::Install, Takes::Additions),
        verb(&["fetch", "vendor"], Operation::Download, Takes::Project),
        verb(&["update", "generate-lockfile"], Operation::Update, Takes::Project),
        verb(&["uninstall", "remove", "rm"], Operation::Remove, Takes::Packages),
        verb(&["clean"], Operation::Remove, Takes::Part),
        // With cargo-chef, the first builds what the project depends on, and the second only writes down what that is.
        verb(&["chef cook"], Operation::Build, Takes::Nothing),
        verb(&["chef prepare"], Operation::Query, Takes::Nothing),
        verb(&["cache"], Operation::Clean, Takes::Part),
        verb(
            &["check", "c", "clippy", "test", "t", "nextest", "bench", "run", "r"],
            Operation::Build,
            Takes::Project,
        ),
        verb(&["init", "new", "login", "config"], Operation::Configure, Takes::Nothing),
        verb(
            &[
                "audit",
                "deny",
                "fmt",
                "help",
                "locate-project",
                "metadata",
                "pkgid",
                "search",
                "tree",
                "verify-project",
                "version",
            ],
            Operation::Query,
            Takes::Nothing,
        ),
    ],
    other: verb(&[], Operation::Other, Takes::Anything),
    turns: &[(&["--help", "-h", "--list", "-V", "--dry-run"], Operation::Query)],
    notation: package,
    package_options: &[],
    project: Project {
        folder: &["-C"],
        manifest: &["--manifest-path"],
        ..Project::of(&["Cargo.toml", "Cargo.lock"])
    },
    outputs: &[
        (&["--root"], Shape::Tree),
        (&["--target-dir"], Shape::Tree),
        (&["--out-dir", "--artifact-dir"], Shape::Tree),
        (&["--recipe-path"], Shape::File),
    ],
    caches: &[Cache {
        variables: &[("CARGO_HOME", "registry")],
        filled_by: &[Operation::Build, Operation::Install, Operation::Download, Operation::Update],
        ..Cache::at("~/.cargo/registry")
    }],
    special,
    ..Program::new(&["cargo", "xx-cargo"], Manager::Cargo)
}];

fn special(reading: &mut Reading<'_>) {
    match &*reading.said {
        "install" => {
            version_of_option(reading, &["--version", "--vers"]);
            install(reading);
            if !reading.parsed.has(&["--root"]) {
                reading.results.push((reading.cache_path(&BIN), Shape::Tree));
            }
        }
        "clean" if reading.operands.is_empty() && !reading.parsed.has(&["-p", "--package"]) => {
            let named = reading.parsed.value(&["--target-dir"]).map(|path| reading.call.option_path(path));
            reading.results.clear();
            reading.cleaned = vec![named.unwrap_or_else(|| reading.folder.join("target"))];
        }
        "vendor" => {
            let word = reading.operands.first();
            let named = word.and_then(|word| reading.call.paths(word).into_iter().next());
            let folder = named.unwrap_or_else(|| reading.folder.join("vendor"));
            reading.results.push((folder, Shape::Tree));
        }
        // It reads the recipe that the option names elsewhere as an output.
        "chef cook" => reading.results.retain(|(_, shape)| *shape != Shape::File),
        "chef prepare" => {
            let recipe = reading.parsed.value(&["--recipe-path"]).map(|path| reading.call.option_path(path));
            let recipe = recipe.unwrap_or_else(|| reading.folder.join("recipe.json"));
            reading.results.push((recipe, Shape::File));
        }
        _ => {}
    }
}

/// `cargo install` takes crates by name, a repository, or a folder, which is a project of its own.
fn install(reading: &mut Reading<'_>) {
    if let Some(path) = reading.parsed.value(&["--path"]) {
        reading.folder = reading.call.option_path(path);
        reading.action.is_project = true;
        reading.action.packages.clear();
        let files = reading.program.project.files;
        reading.action.manifests = files.iter().map(|name| reading.folder.join(name)).collect();
    }
    if let Some(address) = reading.parsed.value(&["--git"]) {
        let text = reading.call.value_of(address).text;
        let revision = reading.parsed.value(&["--rev", "--tag", "--branch"]);
        let revision = revision.map(|revision| reading.call.value_of(revision).text);
        if reading.action.packages.is_empty() {
            reading.add_packages(address);
        }
        for package in &mut reading.action.packages {
            if package.kind != PackageKind::Address {
                package.source = Some(text.clone());
            }
            package.version = package.version.take().or_else(|| revision.clone());
        }
    }
}

/// `ripgrep`, `ripgrep@14`.
fn package(text: &str) -> Spec<'_> {
    if super::names::is_address(text) { Spec::address(text) } else { at_version(text) }
}
