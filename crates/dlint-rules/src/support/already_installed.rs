//! Installs that find everything in place.

use dlint_linter::{Cx, Step};
use dlint_model::Step as ModelStep;
use dlint_model::effects::{Action, Origin};
use dlint_model::packages::{Manager, Operation};
use dlint_model::path::ImagePath;
use dlint_syntax::Keyword;

use super::packages::Ran;

/// How many earlier steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// Whether an earlier step has installed the project already, with all that its lock file names: `composer install`
/// behind `composer require`. What a `COPY` in between brings may ask for more.
pub(crate) fn is_installed_already(ran: &Ran<'_>, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let installs = cx.source.slice(ran.action.verb) == "install" && ran.action.packages.is_empty();
    if ran.action.manager != Manager::Composer || !installs {
        return false;
    }
    let Some(model) = step.model else { return false };
    let Some(stage) = cx.build.stage_of(model) else { return false };
    let Some(folder) = ran.command.effects(cx).find_map(|effect| vendor(&effect.action)) else {
        return false;
    };
    let earlier = stage.steps.iter().take(model.index).rev().take(MOST_STEPS);
    let mut same = earlier.take_while(|other| {
        !matches!(other.instruction.keyword, Keyword::Copy | Keyword::Add) && other.onbuild.is_none()
    });
    same.any(|other| installs_into(folder, other, cx))
}

fn installs_into(folder: &ImagePath, step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let effects = cx.build.effects(step);
    let mut commands = effects.packages().filter(|(effect, action)| {
        action.manager == Manager::Composer && action.operation == Operation::Install && effect.is_certain
    });
    let text = &step.instruction.text;
    commands.any(|(_, action)| cx.source.slice(action.verb) != "install")
        && !["--no-update", "--no-install", "--no-dev"].iter().any(|option| text.contains(option))
        && effects
            .all
            .iter()
            .filter_map(|effect| vendor(&effect.action))
            .any(|other| other.covers(folder).is_yes())
}

/// The folder that Composer installs into.
const fn vendor(action: &Action) -> Option<&ImagePath> {
    match action {
        Action::Write { path, origin: Origin::Package(Manager::Composer), .. } => Some(path),
        _ => None,
    }
}
