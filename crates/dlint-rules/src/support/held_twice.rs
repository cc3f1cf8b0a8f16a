//! Files that a copy puts where a layer below has one of that name already: a mount instead of the copy frees nothing.

use dlint_linter::Cx;
use dlint_model::effects::{Action, Effect, ReadFrom, Shape};
use dlint_model::path::ImagePath;

use super::archives::copied_name;
use super::instead_of_copy::mount_of;
use super::layers_below::Kept;

/// How many steps below the copy are looked through: the last ones.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// A file that a layer below the copy has, too.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HeldTwice<'s> {
    /// What put it there first.
    pub(crate) first: &'s Effect,
    /// Whether the copy takes it from the very stage that its own is built from.
    is_from_parent: bool,
}

/// What holds a copied file already, below the copy.
pub(crate) fn held_twice<'s>(kept: &Kept<'s>, cx: &Cx<'s>) -> Option<HeldTwice<'s>> {
    kept.step.instruction.as_transfer()?;
    let is_tree = matches!(kept.effect.action, Action::Write { shape: Shape::Tree, .. });
    let named = copied_name(kept).map(|name| kept.path.join(name));
    let path = named.as_ref().unwrap_or(kept.path);
    if is_tree || !path.is_exact() {
        return None;
    }
    let chain = cx.build.chain(kept.step.stage);
    let below = chain.flat_map(|stage| stage.steps.iter().rev());
    let mut below = below.filter(|other| other.stage != kept.step.stage || other.index < kept.step.index);
    let mut effects =
        below.by_ref().take(MOST_STEPS).flat_map(|other| cx.build.effects(other).all.iter().rev());
    // The last that has to do with it: either it is put there, or it may be gone.
    let first = effects.find(|effect| {
        let removed = effect.action.removed();
        stores(effect, path) || removed.is_some_and(|removed| removed.covers(path).is_possible())
    })?;
    if !stores(first, path) {
        return None;
    }
    Some(HeldTwice { first, is_from_parent: is_from_parent(kept, path, cx) })
}

/// Whether an effect surely puts something there that stays in the layer.
fn stores(effect: &Effect, path: &ImagePath) -> bool {
    let is_folder = matches!(effect.action, Action::Write { shape: Shape::Folder, .. });
    effect.action.stored() == Some(path) && effect.is_certain && effect.mount.is_none() && !is_folder
}

fn is_from_parent(kept: &Kept<'_>, path: &ImagePath, cx: &Cx<'_>) -> bool {
    let mut parents = cx.build.chain(kept.step.stage).skip(1);
    let mut reads = cx.build.effects(kept.step).all.iter().filter_map(|effect| match &effect.action {
        Action::Read { path, from: ReadFrom::Stage(stage) } if effect.span == kept.effect.span => {
            Some((path, *stage))
        }
        _ => None,
    });
    reads
        .next_back()
        .is_some_and(|(source, from)| source == path && parents.any(|parent| parent.index == from))
}

/// What to do about it.
pub(crate) fn instead_of_second(
    held: &HeldTwice<'_>,
    kept: &Kept<'_>,
    path: &ImagePath,
    cx: &Cx<'_>,
) -> String {
    let from = kept.step.instruction.flag("from").and_then(|flag| flag.value.as_deref());
    match from.filter(|_| held.is_from_parent) {
        Some(from) => format!(
            "do not copy it: this stage is built from `{from}`, which has it already, and keeps it; where it weighs, make it in \
             a stage that this one is not built from, and mount it here"
        ),
        None => format!(
            "a layer below has it, too, so that it has to go in both places: delete it in the step that puts it there first, \
             and mount it here (`RUN {}`)",
            mount_of(kept, path, cx)
        ),
    }
}
