//! Comments that ignore findings: dlint's own, and those of the tools that people come from.
//!
//! All comments are read before the rules run, and what they say is put into tables by place; so a finding is looked
//! up in a few steps, however many comments there are. A finding is always made, and then kept or suppressed: rules
//! know nothing of it.

mod add;
mod collect;
mod comment;
mod following;
mod heredoc;
mod ignores;
mod report;
mod selected;
mod sets;

use dlint_diagnostics::{Finding, Origin};
use dlint_text::Span;

use crate::selector;

pub use add::add_ignores;
pub(crate) use collect::Collector;
pub(crate) use ignores::{Ignores, Used};
pub(crate) use report::{report, report_unused};
pub use selected::{Selected, selected};

/// The names in a comment that ignores findings, and the tool it is written for. The comment is given with its `#`, and
/// with where that stands. BuildKit's are not read here: see [`dlint_syntax::CheckComment`].
///
/// ```
/// let (_, names) = dlint_linter::ignored_names("# hadolint ignore=DL3007,DL3008", 10).unwrap();
/// assert_eq!(names, [(28..34).into(), (35..41).into()]);
/// assert!(dlint_linter::ignored_names("# nothing of the kind", 0).is_none());
/// ```
pub fn ignored_names(comment: &str, start: u32) -> Option<(Origin, Vec<Span>)> {
    comment::read(comment, start).map(|written| (written.origin, written.names))
}

/// Whether BuildKit reports the same problem.
pub fn is_of_buildkit(finding: &Finding) -> bool {
    sets::all_codes(&finding.variant).any(|code| selector::origin(code) == "buildkit")
}
