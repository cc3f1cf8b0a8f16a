//! The folder that each command runs in.

use dlint_shell::{Command, Nest, NestKind, Standing};

use super::Walk;
use crate::effects::call::Loops;
use crate::effects::commands;
use crate::path::ImagePath;

impl Walk<'_, '_> {
    /// The folder of a command, which may be that of `env -C`.
    pub(super) fn folder_of(&self, command: &Command, loops: &Loops) -> ImagePath {
        let mut folder = self.folder();
        let mut outer = command.wrapped_by;
        while let Some(wrapper) = outer.and_then(|outer| self.body.commands.get(outer)) {
            if wrapper.base_name() == Some("env") {
                let here = self.folder();
                let other = commands::other_folder(&self.call(wrapper, "env", &here, loops));
                folder = other.unwrap_or(folder);
            }
            outer = wrapper.wrapped_by;
        }
        folder
    }

    pub(super) fn folder(&self) -> ImagePath {
        self.folders.last().map_or_else(ImagePath::unknown, |(_, folder)| folder.clone())
    }

    /// Changes the folder; to one that nobody knows, if it is `None`.
    pub(super) fn set_folder(&mut self, folder: Option<ImagePath>) {
        let folder = folder.unwrap_or_else(|| self.unknown_folder());
        self.known.add(&folder);
        if let Some((_, current)) = self.folders.last_mut() {
            *current = folder;
        }
    }

    /// A folder that nobody knows, and that is no other one of the kind.
    pub(super) fn unknown_folder(&mut self) -> ImagePath {
        self.unknown_folders += 1;
        ImagePath::named(&format!("PWD {}.{}", self.step.index, self.unknown_folders))
    }

    /// Goes into the construct, and out of those that are behind: a shell of its own forgets its folder, and a branch
    /// that went elsewhere leaves it unknown.
    pub(super) fn enter(&mut self, nest: Option<usize>) {
        let mut open = Vec::new();
        let mut next = nest;
        while let Some(index) = next
            && let Some(construct) = self.body.nests.get(index)
        {
            if hold(construct) != Hold::Nothing {
                open.push(index);
            }
            next = construct.standing.nest;
        }
        open.reverse();
        let same =
            self.folders.iter().skip(1).zip(&open).take_while(|((nest, _), index)| *nest == Some(**index));
        let same = same.count();
        while self.folders.len() > same + 1 {
            let Some((nest, folder)) = self.folders.pop() else { break };
            let construct = nest.and_then(|nest| self.body.nests.get(nest));
            if construct.is_some_and(|construct| hold(construct) == Hold::Branch) && folder != self.folder() {
                self.set_folder(None);
            }
        }
        for index in open.into_iter().skip(same) {
            let is_function = self.body.nests.get(index).is_some_and(|nest| nest.kind == NestKind::Function);
            // Nobody knows where a function is called.
            let folder = if is_function { self.unknown_folder() } else { self.folder() };
            self.folders.push((Some(index), folder));
        }
    }
}

/// What a construct does to the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// What is changed in it is changed behind it.
    Nothing,
    /// It may or may not run.
    Branch,
    /// It is a shell of its own.
    Shell,
}

/// Whether what stands here runs in a shell of its own, for it is in a pipe or in the background.
pub(super) const fn is_apart(standing: &Standing) -> bool {
    standing.background || standing.pipeline.length > 1
}

const fn hold(nest: &Nest) -> Hold {
    match nest.kind {
        _ if is_apart(&nest.standing) => Hold::Shell,
        NestKind::Subshell
        | NestKind::Substitution
        | NestKind::ProcessSubstitution
        | NestKind::ShellText
        | NestKind::Function => Hold::Shell,
        NestKind::IfBody | NestKind::LoopBody | NestKind::ForBody | NestKind::CaseBranch => Hold::Branch,
        NestKind::Group | NestKind::IfCondition | NestKind::LoopCondition => Hold::Nothing,
    }
}
