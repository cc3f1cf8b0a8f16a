//! Archives and packages in a file: which step unpacks or installs them.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect};
use dlint_model::packages::{Operation, PackageKind};
use dlint_model::path::ImagePath;

use super::layers_below::Kept;

/// How many steps are looked through.
const MOST_STEPS: usize = 30;

/// The archive that an effect unpacks, or the packages in files that it installs.
pub(crate) fn unpacked(effect: &Effect) -> Vec<&ImagePath> {
    match &effect.action {
        Action::Extract { archive, .. } => archive.iter().collect(),
        Action::Packages(action) if action.operation == Operation::Install => {
            let files = action.packages.iter().filter_map(|package| match &package.kind {
                PackageKind::File(path) => Some(path),
                _ => None,
            });
            files.collect()
        }
        _ => Vec::new(),
    }
}

/// Whether what a step unpacks at `path` is what an earlier one has put there.
pub(crate) fn is_it(kept: &Kept<'_>, path: &ImagePath) -> bool {
    if path.is_open() || path.is_unknown() {
        return false;
    }
    // Where a copy may be a folder, what is in it by the archive's name.
    kept.path == path
        || path.is_pattern() && path.covers(kept.path).is_yes()
        || copied_name(kept).is_some_and(|name| kept.path.join(name) == *path)
}

/// The name of what a step copies, where it may well be a file in the folder that the copy is written to.
pub(crate) fn copied_name<'s>(kept: &Kept<'s>) -> Option<&'s str> {
    let transfer = kept.step.instruction.as_transfer().filter(|_| kept.is_tree())?;
    let source = transfer.sources.iter().find(|source| source.word.span == kept.effect.span)?;
    source.word.rsplit('/').next().filter(|name| !name.is_empty() && !name.contains('$'))
}

/// Whether a step behind the one that stores it, up to this one, unpacks it.
pub(crate) fn unpacked_since(kept: &Kept<'_>, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(step.stage) else { return false };
    let first = if kept.step.stage == step.stage { kept.step.index + 1 } else { 0 };
    let steps = stage.steps.iter().skip(first).filter(|other| other.index <= step.index);
    let unpacks = |other: &Step<'_>| {
        let effects = &cx.build.effects(other).all;
        effects.iter().flat_map(unpacked).any(|path| is_it(kept, path))
    };
    steps.take(MOST_STEPS).any(unpacks)
}
