//! Effects in words: for tests, and for people who want to see what the rules see.

use std::fmt;

use super::{Action, Effect, Origin, ReadFrom, Shape};
use crate::packages::{NoCache, Operation, PackageAction, PackageKind};

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_certain {
            f.write_str("perhaps ")?;
        }
        self.action.fmt(f)?;
        match self.mount {
            Some(mount) => write!(f, ", in mount {mount}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tree = |tree: bool| if tree { "tree " } else { "" };
        match self {
            Self::Write { path, shape, origin } => {
                let shape = match shape {
                    Shape::File => "",
                    Shape::Folder => "folder ",
                    Shape::Tree => "tree ",
                    Shape::Any => "file or tree ",
                };
                write!(f, "writes {shape}{path} ({origin})")
            }
            Self::Delete { path, tree: all } => write!(f, "deletes {}{path}", tree(*all)),
            Self::Move { from, to } => write!(f, "moves {from} to {to}"),
            Self::Mode { path, mode, recursive } => {
                write!(f, "changes the mode of {}{path}{}", tree(*recursive), to(mode.as_deref()))
            }
            Self::Owner { path, owner, recursive } => {
                write!(f, "changes the owner of {}{path}{}", tree(*recursive), to(owner.as_deref()))
            }
            Self::Read { path, from } => write!(f, "reads {from}{path}"),
            Self::Download { url, to: file } => {
                write!(f, "downloads {}", url.as_deref().unwrap_or("something"))?;
                file.as_ref().map_or(Ok(()), |path| write!(f, " to {path}"))
            }
            Self::Extract { archive: Some(archive), into } => write!(f, "extracts {archive} into {into}"),
            Self::Extract { archive: None, into } => write!(f, "extracts into {into}"),
            Self::Packages(action) => action.fmt(f),
            Self::Build { folder } => write!(f, "builds in {folder}"),
            Self::AddUser { name, uid, group } => {
                let what = if *group { "group" } else { "user" };
                write!(f, "adds {what} {}", name.as_deref().unwrap_or("of unknown name"))?;
                uid.map_or(Ok(()), |uid| write!(f, " with number {uid}"))
            }
            Self::Unknown { name } => write!(f, "runs {}, unknown", name.as_deref().unwrap_or("something")),
        }
    }
}

fn to(what: Option<&str>) -> String {
    what.map_or_else(String::new, |what| format!(" to {what}"))
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cache(manager) => write!(f, "cache of {manager}"),
            Self::Package(manager) => write!(f, "installed by {manager}"),
            Self::Context => f.write_str("from the context"),
            Self::Copy => f.write_str("copied"),
            Self::Create => f.write_str("created"),
            Self::Download => f.write_str("downloaded"),
            Self::Edit => f.write_str("edited"),
            Self::Extract => f.write_str("extracted"),
            Self::Output => f.write_str("output"),
            Self::Clone => f.write_str("cloned"),
        }
    }
}

impl fmt::Display for ReadFrom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Here => Ok(()),
            Self::Context => f.write_str("context:"),
            Self::Stage(stage) => write!(f, "stage {stage}:"),
            Self::Elsewhere(name) => write!(f, "{name}:"),
        }
    }
}

impl fmt::Display for PackageAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.operation {
            Operation::Update => "updates the index of",
            Operation::Install => "installs with",
            Operation::Upgrade => "upgrades with",
            Operation::Remove => "removes with",
            Operation::Clean => "cleans up after",
            Operation::Download => "downloads with",
            Operation::Build => "builds with",
            Operation::Configure => "configures",
            Operation::Query => "asks",
            Operation::Other => "runs",
        };
        write!(f, "{verb} {}", self.manager)?;
        if self.is_project {
            f.write_str(" for the project")?;
        }
        for (index, package) in self.packages.iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { ", " })?;
            f.write_str(&package.name)?;
            if let Some(version) = &package.version {
                write!(f, "@{version}")?;
            }
            if let Some(source) = &package.source {
                write!(f, " of {source}")?;
            }
            f.write_str(match package.kind {
                PackageKind::Name => "",
                PackageKind::File(_) => " (a file)",
                PackageKind::Address => " (an address)",
                PackageKind::Group => " (a group)",
                PackageKind::Unknown => " (unknown)",
            })?;
        }
        if self.and_more {
            f.write_str(", and more")?;
        }
        for (index, manifest) in self.manifests.iter().enumerate() {
            write!(f, "{}{manifest}", if index == 0 { ", reading " } else { " " })?;
        }
        if self.refreshes {
            f.write_str(", with a new index")?;
        }
        if self.without_dev {
            f.write_str(", without what only developers need")?;
        }
        match &self.no_cache {
            Some(NoCache::Option(_)) => f.write_str(", told to keep no cache"),
            Some(NoCache::Variable(name)) => write!(f, ", keeping no cache because of {name}"),
            None => Ok(()),
        }
    }
}
