//! `SonarQube`'s generic issues, as servers from 10.3 on and the cloud read them: rules with what they endanger, and issues.
//!
//! Source: <https://docs.sonarsource.com/sonarqube-server/analyzing-source-code/importing-external-issues/generic-issue-import-format>.
//! Lines count from 1, columns from 0 in the units of UTF-16. The import stops at an empty range and at one that reaches
//! behind the end of a line, so neither is written.

use std::collections::BTreeMap;
use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::{Category, Finding, Label, Severity};
use dlint_text::{Encoding, SourceFile, Span};
use serde::Serialize;

use crate::json_text::write_json;
use crate::locate::Locator;
use crate::words::problem_and_help;
use crate::{FileError, Report};

#[derive(Serialize)]
struct Document<'a> {
    rules: Vec<Rule<'a>>,
    issues: Vec<Issue<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    name: &'a str,
    description: String,
    engine_id: &'static str,
    clean_code_attribute: &'static str,
    impacts: [Impact; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Impact {
    software_quality: &'static str,
    severity: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Issue<'a> {
    rule_id: &'a str,
    primary_location: Location,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    secondary_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    message: String,
    file_path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_range: Option<TextRange>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TextRange {
    start_line: u32,
    end_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

/// Writes the document as one line.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    let mut rules: BTreeMap<&str, &Finding> = BTreeMap::new();
    let mut issues = Vec::new();
    for file in &report.files {
        let locator = Locator::counting(file.source, Encoding::Utf16);
        for finding in file.findings {
            // A rule has one severity there: that of its gravest finding.
            let gravest = rules.entry(finding.code()).or_insert(finding);
            if gravest.severity < finding.severity {
                *gravest = finding;
            }
            issues.push(issue(&locator, finding));
        }
    }
    let mut rules: Vec<Rule<'_>> = rules.values().map(|finding| rule(finding, report)).collect();
    if !report.errors.is_empty() {
        rules.push(unread_rule());
        issues.extend(report.errors.iter().map(unread));
    }
    write_json(&Document { rules, issues }, out)?;
    writeln!(out)
}

fn rule<'a>(finding: &'a Finding, report: &Report<'_>) -> Rule<'a> {
    let (attribute, quality) = of_category(finding.rule.category);
    Rule {
        id: finding.code(),
        name: finding.rule.name,
        description: (report.about)(finding.rule).summary,
        engine_id: "dlint",
        clean_code_attribute: attribute,
        impacts: [Impact { software_quality: quality, severity: severity(finding.severity) }],
    }
}

/// What of good code is missing, and which quality suffers.
const fn of_category(category: Category) -> (&'static str, &'static str) {
    match category {
        Category::Layers | Category::Cache | Category::Size => ("EFFICIENT", "MAINTAINABILITY"),
        Category::Secrets | Category::Security => ("TRUSTWORTHY", "SECURITY"),
        Category::Reproducibility => ("COMPLETE", "RELIABILITY"),
        Category::Correctness => ("LOGICAL", "RELIABILITY"),
        Category::Style => ("CONVENTIONAL", "MAINTAINABILITY"),
    }
}

/// The words that all versions know.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "HIGH",
        Severity::Warning => "MEDIUM",
        Severity::Info | Severity::Style => "LOW",
    }
}

fn issue<'a>(locator: &Locator<'_>, finding: &'a Finding) -> Issue<'a> {
    locator.advance(finding.primary.span.start);
    let path = locator.source().name();
    let location = |message: String, span| Location {
        message,
        file_path: path.strip_prefix("./").unwrap_or(path).to_owned(),
        text_range: Some(text_range(locator, span)),
    };
    let secondary = |label: &Label| location(label.message.clone(), label.span);
    Issue {
        rule_id: finding.code(),
        primary_location: location(problem_and_help(finding), finding.primary.span),
        secondary_locations: finding.secondary.iter().map(secondary).collect(),
    }
}

