//! The package managers by name.

use std::fmt;

use super::{
    Facts, alpine, arch, bun, conda, debian, dotnet, elixir, go, haskell, jvm, npm, php, pip, pnpm,
    python_projects, redhat, ruby, rust, suse, swift, uv, yarn,
};

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
    Dpkg,
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
    Rpm,
    Stack,
    Swift,
    Uv,
    Yarn,
    Yum,
    Zypper,
}

impl Manager {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Apk,
        Self::Apt,
        Self::Bun,
        Self::Bundler,
        Self::Cabal,
        Self::Cargo,
        Self::Composer,
        Self::Conda,
        Self::Deno,
        Self::Dnf,
        Self::Dotnet,
        Self::Dpkg,
        Self::Gem,
        Self::Go,
        Self::Gradle,
        Self::Maven,
        Self::Mix,
        Self::Npm,
        Self::Nuget,
        Self::Pacman,
        Self::Pdm,
        Self::Pip,
        Self::Pipenv,
        Self::Pipx,
        Self::Pnpm,
        Self::Poetry,
        Self::Rpm,
        Self::Stack,
        Self::Swift,
        Self::Uv,
        Self::Yarn,
        Self::Yum,
        Self::Zypper,
    ];

    /// Whether it is that of an operating system, and installs programs for all of it.
    pub const fn is_of_system(self) -> bool {
        matches!(self, Self::Apk | Self::Apt | Self::Dnf | Self::Pacman | Self::Yum | Self::Zypper)
    }

    /// What is true of it, whatever it is told.
    pub const fn facts(self) -> &'static Facts {
        match self {
            Self::Apk => &alpine::APK,
            Self::Apt => &debian::APT,
            Self::Bun => &bun::BUN,
            Self::Bundler => &ruby::BUNDLER,
            Self::Cabal => &haskell::CABAL,
            Self::Cargo => &rust::CARGO,
            Self::Composer => &php::COMPOSER,
            Self::Conda => &conda::CONDA,
            Self::Deno => &bun::DENO,
            Self::Dnf => &redhat::DNF,
            Self::Dotnet => &dotnet::DOTNET,
            Self::Dpkg => &debian::DPKG,
            Self::Gem => &ruby::GEM,
            Self::Go => &go::GO,
            Self::Gradle => &jvm::GRADLE,
            Self::Maven => &jvm::MAVEN,
            Self::Mix => &elixir::MIX,
            Self::Npm => &npm::NPM,
            Self::Nuget => &dotnet::NUGET,
            Self::Pacman => &arch::PACMAN,
            Self::Pdm => &python_projects::PDM,
            Self::Pip => &pip::PIP,
            Self::Pipenv => &python_projects::PIPENV,
            Self::Pipx => &pip::PIPX,
            Self::Pnpm => &pnpm::PNPM,
            Self::Poetry => &python_projects::POETRY,
            Self::Rpm => &redhat::RPM,
            Self::Stack => &haskell::STACK,
            Self::Swift => &swift::SWIFT,
            Self::Uv => &uv::UV,
            Self::Yarn => &yarn::YARN,
            Self::Yum => &redhat::YUM,
            Self::Zypper => &suse::ZYPPER,
        }
    }
}

impl fmt::Display for Manager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.facts().name)
    }
}
