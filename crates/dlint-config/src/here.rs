//! A folder of Dockerfiles: its configuration, and what patterns say of it and of the folders around it.
//!
//! All of that is worked out once for the files of a folder, which come one after another; for each of them, only its
//! name is left to look at.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::load::Project;
use crate::pattern::Patterns;

/// A folder, as it was asked for.
#[derive(Debug)]
pub(crate) struct Here {
    given: PathBuf,
    whole: PathBuf,
    pub(crate) project: Arc<Project>,
    /// What the entries of `[[files]]` say of the folder, in the order of their files.
    entries: Vec<Option<bool>>,
    /// The same of `per-file-ignores`.
    per_file: Vec<Option<bool>>,
    /// Whether anything is ever left out or taken by a pattern here.
    pub(crate) excludes: bool,
    pub(crate) includes: bool,
}

/// A set of files that go by the same: their project, and the entries of `[[files]]` and `per-file-ignores` that are
/// about them, by the number of their file and their own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Which {
    project: usize,
    pub(crate) entries: Vec<(usize, usize)>,
    pub(crate) per_file: Vec<(usize, usize)>,
}

impl Here {
    /// The folder that was given, whose absolute path is `whole`.
    pub(crate) fn new(given: &Path, whole: PathBuf, project: Arc<Project>) -> Self {
        let entries = entries(&project).map(|(_, patterns)| patterns.say_around(&whole)).collect();
        let per_file = per_file(&project).map(|(_, patterns)| patterns.say_around(&whole)).collect();
        let excludes = project.files.iter().any(|config| !config.exclude.is_empty());
        let includes = project.files.iter().any(|config| !config.include.is_empty());
        Self { given: given.to_owned(), whole, project, entries, per_file, excludes, includes }
    }

    /// Whether it is this folder, by the very bytes: that is asked for every file of a walk.
    pub(crate) fn is(&self, given: &Path) -> bool {
        self.given.as_os_str() == given.as_os_str()
    }

    /// The absolute path of what is at a path in it.
    pub(crate) fn whole(&self, path: &Path) -> PathBuf {
        path.file_name().map_or_else(|| self.whole.clone(), |name| self.whole.join(name))
    }

    /// The entries that are about a file in it.
    pub(crate) fn which(&self, file: &Path) -> Which {
        Which {
            project: self.project.number,
            entries: about(file, entries(&self.project), &self.entries),
            per_file: about(file, per_file(&self.project), &self.per_file),
        }
    }
}

/// An entry by its number, and its patterns.
type Entry<'p> = ((usize, usize), &'p Patterns);

fn entries(project: &Project) -> impl Iterator<Item = Entry<'_>> {
    let files = project.files.iter().enumerate();
    files.flat_map(|(number, config)| {
        let entries = config.files.iter().enumerate();
        entries.map(move |(index, entry)| ((number, index), &entry.patterns))
    })
}

fn per_file(project: &Project) -> impl Iterator<Item = Entry<'_>> {
    let files = project.files.iter().enumerate();
    files.flat_map(|(number, config)| {
        let entries = config.per_file.iter().enumerate();
        entries.map(move |(index, entry)| ((number, index), &entry.patterns))
    })
}

/// Those entries that are about a file. What is said of the file itself counts before what is said of its folder.
fn about<'p>(
    file: &Path,
    entries: impl Iterator<Item = Entry<'p>>,
    around: &[Option<bool>],
) -> Vec<(usize, usize)> {
    let entries = entries.zip(around);
    let is_meant = |patterns: &Patterns, around: Option<bool>| patterns.says(file, false).or(around);
    let meant = entries.filter(|((_, patterns), around)| is_meant(patterns, **around) == Some(true));
    meant.map(|((number, _), _)| number).collect()
}