fn unread_rule() -> Rule<'static> {
    Rule {
        id: "dlint",
        name: "not-checked",
        description: "The file could not be linted.".to_owned(),
        engine_id: "dlint",
        clean_code_attribute: "COMPLETE",
        impacts: [Impact { software_quality: "RELIABILITY", severity: "HIGH" }],
    }
}

fn unread(error: &FileError) -> Issue<'_> {
    let range = TextRange { start_line: 1, end_line: 1, start_column: None, end_column: None };
    Issue {
        rule_id: "dlint",
        primary_location: Location {
            message: error.message.clone(),
            file_path: error.path.clone(),
            text_range: Some(range),
        },
        secondary_locations: Vec::new(),
    }
}

fn text_range(locator: &Locator<'_>, span: Span) -> TextRange {
    let Some(span) = visible(locator.source(), span) else {
        let line = locator.position(span.start).line;
        return TextRange { start_line: line, end_line: line, start_column: None, end_column: None };
    };
    let (start, end) = (locator.position(span.start), locator.position(span.end));
    TextRange {
        start_line: start.line,
        end_line: end.line,
        start_column: Some(start.column - 1),
        end_column: Some(end.column - 1),
    }
}

/// What of a span can be seen; of an empty one, the character beside it. Nothing on an empty line.
fn visible(source: &SourceFile, span: Span) -> Option<Span> {
    let text = source.text();
    let floor = |offset: u32| text.floor_char_boundary(offset as usize) as u32;
    let line = source.lines().line_span(source.lines().line(span.start));
    let shown = source.slice(line).trim_end_matches(['\r', '\n']);
    // What is in front of the first character is a part of no line there.
    let begins = line.start + if shown.starts_with('\u{feff}') { '\u{feff}'.len_utf8() as u32 } else { 0 };
    let ends = line.start + shown.len() as u32;
    let start = floor(span.start).clamp(begins, ends.max(begins));
    let inside = source.slice(Span::new(start, floor(span.end))).trim_end_matches(['\r', '\n']);
    if !inside.is_empty() {
        return Some(Span::new(start, start + inside.len() as u32));
    }
    let behind = source.slice(Span::new(start, ends)).chars().next();
    let before = source.slice(Span::new(begins, start)).chars().next_back();
    match (behind, before) {
        (Some(c), _) => Some(Span::new(start, start + c.len_utf8() as u32)),
        (None, Some(c)) => Some(Span::new(start - c.len_utf8() as u32, start)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_never_empty_and_end_where_lines_end() {
        let text = "\u{feff}FROM 😀a\r\n\r\nRUN b";
        let source = SourceFile::new("f", text);
        let locator = Locator::counting(&source, Encoding::Utf16);
        let end = text.len() as u32;
        let range = |start, stop| {
            let range = text_range(&locator, Span::new(start, stop));
            (range.start_line, range.start_column, range.end_line, range.end_column)
        };
        assert_eq!(range(0, 7), (1, Some(0), 1, Some(4)));
        assert_eq!(range(8, 13), (1, Some(5), 1, Some(8)));
        assert_eq!(range(0, 0), (1, Some(0), 1, Some(1)), "a place in front of something");
        assert_eq!(range(13, 13), (1, Some(7), 1, Some(8)), "a place behind something");
        assert_eq!(range(13, 15), (1, Some(7), 1, Some(8)), "a line ending");
        assert_eq!(range(15, 15), (2, None, 2, None), "an empty line");
        assert_eq!(range(8, 15), (1, Some(5), 1, Some(8)));
        assert_eq!(range(8, end), (1, Some(5), 3, Some(5)));
        for (start, stop) in [(0, end + 9), (end, end), (3, 1), (14, 17), (9, 10)] {
            let (first, from, last, to) = range(start, stop);
            assert!((first, from) < (last, to) || from.is_none(), "{start} {stop}");
        }
    }
}
