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
mod sets;

use dlint_diagnostics::Finding;

use crate::selector;

pub use add::add_ignores;
pub(crate) use collect::Collector;
pub(crate) use ignores::{Ignores, Used};
pub(crate) use report::{report, report_unused};

/// Whether BuildKit reports the same problem.
pub(crate) fn is_of_buildkit(finding: &Finding) -> bool {
    sets::all_codes(&finding.variant).any(|code| selector::origin(code) == "buildkit")
}
