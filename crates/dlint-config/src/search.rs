//! Which configuration a file goes by: the nearest one upward from it. Each folder is looked into once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Mistake;
use crate::hadolint::{hadolint_config_in, users_hadolint_config};
use crate::load::{Loader, Project};

/// What a configuration is called, without and with a dot.
const NAMES: [&str; 2] = ["dlint.toml", ".dlint.toml"];

/// Where configurations come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The nearest `dlint.toml` or `.dlint.toml` upward from each file; where there is none, this file, if it is there.
    Nearest {
        /// The user's own configuration; see [`user_config`].
        fallback: Option<PathBuf>,
    },
    /// This file, for all.
    File(PathBuf),
    /// There is none.
    Nothing,
}

/// Where the user's own configuration is: `$XDG_CONFIG_HOME/dlint/dlint.toml`, with `~/.config` where that is not set;
/// on Windows below `%APPDATA%`.
pub fn user_config() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = set("XDG_CONFIG_HOME").or_else(|| {
        if cfg!(windows) { set("APPDATA") } else { set("HOME").map(|home| home.join(".config")) }
    })?;
    Some(folder.join("dlint").join("dlint.toml"))
}

/// Finds configurations, and remembers what it found.
#[derive(Debug)]
pub(crate) struct Search {
    source: Source,
    nothing: Arc<Project>,
    folders: HashMap<PathBuf, Arc<Project>>,
}

impl Search {
    pub(crate) fn new(source: Source) -> Self {
        Self { source, nothing: Arc::default(), folders: HashMap::new() }
    }

    /// The configuration for what is in a folder, whose path is absolute.
    pub(crate) fn find(&mut self, folder: &Path, loader: &mut Loader, cwd: &Path) -> Arc<Project> {
        match &self.source {
            Source::Nothing => return Arc::clone(&self.nothing),
            Source::File(path) => {
                let path = loader.absolute_path(path);
                return loader.project(&path, path.parent().unwrap_or(cwd));
            }
            Source::Nearest { .. } => {}
        }
        let mut new = Vec::new();
        let mut found = None;
        // hadolint's counts only where there is none of dlint's, all the way up.
        let mut hadolint = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.folders.get(folder) {
                found = Some(Arc::clone(known)).filter(|known| hadolint.is_none() || known.is_own);
                break;
            }
            new.push(folder);
            hadolint = hadolint.or_else(|| hadolint_config_in(folder));
            if let Some(path) = in_folder(folder, loader) {
                found = Some(loader.project(&path, folder));
                break;
            }
        }
        let found =
            found.or_else(|| loader.hadolint(&hadolint?)).unwrap_or_else(|| self.fallback(loader, cwd));
        for folder in new {
            self.folders.insert(folder.to_owned(), Arc::clone(&found));
        }
        found
    }

    /// The user's own configuration. It lies in no project, so what is relative in it is so to where dlint runs.
    fn fallback(&self, loader: &mut Loader, cwd: &Path) -> Arc<Project> {
        match &self.source {
            Source::Nearest { fallback: Some(path) } if path.is_file() => loader.project(path, cwd),
            Source::Nearest { .. } => {
                let path = users_hadolint_config(cwd);
                loader.hadolint_or_environment(path.as_deref()).unwrap_or_else(|| Arc::clone(&self.nothing))
            }
            _ => Arc::clone(&self.nothing),
        }
    }
}

/// The configuration that lies in a folder.
fn in_folder(folder: &Path, loader: &mut Loader) -> Option<PathBuf> {
    let [plain, hidden] = NAMES.map(|name| folder.join(name));
    // A link to nothing is there, and what is wrong with it is told when it is read; a folder is something else.
    let is_there = |path: &Path| path.symlink_metadata().is_ok_and(|found| !found.is_dir());
    match (is_there(&plain), is_there(&hidden)) {
        (false, false) => None,
        (false, true) => Some(hidden),
        (true, false) => Some(plain),
        (true, true) => {
            let message = format!("`{}` has a `dlint.toml` and a `.dlint.toml`", folder.display());
            let mistake = Mistake::nowhere(message).why("only one of them could count");
            loader.mistakes.push(mistake.help("make one file of them"));
            Some(plain)
        }
    }
}
