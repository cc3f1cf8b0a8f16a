//! Cache mounts: where they are, whose cache belongs there, and what is only in one.

use dlint_linter::{Cx, Step};
use dlint_model::Step as ModelStep;
use dlint_model::base_image::Family;
use dlint_model::effects::{Action, Effect, Origin, Shape};
use dlint_model::packages::Manager;
use dlint_model::path::ImagePath;
use dlint_syntax::{Keyword, Mount};
use dlint_text::Span;

use super::earlier::is_said;

/// How many steps of a stage are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The folder that a cache mount is on, where that is known.
pub(crate) fn cache_target(mount: &Mount, step: &ModelStep<'_>, cx: &Cx<'_>) -> Option<ImagePath> {
    let target = mount.value("target").filter(|_| mount.kind().eq_ignore_ascii_case("cache"))?;
    let text = super::instruction_words::expand(target, step, cx);
    Some(step.state.workdir.join(text.known()?))
}

/// The folders of a manager's cache, for a user with this home folder.
pub(crate) fn cache_folders(manager: Manager, home: &ImagePath) -> Vec<ImagePath> {
    let facts = manager.facts();
    let folders = facts.cache_folders.iter().chain(facts.cache_mounts.iter().map(|mount| &mount.target));
    folders
        .map(|folder| {
            folder.strip_prefix("~/").map_or_else(|| ImagePath::new(folder), |below| home.join(below))
        })
        .collect()
}

/// Whether apt keeps the packages that it has fetched, as far as the file says; where the base image is not known to
/// delete them, it may.
pub(crate) fn keeps_packages(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let Some(model) = step.model else { return true };
    let is_official = cx.stages.get(model.stage).is_some_and(|stage| stage.facts().is_some())
        && matches!(model.state.family, Some(Family::Debian | Family::Ubuntu));
    let text = step.text.to_ascii_lowercase();
    let heredocs =
        step.heredocs.iter().any(|heredoc| heredoc.body.to_ascii_lowercase().contains("docker-clean"));
    !is_official
        || heredocs
        || ["docker-clean", "keep-downloaded-packages", "cache::archives"]
            .iter()
            .any(|said| text.contains(said) || is_said(step, cx, said))
}

/// The cache mount of a stage that a path lies in, if no step can have put it there otherwise.
pub(crate) fn is_hidden(path: &ImagePath, stage: usize, cx: &Cx<'_>) -> Option<Span> {
    let steps = cx.build.chain(stage).flat_map(|stage| stage.steps.iter().rev()).take(MOST_STEPS);
    let mut found = None;
    for step in steps {
        let mut targets =
            step.instruction.mounts.iter().filter_map(|mount| Some((mount, cache_target(mount, step, cx)?)));
        if let Some((mount, _)) = targets.find(|(_, target)| target.covers(path).is_yes()) {
            found = Some(mount.span);
        } else if may_put(step, path, cx) {
            return None;
        }
    }
    found
}

/// Whether a step may have put something at a path.
fn may_put(step: &ModelStep<'_>, path: &ImagePath, cx: &Cx<'_>) -> bool {
    let puts = |effect: &Effect| match &effect.action {
        // A folder of the build context seldom holds what the build makes.
        Action::Write { shape: Shape::Tree | Shape::Any, origin: Origin::Context, path: folder } => {
            path.covers(folder).is_possible()
        }
        Action::Write { shape: Shape::Folder, .. } | Action::Mode { .. } | Action::Owner { .. } => false,
        Action::Unknown { .. } => step.instruction.keyword == Keyword::Run,
        Action::Build { folder } => folder.meets(path).is_possible(),
        action => action.stored().is_some_and(|stored| stored.meets(path).is_possible()),
    };
    cx.build.effects(step).all.iter().any(puts)
}
