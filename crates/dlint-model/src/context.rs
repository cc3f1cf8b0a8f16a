//! The build context: the files that `COPY` and `ADD` can see.
//!
//! Nothing here reads a disk: whoever has a disk implements [`BuildContext`]. A rule asks only when it has to, and what
//! was asked is recorded, so that an editor knows which files a finding rests on.

mod ignoring;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use dlint_text::SourceFile;

pub use self::ignoring::Ignoring;
use crate::dockerignore::Dockerignore;

/// No more than this of a file is read.
pub const LONGEST_READ: usize = 1 << 20;

/// What is at a path of the context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A file of this many bytes.
    File {
        /// Its size in bytes.
        size: u64,
    },
    /// A folder.
    Folder,
    /// A link, or something else that is not followed.
    Other,
}

/// Where a context comes from: how far to trust that it is the one the build will have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// There is none.
    Unknown,
    /// It is the nearest folder that has what the Dockerfile copies.
    Inferred,
    /// Somebody said so.
    Configured,
}

/// A folder whose files a build can see.
///
/// Paths are relative to it, with `/` between their parts and without `.` and `..`: the root is `""`. An answer of
/// `None` means that nothing is there, or that it cannot be read.
pub trait BuildContext: Debug {
    /// How far to trust it.
    fn certainty(&self) -> Certainty;

    /// What to call it: the folder it is.
    fn name(&self) -> Option<String> {
        None
    }

    /// What is at a path.
    fn entry(&self, path: &str) -> Option<Entry>;

    /// The names in a folder, sorted.
    fn list(&self, folder: &str) -> Option<Vec<String>>;

    /// The first [`LONGEST_READ`] bytes of a file.
    fn read(&self, path: &str) -> Option<Vec<u8>>;

    /// The `.dockerignore` that is in force, with its path: `<Dockerfile>.dockerignore` beside the Dockerfile, or the
    /// one at the root.
    fn ignore_file(&self) -> Option<(String, SourceFile)>;

    /// Where a `.dockerignore` would be, if there were one.
    fn ignore_path(&self) -> String {
        ".dockerignore".to_owned()
    }
}

/// Finds the context of a build, when somebody asks for it.
pub trait FindContext: Debug {
    /// The context of a Dockerfile that copies these paths by their plain names; see [`Build::plain_sources`].
    ///
    /// [`Build::plain_sources`]: crate::Build::plain_sources
    fn find(&self, sources: &[String]) -> Box<dyn BuildContext>;
}

impl FindContext for NoContext {
    fn find(&self, _sources: &[String]) -> Box<dyn BuildContext> {
        Box::new(Self)
    }
}

/// No context: nothing is known of the files around the Dockerfile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoContext;

impl BuildContext for NoContext {
    fn certainty(&self) -> Certainty {
        Certainty::Unknown
    }

    fn entry(&self, _path: &str) -> Option<Entry> {
        None
    }

    fn list(&self, _folder: &str) -> Option<Vec<String>> {
        None
    }

    fn read(&self, _path: &str) -> Option<Vec<u8>> {
        None
    }

    fn ignore_file(&self) -> Option<(String, SourceFile)> {
        None
    }
}

/// A context that is in memory: for tests, and for what an editor has not saved.
///
/// ```
/// use dlint_model::context::{BuildContext, Entry, MemoryContext};
///
/// let context = MemoryContext::new([("src/main.go", "package main\n"), (".dockerignore", "*.log\n")]);
/// assert_eq!(context.entry("src"), Some(Entry::Folder));
/// assert_eq!(context.list("").unwrap(), [".dockerignore", "src"]);
/// assert_eq!(context.asked(), ["", "src"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct MemoryContext {
    files: BTreeMap<String, Vec<u8>>,
    asked: RefCell<BTreeSet<String>>,
}

impl MemoryContext {
    /// A context of these files; the folders that they are in are there, too.
    pub fn new<P: Into<String>, C: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, C)>) -> Self {
        let files = files.into_iter().map(|(path, content)| (path.into(), content.into())).collect();
        Self { files, asked: RefCell::default() }
    }

    /// The paths that were asked for, sorted.
    pub fn asked(&self) -> Vec<String> {
        self.asked.borrow().iter().cloned().collect()
    }

    fn ask(&self, path: &str) {
        self.asked.borrow_mut().insert(path.to_owned());
    }

    /// What is below a folder: the paths of the files, without the folder.
    fn below<'c>(&'c self, folder: &'c str) -> impl Iterator<Item = &'c str> {
        self.files.keys().filter_map(move |path| match folder {
            "" => Some(path.as_str()),
            _ => path.strip_prefix(folder)?.strip_prefix('/'),
        })
    }
}

impl BuildContext for MemoryContext {
    fn certainty(&self) -> Certainty {
        Certainty::Configured
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        self.ask(path);
        if let Some(content) = self.files.get(path) {
            return Some(Entry::File { size: content.len() as u64 });
        }
        self.below(path).next().map(|_| Entry::Folder)
    }

    fn list(&self, folder: &str) -> Option<Vec<String>> {
        self.ask(folder);
        let names = self.below(folder).filter_map(|path| path.split('/').next());
        let names: BTreeSet<&str> = names.collect();
        (!names.is_empty()).then(|| names.into_iter().map(str::to_owned).collect())
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.ask(path);
        let content = self.files.get(path)?;
        Some(content.get(..LONGEST_READ).unwrap_or(content).to_vec())
    }

    fn ignore_file(&self) -> Option<(String, SourceFile)> {
        let path = ".dockerignore";
        let source = SourceFile::decode(path, self.read(path)?).ok()?;
        Some((path.to_owned(), source))
    }
}

/// What a build sees of a context: what its `.dockerignore` leaves of it.
#[derive(Debug)]
pub struct Visible<'c> {
    context: &'c dyn BuildContext,
    ignore: Dockerignore,
}

impl<'c> Visible<'c> {
    /// The part of a context that a build sees.
    pub fn new(context: &'c dyn BuildContext) -> Self {
        let ignore =
            context.ignore_file().map(|(_, source)| Dockerignore::parse(&source)).unwrap_or_default();
        Self { context, ignore }
    }

    /// The patterns that leave files out.
    pub const fn ignore(&self) -> &Dockerignore {
        &self.ignore
    }

    /// What a build finds at a path; `None` for what is not there and for what is ignored.
    pub fn entry(&self, path: &str) -> Option<Entry> {
        let entry = self.context.entry(path)?;
        let is_out = !path.is_empty() && self.ignore.ignored(path).is_some();
        // A folder that is ignored is there all the same if something in it is brought back.
        let is_brought_back = || entry == Entry::Folder && self.ignore.has_negation();
        (!is_out || is_brought_back()).then_some(entry)
    }
}
