//! The configuration of a run: for each Dockerfile, what it goes by, and whether it is looked at at all.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dlint_linter::{Profile, RuleSet, UnknownSelector};
use dlint_model::base_image::Date;

use crate::Mistake;
use crate::here::{Here, Which};
use crate::key::Key;
use crate::load::{Loader, Project};
use crate::pattern::Patterns;
use crate::search::{Search, Source};
use crate::settle::{FileSettings, Said};
use crate::show::{Shown, shown};
use crate::value::Body;

/// What a run begins with, before any file is read.
#[derive(Debug, Clone)]
pub struct Start {
    /// Where dlint runs; absolute.
    pub folder: PathBuf,
    /// Where configurations come from.
    pub source: Source,
    /// The version of dlint that runs.
    pub version: &'static str,
    /// The set of rules to begin with.
    pub profile: Profile,
    /// The day that comments which ignore `until` one are held against; `None` for that of dlint's own data.
    pub date: Option<Date>,
    /// What the command line says; it is on top of everything but `per-file-ignores` and `per-stage-ignores`.
    pub command_line: Body,
    /// What the command line leaves out of a walk.
    pub exclude: Patterns,
    /// What the command line takes into it.
    pub include: Patterns,
    /// Whether the command line says that `exclude` holds for named files.
    pub force_exclude: bool,
}

/// The configuration of a run.
///
/// A path that is not absolute is one from where dlint runs. Each folder is looked into once, each configuration read once, and what files go
/// by worked out once for each set of entries that are about them.
#[derive(Debug)]
pub struct Configuration {
    start: Start,
    loader: Loader,
    search: Search,
    settled: HashMap<Which, Arc<FileSettings>>,
    /// The folder that was asked for last.
    last: Option<Arc<Here>>,
    plain: Arc<FileSettings>,
}

impl Configuration {
    /// Begins.
    ///
    /// # Errors
    ///
    /// [`UnknownSelector`] if the command line names a rule that there is not.
    pub fn new(rules: &Arc<RuleSet>, start: Start) -> Result<Self, UnknownSelector> {
        let said = Said {
            profile: start.profile,
            bodies: vec![&start.command_line],
            per_file: Vec::new(),
            date: start.date,
        };
        let plain = Arc::new(said.settle(rules)?);
        let mut loader = Loader::new(Arc::clone(rules), start.version, &start.folder);
        let mut search = Search::new(start.source.clone());
        if let Source::File(_) = start.source {
            // What is wrong with a file that was named is told even if nothing goes by it.
            search.find(&start.folder, &mut loader, &start.folder);
        }
        Ok(Self { loader, search, settled: HashMap::new(), last: None, plain, start })
    }

