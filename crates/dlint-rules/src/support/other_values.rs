//! What changes in a build where another image, or another value, is named.

use dlint_diagnostics::Change;

/// These changes, and what they bring about: the variables, the folder, the user and the shell may be others then.
pub(crate) fn with_other_values<const N: usize>(changes: [Change; N]) -> impl Iterator<Item = Change> {
    let values = [Change::Variable(String::new()), Change::Workdir, Change::User, Change::Shell];
    changes.into_iter().chain(values)
}
