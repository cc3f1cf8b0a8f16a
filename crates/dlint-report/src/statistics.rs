//! How often each rule speaks, for whoever decides what to repair or to ignore first.

use std::collections::BTreeMap;
use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::Safety;
use serde::Serialize;

use crate::Report;
use crate::json_text::write_json;
use crate::report::best_fix;
use crate::summary::closing_line;

/// How statistics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatisticsFormat {
    /// A line for each code, then the closing line.
    Text,
    /// One array.
    Json,
}

/// What is counted of a code.
#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    name: &'a str,
    count: usize,
    fixable_safe: usize,
    fixable_unsafe: usize,
}

/// Writes how often each code was found, the most frequent first.
///
/// # Errors
///
/// Those of the writer.
pub fn write_statistics(
    report: &Report<'_>,
    format: StatisticsFormat,
    out: &mut dyn WriteColor,
) -> io::Result<()> {
    let rows = rows(report);
    if format == StatisticsFormat::Json {
        write_json(&rows, out)?;
        return writeln!(out);
    }
    let width = |len: fn(&Row<'_>) -> usize| rows.iter().map(len).max().unwrap_or_default();
    let counts = width(|row| row.count.to_string().len());
    let (codes, names) = (width(|row| row.code.len()), width(|row| row.name.len()));
    for row in &rows {
        let Row { code, name, count, .. } = row;
        let line = format!("{count:>counts$}  {code:codes$}  {name:names$}  {}", fixable(row));
        writeln!(out, "{}", line.trim_end())?;
    }
    if report.run.quiet {
        return Ok(());
    }
    if !rows.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}", closing_line(&report.summary(), report.run))
}

fn rows<'a>(report: &Report<'a>) -> Vec<Row<'a>> {
    let mut rows: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    for file in &report.files {
        for finding in file.findings {
            let (code, name) = (finding.code(), finding.rule.name);
            let new = Row { code, name, count: 0, fixable_safe: 0, fixable_unsafe: 0 };
            let row = rows.entry(code).or_insert(new);
            row.count += 1;
            match best_fix(file.source, finding).map(|fix| fix.safety) {
                Some(Safety::Safe) => row.fixable_safe += 1,
                Some(_) => row.fixable_unsafe += 1,
                None => {}
            }
        }
    }
    let mut rows: Vec<Row<'_>> = rows.into_values().collect();
    // They are in the order of their codes, which the sort keeps.
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}

/// `3 fixable, 1 unsafe`
fn fixable(row: &Row<'_>) -> String {
    match (row.fixable_safe, row.fixable_unsafe) {
        (0, 0) => String::new(),
        (safe, 0) => format!("{safe} fixable"),
        (0, more) => format!("{more} fixable (unsafe)"),
        (safe, more) => format!("{safe} fixable, {more} more (unsafe)"),
    }
}

#[cfg(test)]
mod tests {
    use dlint_text::{SourceFile, Span};

    use super::*;
    use crate::termcolor::NoColor;
    use crate::testing::{CACHE, LATEST, finding, fix, report};

    fn written(report: &Report<'_>, format: StatisticsFormat) -> String {
        let mut out = NoColor::new(Vec::new());
        write_statistics(report, format, &mut out).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn the_most_frequent_comes_first_and_equals_are_sorted_by_code() {
        let source = SourceFile::new("f", "FROM x\n");
        let with = |rule, safety: Option<Safety>| {
            let mut found = finding(rule, Span::new(0, 4), "wrong");
            found.fixes = safety.map(|safety| fix("it", safety, Span::at(0), "")).into_iter().collect();
            found
        };
        let mut pip = with(&CACHE, None);
        pip.variant = CACHE.variants[1];
        let findings = [
            pip,
            with(&LATEST, Some(Safety::Safe)),
            with(&LATEST, Some(Safety::Unsafe)),
            with(&LATEST, None),
            with(&CACHE, Some(Safety::Unsafe)),
        ];
        let report = report(&source, &findings);
        insta::assert_snapshot!(written(&report, StatisticsFormat::Text), @r"
        3  DL3007  latest-tag              1 fixable, 1 more (unsafe)
        1  DL3009  package-cache-in-layer  1 fixable (unsafe)
        1  DL3042  package-cache-in-layer

        5 problems: 3 warnings, 2 info; 1 fixable with --fix, 2 more with --fix --unsafe-fixes (1 file)
        ");
        insta::assert_snapshot!(written(&report, StatisticsFormat::Json), @r#"
        [{"code":"DL3007","name":"latest-tag","count":3,"fixable_safe":1,"fixable_unsafe":1},{"code":"DL3009","name":"package-cache-in-layer","count":1,"fixable_safe":0,"fixable_unsafe":1},{"code":"DL3042","name":"package-cache-in-layer","count":1,"fixable_safe":0,"fixable_unsafe":0}]
        "#);
    }

    #[test]
    fn nothing_found_is_said() {
        let source = SourceFile::new("f", "FROM x\n");
        assert_eq!(written(&report(&source, &[]), StatisticsFormat::Text), "no problems (1 file)\n");
        assert_eq!(written(&report(&source, &[]), StatisticsFormat::Json), "[]\n");
    }
}
