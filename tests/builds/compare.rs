//! How two images differ, and whether they may.

use std::collections::BTreeSet;
use std::fmt;

use crate::case::Differs;
use crate::image::{Image, Kind};

/// What differs between two builds of one Dockerfile: logs, times and the builder's own leftovers.
const NOISE: [&str; 15] = [
    "/dev/*",
    "/proc/*",
    "/sys/*",
    "/run",
    "/run/*",
    "/var/log/*",
    "/var/cache/ldconfig/aux-cache",
    "/var/cache/debconf/*",
    "/etc/ld.so.cache",
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/hostname",
    "/root/.npm/_logs*",
    "/root/.npm/_update-notifier-last-checked",
    "*.pyc",
];

/// What a container is told.
const CONFIG: [&str; 12] = [
    "Env",
    "Cmd",
    "Entrypoint",
    "WorkingDir",
    "User",
    "ExposedPorts",
    "Labels",
    "Volumes",
    "StopSignal",
    "Shell",
    "Healthcheck",
    "OnBuild",
];

/// A difference.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    Removed(String),
    Added(String),
    Changed(String, String),
    Config(String, String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Removed(path) => write!(f, "only before: {path}"),
            Self::Added(path) => write!(f, "only after: {path}"),
            Self::Changed(path, how) => write!(f, "{path}: {how}"),
            Self::Config(key, how) => write!(f, "the image's {key}: {how}"),
        }
    }
}

/// Holds two images against each other; `mounts` are targets of mounts, of which a builder leaves empty folders behind.
pub(crate) fn differences(
    before: &Image,
    after: &Image,
    mounts: &[String],
) -> Result<Vec<Difference>, String> {
    let mut found = Vec::new();
    let paths: BTreeSet<&String> = before.tree.keys().chain(after.tree.keys()).collect();
    for path in paths {
        let difference = match (before.tree.get(path), after.tree.get(path)) {
            // Such a folder may be gone as well: this builder clears away the empty ones.
            (Some(_), None) if is_leftover(path, before, mounts) => continue,
            (None, Some(_)) if is_leftover(path, after, mounts) => continue,
            (Some(_), None) => Difference::Removed(path.clone()),
            (None, Some(_)) => Difference::Added(path.clone()),
            (Some(old), Some(new)) if old != new => {
                let show = |entry: &crate::image::Entry| {
                    format!("{:?} {:o} {}:{}", entry.kind, entry.mode, entry.owner.0, entry.owner.1)
                };
                Difference::Changed(path.clone(), format!("{} → {}", show(old), show(new)))
            }
            _ => continue,
        };
        if !NOISE.iter().any(|pattern| fits(pattern, path)) {
            found.push(difference);
        }
    }
    let (old, new) = (before.config()?, after.config()?);
    for key in CONFIG {
        if old[key] != new[key] {
            found.push(Difference::Config(key.to_owned(), format!("{} → {}", old[key], new[key])));
        }
    }
    Ok(found)
}

/// What differs though it was not declared, and what was declared and does not differ.
pub(crate) fn not_declared(found: &[Difference], declared: &Differs) -> Vec<String> {
    let mut wrong: Vec<String> = found
        .iter()
        .filter(|difference| {
            !patterns(difference, declared).iter().any(|pattern| declares(pattern, difference))
        })
        .map(ToString::to_string)
        .collect();
    for pattern in
        [&declared.removed, &declared.added, &declared.changed, &declared.config].into_iter().flatten()
    {
        let differs = |difference: &&Difference| {
            patterns(difference, declared).contains(pattern) && declares(pattern, difference)
        };
        if found.iter().find(differs).is_none() {
            wrong.push(format!("`{pattern}` is declared, and does not differ"));
        }
    }
    wrong
}

/// The patterns for such a difference.
const fn patterns<'a>(difference: &Difference, declared: &'a Differs) -> &'a Vec<String> {
    match difference {
        Difference::Removed(_) => &declared.removed,
        Difference::Added(_) => &declared.added,
        Difference::Changed(..) => &declared.changed,
        Difference::Config(..) => &declared.config,
    }
}

fn declares(pattern: &str, difference: &Difference) -> bool {
    match difference {
        Difference::Removed(name)
        | Difference::Added(name)
        | Difference::Changed(name, _)
        | Difference::Config(name, _) => fits(pattern, name),
    }
}

/// Whether this is an empty folder or file that a mount was put on, or a folder above it.
fn is_leftover(path: &str, image: &Image, mounts: &[String]) -> bool {
    let Some(entry) = image.tree.get(path) else { return false };
    mounts.iter().any(|mount| match entry.kind {
        Kind::Folder => format!("{mount}/").starts_with(&format!("{path}/")),
        Kind::File(0, _) => mount == path,
        _ => false,
    })
}

/// Whether a text is one that a pattern stands for; `*` stands for anything.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(text) = text.strip_prefix(start) else { return false };
    text.char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .any(|at| fits(rest, text.get(at..).unwrap_or("")))
}
