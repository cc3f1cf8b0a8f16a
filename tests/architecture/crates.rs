//! Crates are walls: these are the doors in them.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// What each crate may use of the others.
const ARROWS: &[(&str, &[&str])] = &[
    ("dlint-text", &[]),
    ("dlint-syntax", &["dlint-text"]),
    ("dlint-diagnostics", &["dlint-text"]),
    ("dlint-config", &["dlint-diagnostics", "dlint-linter", "dlint-model", "dlint-syntax", "dlint-text"]),
    ("dlint-linter", &["dlint-diagnostics", "dlint-model", "dlint-shell", "dlint-syntax", "dlint-text"]),
    (
        "dlint-lsp",
        &[
            "dlint-catalogue",
            "dlint-config",
            "dlint-diagnostics",
            "dlint-linter",
            "dlint-model",
            "dlint-shell",
            "dlint-syntax",
            "dlint-text",
        ],
    ),
    ("dlint-model", &["dlint-shell", "dlint-syntax", "dlint-text"]),
    ("dlint-shell", &["dlint-text"]),
    ("dlint-catalogue", &[]),
    (
        "dlint-rules",
        &[
            "dlint-catalogue",
            "dlint-diagnostics",
            "dlint-linter",
            "dlint-model",
            "dlint-shell",
            "dlint-syntax",
            "dlint-text",
        ],
    ),
    ("dlint-report", &["dlint-diagnostics", "dlint-text"]),
];

/// Packages that only one crate may name.
const OWNED: &[(&str, &str)] = &[
    ("codespan-reporting", "dlint-report"),
    ("quick-xml", "dlint-report"),
    ("clap", "dlint"),
    ("clap_mangen", "dlint"),
    ("globset", "dlint-config"),
    ("ignore", "dlint"),
    ("tower-lsp", "dlint-lsp"),
    ("tokio", "dlint-lsp"),
    ("shuck-parser", "dlint-shell"),
    ("shuck-linter", "dlint-shell"),
    ("shuck-ast", "dlint-shell"),
];

/// Crates that read no disk, no clock and no environment.
const PURE: &[&str] = &[
    "crates/dlint-text",
    "crates/dlint-syntax",
    "crates/dlint-diagnostics",
    "crates/dlint-linter",
    "crates/dlint-model",
    "crates/dlint-rules",
    "crates/dlint-shell",
    "crates/dlint-report",
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(super::root().join("Cargo.toml"))
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()
        .expect("cargo knows the workspace")
}

fn uses(package: &Package) -> impl Iterator<Item = &str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind == DependencyKind::Normal)
        .map(|dependency| dependency.name.as_str())
}

#[test]
fn crates_use_only_what_they_may() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    for package in &metadata().packages {
        let Some(allowed) = allowed.get(package.name.as_str()) else { continue };
        let used: BTreeSet<&str> = uses(package).filter(|name| name.starts_with("dlint")).collect();
        let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
        let extra: Vec<_> = used.difference(&allowed).collect();
        assert!(extra.is_empty(), "{} must not use {extra:?}", package.name);
    }
}

#[test]
fn every_crate_of_the_library_has_its_arrows() {
    let known: BTreeSet<&str> =
        ARROWS.iter().map(|(name, _)| *name).chain(["dlint", "dlint-pre-commit", "xtask"]).collect();
    for package in &metadata().packages {
        assert!(known.contains(package.name.as_str()), "say in ARROWS what {} may use", package.name);
    }
}

#[test]
fn some_packages_have_one_owner() {
    for package in &metadata().packages {
        for name in uses(package) {
            let owner = OWNED.iter().find(|(owned, _)| *owned == name).map(|(_, owner)| *owner);
            let may =
                owner.is_none_or(|owner| owner == package.name.as_str() || package.name.as_str() == "xtask");
            assert!(may, "{} must not name {name}", package.name);
        }
    }
}

#[test]
fn the_library_reads_no_disk_no_clock_and_no_environment() {
    const FORBIDDEN: [&str; 6] =
        ["std::fs", "std::env::var", "std::process", "std::net", "SystemTime", "Instant::now"];
    for folder in PURE {
        for path in super::files(&format!("{folder}/src"), "rs") {
            let is_test =
                path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests"));
            let text = std::fs::read_to_string(&path).expect("a source file");
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            for word in FORBIDDEN {
                assert!(is_test || !code.contains(word), "{} names {word}", path.display());
            }
        }
    }
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    for package in &metadata().packages {
        let manifest = std::fs::read_to_string(&package.manifest_path).expect("a manifest");
        assert!(manifest.contains("[lints]\nworkspace = true"), "{} has no workspace lints", package.name);
    }
    let workspace =
        std::fs::read_to_string(super::root().join("Cargo.toml")).expect("the workspace's manifest");
    assert!(workspace.contains("unsafe_code = \"forbid\""));
}
