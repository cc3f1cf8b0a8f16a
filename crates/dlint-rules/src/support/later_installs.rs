//! Whether a later step counts on the package lists that an earlier one has fetched.

use dlint_linter::{Cx, Step};
use dlint_model::packages::{Manager, Operation};
use dlint_model::{Stage, Step as ModelStep};

/// How many later steps are looked through; behind more of them, the lists count as needed.
const MOST_STEPS: usize = 500;

/// Whether a later step of the stage, or of one that is built on it, installs with apt without fetching the lists
/// itself, or looks something up in them.
pub(crate) fn needs_lists(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let (Some(index), Some(model)) = (step.stage, step.model) else { return true };
    let is_above = |stage: &&Stage<'_>| cx.build.chain(stage.index).any(|below| below.index == index);
    cx.stages.iter().filter(is_above).any(|stage| {
        let first = if stage.index == index { model.index + 1 } else { 0 };
        let later = stage.steps.get(first..).unwrap_or_default();
        let is_long = later.len() + stage.triggers.len() > MOST_STEPS;
        is_long || later.iter().chain(&stage.triggers).any(|other| reads_lists(other, cx))
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
