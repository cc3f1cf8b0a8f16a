//! Findings as hadolint sees them: flat, one for each code and instruction.

use dlint_diagnostics::{Finding, Severity};
use dlint_text::Encoding;

use crate::{FileReport, printable};

/// What hadolint calls a file that it cannot read.
pub(super) const PARSE_ERROR: &str = "DL1000";

/// A file and what was found in it.
pub(super) struct File {
    pub(super) path: String,
    pub(super) rows: Vec<Row>,
}

/// A finding.
pub(super) struct Row {
    pub(super) path: String,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) code: String,
    pub(super) severity: Severity,
    pub(super) message: String,
}

impl Row {
    /// Whether the builder cannot read what stands there.
    pub(super) fn is_parse_error(&self) -> bool {
        self.code == PARSE_ERROR
    }
}

/// The rows of a file: by line, then the gravest first.
pub(super) fn file(report: &FileReport<'_>, path: Option<&str>) -> File {
    let path = printable(path.unwrap_or_else(|| report.source.name())).into_owned();
    let mut rows: Vec<Row> = report.findings.iter().map(|finding| row(finding, report, &path)).collect();
    rows.sort_by(|a, b| {
        (a.line, b.severity, &a.code, a.column).cmp(&(b.line, a.severity, &b.code, b.column))
    });
    rows.dedup_by(|later, first| {
        (&later.code, later.line, later.column) == (&first.code, first.line, first.column)
    });
    File { path, rows }
}

fn row(finding: &Finding, report: &FileReport<'_>, path: &str) -> Row {
    let code = code(finding);
    let at = report.source.position(finding.primary.span.start, Encoding::Utf32);
    // A parse error alone has a column of its own.
    let (line, column) = match finding.instruction_line {
        Some(line) if code != PARSE_ERROR => (line, 1),
        _ if code == PARSE_ERROR => (at.line, at.column),
        _ => (at.line, 1),
    };
    let message = match &finding.why {
        Some(why) => format!("{}; {why}", finding.message),
        None => finding.message.clone(),
    };
    Row {
        path: path.to_owned(),
        line,
        column,
        code,
        severity: finding.severity,
        message: printable(&message).into_owned(),
    }
}

/// The code that hadolint has for it, or dlint's.
fn code(finding: &Finding) -> String {
    if finding.code() == "syntax" {
        return PARSE_ERROR.to_owned();
    }
    let mut codes = std::iter::once(finding.variant.code).chain(finding.variant.aliases.iter().copied());
    let theirs = codes.find(|code| {
        let number = code.strip_prefix("DL").or_else(|| code.strip_prefix("SC")).unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    theirs.unwrap_or(finding.code()).to_owned()
}
