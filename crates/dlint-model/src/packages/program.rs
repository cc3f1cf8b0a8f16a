//! How the commands of a program are read: a row of the table.
//!
//! To add a package manager, add a [`Manager`] with its [`Facts`](super::Facts), a row for each of its programs, and,
//! where it begins a new family, a line in [`FAMILIES`].

use std::collections::HashMap;
use std::sync::LazyLock;

use super::names::{self, Notation};
use super::reading::Reading;
use super::{
    Manager, Operation, alpine, arch, bun, conda, debian, dotnet, elixir, go, haskell, jvm, npm, php, pip,
    pnpm, python_projects, redhat, ruby, rust, suse, swift, uv, yarn,
};
use crate::effects::{Shape, Usage};

/// Every family of programs.
pub(super) const FAMILIES: &[&[Program]] = &[
    debian::PROGRAMS,
    alpine::PROGRAMS,
    redhat::PROGRAMS,
    suse::PROGRAMS,
    arch::PROGRAMS,
    pip::PROGRAMS,
    uv::PROGRAMS,
    python_projects::PROGRAMS,
    conda::PROGRAMS,
    npm::PROGRAMS,
    yarn::PROGRAMS,
    pnpm::PROGRAMS,
    bun::PROGRAMS,
    ruby::PROGRAMS,
    php::PROGRAMS,
    go::PROGRAMS,
    rust::PROGRAMS,
    jvm::PROGRAMS,
    dotnet::PROGRAMS,
    elixir::PROGRAMS,
    swift::PROGRAMS,
    haskell::PROGRAMS,
];

/// Programs whose name may have a version behind it: `pip3.11`, `gem3.0`.
const VERSIONED: &[&str] = &["bundle", "gem", "php", "pip", "pypy", "python"];

/// A program, and how its words are read.
#[derive(Debug)]
pub(super) struct Program {
    /// Its names.
    pub(super) names: &'static [&'static str],
    /// The package manager it is.
    pub(super) manager: Manager,
    /// The options that take a value.
    pub(super) usage: Usage,
    /// Whether what stands behind `--` is for another program: `gem install pg -- --with-pg-config=…`.
    pub(super) ends_at_dashes: bool,
    /// The verbs it knows.
    pub(super) verbs: &'static [Verb],
    /// What it does without a verb.
    pub(super) alone: Verb,
    /// What it does with a verb that is not among them.
    pub(super) other: Verb,
    /// Finds the verb of a program that does not have it as its first words.
    pub(super) choose: Option<Choose>,
    /// The options that make something else of an install.
    pub(super) turns: &'static [(&'static [&'static str], Operation)],
    /// How a package is written.
    pub(super) notation: Notation,
    /// The options whose value is a package.
    pub(super) package_options: &'static [&'static str],
    /// The options that make an install fetch a new index first.
    pub(super) refresh_options: &'static [&'static str],
    /// The projects it works on.
    pub(super) project: Project,
    /// The options whose value is where the result goes, and what that is.
    pub(super) outputs: &'static [(&'static [&'static str], Shape)],
    /// The options that name the root of the system it works on, where that is not `/`.
    pub(super) root_options: &'static [&'static str],
    /// The caches it leaves.
    pub(super) caches: &'static [Cache],
    /// What the row cannot say.
    pub(super) special: fn(&mut Reading<'_>),
}

/// Finds the verb, and the number of operands that belong to it.
pub(super) type Choose = fn(&Reading<'_>) -> (Verb, usize);

/// A verb of a program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verb {
    /// The ways to write it, of one word or more: `install`, `cache clean`.
    pub(super) words: &'static [&'static str],
    /// What it does.
    pub(super) operation: Operation,
    /// To what.
    pub(super) takes: Takes,
}

/// What a verb does something to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// What its words are is of no concern; a clean-up is one of everything.
    Nothing,
    /// A part of it, so that nothing is sure to be gone: `apt-get autoclean`.
    Part,
    /// Packages; a clean-up that names none is one of everything.
    Packages,
    /// Groups of packages.
    Groups,
    /// Packages or, where none is named, what the project names.
    PackagesOrProject,
    /// Packages, which become the project's: `poetry add flask`.
    Additions,
    /// Packages that have nothing to do with a project: `yarn global add serve`.
    Tools,
    /// What the project names, whatever the words are.
    Project,
    /// Commands of the project or of a package, which may do anything.
    Anything,
}

/// What makes a project, and where it is.
#[derive(Debug)]
pub(super) struct Project {
    /// The options that name its folder.
    pub(super) folder: &'static [&'static str],
    /// The options that name its manifests.
    pub(super) manifest: &'static [&'static str],
    /// The files in its folder that are read where no option names one.
    pub(super) files: &'static [&'static str],
    /// The options that mean the system, not the project: `npm install --global`.
    pub(super) global: &'static [&'static str],
    /// The folder in it that packages are put in.
    pub(super) tree: Option<&'static str>,
}

/// A folder that a package manager leaves behind.
#[derive(Debug)]
pub(super) struct Cache {
    /// Where it is if nothing says otherwise, `~` being the home folder.
    pub(super) path: &'static str,
    /// The options that name it.
    pub(super) options: &'static [&'static str],
    /// The variables that name it, or the folder above that it has this path in; the strongest first.
    pub(super) variables: &'static [(&'static str, &'static str)],
    /// What fills it.
    pub(super) filled_by: &'static [Operation],
}

impl Program {
    /// A program that knows no verb: what others are a change of.
    pub(super) const fn new(names: &'static [&'static str], manager: Manager) -> Self {
        Self {
            names,
            manager,
            usage: Usage::new("", &[]),
            ends_at_dashes: false,
            verbs: &[],
            alone: verb(&[], Operation::Query, Takes::Nothing),
            other: verb(&[], Operation::Other, Takes::Nothing),
            choose: None,
            turns: &[(&["--help"], Operation::Query)],
            notation: names::plain,
            package_options: &[],
            refresh_options: &[],
            project: Project::of(&[]),
            outputs: &[],
            root_options: &[],
            caches: &[],
            special: |_| {},
        }
    }
}

impl Project {
    /// A project in the folder that the command runs in, with these files.
    pub(super) const fn of(files: &'static [&'static str]) -> Self {
        Self { folder: &[], manifest: &[], files, global: &[], tree: None }
    }
}

impl Cache {
    /// A cache that whatever fetches packages fills.
    pub(super) const fn at(path: &'static str) -> Self {
        use Operation::{Build, Download, Install, Upgrade};
        Self { path, options: &[], variables: &[], filled_by: &[Install, Upgrade, Download, Build] }
    }
}

/// A row of verbs that do the same.
pub(super) const fn verb(words: &'static [&'static str], operation: Operation, takes: Takes) -> Verb {
    Verb { words, operation, takes }
}

/// The programs by name.
static BY_NAME: LazyLock<HashMap<&'static str, &'static Program>> = LazyLock::new(|| {
    let programs = FAMILIES.iter().copied().flatten();
    programs.flat_map(|program| program.names.iter().map(move |name| (*name, program))).collect()
});

/// The program of this name.
pub(super) fn find(name: &str) -> Option<&'static Program> {
    BY_NAME.get(name).copied().or_else(|| BY_NAME.get(without_version(name)?).copied())
}

/// `pip` for `pip3.11`, for those programs that have a version in their name.
pub(super) fn without_version(name: &str) -> Option<&str> {
    let short = name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let short = short.strip_suffix('-').unwrap_or(short);
    (short.len() < name.len() && VERSIONED.contains(&short)).then_some(short)
}
