//! What a step does to the image: the files it writes, deletes and reads, what it installs and downloads.
//!
//! A command is known by a table ([`commands`](self)): one that is not in it is an [`Action::Unknown`], and whoever
//! wants to look through it has to give up. What is in the table is what the command does when it succeeds.

mod braces;
mod call;
mod certainty;
mod commands;
mod feeds;
mod folders;
mod options;
mod run;
mod show;
mod transfer;
mod walk;

use dlint_text::Span;

use crate::packages::{Manager, PackageAction};
use crate::path::ImagePath;

pub(crate) use call::{Call, Out, Value};
pub use commands::Knowledge;
pub(crate) use options::{Argument, Parsed, Usage, parse};
pub(crate) use run::effects;

/// What a step does, in the order in which it does it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effects {
    /// Each effect.
    pub all: Vec<Effect>,
}

/// One thing that a step does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What it does.
    pub action: Action,
    /// The place in the file: the word that names the path or the package, or else the command.
    pub span: Span,
    /// The command that does it; `None` where the instruction itself does.
    pub command: Option<CommandId>,
    /// Whether it happens whenever the step succeeds: it stands in no branch, no loop that may not run, not behind `||`,
    /// and nothing in the script shows that it may fail.
    pub is_certain: bool,
    /// The mount that its path lies under, as an index into the instruction's: it leaves nothing in the layer then.
    pub mount: Option<usize>,
}

/// A command of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandId {
    /// The script, as an index into the step's.
    pub script: usize,
    /// The command, as an index into the script's.
    pub command: usize,
}

/// Something that is done to an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Writes a path: creates it, or changes what is in it.
    Write {
        /// Where.
        path: ImagePath,
        /// What is there afterwards.
        shape: Shape,
        /// Where its bytes come from.
        origin: Origin,
    },
    /// Deletes a path, with everything below it if `tree` says so.
    Delete {
        /// What.
        path: ImagePath,
        /// Whether a folder goes with all that is in it.
        tree: bool,
    },
    /// Moves a path: the layer has the whole file again, under its new name.
    Move {
        /// From where.
        from: ImagePath,
        /// To where.
        to: ImagePath,
    },
    /// Changes the mode: the layer has the whole file again.
    Mode {
        /// Of what.
        path: ImagePath,
        /// To what, as written: `755`, `+x`.
        mode: Option<String>,
        /// Whether everything below it is changed, too.
        recursive: bool,
    },
    /// Changes the owner, the group or another attribute: the layer has the whole file again.
    Owner {
        /// Of what.
        path: ImagePath,
        /// To whom, as written: `app:app`.
        owner: Option<String>,
        /// Whether everything below it is changed, too.
        recursive: bool,
    },
    /// Reads a path.
    Read {
        /// Which one.
        path: ImagePath,
        /// Of which file system.
        from: ReadFrom,
    },
    /// Fetches something from the network.
    Download {
        /// The address, where it is known; variables that nobody knows stand in it as `${NAME}`.
        url: Option<String>,
        /// The file it ends up in; `None` where it goes into a pipe or nobody knows.
        to: Option<ImagePath>,
    },
    /// Unpacks an archive; what comes out is a [`Write`](Self::Write) of its own.
    Extract {
        /// The archive; `None` where it comes out of a pipe.
        archive: Option<ImagePath>,
        /// The folder it is unpacked in.
        into: ImagePath,
    },
    /// Something a package manager does.
    Packages(Box<PackageAction>),
    /// Builds something: a compiler or a build tool writes what it likes below the folder it runs in, and nobody knows
    /// where else.
    Build {
        /// The folder.
        folder: ImagePath,
    },
    /// Adds a user or a group of this name.
    AddUser {
        /// The name, where it is known.
        name: Option<String>,
        /// The number, where it is given.
        uid: Option<u32>,
        /// Whether it is a group.
        group: bool,
    },
    /// Runs something of which nothing is known.
    Unknown {
        /// Its name, where at least that is known.
        name: Option<String>,
    },
}

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// A file, or a link. Where a command is told of a path that may as well be a folder (`cp a b`), and turns out to be
    /// one, the file is in it.
    File,
    /// A folder, without anything in it.
    Folder,
    /// A folder with something in it; where it is a copy, perhaps a file.
    Tree,
    /// A file, or a folder with something in it: the name does not say.
    Any,
}

/// Where the bytes of a file come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A package manager's cache or index, which nothing at run time needs.
    Cache(Manager),
    /// What a package manager installs.
    Package(Manager),
    /// The build context, through `COPY` or `ADD`.
    Context,
    /// Another path of an image: of the same one, of a stage, of a mount.
    Copy,
    /// Nothing: `mkdir`, `touch`, `ln`.
    Create,
    /// The network.
    Download,
    /// What was there before, changed in place.
    Edit,
    /// An archive.
    Extract,
    /// What a command prints.
    Output,
    /// A repository's clone.
    Clone,
}

/// Which file system something is read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadFrom {
    /// The step's own.
    Here,
    /// The build context.
    Context,
    /// That of a stage.
    Stage(usize),
    /// That of an image, or of a named context, from elsewhere.
    Elsewhere(String),
}

impl Effects {
    /// The effects of this kind.
    pub fn packages(&self) -> impl Iterator<Item = (&Effect, &PackageAction)> {
        self.all.iter().filter_map(|effect| match &effect.action {
            Action::Packages(action) => Some((effect, &**action)),
            _ => None,
        })
    }

    /// What a command does.
    pub fn of_command(&self, command: CommandId) -> impl Iterator<Item = &Effect> {
        self.all.iter().filter(move |effect| effect.command == Some(command))
    }

    /// Whether the step runs anything of which nothing is known.
    pub fn has_unknown(&self) -> bool {
        self.all.iter().any(|effect| matches!(effect.action, Action::Unknown { .. } | Action::Build { .. }))
    }
}

impl Action {
    /// The path that has new bytes in the layer: written, moved to, or changed in mode or owner.
    pub const fn stored(&self) -> Option<&ImagePath> {
        match self {
            Self::Write { path, .. }
            | Self::Move { to: path, .. }
            | Self::Mode { path, .. }
            | Self::Owner { path, .. } => Some(path),
            _ => None,
        }
    }

    /// The path that is gone afterwards.
    pub const fn removed(&self) -> Option<&ImagePath> {
        match self {
            Self::Delete { path, .. } | Self::Move { from: path, .. } => Some(path),
            _ => None,
        }
    }
}
