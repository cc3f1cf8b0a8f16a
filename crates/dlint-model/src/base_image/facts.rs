//! What is known of one image.

use super::eol::{Date, EndOfLife};
use super::kinds::{Confidence, Family, Kind, PackageManager, Shells};

/// Something that an image's configuration can set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Setting<T> {
    /// Nothing is known; never say anything about it.
    #[default]
    Unknown,
    /// It is known not to be set: for the user, that means root.
    NotSet,
    /// It is known to be this.
    Set(T),
}

impl<T> Setting<T> {
    /// The value, if one is known to be set.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Unknown | Self::NotSet => None,
        }
    }
}

/// The environment variables of an image. `PATH` is always set, whether it is listed or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// Set in every tag that the facts cover. Sorted.
    pub names: Vec<&'static str>,
    /// Set in some of them: not undefined, but not sure either. Sorted, without [`names`](Self::names).
    pub maybe: Vec<&'static str>,
    /// Values that are the same in every tag. Versions, addresses and checksums are left out on purpose.
    /// Sorted by name.
    pub values: Vec<(&'static str, &'static str)>,
}

impl Environment {
    /// Whether a variable is sure to be set.
    pub fn sets(&self, name: &str) -> bool {
        name == "PATH" || self.names.binary_search(&name).is_ok() || self.value(name).is_some()
    }

    /// Whether a variable may be set: then it is not undefined.
    pub fn may_set(&self, name: &str) -> bool {
        self.sets(name) || self.maybe.binary_search(&name).is_ok()
    }

    /// The value of a variable, where it is known.
    pub fn value(&self, name: &str) -> Option<&'static str> {
        let at = self.values.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        self.values.get(at).map(|(_, value)| *value)
    }
}

/// A user that an image has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct User {
    /// The name.
    pub name: &'static str,
    /// The number, where it is known and there is such a thing.
    pub uid: Option<u32>,
}

/// That an image is not to be used any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// Since when.
    pub since: Date,
    /// What to use instead: names of images; one that begins with `-` is to be put behind the image's own name.
    pub replacement: Vec<&'static str>,
    /// How it ended.
    pub note: &'static str,
}

/// What is known of the images of one name and tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The canonical name, or the glob that the name matches.
    pub image: &'static str,
    /// Who makes it.
    pub kind: Kind,
    /// How far to trust all this.
    pub confidence: Confidence,
    /// The environment.
    pub environment: Environment,
    /// What the image puts in front of the default `PATH`.
    pub path_prepend: Vec<&'static str>,
    /// What the image puts behind the default `PATH`.
    pub path_append: Vec<&'static str>,
    /// `USER`; not set means root.
    pub user: Setting<&'static str>,
    /// Users the image has, sorted. One that is not listed may be there all the same.
    pub users: Vec<User>,
    /// `WORKDIR`.
    pub workdir: Setting<&'static str>,
    /// `SHELL`.
    pub shell: Setting<Vec<&'static str>>,
    /// `ENTRYPOINT`.
    pub entrypoint: Setting<Vec<&'static str>>,
    /// `CMD`.
    pub cmd: Setting<Vec<&'static str>>,
    /// `EXPOSE`, as `80/tcp`.
    pub exposed_ports: Option<Vec<&'static str>>,
    /// `VOLUME`.
    pub volumes: Option<Vec<&'static str>>,
    /// Whether it has `ONBUILD` triggers.
    pub onbuild: Option<bool>,
    /// The family of its operating system.
    pub family: Option<Family>,
    /// The operating system's package manager; `PackageManager::None` where there is none.
    pub package_manager: Option<PackageManager>,
    /// The shells there are.
    pub shells: Option<Shells>,
    /// Programs and packages that are there, sorted; see [`has`](Self::has).
    pub present: Vec<&'static str>,
    /// Programs and packages that are not there, sorted.
    pub absent: Vec<&'static str>,
    /// Whether apt's archives are deleted after each install (`/etc/apt/apt.conf.d/docker-clean`).
    pub apt_docker_clean: Option<bool>,
    /// The end of the release that the tag is named after.
    pub end_of_life: Option<EndOfLife>,
    /// That it is not to be used any more.
    pub deprecated: Option<Deprecated>,
    /// How its slim variants are called, as a glob for tags.
    pub slim_variant: Option<&'static str>,
    /// How its Alpine variants are called, as a glob for tags.
    pub alpine_variant: Option<&'static str>,
    /// A remark for people.
    pub note: Option<&'static str>,
}

impl Facts {
    /// Whether a program or package is there, or `None` where that is not known, or where the sources disagree.
    ///
    /// An applet of busybox (`wget(busybox)` in [`present`](Self::present)) is not the program of its name.
    pub fn has(&self, name: &str) -> Option<bool> {
        let present = self.present.binary_search(&name).is_ok();
        let absent = self.absent.binary_search(&name).is_ok();
        (present != absent).then_some(present)
    }
}
