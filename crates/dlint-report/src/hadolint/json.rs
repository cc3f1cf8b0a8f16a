//! The formats that are JSON. Keys are sorted, as hadolint writes them.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::{Fingerprint, Severity};
use serde_json::{Value, json};

use super::Row;

/// One array, without a line ending behind it.
pub(super) fn json<'r>(rows: impl Iterator<Item = &'r Row>, out: &mut dyn WriteColor) -> io::Result<()> {
    let items = rows.map(|row| {
        json!({
            "code": row.code,
            "column": row.column,
            "file": row.path,
            "level": row.severity.as_str(),
            "line": row.line,
            "message": row.message,
        })
    });
    write!(out, "{}", Value::Array(items.collect()))
}

/// Issues with a NUL behind each.
pub(super) fn codeclimate<'r>(
    rows: impl Iterator<Item = &'r Row>,
    out: &mut dyn WriteColor,
) -> io::Result<()> {
    for row in rows {
        write!(out, "{}\0", issue(row))?;
    }
    Ok(())
}

/// One array of issues, each with a fingerprint.
pub(super) fn gitlab<'r>(rows: impl Iterator<Item = &'r Row>, out: &mut dyn WriteColor) -> io::Result<()> {
    let items = rows.map(|row| {
        let mut issue = issue(row);
        let text = format!("{} {} {}", row.path, row.line, row.message);
        if let Some(fields) = issue.as_object_mut() {
            let fingerprint = Fingerprint::new(&row.code, &text).to_string();
            fields.insert("fingerprint".to_owned(), Value::String(fingerprint));
        }
        issue
    });
    write!(out, "{}", Value::Array(items.collect()))
}

fn issue(row: &Row) -> Value {
    let location = if row.is_parse_error() {
        let place = json!({ "column": row.column, "line": row.line });
        json!({ "path": row.path, "positions": { "begin": place, "end": place } })
    } else {
        json!({ "lines": { "begin": row.line, "end": row.line }, "path": row.path })
    };
    let severity = match row.severity {
        Severity::Error => "blocker",
        Severity::Warning => "major",
        Severity::Info => "info",
        Severity::Style => "minor",
    };
    json!({
        "categories": ["Bug Risk"],
        "check_name": row.code,
        "description": row.message,
        "location": location,
        "severity": severity,
        "type": "issue",
    })
}

/// Results one behind the other.
pub(super) fn codacy<'r>(rows: impl Iterator<Item = &'r Row>, out: &mut dyn WriteColor) -> io::Result<()> {
    for row in rows {
        let result = json!({
            "filename": row.path,
            "line": row.line,
            "message": row.message,
            "patternId": row.code,
        });
        write!(out, "{result}")?;
    }
    Ok(())
}

pub(super) fn sonarqube<'r>(rows: impl Iterator<Item = &'r Row>, out: &mut dyn WriteColor) -> io::Result<()> {
    let issues = rows.map(|row| {
        let (severity, kind) = match row.severity {
            _ if row.is_parse_error() => ("BLOCKER", "BUG"),
            Severity::Error => ("CRITICAL", "BUG"),
            Severity::Warning => ("MAJOR", "CODE_SMELL"),
            Severity::Info => ("MINOR", "CODE_SMELL"),
            Severity::Style => ("INFO", "CODE_SMELL"),
        };
        json!({
            "engineId": "Hadolint",
            "primaryLocation": {
                "filePath": row.path,
                "message": row.message,
                "textRange": {
                    "endColumn": row.column,
                    "endLine": row.line,
                    "startColumn": if row.is_parse_error() { row.column } else { 0 },
                    "startLine": row.line,
                },
            },
            "ruleId": row.code,
            "severity": severity,
            "type": kind,
        })
    });
    write!(out, "{}", json!({ "issues": issues.collect::<Vec<Value>>() }))
}

pub(super) fn sarif<'r>(rows: impl Iterator<Item = &'r Row>, out: &mut dyn WriteColor) -> io::Result<()> {
    let results = rows.map(|row| {
        let level = match row.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Style => "note",
        };
        let region = json!({
            "endColumn": row.column,
            "endLine": row.line,
            "sourceLanguage": if row.code.starts_with("SC") { "sh" } else { "dockerfile" },
            "startColumn": row.column,
            "startLine": row.line,
        });
        json!({
            "level": level,
            "locations": [{
                "physicalLocation": { "artifactLocation": { "uri": row.path }, "region": region },
            }],
            "message": { "text": row.message },
            "ruleId": row.code,
        })
    });
    // The name is hadolint's, so that whoever keeps a list of alerts knows them again.
    let driver = json!({
        "downloadUri": env!("CARGO_PKG_REPOSITORY"),
        "fullName": "dlint in the place of hadolint",
        "name": "Hadolint",
        "shortDescription": { "text": "Dockerfile linter" },
        "version": env!("CARGO_PKG_VERSION"),
    });
    let run = json!({
        "defaultSourceLanguage": "dockerfile",
        "results": results.collect::<Vec<Value>>(),
        "tool": { "driver": driver },
    });
    let schema = "http://json.schemastore.org/sarif-2.1.0";
    write!(out, "{}", json!({ "$schema": schema, "runs": [run], "version": "2.1.0" }))
}
