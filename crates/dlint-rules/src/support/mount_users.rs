//! The steps that a mount is for: those that use what is copied, up to the one that deletes it.

use dlint_diagnostics::NoFix;
use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect};
use dlint_model::path::ImagePath;
use dlint_syntax::Keyword;

use super::instead_of_copy::{Use, use_by};
use super::join::plain_body;
use super::layers_below::Kept;
use super::system_folders::is_system_folder;

/// In more steps than this, a mount is more to read than the copy was.
const MOST_USERS: usize = 6;

/// What is mounted, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MountTarget {
    /// The place.
    pub(crate) path: ImagePath,
    /// Whether it may be a folder with something in it.
    pub(crate) is_tree: bool,
}

/// The steps that use what is copied.
#[derive(Debug)]
pub(crate) struct Users<'s> {
    /// Each, in order; at least one.
    pub(crate) all: Vec<&'s Step<'s>>,
    /// Whether one of them changes it, or builds in it: then all have to be one step, and nobody keeps the changes.
    pub(crate) write: bool,
    /// Whether the step that deletes it does nothing else.
    pub(crate) last_only_deletes: bool,
}

impl<'s> Users<'s> {
    /// Those of what is mounted at these targets instead of being copied, up to a step that deletes it.
    ///
    /// # Errors
    ///
    /// Why one of them does what cannot be done to a mount.
    pub(crate) fn of(
        kept: &[Kept<'s>],
        targets: &[MountTarget],
        step: &Step<'_>,
        cx: &Cx<'s>,
    ) -> Result<Self, NoFix> {
        let first = kept.iter().map(|one| one.step.index + 1).min().unwrap_or(step.index);
        let steps = cx.stages.get(step.stage).and_then(|stage| stage.steps.get(first..=step.index));
        let last_only_deletes = only_deletes(step, targets, cx);
        // What a script leaves beside itself goes with the folder today.
        let effects = &cx.build.effects(step).all;
        let goes = |target: &&MountTarget| {
            effects
                .iter()
                .filter_map(|effect| effect.action.removed())
                .any(|path| is_own_folder(path, target))
        };
        let folder = |target: &MountTarget| MountTarget { path: target.path.parent(), is_tree: true };
        let folders: Vec<MountTarget> = targets.iter().filter(goes).map(folder).collect();
        let mut users = Self { all: Vec::new(), write: false, last_only_deletes };
        for one in steps.unwrap_or_default() {
            if kept.iter().any(|kept| kept.step.index == one.index) {
                continue;
            }
            let is_last = one.index == step.index;
            if one.instruction.keyword != Keyword::Run {
                brings_nothing(one, targets, cx)?;
            } else if !(is_last && last_only_deletes) && targets.iter().any(|target| uses(one, target, cx)) {
                let comes_beside = |folder: &MountTarget| {
                    works_in(one, folder, cx)
                        || cx.build.effects(one).all.iter().any(|effect| makes(effect, folder))
                };
                if folders.iter().any(comes_beside) {
                    return Err(NoFix::new("the step works in the folder that is deleted"));
                }
                users.add(one, targets, is_last, cx)?;
            }
        }
        if users.all.is_empty() { Err(NoFix::new("no step needs the files")) } else { Ok(users) }
    }

    fn add(
        &mut self,
        step: &'s Step<'s>,
        targets: &[MountTarget],
        is_last: bool,
        cx: &Cx<'_>,
    ) -> Result<(), NoFix> {
        if step.onbuild.is_some() || step.inherited_from.is_some() || self.all.len() >= MOST_USERS {
            return Err(NoFix::new("too many steps lie between"));
        }
        if targets.iter().any(|target| has_mount_in(step, target)) {
            return Err(NoFix::new("one mount would lie in the other"));
        }
        let all = &cx.build.effects(step).all;
        let deletes =
            |effect: &Effect| effect.action.removed().is_some_and(|path| is_deleted_by(path, targets));
        let last = all.iter().rposition(deletes).filter(|_| is_last);
        for (index, effect) in all.iter().enumerate() {
            // Behind the deletion, the place is free, and what is made there stays.
            if last.is_some_and(|last| index > last) {
                if targets.iter().any(|target| makes(effect, target)) {
                    return Err(NoFix::new("the step makes something else where the files were"));
                }
                continue;
            }
            for target in targets {
                match touch(effect, target) {
                    Touch::Nothing => {}
                    Touch::Changes => self.write = true,
                    Touch::Takes => {
                        return Err(NoFix::new(
                            "the step takes the files away, and a mount stays where it is",
                        ));
                    }
                }
            }
        }
        self.write |= targets.iter().any(|target| target.is_tree && works_in(step, target, cx));
        self.all.push(step);
        Ok(())
    }
}

/// Whether a deletion is of what is mounted: the target, or all that matches in it.
pub(crate) fn is_deleted_by(path: &ImagePath, targets: &[MountTarget]) -> bool {
    targets
        .iter()
        .any(|target| *path == target.path || is_own_folder(path, target) || is_all_in(path, target))
}

/// Whether a path is the folder that was made for the copy of a file.
fn is_own_folder(path: &ImagePath, target: &MountTarget) -> bool {
    !target.is_tree && *path == target.path.parent() && path.is_exact() && !is_system_folder(path)
}

/// Whether a path is a pattern for what is in a mounted folder.
fn is_all_in(path: &ImagePath, target: &MountTarget) -> bool {
    path.is_pattern() && path.parent() == target.path
}

/// What is done to the files at a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Touch {
    Nothing,
    /// They are others then, or there are more or fewer.
    Changes,
    /// They are somewhere else then, or what lies around them is gone.
    Takes,
}

