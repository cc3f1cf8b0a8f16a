//! From a command to what it does.
use crate::effects::{Call, Out};
/// Reads a command, if it is a package manager's.
pub(crate) fn run(_call: &Call<'_>, _out: &mut Out<'_>) -> bool {
    false
}
