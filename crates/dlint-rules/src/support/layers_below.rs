//! What the layers below a step keep: what earlier steps of the image have stored, and no later one has touched.

use dlint_linter::Cx;
use dlint_model::effects::{Action, Effect, Shape};
use dlint_model::path::ImagePath;
use dlint_model::{Base, Layer, Stage, Step};
use dlint_text::Span;

/// How many steps of the stages that a stage is built from are looked at: the last ones.
const MOST_INHERITED: usize = 100;

/// How many stored things are remembered: the last ones.
const MOST_KEPT: usize = 100;

/// Something that a layer keeps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept<'s> {
    /// The step whose layer it is in.
    pub(crate) step: &'s Step<'s>,
    /// The effect that stores it.
    pub(crate) effect: &'s Effect,
    /// Where it is.
    pub(crate) path: &'s ImagePath,
}

impl Kept<'_> {
    /// Whether it may be a folder with something in it.
    pub(crate) const fn is_tree(&self) -> bool {
        matches!(self.effect.action, Action::Write { shape: Shape::Tree | Shape::Any, .. })
    }

    /// Whether it is surely gone when this is removed.
    pub(crate) fn goes_with(&self, removal: &Action) -> bool {
        let Some(removed) = removal.removed() else { return false };
        if are_apart(removed, self.path) {
            return false;
        }
        let goes = if self.is_tree() { removed.empties(self.path) } else { removed.covers(self.path) };
        // What is removed without its folder leaves the folder's other files.
        let leaves = matches!(removal, Action::Delete { tree: false, .. })
            && matches!(self.effect.action, Action::Write { shape: Shape::Tree, .. });
        goes.is_yes() && !leaves
    }
}

/// Whether two paths are in different folders at the root, which is seen at once and is mostly so.
fn are_apart(one: &ImagePath, other: &ImagePath) -> bool {
    let top = |path: &ImagePath| {
        let text = path.as_str().strip_prefix('/')?;
        let top = text.split('/').next().filter(|top| !top.is_empty())?;
        (!path.is_open() && !path.is_pattern() && !top.contains("${")).then_some(top.len())
    };
    let (Some(own), Some(others)) = (top(one), top(other)) else { return false };
    one.as_str().get(..=own) != other.as_str().get(..=others)
}

/// Calls `look` for each step of a shipped stage that is wanted, with what is kept in the layers below it.
///
/// Nothing is worked out for a stage without a wanted step. `ONBUILD` triggers come last, for they run on top of all
/// that their stage does.
pub(crate) fn above_layers<'s>(
    stage: &Stage<'_>,
    cx: &Cx<'s>,
    wanted: impl Fn(&'s Step<'s>) -> bool,
    keeps: impl Fn(&'s Step<'s>, &Effect) -> bool,
    mut look: impl FnMut(&'s Step<'s>, &[Kept<'s>]),
) {
    let keeps_layers = |stage: &&Stage<'_>| stage.is_shipped && !is_repacked(stage, cx);
    let Some(stage) = cx.stages.get(stage.index).filter(keeps_layers) else { return };
    let is_wanted = |step: &&'s Step<'s>| !step.state.is_windows() && wanted(step);
    let triggers: Vec<_> = stage.triggers.iter().filter(is_wanted).collect();
    let own: Vec<_> = stage.own_steps().filter(is_wanted).map(|step| step.index).collect();
    if own.is_empty() && triggers.is_empty() {
        return;
    }
    let parents = cx.build.chain(stage.index).skip(1).flat_map(|parent| parent.steps.iter().rev());
    let mut below: Vec<&'s Step<'s>> = parents.take(MOST_INHERITED).collect();
    below.reverse();
    let mut kept = Vec::new();
    for step in below {
        put(step, &keeps, cx, &mut kept);
    }
    let last = if triggers.is_empty() { own.last().copied().unwrap_or_default() } else { usize::MAX };
    for step in stage.steps.iter().take_while(|step| step.index <= last) {
        if own.binary_search(&step.index).is_ok() {
            look(step, &kept);
        }
        put(step, &keeps, cx, &mut kept);
    }
    for step in triggers {
        look(step, &kept);
    }
}

/// Whether the image has only what is left of a stage in the end: a step packs it anew into the archive that the last
/// stage is built from.
fn is_repacked(stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let is_archive = |other: &&Stage<'_>| match &other.base {
        Base::Image(image) => {
            ["oci-archive:", "docker-archive:"].iter().any(|kind| image.text.starts_with(kind))
        }
        _ => false,
    };
    let archive = cx.stages.iter().filter(|other| other.index > stage.index).find(is_archive);
    archive.is_some()
        && !cx
            .stages
            .iter()
            .filter(|other| other.is_built)
            .any(|built| cx.build.chain(built.index).any(|part| part.index == stage.index))
}

/// Puts what a step stores on top, and takes away what it removes.
fn put<'s>(
    step: &'s Step<'s>,
    keeps: &impl Fn(&'s Step<'s>, &Effect) -> bool,
    cx: &Cx<'s>,
    kept: &mut Vec<Kept<'s>>,
) {
    if step.layer() != Layer::Files {
        return;
    }
    let stored = cx.build.stored(step);
    let removals = cx.build.effects(step).all.iter().filter(|effect| effect.action.removed().is_some());
    for removal in removals {
        kept.retain(|one| !one.goes_with(&removal.action));
    }
    for effect in stored.into_iter().filter(|effect| keeps(step, effect)) {
        if let Some(path) = effect.action.stored() {
            kept.push(Kept { step, effect, path });
        }
    }
    let too_many = kept.len().saturating_sub(MOST_KEPT);
    kept.drain(..too_many);
}

/// Whether a step calls a program of one of these names.
pub(crate) fn calls(step: &Step<'_>, names: &[&str], cx: &Cx<'_>) -> bool {
    let bodies = cx.build.scripts(step).iter().map(|script| script.script.body());
    let mut commands = bodies.flat_map(|body| &body.commands).filter_map(|command| command.base_name());
    commands.any(|name| names.contains(&name))
}

/// Whether one of these words is anywhere in a stage: what is not written there need not be looked for in its commands.
pub(crate) fn mentions(stage: &Stage<'_>, words: &[&str], cx: &Cx<'_>) -> bool {
    let end =
        cx.stages.get(stage.index + 1).map_or(cx.source.text().len() as u32, |next| next.from.span.start);
    let text = cx.source.slice(Span::new(stage.from.span.start, end.max(stage.from.span.start)));
    words.iter().any(|word| text.contains(word))
}