    /// What is wrong with the configurations that were read so far.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.loader.mistakes
    }

    /// The configurations of hadolint's that files go by, as there is none of dlint's for them.
    pub fn of_hadolint(&self) -> impl Iterator<Item = &str> {
        self.loader.hadolint.iter().map(String::as_str)
    }

    /// What a file goes by. Where its configuration has mistakes, the rest of it.
    pub fn of(&mut self, file: &Path) -> Arc<FileSettings> {
        let here = self.here(file);
        if here.project.files.is_empty() {
            return Arc::clone(&self.plain);
        }
        let which = here.which(&here.whole(file));
        if let Some(settled) = self.settled.get(&which) {
            return Arc::clone(settled);
        }
        let said = said(&self.start, &here.project, &which);
        // Every selector of a file has been checked; one that is none is a mistake, and stops the run.
        let settled = said.settle(&self.loader.rules).map_or_else(|_| Arc::clone(&self.plain), Arc::new);
        self.settled.insert(which, Arc::clone(&settled));
        settled
    }

    /// The configurations that a file goes by, the nearest first; each is extended by the one before it.
    pub fn files_of(&mut self, file: &Path) -> Vec<PathBuf> {
        self.here(file).project.files.iter().rev().map(|config| config.path.clone()).collect()
    }

    /// The files that were read so far for what others go by: configurations, and the baselines that they name.
    pub fn sources(&self) -> impl Iterator<Item = &Path> {
        let baselines = self.settled.values().filter_map(|settled| settled.baseline.as_deref());
        self.loader.files().chain(baselines)
    }

    /// Every setting that a file goes by, and where it comes from.
    pub fn show(&mut self, file: &Path) -> Shown {
        let here = self.here(file);
        let which = here.which(&here.whole(file));
        shown(&said(&self.start, &here.project, &which), &here.project, &which.per_file)
    }

    /// Whether a walk leaves out a file or a folder. What is said of the folders around it is not asked again.
    pub fn is_excluded_from_walk(&mut self, path: &Path, is_folder: bool) -> bool {
        let here = self.here(path);
        if !here.excludes && self.start.exclude.is_empty() {
            return false;
        }
        let path = here.whole(path);
        self.start.exclude.says(&path, is_folder) == Some(true)
            || here.project.excludes(&path, is_folder) == Some(true)
    }

    /// Whether a file that is named is left out.
    pub fn is_excluded_by_force(&mut self, file: &Path) -> bool {
        let is_forced = self.start.force_exclude || self.here(file).project.flag(Key::ForceExclude);
        is_forced && self.is_left_out(file)
    }

    /// Whether a file is left out, or a folder that it is in: a walk would not come to it.
    pub fn is_left_out(&mut self, file: &Path) -> bool {
        let here = self.here(file);
        if !here.excludes && self.start.exclude.is_empty() {
            return false;
        }
        let project = &here.project;
        let file = here.whole(file);
        // What is left out with its folder is not brought back. The folder of a configuration is not its own to judge.
        let top = project.files.last().map(|config| config.folder.as_path());
        let is_folder = |path: &Path| path != file;
        around(&file, top).any(|path| project.excludes(path, is_folder(path)) == Some(true))
            || around(&file, Some(&self.start.folder))
                .any(|path| self.start.exclude.says(path, is_folder(path)) == Some(true))
    }

    /// Whether a walk takes a file for a Dockerfile, whatever it is called.
    pub fn is_included(&mut self, file: &Path) -> bool {
        let here = self.here(file);
        if !here.includes && self.start.include.is_empty() {
            return false;
        }
        let file = here.whole(file);
        self.start.include.matches(&file)
            || here.project.files.iter().any(|config| config.include.matches(&file))
    }

    /// The folder of what is at a path.
    fn here(&mut self, path: &Path) -> Arc<Here> {
        let path = if path.file_name().is_some() {
            Cow::Borrowed(path)
        } else {
            Cow::Owned(self.loader.absolute_path(path))
        };
        let folder = path.parent().unwrap_or(&path);
        if let Some(here) = self.last.as_ref().filter(|here| here.is(folder)) {
            return Arc::clone(here);
        }
        let whole = self.loader.absolute_path(folder);
        let project = self.search.find(&whole, &mut self.loader, &self.start.folder);
        let here = Arc::new(Here::new(folder, whole, project));
        self.last = Some(Arc::clone(&here));
        here
    }
}

/// A file and the folders that it is in, up to one that is not meant.
fn around<'p>(file: &'p Path, top: Option<&'p Path>) -> impl Iterator<Item = &'p Path> {
    file.ancestors().take_while(move |path| Some(*path) != top && path.parent().is_some())
}

/// All that is said of these files: what configurations say of all files, what entries say of some, the command line.
fn said<'s>(start: &'s Start, project: &'s Project, which: &Which) -> Said<'s> {
    let tops = project.files.iter().map(|config| &config.body);
    let entry = |(number, index): &(usize, usize)| project.files.get(*number)?.files.get(*index);
    let entries = which.entries.iter().filter_map(entry).map(|entry| &entry.body);
    let ignores = |(number, index): &(usize, usize)| {
        Some(project.files.get(*number)?.per_file.get(*index)?.ignore.clone())
    };
    Said {
        profile: start.profile,
        bodies: tops.chain(entries).chain([&start.command_line]).collect(),
        per_file: which.per_file.iter().filter_map(ignores).flatten().collect(),
        date: start.date,
    }
}
