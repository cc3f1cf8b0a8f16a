//! Folders that an earlier step fills though no path of theirs is written there: the folder that is in an archive, the
//! one that `make install` installs into, and the one of a package.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::archives::packed;
use dlint_model::effects::{Action, Effect};
use dlint_model::packages::Operation;
use dlint_model::path::ImagePath;
use dlint_shell::Command;
use dlint_syntax::Keyword;

use super::layers_below::Kept;

/// How many earlier steps are looked through: the last ones.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// Where packages have the folders that weigh.
const FOLDERS: &[&str] = &["/opt", "/usr/lib", "/usr/local", "/usr/share"];

/// The options that say where to install.
const PREFIXES: &[&str] =
    &["--prefix", "-DCMAKE_INSTALL_PREFIX", "-DCMAKE_INSTALL_PREFIX:PATH", "PREFIX", "prefix", "DESTDIR"];

/// What fills a folder in the layers below a step, as far as names show it.
pub(crate) fn unseen<'s>(path: &'s ImagePath, step: &'s Step<'s>, cx: &Cx<'s>) -> Vec<Kept<'s>> {
    let mut found = Vec::new();
    let Some(name) = path.file_name().filter(|_| !path.is_pattern() && !path.is_open()) else { return found };
    let chain = cx.build.chain(step.stage).flat_map(|stage| stage.steps.iter().rev());
    let is_below =
        |other: &&Step<'_>| other.stage != step.stage || other.index < step.index || step.onbuild.is_some();
    let is_run = |other: &&Step<'_>| other.instruction.keyword == Keyword::Run && !other.state.is_windows();
    let below = chain.filter(is_below).take(MOST_STEPS).filter(is_run);
    let mut below: Vec<&'s Step<'s>> = below.collect();
    below.reverse();
    for other in below {
        for effect in &cx.build.effects(other).all {
            if effect.action.removed().is_some_and(|removed| removed.covers(path).is_yes()) {
                found.clear();
            }
            let is_filled = match &effect.action {
                _ if !effect.is_certain || effect.mount.is_some() => false,
                Action::Extract { archive: Some(archive), into } => {
                    into.join(name) == *path
                        && is_in_archive(name, archive)
                        && !is_stripped(effect, other, cx)
                }
                Action::Build { .. } => is_prefix(path, effect, other, cx),
                Action::Packages(action) => {
                    action.operation == Operation::Install
                        && action.manager.is_of_system()
                        && FOLDERS.contains(&path.parent().as_str())
                        && action.packages.iter().any(|package| is_named(&package.name, name))
                }
                _ => false,
            };
            if is_filled {
                found.push(Kept { step: other, effect, path });
            }
        }
    }
    found
}

/// Whether it is only the name of a package that says so.
pub(crate) const fn is_of_package(kept: &Kept<'_>) -> bool {
    matches!(kept.effect.action, Action::Packages(_))
}

/// Whether the folder of this name is the one that an archive of a version has in it: `tool-1.2` of `tool-1.2-bin.tar.gz`.
fn is_in_archive(name: &str, archive: &ImagePath) -> bool {
    let Some(file) = archive.file_name() else { return false };
    let tar = packed(file).filter(|packed| packed.is_tar).map(|packed| packed.stem);
    let Some(stem) = tar.or_else(|| file.strip_suffix(".zip")) else { return false };
    let has_version = name.contains("${") || name.bytes().any(|byte| byte.is_ascii_digit());
    let goes_on = |rest: &str| rest.is_empty() || rest.starts_with(['-', '_', '.']);
    has_version && stem.strip_prefix(name).is_some_and(goes_on)
}

/// Whether what is unpacked leaves the folders of the archive out, or gives them other names.
fn is_stripped(effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let says_so = |text: &str| text.starts_with("--strip") || text.starts_with("--transform");
    command(effect, step, cx)
        .is_none_or(|command| command.arguments().iter().any(|word| says_so(&word.beginning)))
}

/// Whether a build tool installs into this folder, or below it.
fn is_prefix(path: &ImagePath, effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let installs = |text: &str| matches!(text, "altinstall" | "install" | "--install");
    let is_install = command(effect, step, cx)
        .is_some_and(|command| command.arguments().iter().any(|word| installs(&word.beginning)));
    if !is_install {
        return false;
    }
    let commands = cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
    let mut words = commands.flat_map(|command| {
        let words = command.words.iter().filter_map(|word| word.value());
        words.clone().zip(words.skip(1).map(Some).chain([None]))
    });
    words.any(|(word, next)| {
        let prefix = match word.split_once('=') {
            Some((option, prefix)) => PREFIXES.contains(&option).then_some(prefix),
            None => next.filter(|_| word == "--prefix"),
        };
        let prefix = prefix.filter(|prefix| prefix.starts_with('/'));
        prefix.is_some_and(|prefix| path.covers(&ImagePath::new(prefix)).is_yes())
    })
}

/// Whether a package, or a version of it, has this name: `shop-1.2` for `shop`.
fn is_named(package: &str, name: &str) -> bool {
    let is_version = |rest: &str| {
        let rest = rest.strip_prefix('-');
        rest.is_some_and(|rest| rest.starts_with("${") || rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    package.strip_prefix(name).is_some_and(|rest| rest.is_empty() || is_version(rest))
}

fn command<'s>(effect: &Effect, step: &'s Step<'_>, cx: &'s Cx<'_>) -> Option<&'s Command> {
    let id = effect.command?;
    cx.build.scripts(step).get(id.script)?.script.body().commands.get(id.command)
}
