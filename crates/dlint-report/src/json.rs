//! The JSON document: a contract with other programs.
//!
//! The structs here are the wire: keys may be added at the end of an object, none is ever renamed, removed or
//! given another meaning. `schema/output.schema.json` says the same to machines; a test holds the two together.
//! Positions are those of the file on disk, also where it was not UTF-8.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::{Finding, Fix, Ignored, Label, NoFix, Safety, Secrets, Suppressed};
use dlint_text::{Edit, Newline, SourceFile, Span};
use serde::Serialize;

use crate::json_text::write_json;
use crate::locate::Locator;
use crate::report::{best_fix, offered, shows_secret};
use crate::{FileError, FileReport, Report, Summary};

/// The version of the document. It changes only if a key's meaning has to.
const VERSION: u32 = 1;

/// Writes `report` as one line.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    let document = Document {
        version: VERSION,
        files: report.files.iter().map(|file| file_wire(file, report)).collect(),
        errors: report.errors.iter().map(ErrorWire::new).collect(),
        summary: SummaryWire::new(&report.summary()),
    };
    write_json(&document, out)?;
    writeln!(out)
}

/// Writes a line for each finding, and for each file that could not be linted.
pub(crate) fn write_lines(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    for file in &report.files {
        let places = Places::of(file);
        for finding in file.findings {
            let line = LineWire { path: file.source.name(), finding: places.finding(finding, report) };
            write_json(&line, out)?;
            writeln!(out)?;
        }
    }
    for error in report.errors {
        write_json(&ErrorWire::new(error), out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// A finding, with the file that it is in.
#[derive(Serialize)]
struct LineWire<'a> {
    path: &'a str,
    #[serde(flatten)]
    finding: FindingWire<'a>,
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    files: Vec<FileWire<'a>>,
    errors: Vec<ErrorWire<'a>>,
    summary: SummaryWire,
}

#[derive(Serialize)]
struct FileWire<'a> {
    path: &'a str,
    findings: Vec<FindingWire<'a>>,
    suppressed: Vec<SuppressedWire<'a>>,
}

/// A finding that a comment ignores, in short.
#[derive(Serialize)]
struct SuppressedWire<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    start: Position,
    end: Position,
    fingerprint: String,
    comment: CommentWire<'a>,
}

#[derive(Serialize)]
struct CommentWire<'a> {
    origin: &'a str,
    reason: Option<&'a str>,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct FindingWire<'a> {
    code: &'a str,
    name: &'a str,
    variant: Option<&'a str>,
    aliases: &'a [&'a str],
    severity: &'a str,
    category: &'a str,
    message: &'a str,
    why: Option<&'a str>,
    help: Option<&'a str>,
    url: Option<String>,
    stage: Option<&'a str>,
    instruction_line: Option<u32>,
    start: Position,
    end: Position,
    labels: Vec<LabelWire<'a>>,
    fingerprint: String,
    fixes: Vec<FixWire<'a>>,
    no_fix: Option<&'a str>,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct LabelWire<'a> {
    message: &'a str,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct FixWire<'a> {
    title: &'a str,
    safety: &'a str,
    preferred: bool,
    edits: Vec<EditWire<'a>>,
}

#[derive(Serialize)]
struct EditWire<'a> {
    path: &'a str,
    start: Position,
    end: Position,
    text: String,
}

#[derive(Serialize)]
struct ErrorWire<'a> {
    path: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct SummaryWire {
    files: usize,
    errors: usize,
    warnings: usize,
    info: usize,
    style: usize,
    fixable_safe: usize,
    fixable_unsafe: usize,
    fixed: usize,
    suppressed: usize,
    known: usize,
}

fn file_wire<'a>(file: &FileReport<'a>, report: &Report<'_>) -> FileWire<'a> {
    let places = Places::of(file);
    let findings = file.findings.iter().map(|finding| places.finding(finding, report)).collect();
    // A locator goes through a file once, from its beginning to its end.
    let places = Places::of(file);
    let suppressed = file.suppressed.iter().map(|suppressed| places.suppressed(suppressed)).collect();
    FileWire { path: file.source.name(), findings, suppressed }
}

/// What turns spans and edits of one file into those of the document.
struct Places<'a> {
    locator: Locator<'a>,
    newline: Newline,
    secrets: &'a Secrets,
}

impl<'a> Places<'a> {
    fn of(file: &FileReport<'a>) -> Self {
        let (locator, newline) = (Locator::new(file.source), file.source.newline());
        Self { locator, newline, secrets: file.secrets }
    }

