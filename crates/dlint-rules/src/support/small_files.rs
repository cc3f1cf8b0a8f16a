//! Files that are small, as far as their name or the build context says.

use dlint_linter::Cx;
use dlint_model::context::Entry;
use dlint_model::effects::{Action, ReadFrom, Shape};

use super::layers_below::Kept;

/// What is smaller than this is small.
const SMALL: u64 = 64 * 1024;

/// The endings of scripts, settings and keys.
const ENDINGS: &[&str] = &[
    "asc",
    "bash",
    "bashrc",
    "c",
    "cfg",
    "cnf",
    "conf",
    "config",
    "crt",
    "csv",
    "env",
    "gpg",
    "htm",
    "html",
    "in",
    "ini",
    "js",
    "json",
    "key",
    "list",
    "lock",
    "md",
    "mod",
    "patch",
    "pem",
    "php",
    "pl",
    "pom",
    "properties",
    "pub",
    "py",
    "r",
    "rb",
    "repo",
    "sh",
    "sql",
    "sum",
    "toml",
    "ts",
    "txt",
    "vcl",
    "xml",
    "yaml",
    "yml",
];

/// Whether what a layer keeps is a small file, such as a script or a configuration.
pub(crate) fn is_small(kept: &Kept<'_>, cx: &Cx<'_>) -> bool {
    let Action::Write { shape, .. } = &kept.effect.action else { return has_small_name(kept.path.as_str()) };
    if *shape == Shape::Tree {
        return false;
    }
    let reads = cx.build.effects(kept.step).all.iter().filter(|effect| effect.span == kept.effect.span);
    let mut sources = reads.filter_map(|effect| match &effect.action {
        Action::Read { path, from: ReadFrom::Context } if path.is_exact() => Some(path.as_str()),
        _ => None,
    });
    let source = sources.next_back();
    match source.and_then(|source| cx.context().entry(source.trim_start_matches('/'))) {
        Some(Entry::File { size }) => size < SMALL,
        Some(Entry::Folder) => false,
        _ => has_small_name(source.unwrap_or(kept.path.as_str())),
    }
}

/// Whether a name is that of a script, a setting or a key.
pub(crate) fn has_small_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.starts_with('.') || matches!(name, "Makefile" | "Gemfile" | "Pipfile" | "Procfile" | "Rakefile") {
        return true;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str())
}
