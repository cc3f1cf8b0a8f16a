//! Cleanups of a package manager's cache that a later install of the same step undoes.

use dlint_linter::{Cx, Step};
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::packages::{Manager, Operation};
use dlint_model::path::ImagePath;

/// The cleanup that stands in front of an effect that fills the cache again; the last one.
pub(crate) fn early_cleanup<'a>(
    filled: &Effect,
    manager: Manager,
    step: &Step<'a>,
    cx: &Cx<'a>,
) -> Option<&'a Effect> {
    let all = &cx.build.effects(step.model?).all;
    let at = all.iter().position(|effect| std::ptr::eq(effect, filled))?;
    let Action::Write { path: cache, .. } = &filled.action else { return None };
    let before = all.get(..at)?;
    let cleaned = before.iter().rposition(|effect| effect.is_certain && cleans(effect, manager, cache))?;
    // Who empties a cache and has it fetched again before anything was installed wants a new one.
    let fills = |effect: &Effect| matches!(effect.action, Action::Write { origin: Origin::Cache(of), .. } if of == manager);
    let updates = |effect: &Effect| match &effect.action {
        Action::Packages(action) => action.manager == manager && action.operation == Operation::Update,
        _ => false,
    };
    let is_fresh_start = before.iter().skip(cleaned).any(updates) && !before.iter().take(cleaned).any(fills);
    before.get(cleaned).filter(|_| !is_fresh_start)
}

fn cleans(effect: &Effect, manager: Manager, cache: &ImagePath) -> bool {
    match &effect.action {
        Action::Packages(action) => {
            action.manager == manager && action.operation == Operation::Clean && manager != Manager::Apt
        }
        Action::Delete { path, .. } => path.empties(cache).is_yes(),
        _ => false,
    }
}
