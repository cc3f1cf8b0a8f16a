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

/// Whether a line is a comment that tells BuildKit, ShellCheck, tally or dlint to say nothing. Those at the very top are
/// no comments to the parser.
pub(super) fn is_of_another_program(build: &Build<'_>, line: u32) -> bool {
    const STARTS: &[&str] = &["check=", "dlint ", "shellcheck ", "tally "];
    let text = build.source().text().lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
    let comment = text.trim_start().strip_prefix('#').map(str::trim_start);
    comment.is_some_and(|text| STARTS.iter().any(|start| text.starts_with(start)))
}

/// The texts of the comments in front of the instruction.
fn comments<'s>(site: &Site<'s>) -> impl Iterator<Item = &'s str> {
    let (file, source) = (site.build.file(), site.build.source());
    file.comments_before(site.instruction).iter().map(|comment| comment.text(source))
}
