//! The caches that a step leaves in its layer.

use dlint_linter::{Cx, Step};
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::packages::Manager;
use dlint_model::path::ImagePath;
use dlint_shell::base_name;
use dlint_syntax::Keyword;

use super::later_installs::runs_scripts;
use super::packages::{calls_manager, command};

/// How many later steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// What fills a cache and leaves it there: the manager whose cache it is, and the effect that writes it.
pub(crate) fn left_caches<'a>(step: &Step<'a>, cx: &Cx<'a>) -> Vec<(Manager, &'a Effect)> {
    let Some(model) = step.model.filter(|model| calls_manager(model, cx) && !model.state.is_windows()) else {
        return Vec::new();
    };
    let home = model.state.home();
    let all = &cx.build.effects(model).all;
    let mut left: Vec<(Manager, &Effect)> = Vec::new();
    for effect in all {
        match &effect.action {
            Action::Write { path, origin: Origin::Cache(manager), .. }
                if effect.mount.is_none() && !is_mounted(path, step) && !is_offline(effect, step, cx) =>
            {
                left.push((*manager, effect));
            }
            action if action.removed().is_some() => {
                left.retain(|(manager, before)| !cleans(action, before, *manager, &home));
            }
            // `/cleanup.sh` says what it does.
            Action::Unknown { .. } if calls_clean_up(effect, step, cx) => left.clear(),
            _ => {}
        }
    }
    left
}

/// Whether a later step of a stage may take a cache out again. That is of use where the stage is copied as a whole, and
/// so has no layers in the image.
pub(crate) fn may_go_later(manager: Manager, written: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let Some(model) = step.model else { return true };
    let stages = cx
        .stages
        .iter()
        .skip(model.stage)
        .filter(|stage| cx.build.chain(stage.index).any(|below| below.index == model.stage));
    let later = stages.flat_map(|stage| {
        let first = if stage.index == model.stage { model.index + 1 } else { 0 };
        stage.steps.iter().skip(first)
    });
    let home = model.state.home();
    let goes = |other: &dlint_model::Step<'_>| {
        let mut effects = cx.build.effects(other).all.iter();
        effects.any(|effect| cleans(&effect.action, written, manager, &home))
    };
    let mut later = later.filter(|other| other.instruction.keyword == Keyword::Run);
    runs_scripts(step, cx) || later.by_ref().take(MOST_STEPS).any(goes) || later.next().is_some()
}

/// Whether what is removed is the cache, or another one of the same manager: then whoever wrote it means to clean up.
fn cleans(removal: &Action, written: &Effect, manager: Manager, home: &ImagePath) -> bool {
    let (Some(removed), Some(cache)) = (removal.removed(), written.action.stored()) else { return false };
    // The indexes of these are files in the folder itself.
    let files_are_enough = matches!(manager, Manager::Apk | Manager::Apt);
    if matches!(removal, Action::Delete { tree: false, .. }) && !files_are_enough {
        return false;
    }
    let of_home = |folder: &str| folder.strip_prefix("~/").map(|folder| home.join(folder));
    // `apt-get clean` empties a folder that is empty already; the index is in another one.
    let others = manager.facts().cache_folders.iter().filter(|_| manager != Manager::Apt);
    let others = others.map(|folder| of_home(folder).unwrap_or_else(|| ImagePath::new(folder)));
    let empties = |folder: &ImagePath| {
        removed.empties(folder).is_yes()
            || removed.is_pattern() && removed.parent() == *folder
            // `find /var/lib/apt/lists -not -name lock -delete`
            || removed.is_open() && folder.covers(removed).is_yes()
            || is_same_below_home(removed, folder)
    };
    std::iter::once(cache.clone()).chain(others).any(|folder| empties(&folder))
}

/// Whether a path is the cache in the home folder of a user of whom little is known: `/root/.cache` for
/// `$HOME/.cache/pip`.
fn is_same_below_home(removed: &ImagePath, folder: &ImagePath) -> bool {
    let Some(below) = folder.as_str().find("/.").and_then(|at| folder.as_str().get(at..)) else {
        return false;
    };
    let removed = removed.as_str().trim_end_matches('*').trim_end_matches('/');
    let Some(at) = removed.find("/.") else { return false };
    let removed = removed.get(at..).unwrap_or_default();
    below.strip_prefix(removed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a mount is on the cache of a user of whom little is known.
fn is_mounted(cache: &ImagePath, step: &Step<'_>) -> bool {
    let targets = step.mounts.iter().filter_map(|mount| mount.value("target"));
    cache.has_holes()
        && targets.map(|target| ImagePath::new(target)).any(|target| is_same_below_home(&target, cache))
}

/// Whether a command is told to fetch nothing: `apk add --no-network`.
fn is_offline(effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let command = effect.command.and_then(|id| command(step, id, cx));
    command.is_some_and(|command| command.has_argument("--no-network"))
}

/// Whether a command of which nothing is known calls itself a clean-up.
fn calls_clean_up(effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let Some(command) = effect.command.and_then(|id| command(step, id, cx)) else { return false };
    let says_so = |command: &dlint_shell::Command, words: usize| {
        let words = command.words.iter().take(words).filter_map(|word| word.value());
        words.map(base_name).any(|name| name.contains("clean"))
    };
    // `curl https://example.com/clean.sh | bash`
    let before = command.id.command.checked_sub(1).filter(|_| command.standing.pipeline.reads_pipe());
    let before = before.and_then(|index| command.body().commands.get(index));
    says_so(command.command, 2) || before.is_some_and(|before| says_so(before, usize::MAX))
}
