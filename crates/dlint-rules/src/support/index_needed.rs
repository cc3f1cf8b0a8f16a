//! An index that a step leaves for later ones: who deletes it sooner has to fetch it anew there.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::packages::{Manager, Operation};

use super::layers_below::Kept;

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// What to do where a step up to this one installs from the index that an earlier one has fetched: without it there
/// would be nothing to install from. `None` where no step does.
pub(crate) fn index_needed(
    kept: &Kept<'_>,
    manager: Manager,
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> Option<String> {
    let is_index = kept.path.as_str().contains("/lists");
    let stage = cx.stages.get(step.stage).filter(|_| manager == Manager::Apt && is_index)?;
    let first = if kept.step.stage == step.stage { kept.step.index + 1 } else { 0 };
    let between = stage.steps.iter().skip(first).take_while(|other| other.index <= step.index);
    let reads = |other: &&Step<'_>| {
        let mut actions = cx.build.effects(other).packages().map(|(_, action)| action);
        let first = actions.find(|action| {
            action.manager == manager && matches!(action.operation, Operation::Update | Operation::Install)
        });
        first.is_some_and(|action| action.operation == Operation::Install && !action.refreshes)
    };
    let reader = between.take(MOST_STEPS).find(reads)?;
    let place = if std::ptr::eq(reader, step) { "this step" } else { "the later step" };
    Some(format!(
        "clean up at the end of the `RUN` that fetches the index, and fetch it anew (`apt-get update &&`) in {place}, which installs from it"
    ))
}
