//! Toolchains: the images and packages that bring one, and the commands that are what one is for.

use dlint_linter::Cx;
use dlint_model::effects::{Action, Effect};
use dlint_model::image::Image;
use dlint_model::packages::{Manager, Operation, PackageAction};
use dlint_model::{BaseImage, Step};

/// A language whose programs run without what has built them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Toolchain {
    /// How the images with the toolchain end, as registries know them.
    images: &'static [&'static str],
    /// What builds programs.
    managers: &'static [Manager],
    /// What an image needs to run them.
    runs_on: &'static str,
    /// The same, where a shell starts them.
    with_shell: &'static str,
}

impl Toolchain {
    /// What an image needs to run what it builds.
    pub(crate) const fn runs_on(&self, is_with_shell: bool) -> &'static str {
        if is_with_shell { self.with_shell } else { self.runs_on }
    }
}

/// An image that has a shell and little else.
const SLIM: &str = "a slim image of the same release, like `debian:…-slim`";

#[rustfmt::skip]
const TOOLCHAINS: &[Toolchain] = &[
    Toolchain { images: &["golang", "go-toolset"], managers: &[Manager::Go], runs_on: "`gcr.io/distroless/static` if it is built with `CGO_ENABLED=0`, or else a slim image of the same release", with_shell: SLIM },
    Toolchain { images: &["rust"], managers: &[Manager::Cargo], runs_on: SLIM, with_shell: SLIM },
    Toolchain { images: &["gcc"], managers: &[], runs_on: SLIM, with_shell: SLIM },
    Toolchain { images: &["maven", "gradle"], managers: &[Manager::Maven, Manager::Gradle], runs_on: "an image with a JRE, like `eclipse-temurin:…-jre`", with_shell: "an image with a JRE, like `eclipse-temurin:…-jre`" },
    Toolchain { images: &["dotnet/sdk", "dotnet/core/sdk", "dotnet/nightly/sdk"], managers: &[Manager::Dotnet], runs_on: "`mcr.microsoft.com/dotnet/aspnet` or `…/runtime` of the same version", with_shell: "`mcr.microsoft.com/dotnet/aspnet` or `…/runtime` of the same version" },
    Toolchain { images: &["swift"], managers: &[Manager::Swift], runs_on: "the `-slim` variant of the same image", with_shell: "the `-slim` variant of the same image" },
    Toolchain { images: &["haskell"], managers: &[Manager::Cabal, Manager::Stack], runs_on: SLIM, with_shell: SLIM },
];

/// What a package brings to build with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    /// A compiler for C and its kin, which many installs call.
    C,
    /// Go's.
    Go,
    /// Gradle.
    Gradle,
    /// Maven.
    Maven,
    /// Rust's.
    Rust,
}

/// The packages that are compilers and what drives them, whatever the system. Sorted.
const PACKAGES: &[(&str, Tool)] = &[
    ("base-devel", Tool::C),
    ("build-base", Tool::C),
    ("build-essential", Tool::C),
    ("cargo", Tool::Rust),
    ("clang", Tool::C),
    ("g++", Tool::C),
    ("gcc", Tool::C),
    ("gcc-c++", Tool::C),
    ("go", Tool::Go),
    ("golang", Tool::Go),
    ("golang-go", Tool::Go),
    ("gradle", Tool::Gradle),
    ("maven", Tool::Maven),
    ("rust", Tool::Rust),
    ("rustc", Tool::Rust),
];

/// What only looks, of what the managers call building.
const CHECKS: &[&str] =
    &["bench", "c", "check", "clippy", "doc", "nextest", "r", "run", "t", "test", "watch"];

/// The managers whose installs may call a compiler for C; some of their packages want one for Rust.
#[rustfmt::skip]
const CALLERS: &[Manager] = &[
    Manager::Bundler, Manager::Cargo, Manager::Gem, Manager::Go, Manager::Npm, Manager::Pdm, Manager::Pip,
    Manager::Pipenv, Manager::Pnpm, Manager::Poetry, Manager::Uv, Manager::Yarn,
];

/// Programs that compile, and that no table of effects has as what builds.
#[rustfmt::skip]
const PROGRAMS: &[&str] = &[
    "c++", "cc", "clang", "clang++", "cpan", "cpanm", "docker-php-ext-install", "g++", "gcc", "luarocks", "pecl",
    "rustc",
];

/// The toolchain that an image is.
pub(crate) fn of_image(base: &BaseImage) -> Option<&'static Toolchain> {
    let image: &Image = &base.image;
    let path = image.path()?;
    let tag = image.tag.known().map_or("", |tag| tag.as_str());
    // Swift's slim images hold the runtime alone.
    if path.ends_with("swift") && tag.contains("slim") {
        return None;
    }
    let ends_path =
        |end: &&str| path.strip_suffix(*end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    TOOLCHAINS.iter().find(|toolchain| toolchain.images.iter().any(ends_path))
}

