//! Comments that tell another program to say nothing: dlint heeds the comments of all of them.

use super::{Excuse, Site, theirs};

pub(super) const BUILDKIT: &[Excuse] =
    &[theirs("a comment of hadolint's ignores it", &["JSONArgsRecommended"], |site| {
        comments(site)
            .any(|text| text.starts_with("hadolint") && text.contains("ignore") && text.contains("DL3025"))
    })];

pub(super) const HADOLINT: &[Excuse] = &[theirs("a comment of BuildKit's skips it", &["DL3025"], |site| {
    comments(site).any(|text| text.starts_with("check=skip=") && text.contains("JSONArgsRecommended"))
})];

/// The texts of the comments in front of the instruction.
fn comments<'s>(site: &Site<'s>) -> impl Iterator<Item = &'s str> {
    let (file, source) = (site.build.file(), site.build.source());
    file.comments_before(site.instruction).iter().map(|comment| comment.text(source))
}
