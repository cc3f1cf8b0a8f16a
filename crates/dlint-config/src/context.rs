//! A build context on a disk.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use dlint_model::context::{BuildContext, Certainty, Entry, LONGEST_READ};
use dlint_text::SourceFile;

/// A folder of the disk as a build context.
///
/// It is never left: a link is not followed, wherever it leads, and a path with `..` in it is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiskContext {
    root: PathBuf,
    dockerfile: PathBuf,
    certainty: Certainty,
}

impl DiskContext {
    /// The folder `root`, for a Dockerfile that may lie anywhere.
    pub fn new(root: impl Into<PathBuf>, dockerfile: impl Into<PathBuf>, certainty: Certainty) -> Self {
        Self { root: root.into(), dockerfile: dockerfile.into(), certainty }
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
        let (place, found) = self.place(folder)?;
        if !found.is_dir() {
            return None;
        }
        // A name that is not UTF-8 cannot be written in a Dockerfile either.
        let names = fs::read_dir(place).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        Some(names)
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        let (place, found) = self.place(path)?;
        Self::read_at(&place, &found)
    }

    fn ignore_file(&self) -> Option<(String, SourceFile)> {
        let mut own = self.dockerfile.clone().into_os_string();
        own.push(".dockerignore");
        let own = PathBuf::from(own);
        [own, self.root.join(".dockerignore")].into_iter().find_map(|path| {
            let content = Self::read_at(&path, &fs::metadata(&path).ok()?)?;
            let name = path.display().to_string();
            Some((name.clone(), SourceFile::decode(name, content).ok()?))
        })
    }
}