/// Whether something comes to a target, or into it.
fn makes(effect: &Effect, target: &MountTarget) -> bool {
    match &effect.action {
        Action::Move { to: path, .. } | Action::Write { path, .. } => target.path.covers(path).is_yes(),
        _ => false,
    }
}

fn touch(effect: &Effect, target: &MountTarget) -> Touch {
    let (place, is_in) = (&target.path, |path: &ImagePath| target.path.covers(path).is_possible());
    match &effect.action {
        Action::Mode { path, recursive, .. } | Action::Owner { path, recursive, .. }
            if is_in(path) || *recursive && path.covers(place).is_possible() =>
        {
            Touch::Changes
        }
        // What is moved out stays in the image, and the rest of the copy may.
        Action::Move { from, .. } if from.meets(place).is_possible() => Touch::Takes,
        _ if makes(effect, target) => Touch::Changes,
        Action::Delete { path, .. } if is_deleted_by(path, std::slice::from_ref(target)) => Touch::Nothing,
        Action::Delete { path, .. } if path.covers(place).is_possible() => Touch::Takes,
        Action::Delete { path, .. } if is_in(path) => Touch::Changes,
        _ if target.is_tree && use_by(effect, place) == Use::Built => Touch::Changes,
        _ => Touch::Nothing,
    }
}

/// Whether a step may need the files at a target.
fn uses(step: &Step<'_>, target: &MountTarget, cx: &Cx<'_>) -> bool {
    let name = target.path.file_name().unwrap_or_default();
    let is_used = |effect: &Effect| {
        use_by(effect, &target.path) != Use::Unused || touch(effect, target) != Touch::Nothing
    };
    step.instruction.text.contains(name)
        || !step.heredocs().is_empty()
        || begins_in(step, target)
        || cx.build.effects(step).all.iter().any(is_used)
}

/// Whether a step begins in a folder. That of a base image of which nothing is known is taken for another one.
fn begins_in(step: &Step<'_>, target: &MountTarget) -> bool {
    let workdir = &step.state.workdir;
    let covers = target.path.covers(workdir);
    if workdir.as_str().starts_with("${") { covers.is_yes() } else { covers.is_possible() }
}

/// Whether a step works in a folder, where nobody knows what it writes: it begins there, or goes there.
fn works_in(step: &Step<'_>, target: &MountTarget, cx: &Cx<'_>) -> bool {
    if begins_in(step, target) {
        return true;
    }
    let commands = plain_body(step, cx).map(|body| body.commands.as_slice()).unwrap_or_default();
    commands.iter().filter(|command| matches!(command.base_name(), Some("cd" | "pushd"))).any(|command| {
        let folders = command.arguments().iter().map(|word| step.state.workdir.join(&word.text));
        folders.into_iter().any(|folder| target.path.covers(&folder).is_possible())
    })
}

/// Whether a step has a mount below a target: in what is mounted read-only, no place can be made for it.
fn has_mount_in(step: &Step<'_>, target: &MountTarget) -> bool {
    let mut others = step.instruction.mounts.iter().filter_map(|mount| mount.value("target"));
    others.any(|other| target.path.covers(&step.state.workdir.join(other)).is_possible())
}

/// Checks that what is no `RUN` brings nothing to where the files are mounted, which would hide it.
fn brings_nothing(step: &Step<'_>, targets: &[MountTarget], cx: &Cx<'_>) -> Result<(), NoFix> {
    let is_below = |path: &ImagePath| {
        targets.iter().any(|target| *path != target.path && target.path.covers(path).is_possible())
    };
    let is_hidden = |effect: &Effect| match &effect.action {
        Action::Write { path, .. } if step.instruction.keyword == Keyword::Workdir => is_below(path),
        Action::Write { path, .. } => targets.iter().any(|target| target.path.covers(path).is_possible()),
        _ => false,
    };
    if cx.build.effects(step).all.iter().any(is_hidden) {
        return Err(NoFix::new("another step brings files there, too"));
    }
    Ok(())
}

/// Whether a step does nothing but delete what is mounted.
fn only_deletes(step: &Step<'_>, targets: &[MountTarget], cx: &Cx<'_>) -> bool {
    let Ok(body) = plain_body(step, cx) else { return false };
    let [command] = body.commands.as_slice() else { return false };
    let is_ours = |effect: &Effect| effect.action.removed().is_some_and(|path| is_deleted_by(path, targets));
    let operands = command.arguments().iter().filter(|word| !word.beginning.starts_with('-')).count();
    let effects = &cx.build.effects(step).all;
    command.base_name() == Some("rm")
        && command.redirections.is_empty()
        && body.nests.is_empty()
        && effects.len() == operands
        && effects.iter().all(is_ours)
}
