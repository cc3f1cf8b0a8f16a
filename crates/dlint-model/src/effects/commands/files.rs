//! Commands that make, move and delete files.
use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;
pub(super) const COMMANDS: &[(&str, Handler)] = &[("rm", rm)];
fn rm(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("", &[]));
    let tree = parsed.has(&["-r", "-R", "--recursive"]);
    for word in &parsed.operands {
        for path in call.paths(word) {
            out.delete(path, tree, word.span());
        }
    }
}
