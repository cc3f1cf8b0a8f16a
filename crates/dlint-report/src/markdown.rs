//! Markdown for a comment below a merge request: a line that says it all, and a table for each file.
//!
//! What comes from a file is shown as code or escaped: it draws no table, loads no picture, and calls nobody.

mod escape;

use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::{Finding, Safety};
use dlint_text::SourceFile;

use crate::locate::Locator;
use crate::report::best_fix;
use crate::summary::closing_line;
use crate::{FileReport, Report};
use escape::{code, prose};

/// Writes the summary, then the files that something was found in, then those that could not be linted.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    let mut is_first = true;
    let mut part = |out: &mut dyn WriteColor| {
        if std::mem::take(&mut is_first) { Ok(()) } else { writeln!(out) }
    };
    if !report.run.quiet {
        part(out)?;
        writeln!(out, "**dlint:** {}", prose(&closing_line(&report.summary(), report.run)))?;
    }
    for file in report.files.iter().filter(|file| !file.findings.is_empty()) {
        part(out)?;
        table(report, file, out)?;
    }
    if !report.errors.is_empty() {
        part(out)?;
        writeln!(out, "**Not checked**\n")?;
    }
    for error in report.errors {
        writeln!(out, "- {}: {}", code(&error.path), prose(&error.message))?;
    }
    Ok(())
}

fn table(report: &Report<'_>, file: &FileReport<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    writeln!(out, "**{}**\n", code(file.source.name()))?;
    writeln!(out, "| Line | Severity | Rule | Problem |\n| ---: | --- | --- | --- |")?;
    let locator = Locator::new(file.source);
    for finding in file.findings {
        let at = locator.advance(finding.primary.span.start);
        let rule = match report.page_url(finding.rule) {
            Some(url) => format!("[{}]({url})", finding.code()),
            None => finding.code().to_owned(),
        };
        let said = said(file.source, finding);
        writeln!(out, "| {}:{} | {} | {rule} | {said} |", at.line, at.column, finding.severity)?;
    }
    Ok(())
}

/// What is wrong, why, and what to do or what `--fix` would do.
fn said(source: &SourceFile, finding: &Finding) -> String {
    let mut lines = vec![prose(&finding.message)];
    lines.extend(finding.why.as_deref().map(prose));
    let fix = best_fix(source, finding);
    let help = finding.help.as_deref().filter(|help| fix.is_none_or(|fix| fix.title != **help));
    lines.extend(help.map(|help| format!("**To do:** {}", prose(help))));
    lines.extend(fix.map(|fix| {
        let caution = if fix.safety == Safety::Safe { "" } else { " (unsafe)" };
        format!("**Fix:** {}{caution}", prose(&fix.title))
    }));
    lines.join("<br>")
}
