//! What an install needs beyond the files that say what to install, as far as can be seen.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, CommandId, Effect, Origin, ReadFrom};
use dlint_model::packages::{Manager, Operation};
use dlint_model::path::ImagePath;

use super::late_installs::LateInstall;

/// How many steps below the install are looked at, in each stage.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The folders in which only a build puts something.
const RESULTS: &[&str] = &["build", "dist"];

/// What an install needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Nothing else.
    Manifests,
    /// The folder that its step changes into by itself.
    Folder,
    /// The sources: what it brings is used as if it had built the project, too.
    Build,
    /// Nothing of its own is left at the end of its step, so that a layer of its own would only be larger.
    Gone,
}

/// What an install needs.
pub(crate) fn needs(install: &LateInstall<'_>, cx: &Cx<'_>) -> Needs {
    if is_gone(install, cx) {
        Needs::Gone
    } else if runs_scripts(install.action.manager) && uses_results(install, cx) {
        Needs::Build
    } else if moves(install, cx) {
        Needs::Folder
    } else {
        Needs::Manifests
    }
}

/// Whether its step changes into a folder in front of it.
fn moves(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let script = cx.build.scripts(install.step).get(install.command.script);
    let commands = script.map(|script| script.script.body().commands.as_slice()).unwrap_or_default();
    let before = commands.get(..install.command.command).unwrap_or_default();
    before.iter().any(|command| matches!(command.base_name(), Some("cd" | "pushd")))
}

/// Whether its step deletes what it brings.
fn is_gone(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let all = &cx.build.effects(install.step).all;
    let is_own = |effect: &&Effect| effect.command == Some(install.command);
    let mut brought = all.iter().filter(is_own).filter_map(|effect| match &effect.action {
        Action::Write { path, origin: Origin::Package(_), .. } => Some(path),
        _ => None,
    });
    let deletes = |path: &ImagePath| {
        all.iter().filter(|effect| effect.command > Some(install.command)).any(|effect| {
            match &effect.action {
                Action::Delete { path: removed, .. } => removed.covers(path).is_yes(),
                _ => false,
            }
        })
    };
    brought.any(deletes)
}

/// Whether a manager runs scripts of the project when it installs, which may build it.
const fn runs_scripts(manager: Manager) -> bool {
    matches!(manager, Manager::Npm | Manager::Pnpm | Manager::Yarn | Manager::Bun)
}

/// Whether later steps, or other stages, use what only a build makes, and none of the steps before them builds.
fn uses_results(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(install.step.stage) else { return false };
    if builds(install.step, Some(install.command), cx) {
        return false;
    }
    let mut later = stage.own_steps().filter(|step| step.index > install.step.index).take(MOST_STEPS);
    let first = later.find_map(|step| {
        let uses = || RESULTS.iter().any(|folder| step.instruction.text.contains(&format!("{folder}/")));
        if builds(step, None, cx) { Some(false) } else { uses().then_some(true) }
    });
    let copied = || {
        let others = cx.stages.iter().filter(|other| other.index > stage.index);
        let steps = others.flat_map(|other| other.own_steps().take(MOST_STEPS));
        steps.flat_map(|step| &cx.build.effects(step).all).any(|effect| takes_results(effect, install))
    };
    first.unwrap_or_else(copied)
}

/// Whether a step builds something, or may, behind a command of its own.
fn builds(step: &Step<'_>, behind: Option<CommandId>, cx: &Cx<'_>) -> bool {
    let mut effects =
        cx.build.effects(step).all.iter().filter(|effect| behind.is_none() || effect.command > behind);
    effects.any(|effect| match &effect.action {
        Action::Build { .. } | Action::Unknown { .. } => true,
        Action::Packages(action) => action.operation == Operation::Build,
        _ => false,
    })
}

/// Whether a copy takes results out of the folder of the project.
fn takes_results(effect: &Effect, install: &LateInstall<'_>) -> bool {
    let Action::Read { path, from: ReadFrom::Stage(stage) } = &effect.action else { return false };
    let below = path.as_str().strip_prefix(install.action.folder.as_str().trim_end_matches('/'));
    *stage == install.step.stage
        && below.is_some_and(|below| below.split('/').any(|part| RESULTS.contains(&part)))
}
