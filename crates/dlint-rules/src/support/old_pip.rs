//! Whether the `pip` of an image is too old to keep a cache.

use dlint_linter::{Cx, Step};
use dlint_model::effects::Action;
use dlint_model::packages::Manager;
use dlint_model::{Base, Step as ModelStep};

/// Whether the image has a pip of its own that knows no cache, and none has been fetched: pip has one since 6.0.
///
/// Sources: <https://pip.pypa.io/en/stable/news/#v6-0>, <https://packages.debian.org/source/oldoldstable/python-pip>.
pub(crate) fn has_old_pip(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    const OLD: &[&str] = &["12.04", "14.04", "precise", "trusty", "wheezy", "jessie"];
    let Some(model) = step.model else { return false };
    let Some(stage) = cx.build.stage_of(model) else { return false };
    let Base::Image(base) = &stage.root else { return false };
    let apt = |step: &ModelStep<'_>| {
        let mut actions = cx.build.effects(step).packages().map(|(_, action)| action);
        actions.any(|action| action.manager == Manager::Apt)
    };
    let fetches = |step: &ModelStep<'_>| {
        let effects = &cx.build.effects(step).all;
        let mut urls = effects.iter().filter_map(|effect| match &effect.action {
            Action::Download { url, .. } => url.as_deref(),
            _ => None,
        });
        let upgrades = cx.build.effects(step).packages().any(|(_, action)| {
            action.manager == Manager::Pip && action.packages.iter().any(|package| package.name == "pip")
        });
        upgrades || urls.any(|url| url.contains("get-pip"))
    };
    let before = || stage.steps.iter().take(model.index);
    OLD.iter().any(|name| base.text.contains(name))
        && stage.steps.iter().take(model.index + 1).any(apt)
        && !before().any(fetches)
}
