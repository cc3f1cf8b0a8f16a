//! Which files are linted.
//!
//! A file that is named is read, whatever it is called, unless a configuration excludes it by force. A folder is walked: `.gitignore` and its like hold, hidden
//! folders are walked too (`.devcontainer` has Dockerfiles), `.git` is not, and folders behind links are not, so
//! that no loop of links can keep dlint busy.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dlint_config::Configuration;
use dlint_report::{Failure, FileError};
use ignore::{DirEntry, WalkBuilder};

use super::read::{display, reason};

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Discovered {
    /// The files, by the path that they really have, so that each is linted once whatever it was called.
    found: BTreeMap<PathBuf, Found>,
    /// The folders without a Dockerfile in them.
    pub(crate) empty: BTreeSet<PathBuf>,
    /// What could not be looked at.
    pub(crate) errors: BTreeSet<FileError>,
    /// What was named and is left out all the same.
    pub(crate) excluded: BTreeSet<PathBuf>,
}

/// How a file was found.
#[derive(Debug)]
struct Found {
    /// What the user calls it.
    path: PathBuf,
    /// Whether that is a link to it.
    is_link: bool,
}

/// Finds the files that the paths stand for. What a configuration excludes is left out of a walk, and what it includes
/// is taken.
pub(crate) fn discover(paths: &[PathBuf], configuration: &Arc<Mutex<Configuration>>) -> Discovered {
    let mut discovered = Discovered::default();
    for path in paths {
        if path == Path::new("-") {
            discovered.found.insert(path.clone(), Found { path: path.clone(), is_link: false });
            continue;
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, configuration, usize::MAX, &mut discovered),
            Ok(_) if lock(configuration).is_excluded_by_force(path) => {
                discovered.excluded.insert(plain(path));
            }
            // Whether it can be read shows when it is read.
            Ok(_) => discovered.file(plain(path), path.is_symlink(), None),
            Err(error) => discovered.error(path, missing(path, &error)),
        }
    }
    discovered
}

/// The Dockerfiles below some folders, sorted. In each, no more than so many files and folders are looked at, and what
/// cannot be looked at is not there.
pub(crate) fn dockerfiles(
    folders: &[PathBuf],
    configuration: &Arc<Mutex<Configuration>>,
    most: usize,
) -> Vec<PathBuf> {
    let mut discovered = Discovered::default();
    for folder in folders {
        walk(folder, configuration, most, &mut discovered);
    }
    discovered.files().into_iter().map(Path::to_owned).collect()
}

impl Discovered {
    /// The files, sorted by what the user calls them.
    pub(crate) fn files(&self) -> Vec<&Path> {
        let mut files: Vec<&Path> = self.found.values().map(|found| found.path.as_path()).collect();
        files.sort_unstable();
        files
    }

    /// Adds a file. Of several names for it, one that is no link is reported.
    fn file(&mut self, path: PathBuf, is_link: bool, real: Option<PathBuf>) {
        let real = real.or_else(|| std::fs::canonicalize(&path).ok()).unwrap_or_else(|| path.clone());
        let found = Found { path, is_link };
        match self.found.entry(real) {
            Entry::Vacant(entry) => {
                entry.insert(found);
            }
            Entry::Occupied(mut entry) if entry.get().is_link && !is_link => {
                entry.insert(found);
            }
            Entry::Occupied(_) => {}
        }
    }

    fn error(&mut self, path: &Path, message: String) {
        self.errors.insert(FileError { path: display(&plain(path)), failure: Failure::Read, message });
    }
}

/// Why there is nothing at a path that was named.
fn missing(path: &Path, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound && path.is_symlink() {
        return "it is a link to something that does not exist".to_owned();
    }
    reason(error)
}

/// The configuration, for a moment. What a thread left behind that failed is still right.
pub(crate) fn lock(configuration: &Mutex<Configuration>) -> MutexGuard<'_, Configuration> {
    configuration.lock().unwrap_or_else(PoisonError::into_inner)
}

fn walk(folder: &Path, configuration: &Arc<Mutex<Configuration>>, most: usize, discovered: &mut Discovered) {
    let is_folder = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_dir());
    let excludes = Arc::clone(configuration);
    // A folder that is named is walked, whatever is said of it.
    let is_walked = move |entry: &DirEntry| {
        let is_left_out = || {
            entry.depth() > 0 && is_folder(entry) && lock(&excludes).is_excluded_from_walk(entry.path(), true)
        };
        entry.file_name() != ".git" && !is_left_out()
    };
    let walk = WalkBuilder::new(folder).hidden(false).require_git(false).filter_entry(is_walked).build();
    let root = std::fs::canonicalize(folder).ok();
    let mut anything = false;
    for entry in walk.take(most) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                anything = true;
                discovered.walk_error(folder, &error);
                continue;
            }
        };
        let is_link = entry.path_is_symlink();
        if is_folder(&entry) {
            continue;
        }
        let is_one = dlint_config::is_dockerfile(&entry.file_name().to_string_lossy());
        let mut configuration = lock(configuration);
        if !is_one && !configuration.is_included(entry.path())
            || configuration.is_excluded_from_walk(entry.path(), false)
        {
            continue;
        }
        drop(configuration);
        match std::fs::metadata(entry.path()) {
            // A link to a folder is none, whatever its name.
            Ok(metadata) if metadata.is_dir() => continue,
            Ok(_) => {
                // What is behind no link has its place below the folder's.
                let below = entry.path().strip_prefix(folder).ok().filter(|_| !is_link);
                let real = root.as_ref().zip(below).map(|(root, below)| root.join(below));
                discovered.file(plain(entry.path()), is_link, real);
            }
            Err(error) => discovered.error(entry.path(), missing(entry.path(), &error)),
        }
        anything = true;
    }
    if !anything {
        discovered.empty.insert(folder.to_owned());
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

/// The path without a `./` in front, as people write it; but a file that is called `-` keeps it.
fn plain(path: &Path) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if rest != Path::new("-") && rest != Path::new("") => rest.to_owned(),
        _ => path.to_owned(),
    }
}
