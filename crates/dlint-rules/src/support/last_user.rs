//! The `USER` that the image is left with.

use dlint_linter::Cx;
use dlint_model::{Stage, State, User};
use dlint_syntax::{Arguments, Word};

/// The last `USER` instruction on the way to the image that a stage is, and the user that the image has; `None` where
/// the file names none.
pub(crate) fn last_user<'c>(last: &'c Stage<'_>, cx: &'c Cx<'_>) -> Option<(&'c Word, &'c User)> {
    let State { user, .. } = &last.end;
    let steps =
        cx.build.chain(last.index).flat_map(|stage| stage.own_steps().collect::<Vec<_>>().into_iter().rev());
    let mut words = steps.filter_map(|step| match &step.instruction.arguments {
        Arguments::User(Some(word)) => Some(word),
        _ => None,
    });
    words.next().map(|word| (word, user))
}
