//! Which folder is the build context of a Dockerfile: the one that somebody named.
//!
//! Where nobody did, it is the nearest folder, from the Dockerfile's own upward to the root of the repository, that holds everything the
//! Dockerfile copies by a plain name. Outside of a repository only the Dockerfile's own folder is looked at.

use std::path::{Path, PathBuf};

use dlint_model::context::{BuildContext, Certainty, FindContext, NoContext};

use crate::{DiskContext, Listings};

/// How many folders up are looked at. Nobody's repository is deeper.
const MOST_FOLDERS: usize = 64;

/// Looks for the context around a Dockerfile.
#[derive(Debug, Clone)]
pub struct Nearby {
    dockerfile: PathBuf,
    listings: Listings,
}

impl Nearby {
    /// For the Dockerfile at this path.
    pub fn new(dockerfile: impl Into<PathBuf>) -> Self {
        Self { dockerfile: dockerfile.into(), listings: Listings::default() }
    }

    /// The same, which shares what it lists with others.
    pub fn with_listings(self, listings: Listings) -> Self {
        Self { listings, ..self }
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
            Some(folder) => {
                let context = DiskContext::new(folder, &dockerfile, Certainty::Inferred);
                Box::new(context.with_listings(self.listings.clone()))
            }
            None => Box::new(NoContext),
        }
    }
}

/// The context that somebody named.
#[derive(Debug, Clone)]
pub struct Given {
    root: PathBuf,
    dockerfile: PathBuf,
    listings: Listings,
}

impl Given {
    /// The folder `root`, for the Dockerfile at this path.
    pub fn new(root: impl Into<PathBuf>, dockerfile: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), dockerfile: dockerfile.into(), listings: Listings::default() }
    }

    /// The same, which shares what it lists with others.
    pub fn with_listings(self, listings: Listings) -> Self {
        Self { listings, ..self }
    }
}

impl FindContext for Given {
    fn find(&self, _sources: &[String]) -> Box<dyn BuildContext> {
        let context = DiskContext::new(&self.root, &self.dockerfile, Certainty::Configured);
        Box::new(context.with_listings(self.listings.clone()))
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
