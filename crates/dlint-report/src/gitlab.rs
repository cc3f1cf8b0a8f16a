//! GitLab's Code Quality report: one array, which the widget of a merge request compares with that of the target.
//!
//! Source: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::collections::BTreeMap;
use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::{Fingerprint, Severity};
use serde::Serialize;

use crate::Report;
use crate::json_text::write_json;
use crate::locate::Locator;
use crate::words::problem;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the array as one line.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    let mut issues = Vec::new();
    let mut fingerprints = Fingerprints::default();
    for file in &report.files {
        let locator = Locator::new(file.source);
        let path = report.path_in_repository(file.source.name());
        for finding in file.findings {
            let span = finding.primary.span;
            let begin = locator.advance(span.start).line;
            let end = locator.position(span.end).line.max(begin);
            let own = finding.fingerprint.to_string();
            issues.push(Issue {
                description: problem(finding),
                check_name: finding.code(),
                fingerprint: fingerprints.unique(finding.code(), &path, &own),
                severity: severity(finding.severity),
                location: Location { path: path.to_string(), lines: Lines { begin, end } },
            });
        }
    }
    for error in report.errors {
        let path = report.path_in_repository(&error.path);
        issues.push(Issue {
            description: error.message.clone(),
            check_name: "dlint",
            fingerprint: fingerprints.unique("dlint", &path, &error.message),
            severity: "blocker",
            location: Location { path: path.into_owned(), lines: Lines { begin: 1, end: 1 } },
        });
    }
    write_json(&issues, out)?;
    writeln!(out)
}

/// A file that cannot be linted is graver than all that is found.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "minor",
        Severity::Style => "info",
    }
}

/// GitLab shows one issue for each fingerprint, and equal findings have equal ones: so they are counted.
#[derive(Default)]
struct Fingerprints(BTreeMap<Fingerprint, usize>);

impl Fingerprints {
    fn unique(&mut self, code: &str, path: &str, own: &str) -> String {
        let fingerprint = Fingerprint::new(code, &format!("{path}\0{own}"));
        let count = self.0.entry(fingerprint).or_default();
        *count += 1;
        match *count {
            1 => fingerprint.to_string(),
            count => format!("{fingerprint}-{count}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use dlint_text::{SourceFile, Span};
    use serde_json::Value;

    use crate::testing::{LATEST, finding, report, text};
    use crate::{FileReport, Format, Report};

    #[test]
    fn equal_findings_have_fingerprints_of_their_own() {
        let (one, other) = (SourceFile::new("./a", "FROM x\n"), SourceFile::new("b", "FROM x\n"));
        let findings =
            [finding(&LATEST, Span::new(0, 4), "wrong"), finding(&LATEST, Span::new(0, 4), "wrong")];
        let first = report(&one, &findings);
        let files = [&one, &other].map(|source| FileReport { source, ..first.files[0] });
        let report = Report { files: files.to_vec(), ..first };
        let written = text(&report, Format::Gitlab);
        let issues: Value = serde_json::from_str(&written).unwrap();
        let fingerprints: BTreeSet<&str> =
            issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(fingerprints.len(), 4, "{written}");
        assert_eq!(issues[0]["location"]["path"], "a");
        assert_eq!(text(&report, Format::Gitlab), written, "the same again");
    }
}