/// The official images that are built on one with the compilers for C, in all but their small variants. Sorted.
#[rustfmt::skip]
const WITH_COMPILER: &[&str] = &[
    "buildpack-deps", "elixir", "erlang", "gcc", "golang", "haskell", "node", "perl", "php", "pypy", "python", "r-base",
    "ruby", "rust",
];

/// Whether an image brings a compiler for C itself: what installs one more adds next to nothing.
pub(crate) fn brings_compiler(base: &BaseImage) -> bool {
    let name = base.image.familiar_name().unwrap_or_default();
    let is_small = ["alpine", "curl", "scm", "slim"].iter().any(|word| base.text.contains(word));
    WITH_COMPILER.binary_search(&name.as_str()).is_ok() && !is_small
}

/// How the sources end that a tool compiles.
pub(crate) const fn sources(tool: Tool) -> &'static [&'static str] {
    match tool {
        Tool::C => &["c", "cc", "cpp", "cxx"],
        Tool::Go => &["go"],
        Tool::Gradle => &["gradle", "java", "kt"],
        Tool::Maven => &["java"],
        Tool::Rust => &["rs"],
    }
}

/// What a package is to build with, if it is: `gcc`, `gcc-12`, `golang-1.22`.
pub(crate) fn tool(package: &str) -> Option<Tool> {
    let is_version = |end: &str| end.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let bare = match package.rsplit_once('-') {
        Some((bare, end)) if is_version(end) => bare,
        _ => package,
    };
    let at = PACKAGES.binary_search_by(|(name, _)| (*name).cmp(bare)).ok()?;
    PACKAGES.get(at).map(|(_, tool)| *tool)
}

/// Whether an effect is that something is compiled for which a toolchain is there.
pub(crate) fn builds_with(toolchain: &Toolchain, effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    match &effect.action {
        Action::Packages(action) => {
            let installs_program = matches!(action.manager, Manager::Go | Manager::Cargo | Manager::Cabal)
                && action.operation == Operation::Install
                && cx.source.slice(action.verb) == "install";
            toolchain.managers.contains(&action.manager) && (installs_program || is_build(action, cx))
        }
        Action::Build { .. } => !is_manager(effect, step, cx),
        _ => calls_compiler(effect, step, cx),
    }
}

/// Whether an effect is that something is compiled with a tool, or may be.
pub(crate) fn may_need(tool: Tool, effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    match &effect.action {
        Action::Packages(action) => {
            let is_install = action.operation == Operation::Install;
            let manager = action.manager;
            let by = match tool {
                Tool::C => CALLERS.contains(&manager),
                Tool::Go => manager == Manager::Go,
                Tool::Gradle => manager == Manager::Gradle,
                Tool::Maven => manager == Manager::Maven,
                Tool::Rust => {
                    matches!(manager, Manager::Cargo | Manager::Pip | Manager::Poetry | Manager::Uv)
                }
            };
            by && (is_install || is_build(action, cx))
        }
        Action::Build { .. } => tool == Tool::C && !is_manager(effect, step, cx),
        _ => tool == Tool::C && calls_compiler(effect, step, cx),
    }
}

fn is_build(action: &PackageAction, cx: &Cx<'_>) -> bool {
    action.operation == Operation::Build && !CHECKS.contains(&cx.source.slice(action.verb))
}

/// Whether a package manager does it, of which there is an effect that says more.
fn is_manager(effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let effects = cx.build.effects(step);
    effect
        .command
        .is_some_and(|id| effects.of_command(id).any(|other| matches!(other.action, Action::Packages(_))))
}

fn calls_compiler(effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let name = effect.command.and_then(|id| {
        let script = cx.build.scripts(step).get(id.script)?;
        script.script.body().commands.get(id.command)?.base_name()
    });
    name.is_some_and(|name| PROGRAMS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compilers_are_known_with_their_versions() {
        assert!(PACKAGES.is_sorted_by_key(|(name, _)| *name) && WITH_COMPILER.is_sorted());
        for (package, is) in [
            ("gcc", Some(Tool::C)),
            ("gcc-12", Some(Tool::C)),
            ("gcc-c++", Some(Tool::C)),
            ("golang-1.22", Some(Tool::Go)),
            ("rustc", Some(Tool::Rust)),
            ("libgcc-s1", None),
            ("gcc-12-base", None),
        ] {
            assert_eq!(tool(package), is, "{package}");
        }
    }
}
