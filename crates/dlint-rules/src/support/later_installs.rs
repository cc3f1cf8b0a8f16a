//! Whether a later step counts on the package lists that an earlier one has fetched.

use dlint_linter::{Cx, Step};
use dlint_model::packages::{Manager, Operation, PackageAction};
use dlint_model::{Stage, Step as ModelStep};
use dlint_shell::Command;

/// How many later steps are looked through; behind more of them, the lists count as needed.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// Whether a later step of the stage, or of one that is built on it, installs with apt without fetching the lists
/// itself, or looks something up in them.
pub(crate) fn needs_lists(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    any_later(step, cx, reads_lists, fetches_lists)
}

/// Whether a later step of the stage, or of one that is built on it, counts on the index of `apk` that this one fetches.
pub(crate) fn needs_apk_index(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let apk = |other: &ModelStep<'_>, is_so: &dyn Fn(&PackageAction) -> bool| {
        let mut packages = cx.build.effects(other).packages();
        packages.any(|(_, action)| action.manager == Manager::Apk && is_so(action))
    };
    let is_own = |action: &PackageAction| {
        action.operation == Operation::Update || action.refreshes || action.no_cache.is_some()
    };
    any_later(step, cx, |other, _| apk(other, &|action| !is_own(action)), |other, _| apk(other, &is_own))
}

/// Whether a later step runs a script of the project's, of which nobody knows whether it installs anything.
pub(crate) fn runs_scripts(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    any_later(
        step,
        cx,
        |other, cx| {
            let commands = cx.build.scripts(other).iter().flat_map(|script| &script.script.body().commands);
            other.state.user.is_root() && commands.into_iter().any(runs_script)
        },
        |_, _| false,
    )
}

/// Whether a command is a file of shell code, or reads one.
fn runs_script(command: &Command) -> bool {
    let is_script = |name: &str| matches!(name.rsplit_once('.'), Some((_, "sh" | "bash")));
    let is_shell = matches!(command.base_name(), Some("sh" | "bash" | "." | "source"));
    let file = command.arguments().iter().find(|word| !word.beginning.starts_with('-'));
    command.name().is_some_and(is_script) || is_shell && file.is_some_and(|word| is_script(&word.beginning))
}

/// Whether something holds of a later step of the stage, or of one that is built on it, up to a step that ends it.
fn any_later(
    step: &Step<'_>,
    cx: &Cx<'_>,
    holds: impl Fn(&ModelStep<'_>, &Cx<'_>) -> bool,
    ends: impl Fn(&ModelStep<'_>, &Cx<'_>) -> bool,
) -> bool {
    let (Some(index), Some(model)) = (step.stage, step.model) else { return true };
    let is_above = |stage: &&Stage<'_>| cx.build.chain(stage.index).any(|below| below.index == index);
    let own = cx.stages.get(index).map(|stage| stage.steps.as_slice()).unwrap_or_default();
    let is_ended = own.iter().skip(model.index + 1).take(MOST_STEPS).any(|other| ends(other, cx));
    let counts = |stage: &&Stage<'_>| stage.index == index || !is_ended;
    cx.stages.iter().filter(is_above).filter(counts).any(|stage| {
        let first = if stage.index == index { model.index + 1 } else { 0 };
        let later = stage.steps.get(first..).unwrap_or_default();
        let is_long = later.len() + stage.triggers.len() > MOST_STEPS;
        let mut is_over = false;
        let mut open = later.iter().chain(&stage.triggers).take_while(|other| {
            let is_open = !is_over;
            is_over |= ends(other, cx);
            is_open
        });
        is_long || open.any(|other| holds(other, cx))
    })
}

/// Whether a step surely fetches the lists itself, so that what is behind it has those.
fn fetches_lists(step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let mut all = cx.build.effects(step).packages();
    all.any(|(effect, action)| {
        effect.is_certain
            && action.manager == Manager::Apt
            && (action.operation == Operation::Update || action.refreshes)
    })
}

fn reads_lists(step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let mut is_fresh = false;
    for (_, action) in cx.build.effects(step).packages().filter(|(_, action)| action.manager == Manager::Apt)
    {
        is_fresh |= action.operation == Operation::Update || action.refreshes;
        let reads = match action.operation {
            Operation::Install | Operation::Upgrade | Operation::Download => true,
            Operation::Query => matches!(&*action.program, "apt" | "apt-cache" | "apt-file" | "aptitude"),
            _ => false,
        };
        if reads && !is_fresh {
            return true;
        }
    }
    false
}
