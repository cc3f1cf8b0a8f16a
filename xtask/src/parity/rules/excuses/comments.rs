//! Comments that tell another program to say nothing: dlint heeds the comments of all of them.

use dlint_model::Build;

use super::{Excuse, Site, theirs};

pub(super) const BUILDKIT: &[Excuse] =
    &[theirs("a comment of hadolint's ignores it", &["JSONArgsRecommended"], |site| {
        comments(site)
            .any(|text| text.starts_with("hadolint") && text.contains("ignore") && text.contains("DL3025"))
    })];

pub(super) const HADOLINT: &[Excuse] = &[theirs("a comment of BuildKit's skips it", &["DL3025"], |site| {
    comments(site).any(|text| text.starts_with("check=skip=") && text.contains("JSONArgsRecommended"))
})];

/// Whether there is a comment in a line that tells BuildKit, ShellCheck, tally or dlint to say nothing.
pub(super) fn is_of_another_program(build: &Build<'_>, line: u32) -> bool {
    const STARTS: &[&str] = &["check=", "dlint ", "shellcheck ", "tally "];
    let source = build.source();
    build.file().comments.iter().any(|comment| {
        let text = comment.text(source);
        source.lines().line(comment.span.start) == line && STARTS.iter().any(|start| text.starts_with(start))
    })
}

/// The texts of the comments in front of the instruction.
fn comments<'s>(site: &Site<'s>) -> impl Iterator<Item = &'s str> {
    let (file, source) = (site.build.file(), site.build.source());
    file.comments_before(site.instruction).iter().map(|comment| comment.text(source))
}
