//! Package indexes that one step fetches and a later one installs from.

use std::ops::ControlFlow;

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, CommandId, Effect, Origin};
use dlint_model::packages::{Index, Manager, Operation, PackageAction};
use dlint_syntax::Keyword;

use super::layers_below::Kept;
use super::packages::calls_manager;

/// How many later steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// A step that fetches an index and installs nothing from it.
#[derive(Debug)]
pub(crate) struct Split<'s> {
    /// What fetches the index.
    pub(crate) action: &'s PackageAction,
    /// The command that does.
    pub(crate) command: Option<CommandId>,
    /// The first install of each later step that fetches no index itself.
    pub(crate) installs: Vec<Install<'s>>,
    /// Whether the step upgrades the whole image from the index, which is then of use there, too.
    pub(crate) upgrades: bool,
    /// Whether something may read the index before the first of them, or nobody knows.
    pub(crate) may_be_read: bool,
}

/// An install that counts on the index of an earlier step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Install<'s> {
    /// The step.
    pub(crate) step: &'s Step<'s>,
    /// What it does.
    pub(crate) action: &'s PackageAction,
    /// The command that does.
    pub(crate) command: Option<CommandId>,
}

/// The index that a step fetches for later ones, if it does. Of several managers, the first.
pub(crate) fn split_update<'s>(step: &'s Step<'s>, cx: &Cx<'s>) -> Option<Split<'s>> {
    if step.instruction.keyword != Keyword::Run || step.state.is_windows() || !calls_manager(step, cx) {
        return None;
    }
    let all = &cx.build.effects(step).all;
    let update = |effect: &&'s Effect| match &effect.action {
        Action::Packages(action) => {
            action.operation == Operation::Update
                && matches!(action.manager.facts().index, Index::Fetched(_))
                && action.program != "apt-file"
        }
        _ => false,
    };
    let at = all.iter().rposition(|effect| update(&effect))?;
    let effect = all.get(at)?;
    let Action::Packages(action) = &effect.action else { return None };
    let manager = action.manager;
    let upgrades = |effect: &Effect| match &effect.action {
        Action::Packages(other) => {
            other.manager == manager
                && other.operation == Operation::Upgrade
                && other.packages.is_empty()
                && !other.and_more
        }
        _ => false,
    };
    // What asks what there is reads it, and what nobody knows may.
    let used = |effect: &Effect| match &effect.action {
        Action::Packages(other) => {
            other.manager == manager
                && !matches!(other.operation, Operation::Update | Operation::Clean)
                && !upgrades(effect)
        }
        Action::Unknown { .. } => true,
        _ => false,
    };
    let is_deleted = |effect: &Effect| {
        match &effect.action {
        Action::Packages(other) => {
            other.manager == manager && other.operation == Operation::Clean && manager != Manager::Apt
        }
        Action::Delete { path, .. } => {
            all.iter().any(|other| matches!(&other.action, Action::Write { path: cache, origin: Origin::Cache(of), .. } if *of == manager && path.empties(cache).is_yes()))
        }
        _ => false,
    }
    };
    let behind = all.get(at + 1..).unwrap_or_default();
    let in_mount = all.iter().any(|effect| {
        effect.mount.is_some()
            && matches!(&effect.action, Action::Write { origin: Origin::Cache(of), .. } if *of == manager)
    });
    if !effect.is_certain || in_mount || behind.iter().any(|effect| used(effect) || is_deleted(effect)) {
        return None;
    }
    let upgrades = behind.iter().any(upgrades);
    let mut split =
        Split { action, command: effect.command, installs: Vec::new(), upgrades, may_be_read: false };
    each_later_run(step, cx, |later| read(later, manager, cx, &mut split));
    (!upgrades || !split.installs.is_empty()).then_some(split)
}

/// Goes through the `RUN`s behind a step, and those of the stages that are built on its own, until one breaks off.
pub(crate) fn each_later_run<'s>(
    step: &'s Step<'s>,
    cx: &Cx<'s>,
    mut look: impl FnMut(&'s Step<'s>) -> ControlFlow<()>,
) {
    let is_run = |later: &&'s Step<'s>| later.instruction.keyword == Keyword::Run;
    if step.onbuild.is_some() && step.inherited_from.is_none() {
        // A trigger runs with those of its stage, in another build.
        let triggers = cx.stages.get(step.stage).map(|stage| stage.triggers.as_slice()).unwrap_or_default();
        let behind = triggers.iter().skip_while(|other| !std::ptr::eq(*other, step)).skip(1).take(MOST_STEPS);
        let _ = behind.filter(is_run).try_for_each(look);
        return;
    }
    // Behind a stage that breaks off, what is built on it is over, too, but not what stands beside it.
    let mut over: Vec<usize> = Vec::new();
    for stage in cx.stages.iter().skip(step.stage).take(20) {
        let mut chain = cx.build.chain(stage.index).take(20).map(|below| below.index);
        let ends = chain.find(|below| *below == step.stage || over.contains(below));
        if ends != Some(step.stage) {
            continue;
        }
        let first = if stage.index == step.stage { step.index + 1 } else { 0 };
        let mut runs = stage.steps.iter().skip(first).chain(&stage.triggers).take(MOST_STEPS).filter(is_run);
        if runs.try_for_each(&mut look).is_break() {
            if stage.index == step.stage {
                return;
            }
            over.push(stage.index);
        }
    }
}

/// Whether a command fetches the index before it installs: by an option, or as `xx-apt` does for another machine.
pub(crate) fn fetches_itself(action: &PackageAction) -> bool {
    action.refreshes || action.program.starts_with("xx-")
}

/// Reads a later step; breaks off where the index is no longer the one of the earlier step behind it.
fn read<'s>(step: &'s Step<'s>, manager: Manager, cx: &Cx<'s>, split: &mut Split<'s>) -> ControlFlow<()> {
    for effect in &cx.build.effects(step).all {
        match &effect.action {
            Action::Packages(action) if action.manager == manager => {
                if action.operation == Operation::Update || fetches_itself(action) {
                    return ControlFlow::Break(());
                }
                // A file needs no index, but what it depends on does.
                if matches!(action.operation, Operation::Install | Operation::Upgrade) && effect.is_certain {
                    let is_first = split.installs.last().is_none_or(|last| !std::ptr::eq(last.step, step));
                    if is_first {
                        split.installs.push(Install { step, action, command: effect.command });
                    }
                } else if action.operation != Operation::Clean {
                    split.may_be_read |= split.installs.is_empty();
                }
            }
            Action::Unknown { .. } | Action::Build { .. } => split.may_be_read |= split.installs.is_empty(),
            _ => {}
        }
    }
    ControlFlow::Continue(())
}

/// Whether the index of a step of its own is deleted by the step that installs: that the two are apart is the problem.
pub(crate) fn is_split_install(kept: &Kept<'_>, before: &[Effect], cx: &Cx<'_>) -> bool {
    let Action::Write { origin: Origin::Cache(manager), .. } = kept.effect.action else { return false };
    let installs = |effects: &[Effect]| {
        effects.iter().any(|effect| match &effect.action {
            Action::Packages(action) => action.manager == manager && action.operation == Operation::Install,
            _ => false,
        })
    };
    installs(before) && !installs(&cx.build.effects(kept.step).all)
}
