//! The package managers, and what each of them does whatever it is told.

/// A package manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the manager of its name")]
pub enum Manager {
    Apk,
    Apt,
    Bun,
    Bundler,
    Cabal,
    Cargo,
    Composer,
    Conda,
    Deno,
    Dnf,
    Dotnet,
    Gem,
    Go,
    Gradle,
    Maven,
    Mix,
    Npm,
    Nuget,
    Pacman,
    Pdm,
    Pip,
    Pipenv,
    Pipx,
    Pnpm,
    Poetry,
    Stack,
    Swift,
    Uv,
    Yarn,
    Yum,
    Zypper,
}

/// What is true of a package manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its name, as people write it: `apt`.
    pub name: &'static str,
    /// The programs that are it.
    pub programs: &'static [&'static str],
    /// Where `BuildKit` cache mounts belong, for root.
    pub cache_mounts: &'static [CacheMount],
    /// The files that say what to install.
    pub manifests: &'static [&'static str],
    /// The files that pin what is installed.
    pub lock_files: &'static [&'static str],
}

/// A folder that a cache mount belongs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheMount {
    /// The folder.
    pub target: &'static str,
    /// Whether two builds must not use it at once: `sharing=locked`.
    pub locked: bool,
}

impl std::fmt::Display for Manager {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}
