//! Which files are linted.
//!
//! A file that is named is read, whatever it is called. A folder is walked: `.gitignore` and its like hold, hidden
//! folders are walked too (`.devcontainer` has Dockerfiles), `.git` is not, and folders behind links are not, so
//! that no loop of links can keep dlint busy.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use dlint_report::FileError;
use ignore::WalkBuilder;

use super::read::{display, reason};

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Discovered {
    /// The files, sorted, each once.
    pub(crate) files: BTreeSet<PathBuf>,
    /// The folders without a Dockerfile in them.
    pub(crate) empty: Vec<PathBuf>,
    /// What could not be looked at.
    pub(crate) errors: Vec<FileError>,
}

/// Finds the files that the paths stand for.
pub(crate) fn discover(paths: &[PathBuf]) -> Discovered {
    let mut discovered = Discovered::default();
    for path in paths {
        if path == Path::new("-") {
            discovered.files.insert(path.clone());
            continue;
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, &mut discovered),
            // Whether it can be read shows when it is read.
            Ok(_) => {
                discovered.files.insert(plain(path));
            }
            Err(error) => discovered.error(path, reason(&error)),
        }
    }
    discovered
}

impl Discovered {
    fn error(&mut self, path: &Path, message: String) {
        self.errors.push(FileError { path: display(path), message });
    }
}

fn walk(folder: &Path, discovered: &mut Discovered) {
    let is_git = |name: &OsStr| name == ".git";
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .require_git(false)
        .filter_entry(move |entry| !is_git(entry.file_name()))
        .build();
    let before = discovered.files.len() + discovered.errors.len();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                discovered.walk_error(folder, &error);
                continue;
            }
        };
        let kind = entry.file_type();
        if !kind.is_some_and(|kind| kind.is_dir()) && is_dockerfile(&entry.file_name().to_string_lossy()) {
            let path = plain(entry.path());
            // A link to a folder is none, whatever its name.
            if !kind.is_some_and(|kind| kind.is_symlink()) || !path.is_dir() {
                discovered.files.insert(path);
            }
        }
    }
    if discovered.files.len() + discovered.errors.len() == before {
        discovered.empty.push(folder.to_owned());
    }
}

impl Discovered {
    fn walk_error(&mut self, folder: &Path, error: &ignore::Error) {
        let mut path = folder;
        let mut inner = error;
        loop {
            match inner {
                ignore::Error::WithPath { path: at, err } => {
                    path = at;
                    inner = err;
                }
                ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                    inner = err;
                }
                ignore::Error::Io(error) => return self.error(path, reason(error)),
                other => return self.error(path, other.to_string()),
            }
        }
    }
}

/// The path without a `./` in front, as people write it.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

/// Whether a file of this name is a Dockerfile: `Dockerfile`, `Dockerfile.dev`, `dev.Dockerfile`, `Containerfile`,
/// in any case; but no documentation, no template and no ignore file.
fn is_dockerfile(name: &str) -> bool {
    const NOT: [&str; 4] = [".md", ".j2", ".tpl", ".dockerignore"];
    let name = name.to_ascii_lowercase();
    if NOT.iter().any(|end| name.ends_with(end)) {
        return false;
    }
    ["dockerfile", "containerfile"].iter().any(|word| {
        let starts =
            name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']));
        let ends = name.strip_suffix(word).is_some_and(|rest| rest.ends_with('.'));
        starts || ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dockerfiles_are_known_by_their_names() {
        for name in [
            "Dockerfile",
            "dockerfile",
            "DOCKERFILE",
            "Dockerfile.dev",
            "Dockerfile-dev",
            "Dockerfile_dev",
            "app.Dockerfile",
            "app.dockerfile",
            "Containerfile",
            "containerfile.dev",
            "app.Containerfile",
            ".dockerfile",
        ] {
            assert!(is_dockerfile(name), "{name}");
        }
        for name in [
            "Dockerfile.md",
            "Dockerfile.j2",
            "Dockerfile.tpl",
            "Dockerfile.dockerignore",
            "Dockerfiles",
            "mydockerfile",
            "docker-compose.yml",
            "Dockerfile.dev.md",
            "README",
        ] {
            assert!(!is_dockerfile(name), "{name}");
        }
    }
}