    fn finding(&self, finding: &'a Finding, report: &Report<'_>) -> FindingWire<'a> {
        let source = self.locator.source();
        self.locator.advance(finding.primary.span.start);
        let (start, end) = self.span(finding.primary.span);
        let preferred = best_fix(source, finding).filter(|fix| fix.safety == Safety::Safe);
        let offered = offered(source, finding).filter(|fix| !shows_secret(fix, self.secrets));
        let fixes = offered.map(|fix| {
            let preferred = preferred.is_some_and(|preferred| std::ptr::eq(preferred, fix));
            self.fix(fix, preferred)
        });
        // The finding's own place is among the labels only if something is said about it.
        let primary = Some(&finding.primary).filter(|label| !label.message.is_empty());
        FindingWire {
            code: finding.code(),
            name: finding.rule.name,
            variant: Some(finding.variant.name).filter(|name| !name.is_empty()),
            aliases: finding.variant.aliases,
            severity: finding.severity.as_str(),
            category: finding.rule.category.as_str(),
            message: &finding.message,
            why: finding.why.as_deref(),
            help: finding.help.as_deref(),
            url: report.page_url(finding.rule),
            stage: finding.stage.as_deref(),
            instruction_line: finding.instruction_line,
            start,
            end,
            labels: primary.into_iter().chain(&finding.secondary).map(|label| self.label(label)).collect(),
            fingerprint: finding.fingerprint.to_string(),
            fixes: fixes.collect(),
            no_fix: finding.no_fix.as_ref().map(NoFix::as_str),
        }
    }

    fn suppressed(&self, suppressed: &'a Suppressed) -> SuppressedWire<'a> {
        let finding = &suppressed.finding;
        self.locator.advance(finding.primary.span.start);
        let (start, end) = self.span(finding.primary.span);
        let (comment_start, comment_end) = self.span(suppressed.comment);
        SuppressedWire {
            code: finding.code(),
            name: finding.rule.name,
            severity: finding.severity.as_str(),
            message: &finding.message,
            start,
            end,
            fingerprint: finding.fingerprint.to_string(),
            comment: CommentWire {
                origin: suppressed.origin.as_str(),
                reason: suppressed.reason.as_deref(),
                start: comment_start,
                end: comment_end,
            },
        }
    }

    fn label(&self, label: &'a Label) -> LabelWire<'a> {
        let (start, end) = self.span(label.span);
        LabelWire { message: &label.message, start, end }
    }

    fn fix(&self, fix: &'a Fix, preferred: bool) -> FixWire<'a> {
        let own = fix.edits.iter().map(|edit| self.edit(edit));
        let edits = own.chain(fix.ignores.as_ref().map(added)).collect();
        FixWire { title: &fix.title, safety: fix.safety.as_str(), preferred, edits }
    }

    fn edit(&self, edit: &Edit) -> EditWire<'a> {
        let source: &'a SourceFile = self.locator.source();
        let (start, end) = self.span(edit.span);
        // The text as it is written into the file: with the file's own line endings.
        let text = match self.newline {
            Newline::Lf => edit.text.clone(),
            Newline::CrLf => edit.text.replace("\r\n", "\n").replace('\n', "\r\n"),
        };
        EditWire { path: source.name(), start, end, text }
    }

    fn span(&self, span: Span) -> (Position, Position) {
        (self.position(span.start), self.position(span.end))
    }

    fn position(&self, offset: u32) -> Position {
        let at = self.locator.position(offset);
        Position { line: at.line, column: at.column, offset: self.locator.original_offset(offset) }
    }
}

/// What is put at the end of the ignore file.
fn added(ignored: &Ignored) -> EditWire<'_> {
    let end = || {
        let (line, column, offset) = ignored.end;
        Position { line, column, offset }
    };
    EditWire { path: &ignored.path, start: end(), end: end(), text: ignored.text.clone() }
}

impl<'a> ErrorWire<'a> {
    fn new(error: &'a FileError) -> Self {
        Self { path: &error.path, message: &error.message }
    }
}

impl SummaryWire {
    fn new(summary: &Summary) -> Self {
        let Summary {
            files,
            files_with_findings: _,
            unreadable: _,
            unfixed: _,
            errors,
            warnings,
            info,
            style,
            fixable_safe,
            fixable_unsafe,
            fixed,
            suppressed,
            known,
            failing: _,
            threshold: _,
        } = *summary;
        Self { files, errors, warnings, info, style, fixable_safe, fixable_unsafe, fixed, suppressed, known }
    }
}

#[cfg(test)]
mod tests;
