//! Package managers: what a command of theirs does, and what each leaves behind.
//!
//! What is true of a manager whatever it is told is data ([`Manager::facts`]); how its commands are read is data, too:
//! a row of a table for each program, in a file for each family. A little code knows what a row cannot say. Nothing
//! here reads a project's files: what `npm ci` installs is known only as "what `package-lock.json` names".

mod facts;
mod manager;
mod names;
mod program;
mod read;
mod reading;
mod recommends;
#[cfg(test)]
mod tests;

// The families, in the order in which the tables list them.
mod alpine;
mod arch;
mod bun;
mod conda;
mod debian;
mod dotnet;
mod elixir;
mod go;
mod haskell;
mod jvm;
mod npm;
mod php;
mod pip;
mod pnpm;
mod python_projects;
mod redhat;
mod ruby;
mod rust;
mod suse;
mod swift;
mod uv;
mod yarn;

use dlint_text::Span;

use crate::path::ImagePath;

pub use facts::{CacheMount, Facts, Index, Setting, SettingIs};
pub use manager::Manager;
pub(crate) use read::run;
pub use recommends::{
    Brought, Recommended, UsedLater, brought_by, needs, recommends, recommends_are_meant, used_later,
    worth_keeping,
};

/// Something a package manager does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that a command is told or not")]
pub struct PackageAction {
    /// The package manager.
    pub manager: Manager,
    /// The program as it is called: `pip3`, `apt`.
    pub program: String,
    /// The place of the word that says what to do: `install`; of the program's name, where there is no such word.
    pub verb: Span,
    /// What it does.
    pub operation: Operation,
    /// The packages it names.
    pub packages: Vec<Package>,
    /// Whether it is handed more packages than are seen here: by `xargs`.
    pub and_more: bool,
    /// Whether it does it to what a project's own files name: `npm ci`, `pip install -r requirements.txt`.
    pub is_project: bool,
    /// The folder of the project: where the command runs, unless it names another.
    pub folder: ImagePath,
    /// The files that say what to install: those that the command names, or else those that the manager always looks
    /// for. A lock file is among them, though the manager may do without.
    pub manifests: Vec<ImagePath>,
    /// Whether it is told to leave out what only developers need: `npm ci --omit=dev`.
    pub without_dev: bool,
    /// Whether an install is told to fetch a new index first, whatever there is: `pacman -Sy curl`, `apk add -U curl`.
    pub refreshes: bool,
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
    /// Brings what is installed up to date.
    Upgrade,
    /// Removes packages.
    Remove,
    /// Deletes its cache or its index.
    Clean,
    /// Fetches packages without installing them.
    Download,
    /// Builds the project, which installs what is missing: `cargo build`, `mvn package`.
    Build,
    /// Changes where packages come from, or a setting.
    Configure,
    /// Only looks.
    Query,
    /// Something else; mostly it runs what nobody knows: `npm run build`.
    Other,
}

/// A package that a command names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name, without the version; variables that nobody knows stand in it as `${NAME}`, and `…` where nobody knows
    /// how it goes on.
    pub name: String,
    /// The version that is asked for, without the sign that says "exactly this": `2.0` of `flask==2.0`, but `>=2,<3` of
    /// `flask>=2,<3`.
    pub version: Option<String>,
    /// Where it is to be taken from, if the word says so: `bookworm-backports` of `curl/bookworm-backports`,
    /// `conda-forge` of `conda-forge::numpy`.
    pub source: Option<String>,
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
