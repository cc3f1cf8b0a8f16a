//! What is in a folder at one time, and what differs between two times.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::Path;

/// Everything in a folder, by its whole path.
pub(crate) type Snapshot = BTreeMap<String, Entry>;

/// What is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) mode: u32,
    pub(crate) owner: (u32, u32),
    /// Which file it is, and when it was last written.
    age: (u64, i64, i64),
}

/// What kind of thing is at a path, with what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    File(Vec<u8>),
    Folder,
    Link(String),
    Other,
}

/// How two times differ at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// There was nothing.
    New,
    /// There is nothing.
    Gone,
    /// It has been written.
    Written,
    /// It has another mode.
    Mode,
    /// It belongs to another one.
    Owner,
}

impl Entry {
    pub(crate) fn is_folder(&self) -> bool {
        self.kind == Kind::Folder
    }
}

/// Looks at a folder.
pub(crate) fn of(folder: &Path) -> Snapshot {
    let mut snapshot = Snapshot::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for found in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = found.path();
            let facts = fs::symlink_metadata(&path).expect("what was found");
            let kind = if facts.is_symlink() {
                Kind::Link(fs::read_link(&path).expect("a link").to_string_lossy().into_owned())
            } else if facts.is_dir() {
                open.push(path.clone());
                Kind::Folder
            } else if facts.file_type().is_fifo() || !facts.is_file() {
                Kind::Other
            } else {
                Kind::File(fs::read(&path).unwrap_or_default())
            };
            // A folder is written whenever something in it is, and that is seen there.
            let age = if kind == Kind::Folder {
                (0, 0, 0)
            } else {
                (facts.ino(), facts.mtime(), facts.mtime_nsec())
            };
            let mode = facts.permissions().mode() & 0o7777;
            let entry = Entry { kind, mode, owner: (facts.uid(), facts.gid()), age };
            snapshot.insert(path.to_string_lossy().into_owned(), entry);
        }
    }
    snapshot
}

/// What happened at a path.
pub(crate) fn change(before: &Snapshot, after: &Snapshot, path: &str) -> Option<Change> {
    match (before.get(path), after.get(path)) {
        (None, Some(_)) => Some(Change::New),
        (Some(_), None) => Some(Change::Gone),
        (Some(old), Some(new)) if old.kind != new.kind || old.age != new.age => Some(Change::Written),
        (Some(old), Some(new)) if old.mode != new.mode => Some(Change::Mode),
        (Some(old), Some(new)) if old.owner != new.owner => Some(Change::Owner),
        _ => None,
    }
}

/// All that happened, in the order of the paths.
pub(crate) fn changes<'s>(before: &'s Snapshot, after: &'s Snapshot) -> BTreeMap<&'s str, Change> {
    let paths = before.keys().chain(after.keys());
    paths.filter_map(|path| Some((path.as_str(), change(before, after, path)?))).collect()
}
