//! The folders that are sure to be there when a command runs: `cp a b` puts `a` into `b` where `b` is a folder, and in
//! the place of `b` where it is not.

use std::collections::BTreeSet;

use super::{Action, Effect, Origin, Shape};
use crate::path::ImagePath;

/// The most folders that are kept in mind.
const MOST_FOLDERS: usize = 4096;

/// Folders that are there.
#[derive(Debug, Default)]
pub(crate) struct Folders {
    known: BTreeSet<String>,
}

impl Folders {
    /// Whether a path is sure to be a folder.
    pub(crate) fn has(&self, path: &ImagePath) -> bool {
        !path.is_open()
            && !path.is_pattern()
            && (is_in_every_image(path) || self.known.contains(path.as_str()))
    }

    /// Keeps in mind that this folder is there, and those that it is in.
    pub(super) fn add(&mut self, path: &ImagePath) {
        let mut path = path.clone();
        while !path.is_open()
            && !path.is_pattern()
            && self.known.len() < MOST_FOLDERS
            && self.known.insert(path.as_str().to_owned())
        {
            path = path.parent();
        }
    }

    /// Keeps in mind what a command has done.
    pub(super) fn see(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Some(removed) = effect.action.removed() {
                self.remove(removed);
            }
            match &effect.action {
                // A tree that was copied may be a file.
                Action::Write { path, shape: Shape::Tree, origin: Origin::Copy }
                | Action::Write { path, shape: Shape::File, .. }
                | Action::Move { to: path, .. } => self.add(&path.parent()),
                Action::Write { path, .. } => self.add(path),
                _ => {}
            }
        }
    }

    fn remove(&mut self, path: &ImagePath) {
        let text = path.as_str();
        let end =
            if path.is_pattern() { text.find(['*', '?', '[']).unwrap_or(text.len()) } else { text.len() };
        let text = text.get(..end).unwrap_or(text);
        let is_below = |folder: &String| {
            folder
                .strip_prefix(text)
                .is_some_and(|rest| end < path.as_str().len() || rest.is_empty() || rest.starts_with('/'))
        };
        let begins = self.known.range(text.to_owned()..).take_while(|folder| folder.starts_with(text));
        let gone: Vec<String> = begins.filter(|folder| is_below(folder)).cloned().collect();
        for folder in gone {
            self.known.remove(&folder);
        }
    }
}

/// Whether every Linux image has this folder.
fn is_in_every_image(path: &ImagePath) -> bool {
    const FOLDERS: [&str; 22] = [
        "/",
        "/bin",
        "/etc",
        "/home",
        "/lib",
        "/media",
        "/mnt",
        "/opt",
        "/root",
        "/sbin",
        "/srv",
        "/tmp",
        "/usr",
        "/usr/bin",
        "/usr/lib",
        "/usr/local",
        "/usr/local/bin",
        "/usr/local/lib",
        "/usr/local/share",
        "/usr/sbin",
        "/usr/share",
        "/var",
    ];
    FOLDERS.contains(&path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_forgotten_with_the_one_that_it_is_in() {
        let mut folders = Folders::default();
        folders.add(&ImagePath::new("/a/b/c"));
        folders.add(&ImagePath::new("/a/bc"));
        assert!(folders.has(&ImagePath::new("/a/b")));
        folders.remove(&ImagePath::new("/a/b"));
        assert!(!folders.has(&ImagePath::new("/a/b/c")));
        assert!(folders.has(&ImagePath::new("/a/bc")));
        folders.remove(&ImagePath::with_pattern("/a/*"));
        assert!(!folders.has(&ImagePath::new("/a/bc")));
        assert!(folders.has(&ImagePath::new("/a")));
    }
}
