//! Which folder is the build context of a Dockerfile: the one that somebody named.
//!
//! Where nobody did, it is the nearest folder, from the Dockerfile's own upward to the root of the repository, that holds everything the
//! Dockerfile copies by a plain name. Outside of a repository only the Dockerfile's own folder is looked at.

use std::path::{Path, PathBuf};

use dlint_model::context::{BuildContext, Certainty, FindContext, NoContext};

use crate::DiskContext;

/// How many folders up are looked at. Nobody's repository is deeper.
const MOST_FOLDERS: usize = 64;

/// Looks for the context around a Dockerfile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearby {
    dockerfile: PathBuf,
}

impl Nearby {
    /// For the Dockerfile at this path.
    pub fn new(dockerfile: impl Into<PathBuf>) -> Self {
        Self { dockerfile: dockerfile.into() }
    }
}

impl FindContext for Nearby {
    fn find(&self, sources: &[String]) -> Box<dyn BuildContext> {
        let Ok(dockerfile) = std::path::absolute(&self.dockerfile) else { return Box::new(NoContext) };
        let Some(own) = dockerfile.parent() else { return Box::new(NoContext) };
        let holds_all = |folder: &&Path| {
            let context = DiskContext::new(*folder, &dockerfile, Certainty::Inferred);
            sources.iter().all(|source| context.entry(source).is_some())
        };
        match candidates(own).into_iter().find(holds_all) {
            Some(folder) => Box::new(DiskContext::new(folder, &dockerfile, Certainty::Inferred)),
            None => Box::new(NoContext),
        }
    }
}

/// The context that somebody named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    root: PathBuf,
    dockerfile: PathBuf,
}

impl Given {
    /// The folder `root`, for the Dockerfile at this path.
    pub fn new(root: impl Into<PathBuf>, dockerfile: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), dockerfile: dockerfile.into() }
    }
}

impl FindContext for Given {
    fn find(&self, _sources: &[String]) -> Box<dyn BuildContext> {
        Box::new(DiskContext::new(&self.root, &self.dockerfile, Certainty::Configured))
    }
}

/// The folders that may be the context, the nearest first.
fn candidates(own: &Path) -> Vec<&Path> {
    let mut folders = Vec::new();
    for folder in own.ancestors().take(MOST_FOLDERS) {
        folders.push(folder);
        // In a worktree and in a submodule, `.git` is a file.
        if folder.join(".git").exists() {
            return folders;
        }
    }
    folders.truncate(1);
    folders
}
