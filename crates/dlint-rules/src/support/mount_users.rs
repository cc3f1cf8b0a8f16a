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
        targets: &[ImagePath],
        step: &Step<'_>,
        cx: &Cx<'s>,
    ) -> Result<Self, NoFix> {
        let first = kept.iter().map(|one| one.step.index + 1).min().unwrap_or(step.index);
        let steps = cx.stages.get(step.stage).and_then(|stage| stage.steps.get(first..=step.index));
        let last_only_deletes = only_deletes(step, targets, cx);
        let mut users = Self { all: Vec::new(), write: false, last_only_deletes };
        for one in steps.unwrap_or_default() {
            if kept.iter().any(|kept| kept.step.index == one.index) {
                continue;
            }
            let is_last = one.index == step.index;
            if one.instruction.keyword != Keyword::Run {
                brings_nothing(one, targets, cx)?;
            } else if !(is_last && last_only_deletes) && targets.iter().any(|target| uses(one, target, cx)) {
                users.add(one, targets, is_last, cx)?;
            }
        }
        if users.all.is_empty() { Err(NoFix::new("no step needs the files")) } else { Ok(users) }
    }

    fn add(
        &mut self,
        step: &'s Step<'s>,
        targets: &[ImagePath],
        is_last: bool,
        cx: &Cx<'_>,
    ) -> Result<(), NoFix> {
        if step.onbuild.is_some() || step.inherited_from.is_some() || self.all.len() >= MOST_USERS {
            return Err(NoFix::new("too many steps lie between"));
        }
        let all = &cx.build.effects(step).all;
        // What runs behind the deletion does not find the files, today as well.
        let deletes =
            |effect: &Effect| effect.action.removed().is_some_and(|path| is_deleted_by(path, targets));
        let end = if is_last {
            all.iter().rposition(deletes).map_or(all.len(), |last| last + 1)
        } else {
            all.len()
        };
        for effect in all.get(..end).unwrap_or_default() {
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
        self.all.push(step);
        Ok(())
    }
}

/// Whether a deletion is of what is mounted: the target, or all that matches in it.
pub(crate) fn is_deleted_by(path: &ImagePath, targets: &[ImagePath]) -> bool {
    targets
        .iter()
        .any(|target| path.covers(target).is_possible() || path.is_pattern() && path.parent() == *target)
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

fn touch(effect: &Effect, target: &ImagePath) -> Touch {
    let is_in = |path: &ImagePath| target.covers(path).is_possible();
    match &effect.action {
        Action::Mode { path, recursive, .. } | Action::Owner { path, recursive, .. }
            if is_in(path) || *recursive && path.covers(target).is_possible() =>
        {
            Touch::Changes
        }
        Action::Move { from, .. } if from.covers(target).is_possible() => Touch::Takes,
        Action::Move { from, to } if is_in(from) || target.covers(to).is_yes() => Touch::Changes,
        Action::Write { path, .. } if target.covers(path).is_yes() => Touch::Changes,
        Action::Delete { path, .. } if path != target && path.covers(target).is_possible() => {
            // The folder that was made for the copy.
            let is_own = *path == target.parent() && path.is_exact() && !is_system_folder(path);
            if is_own { Touch::Nothing } else { Touch::Takes }
        }
        Action::Delete { path, .. } if path != target && target.covers(path).is_yes() => {
            if path.is_pattern() && path.parent() == *target { Touch::Nothing } else { Touch::Changes }
        }
        _ if use_by(effect, target) == Use::Built => Touch::Changes,
        _ => Touch::Nothing,
    }
}

/// Whether a step may need the files at a target.
fn uses(step: &Step<'_>, target: &ImagePath, cx: &Cx<'_>) -> bool {
    let name = target.file_name().unwrap_or_default();
    let mut effects = cx.build.effects(step).all.iter();
    step.instruction.text.contains(name)
        || !step.heredocs().is_empty()
        || effects.any(|effect| use_by(effect, target) != Use::Unused)
}

/// Checks that another copy brings nothing to where the files are mounted, which would hide it.
fn brings_nothing(step: &Step<'_>, targets: &[ImagePath], cx: &Cx<'_>) -> Result<(), NoFix> {
    let is_hidden = |effect: &Effect| match &effect.action {
        Action::Write { path, .. } => targets.iter().any(|target| target.covers(path).is_possible()),
        _ => false,
    };
    if step.instruction.as_transfer().is_some() && cx.build.effects(step).all.iter().any(is_hidden) {
        return Err(NoFix::new("another step brings files there, too"));
    }
    Ok(())
}

/// Whether a step does nothing but delete what is mounted.
fn only_deletes(step: &Step<'_>, targets: &[ImagePath], cx: &Cx<'_>) -> bool {
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
