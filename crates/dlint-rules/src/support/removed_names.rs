//! What something that is removed is called in a message.

use dlint_model::effects::{Action, Effect};
use dlint_model::packages::Operation;
use dlint_model::path::ImagePath;

/// The path, or whose cache it is where a package manager knows the path: `yum clean all` names none.
pub(crate) fn name_of(removed: &ImagePath, effect: &Effect, all: &[Effect]) -> String {
    let cleaned = all.iter().filter(|other| effect.command.is_some() && other.command == effect.command);
    let mut cleaned = cleaned.filter_map(|other| match &other.action {
        Action::Packages(action) if action.operation == Operation::Clean => Some(&action.program),
        _ => None,
    });
    match cleaned.next() {
        Some(program) => format!("the cache of `{program}`"),
        // In a folder that nobody knows, the name alone says more.
        None => format!("`{}`", removed.as_str().strip_prefix("${WORKDIR}/").unwrap_or(removed.as_str())),
    }
}
