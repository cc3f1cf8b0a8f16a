//! What a run of dlint looks like: on a screen, in a log, to the services that read reports, and as a diff.
//!
//! Everything is written to a writer that the caller gives: nothing here opens a file, prints, or ends the
//! process. Findings carry no format of their own; each format owns the shape that it writes.
//!
//! Text that comes from a linted file, and that includes its name, never reaches a terminal as it is: see
//! [`printable`]. The writers are written to in small pieces and should be buffered.

mod checkstyle;
mod concise;
mod diff;
mod excerpt;
mod format;
mod full;
mod github;
mod gitlab;
mod gnu;
mod hadolint;
mod json;
mod json_text;
mod junit;
mod locate;
mod markdown;
mod pen;
mod printable;
mod rdjson;
mod report;
mod repository;
mod sarif;
mod sonarqube;
mod statistics;
mod summary;
#[cfg(test)]
mod testing;
mod tidy;
mod words;
mod wrap;
mod xml;

/// The writers with colours that reports are written to; `termcolor::NoColor` around any writer is one.
pub use codespan_reporting::term::termcolor;

pub use diff::{DiffText, Side, unified_diff};
pub use format::{Borders, Format, UnknownFormat, write};
pub use full::write_complaints;
pub use hadolint::{HadolintFormat, HadolintReport, write_as_hadolint};
pub use json_text::write_json;
pub use printable::printable;
pub use report::{Complaint, Failure, FileError, FileReport, Report, Run};
pub use repository::Repository;
pub use statistics::{StatisticsFormat, write_statistics};
pub use summary::{Summary, Threshold, closing_line};
pub use wrap::wrapped;
