//! The Reviewdog Diagnostic Format, with fixes as suggestions that a reviewer takes with a click.
//!
//! Source: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>. Columns are bytes of the file as it is on disk,
//! ends are exclusive.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::{Finding, Fix, Safety, Severity};
use dlint_text::{Edit, Newline, SourceFile, Span, apply_edits};
use serde::Serialize;

use crate::json_text::write_json;
use crate::report::{best_fix, shows_secret};
use crate::words::problem_and_help;
use crate::{FileReport, Report};

/// A suggestion that replaces more than this is nothing that a reviewer reads.
const LONGEST: u32 = 16 * 1024;

#[derive(Serialize)]
struct Document<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
}

/// Writes the document as one line.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    let mut diagnostics: Vec<Diagnostic<'_>> = Vec::new();
    for file in &report.files {
        diagnostics.extend(file.findings.iter().map(|finding| diagnostic(file, finding, report)));
    }
    diagnostics.extend(report.errors.iter().map(|error| Diagnostic {
        message: error.message.clone(),
        location: Location { path: &error.path, range: None },
        severity: "ERROR",
        code: None,
        suggestions: None,
        related_locations: Vec::new(),
    }));
    let source = Source { name: "dlint", url: env!("CARGO_PKG_REPOSITORY") };
    write_json(&Document { source, diagnostics }, out)?;
    writeln!(out)
}

fn diagnostic<'a>(file: &FileReport<'a>, finding: &'a Finding, report: &Report<'_>) -> Diagnostic<'a> {
    let source = file.source;
    let at = |span| Location { path: source.name(), range: Some(range(source, span)) };
    let is_asked_for = |fix: &&Fix| fix.safety == Safety::Safe || report.run.unsafe_fixes;
    let fix = best_fix(source, finding).filter(is_asked_for);
    let related = finding.secondary.iter();
    Diagnostic {
        message: problem_and_help(finding),
        location: at(finding.primary.span),
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info | Severity::Style => "INFO",
        },
        code: Some(Code { value: finding.code(), url: report.page_url(finding.rule) }),
        suggestions: fix.and_then(|fix| suggestion(file, fix)).map(|suggestion| [suggestion]),
        related_locations: related
            .map(|label| Related { message: &label.message, location: at(label.span) })
            .collect(),
    }
}

/// The fix as one piece of text, since all of its edits are made or none. There is none where the fix changes another
/// file, where the piece is long, and where a secret stands in it.
fn suggestion(file: &FileReport<'_>, fix: &Fix) -> Option<Suggestion> {
    let source = file.source;
    let whole = fix.edits.iter().map(|edit| edit.span).reduce(Span::join)?;
    let hides = |span: Span| (span.start..span.end).any(|offset| file.secrets.hides(offset));
    if fix.ignores.is_some() || whole.len() > LONGEST || shows_secret(fix, file.secrets) || hides(whole) {
        return None;
    }
    let moved = |edit: &Edit| {
        let Span { start, end } = edit.span;
        Edit::replace(Span::new(start - whole.start, end - whole.start), edit.text.as_str())
    };
    let edits: Vec<Edit> = fix.edits.iter().map(moved).collect();
    let text = apply_edits(source.slice(whole), &edits).ok()?;
    let text = match source.newline() {
        Newline::Lf => text,
        Newline::CrLf => text.replace("\r\n", "\n").replace('\n', "\r\n"),
    };
    Some(Suggestion { range: range(source, whole), text })
}

fn range(source: &SourceFile, span: Span) -> Range {
    Range { start: position(source, span.start), end: position(source, span.end.max(span.start)) }
}

/// The place in the bytes of the file, a byte order mark among them.
fn position(source: &SourceFile, offset: u32) -> Position {
    let offset = source.text().floor_char_boundary(offset as usize) as u32;
    let line = source.lines().line(offset);
    let begins = source.lines().line_span(line).start;
    Position { line, column: source.original_offset(offset) - source.original_offset(begins) + 1 }
}

#[cfg(test)]
mod tests {
    use dlint_diagnostics::{Safety, Secrets};
    use dlint_text::{Edit, SourceFile, Span};
    use serde_json::{Value, json};

    use crate::testing::{LATEST, RUN, finding, fix, place, report, text};
    use crate::{FileReport, Format, Report, Run};

    fn first(report: &Report<'_>) -> Value {
        let document: Value = serde_json::from_str(&text(report, Format::Rdjson)).unwrap();
        document["diagnostics"][0].clone()
    }

    #[test]
    fn places_are_bytes_and_a_fix_is_one_suggestion() {
        let content = "\u{feff}FROM 日:latest AS a\r\nRUN b\r\n";
        let source = SourceFile::new("f", content);
        let mut found = finding(&LATEST, place(content, "latest"), "moves");
        found.fixes = vec![fix("it", Safety::Safe, place(content, "latest"), "1")];
        found.fixes[0].edits.push(Edit::replace(place(content, "RUN b"), "RUN c \\\n  d"));
        let wanted = first(&report(&source, &[found]));
        assert_eq!(wanted["location"]["range"]["start"], json!({ "line": 1, "column": 13 }));
        assert_eq!(wanted["location"]["range"]["end"], json!({ "line": 1, "column": 19 }));
        let suggestion = &wanted["suggestions"][0];
        assert_eq!(suggestion["text"], "1 AS a\r\nRUN c \\\r\n  d");
        assert_eq!(suggestion["range"]["end"], json!({ "line": 2, "column": 6 }));
    }

    #[test]
    fn bytes_are_those_on_disk() {
        let source = SourceFile::decode("f", b"# \xff\xfe\nRUN \xff x\n".to_vec()).unwrap();
        let found = finding(&LATEST, place(source.text(), "x"), "wrong");
        assert_eq!(
            first(&report(&source, &[found]))["location"]["range"]["start"],
            json!({ "line": 2, "column": 7 })
        );
    }

    #[test]
    fn unsafe_fixes_are_suggested_where_they_are_asked_for_and_secrets_never() {
        let content = "ENV P kR7pWz2mQx\nRUN x\n";
        let source = SourceFile::new("f", content);
        let with = |safety, span| {
            let mut found = finding(&LATEST, span, "wrong");
            found.fixes = vec![fix("it", safety, span, "y")];
            [found]
        };
        let run = place(content, "RUN");
        let is_suggested = |findings: &[_], unsafe_fixes, secrets: &Secrets| {
            let report = report(&source, findings);
            let files = vec![FileReport { secrets, ..report.files[0] }];
            !first(&Report { files, run: Run { unsafe_fixes, ..RUN }, ..report })["suggestions"].is_null()
        };
        assert!(is_suggested(&with(Safety::Safe, run), false, &Secrets::NONE));
        assert!(!is_suggested(&with(Safety::Unsafe, run), false, &Secrets::NONE));
        assert!(is_suggested(&with(Safety::Unsafe, run), true, &Secrets::NONE));
        let secrets = Secrets::new(content, [(place(content, "kR7pWz2mQx"), true)]);
        let around = Span::new(0, content.len() as u32);
        assert!(is_suggested(&with(Safety::Safe, around), false, &Secrets::NONE));
        assert!(!is_suggested(&with(Safety::Safe, around), false, &secrets));
    }
}
