//! A build context on a disk.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use dlint_model::context::{BuildContext, Certainty, Entry, LONGEST_READ};
use dlint_text::SourceFile;

/// The names in the folders that are contexts, read once in a run: many Dockerfiles may share one.
#[derive(Debug, Clone, Default)]
pub struct Listings(Arc<Mutex<HashMap<PathBuf, Arc<[String]>>>>);

impl Listings {
    /// The names in a folder, sorted; as they were when they were first asked for.
    fn of(&self, folder: &Path) -> Option<Arc<[String]>> {
        let known = |listings: &HashMap<PathBuf, Arc<[String]>>| listings.get(folder).cloned();
        if let Some(names) = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Some(names);
        }
        let names: Arc<[String]> = names_in(folder)?.into();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), Arc::clone(&names));
        Some(names)
    }
}

/// The names in a folder, sorted. One that is not UTF-8 cannot be written in a Dockerfile either.
fn names_in(folder: &Path) -> Option<Vec<String>> {
    let names = fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    Some(names)
}

/// A folder of the disk as a build context.
///
/// It is never left: a link is not followed, wherever it leads, and a path with `..` in it is not there.
#[derive(Debug, Clone)]
pub struct DiskContext {
    root: PathBuf,
    dockerfile: PathBuf,
    certainty: Certainty,
    listings: Listings,
}

impl DiskContext {
    /// The folder `root`, for a Dockerfile that may lie anywhere.
    pub fn new(root: impl Into<PathBuf>, dockerfile: impl Into<PathBuf>, certainty: Certainty) -> Self {
        let listings = Listings::default();
        Self { root: root.into(), dockerfile: dockerfile.into(), certainty, listings }
    }

    /// The same, which shares what it lists with others.
    pub fn with_listings(self, listings: Listings) -> Self {
        Self { listings, ..self }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The place of a path on the disk, and what is there; nothing where a link is on the way.
    fn place(&self, path: &str) -> Option<(PathBuf, fs::Metadata)> {
        let mut place = self.root.clone();
        let mut found = fs::metadata(&place).ok()?;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let leaves = matches!(part, "." | "..") || part.contains('\\') && cfg!(windows);
            if leaves || !found.is_dir() {
                return None;
            }
            place.push(part);
            found = fs::symlink_metadata(&place).ok()?;
        }
        Some((place, found))
    }

    fn read_at(place: &Path, found: &fs::Metadata) -> Option<Vec<u8>> {
        if !found.is_file() {
            return None;
        }
        let mut content = Vec::new();
        File::open(place).ok()?.take(LONGEST_READ as u64).read_to_end(&mut content).ok()?;
        Some(content)
    }
}

/// A path as somebody would write it who stands where the command was called.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| path.to_owned()).display().to_string()
}

impl BuildContext for DiskContext {
    fn certainty(&self) -> Certainty {
        self.certainty
    }

    fn name(&self) -> Option<String> {
        Some(self.root.display().to_string())
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        let (_, found) = self.place(path)?;
        Some(if found.is_dir() {
            Entry::Folder
        } else if found.is_file() {
            Entry::File { size: found.len() }
        } else {
            Entry::Other
        })
    }

    fn list(&self, folder: &str) -> Option<Vec<String>> {
        if folder.is_empty() {
            return Some(self.listings.of(&self.root)?.to_vec());
        }
        let (place, found) = self.place(folder)?;
        if found.is_dir() { names_in(&place) } else { None }
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        let (place, found) = self.place(path)?;
        Self::read_at(&place, &found)
    }

    fn ignore_path(&self) -> String {
        shown(&self.root.join(".dockerignore"))
    }

    fn ignore_file(&self) -> Option<(String, SourceFile)> {
        let mut own = self.dockerfile.clone().into_os_string();
        own.push(".dockerignore");
        let own = PathBuf::from(own);
        [own, self.root.join(".dockerignore")].into_iter().find_map(|path| {
            let content = Self::read_at(&path, &fs::metadata(&path).ok()?)?;
            let name = shown(&path);
            Some((name.clone(), SourceFile::decode(name, content).ok()?))
        })
    }
}
