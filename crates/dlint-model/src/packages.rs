//! Package managers: what a command of theirs does, and what each leaves behind.

mod manager;
mod read;
#[cfg(test)]
mod tests;

use dlint_text::Span;

use crate::path::ImagePath;

pub use manager::{CacheMount, Facts, Manager};
pub(crate) use read::run;

/// Something a package manager does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageAction {
    /// The package manager.
    pub manager: Manager,
    /// The program as it is called: `pip3`, `apt`.
    pub program: String,
    /// The place of the word that says what to do: `install`.
    pub verb: Span,
    /// What it does.
    pub operation: Operation,
    /// The packages it names.
    pub packages: Vec<Package>,
    /// Whether it does it to what a project's own files name: `npm ci`, `pip install -r requirements.txt`.
    pub is_project: bool,
    /// The files that say what to install, as far as the command names them or the manager always reads them.
    pub manifests: Vec<ImagePath>,
    /// The caches and indexes that it leaves behind; those that an option or a variable keeps it from are not here.
    pub caches: Vec<ImagePath>,
    /// Why it leaves no cache, where it would otherwise.
    pub no_cache: Option<NoCache>,
}

/// What a package manager is told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Fetches the index of what there is: `apt-get update`.
    Update,
    /// Installs packages.
    Install,
    /// Brings everything that is installed up to date.
    Upgrade,
    /// Removes packages.
    Remove,
    /// Deletes its cache or its index.
    Clean,
    /// Fetches packages without installing them.
    Download,
    /// Builds or runs the project, which installs what is missing: `cargo build`, `mvn package`.
    Build,
    /// Changes where packages come from, or a setting.
    Configure,
    /// Only looks.
    Query,
    /// Something else.
    Other,
}

/// A package that a command names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name, without the version; variables that nobody knows stand in it as `${NAME}`.
    pub name: String,
    /// The version that is asked for.
    pub version: Option<String>,
    /// The whole word.
    pub span: Span,
    /// What it is.
    pub kind: PackageKind,
}

/// What stands in the place of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackageKind {
    /// A name, to be looked up in the index.
    Name,
    /// A file or a folder.
    File(ImagePath),
    /// An address, or a repository.
    Address,
    /// A group that `apk --virtual` makes, or `yum groupinstall` installs.
    Group,
    /// Something that only the build knows.
    Unknown,
}

/// Why a command leaves no cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoCache {
    /// An option: `--no-cache-dir`.
    Option(Span),
    /// A variable: `PIP_NO_CACHE_DIR`.
    Variable(String),
}
