//! `--new-since`: what is reported of a file is what its changes are about.

use std::path::Path;

use dlint::{Finding, SourceFile};
use dlint_config::Changes;
use dlint_linter::{INTERNAL_ERROR, SYNTAX};

/// Asks git what has changed, if that is wanted.
pub(crate) fn changes(revision: Option<&str>) -> Result<Option<Changes>, String> {
    let ask = |revision| Changes::since(revision, Path::new("."));
    revision.map(ask).transpose().map_err(|message| format!("--new-since: {message}"))
}

/// Whether a finding is about lines that changed. A builder refuses a file as a whole, wherever it stops, so that is
/// told of each file that has changed at all.
pub(crate) fn is_new(changes: &Changes, file: &Path, source: &SourceFile, finding: &Finding) -> bool {
    if [SYNTAX.meta.code, INTERNAL_ERROR.meta.code].contains(&finding.code()) {
        return changes.touch(file, (1, u32::MAX));
    }
    let mut labels = std::iter::once(&finding.primary).chain(&finding.secondary);
    labels.any(|label| {
        let span = label.span;
        // A span that ends with its line does not reach into the next one.
        let last = span.end.saturating_sub(1).max(span.start);
        changes.touch(file, (source.lines().line(span.start), source.lines().line(last)))
    })
}
