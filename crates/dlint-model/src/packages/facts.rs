//! What is true of a package manager, whatever it is told: the data that rules are made of.

/// What is true of a package manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its name, as people write it: `apt`.
    pub name: &'static str,
    /// The page that the other facts are taken from.
    pub source: &'static str,
    /// The programs that are it, by the name they are called.
    pub programs: &'static [&'static str],
    /// How it comes by its index.
    pub index: Index,
    /// The folders that its cache is in, `~` being the home folder. Of several, which one it is depends on the version
    /// or the distribution, and a command that empties any of them means to clean up.
    pub cache_folders: &'static [&'static str],
    /// Where `BuildKit` cache mounts belong, `~` being the home folder.
    pub cache_mounts: &'static [CacheMount],
    /// The options that an install needs so that a mount on those folders is of use.
    pub mount_options: &'static [&'static str],
    /// The variables that it needs for that, with their values.
    pub mount_variables: &'static [(&'static str, &'static str)],
    /// The folder that the packages it has fetched are kept in, unless the image is set up to delete them: the official
    /// images of Debian and Ubuntu are, so that this is no cache that a command leaves.
    pub archives: Option<&'static str>,
    /// The command that, at the end of the same `RUN`, deletes what an install leaves behind.
    pub clean_up: Option<&'static str>,
    /// The options that keep it from leaving a cache, the best one first.
    pub no_cache_options: &'static [&'static str],
    /// The variables that do.
    pub no_cache_variables: &'static [Setting],
    /// The files that say what to install, of which a project has one or all.
    pub manifests: &'static [&'static str],
    /// The files that pin what is installed.
    pub lock_files: &'static [&'static str],
    /// Other files and folders of a project that an install looks for: where packages come from, which version of a
    /// compiler it is for.
    pub settings: &'static [&'static str],
    /// The folder of a project that it installs into.
    pub installs_into: Option<&'static str>,
    /// The options that leave out what only developers need, the best one first; with a value, if it takes that one.
    pub no_dev_options: &'static [&'static str],
    /// The variables that do.
    pub no_dev_variables: &'static [Setting],
}

/// How a package manager comes by the index of what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    /// It asks for each package.
    None,
    /// A command fetches it into this folder, and an install finds nothing, or what is long gone, without.
    Fetched(&'static str),
    /// An install fetches it where it is missing or old.
    Automatic,
}

/// A folder that a cache mount belongs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheMount {
    /// The folder, `~` being the home folder.
    pub target: &'static str,
    /// Whether two builds must not use it at once: `sharing=locked`.
    pub locked: bool,
}

/// A variable that tells a package manager something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// The value it has to have.
    pub is: SettingIs,
}

/// What the value of a variable has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingIs {
    /// Anything but empty.
    Set,
    /// A word for "yes": `1`, `true`, `yes`, `on`.
    True,
    /// Exactly this.
    Exactly(&'static str),
}

impl Facts {
    /// A manager that leaves nothing behind and has no projects: what others are a change of.
    pub(super) const fn new(
        name: &'static str,
        source: &'static str,
        programs: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            source,
            programs,
            index: Index::None,
            cache_folders: &[],
            cache_mounts: &[],
            mount_options: &[],
            mount_variables: &[],
            archives: None,
            clean_up: None,
            no_cache_options: &[],
            no_cache_variables: &[],
            manifests: &[],
            lock_files: &[],
            settings: &[],
            installs_into: None,
            no_dev_options: &[],
            no_dev_variables: &[],
        }
    }
}

impl CacheMount {
    /// One that any number of builds may use at once.
    pub(super) const fn shared(target: &'static str) -> Self {
        Self { target, locked: false }
    }

    /// One that a build must have for itself.
    pub(super) const fn locked(target: &'static str) -> Self {
        Self { target, locked: true }
    }
}

impl Setting {
    pub(super) const fn set(name: &'static str) -> Self {
        Self { name, is: SettingIs::Set }
    }

    pub(super) const fn yes(name: &'static str) -> Self {
        Self { name, is: SettingIs::True }
    }

    pub(super) const fn exactly(name: &'static str, value: &'static str) -> Self {
        Self { name, is: SettingIs::Exactly(value) }
    }

    /// Whether this value is the one.
    pub fn holds(&self, value: &str) -> bool {
        match self.is {
            SettingIs::Set => !value.is_empty(),
            SettingIs::True => {
                ["1", "true", "yes", "on", "y", "t"].iter().any(|yes| value.eq_ignore_ascii_case(yes))
            }
            SettingIs::Exactly(wanted) => value == wanted,
        }
    }
}
