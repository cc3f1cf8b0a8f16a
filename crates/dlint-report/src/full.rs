//! The default format: each finding with the lines it is about, drawn by `codespan-reporting`.
//!
//! Codespan draws the marked lines and the colours. The frame around them is drawn here, from the same pen,
//! because dlint's severities have names of their own and because a finding that is seen forty times a day
//! should not take two empty lines. Codespan is never given a file: see [`excerpt`](crate::excerpt).

use std::io::{self, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity as Pen};
use codespan_reporting::files::Error;
use codespan_reporting::term::termcolor::WriteColor;
use codespan_reporting::term::{Chars, Config, Renderer, StylesWriter, WriteStyle};
use dlint_diagnostics::{Finding, Label, Safety, Secrets, Severity};
use dlint_text::Span;

use crate::excerpt::{Row, Shown, rows, rows_of};
use crate::locate::Locator;
use crate::report::{best_fix, offered};
use crate::summary::closing_line;
use crate::tidy::Tidy;
use crate::wrap::wrapped;
use crate::{Borders, Complaint, FileError, Report, pen, printable};

/// Writes `report`, with its closing line.
pub(crate) fn write(report: &Report<'_>, borders: Borders, out: &mut dyn WriteColor) -> io::Result<()> {
    let styles = pen::styles();
    let config = config(borders);
    let mut writer = StylesWriter::new(Tidy::new(&mut *out), &styles);
    let width = report.run.width;
    let fixing = report.run.fixing;
    let mut frame =
        Frame { renderer: Renderer::new(&mut writer, &config), config: &config, borders, width, fixing };
    let mut first = true;
    for file in &report.files {
        let locator = Locator::new(file.source);
        for finding in file.findings {
            frame.part(&mut first)?;
            frame.finding(&locator, finding, file.secrets).map_err(io_error)?;
        }
    }
    if !report.errors.is_empty() {
        frame.part(&mut first)?;
    }
    for error in report.errors {
        frame.file_error(error)?;
    }
    if report.run.quiet {
        return Ok(());
    }
    frame.part(&mut first)?;
    writeln!(out, "{}", wrapped(&closing_line(&report.summary(), report.run), width))
}

/// Writes what is wrong with something else than a Dockerfile: with a configuration, say.
///
/// # Errors
///
/// Those of the writer.
pub fn write_complaints(
    complaints: &[Complaint<'_>],
    borders: Borders,
    out: &mut dyn WriteColor,
) -> io::Result<()> {
    let styles = pen::styles();
    let config = config(borders);
    let mut writer = StylesWriter::new(Tidy::new(out), &styles);
    let mut frame = Frame {
        renderer: Renderer::new(&mut writer, &config),
        config: &config,
        borders,
        width: None,
        fixing: false,
    };
    let mut first = true;
    for complaint in complaints {
        frame.part(&mut first)?;
        frame.complaint(complaint).map_err(io_error)?;
    }
    Ok(())
}

fn config(borders: Borders) -> Config {
    let chars = match borders {
        Borders::Unicode => Chars { snippet_start: "╭─".to_owned(), ..Chars::box_drawing() },
        Borders::Ascii => Chars::ascii(),
    };
    Config { chars, ..Config::default() }
}

/// The pen that a severity is drawn with. Only its colour is codespan's; the word is dlint's own.
fn pen_for(severity: Severity) -> Pen {
    match severity {
        Severity::Error => Pen::Error,
        Severity::Warning => Pen::Warning,
        Severity::Info => Pen::Note,
        Severity::Style => Pen::Help,
    }
}

/// Errors that are not the writer's cannot happen: the drawn rows are made for the marks in them.
fn io_error(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}

struct Frame<'w, 'c> {
    renderer: Renderer<'w, 'c>,
    config: &'c Config,
    borders: Borders,
    /// That of the terminal.
    width: Option<usize>,
    /// Whether fixes were applied: then it is said why something was not.
    fixing: bool,
}

impl Frame<'_, '_> {
    fn finding(&mut self, locator: &Locator<'_>, finding: &Finding, secrets: &Secrets) -> Result<(), Error> {
        let pen = pen_for(finding.severity);
        let rows = rows(locator.source(), finding, secrets, self.borders.cut());
        self.headline(pen, format_args!("{}[{}]", finding.severity, finding.code()), &finding.message)?;
        self.excerpt(pen, locator, finding.primary.span, &rows, &notes(locator, finding, self.fixing))
    }

    /// A place with its lines, and what is said below them.
    fn excerpt(
        &mut self,
        pen: Pen,
        locator: &Locator<'_>,
        span: Span,
        rows: &[Row],
        notes: &[String],
    ) -> Result<(), Error> {
        let gutter = rows.iter().map(|row| row.number).max().unwrap_or(1).ilog10() as usize + 1;
        self.place(gutter, locator, span)?;
        let mut previous: Option<&Row> = None;
        for row in rows {
            if previous.is_some_and(|previous| previous.number + 1 != row.number) {
                self.renderer.render_snippet_break(gutter, pen, 0, &[])?;
            }
            self.row(gutter, pen, row)?;
            previous = Some(row);
        }
        // In front of a note, and of its further lines, stand the gutter, a blank, a `=` and another blank.
        let width = self.width.map(|width| width.saturating_sub(gutter + 3));
        for note in notes {
            self.renderer.render_snippet_note(gutter, &wrapped(note, width))?;
        }
        Ok(())
    }

    fn complaint(&mut self, complaint: &Complaint<'_>) -> Result<(), Error> {
        let why = complaint.why.map(safe_lines);
        let help = complaint.help.map(|help| safe_lines(&format!("help: {help}")));
        let notes: Vec<String> = why.into_iter().chain(help).collect();
        self.headline(Pen::Error, format_args!("{}", Severity::Error), complaint.message)?;
        let Some((source, span)) = complaint.place else {
            return notes.iter().try_for_each(|note| self.renderer.render_snippet_note(1, note));
        };
        let shown = Shown { source, secrets: &Secrets::NONE, cut: self.borders.cut() };
        let rows = rows_of(shown, &Label::new(span, ""), &[]);
        self.excerpt(Pen::Error, &Locator::new(source), span, &rows, &notes)
    }

    /// An empty line before everything but the first.
    fn part(&mut self, first: &mut bool) -> io::Result<()> {
        if !std::mem::take(first) {
            writeln!(self.renderer)?;
        }
        Ok(())
    }

    /// `warning[DL3007]: message`
    fn headline(&mut self, pen: Pen, word: std::fmt::Arguments<'_>, message: &str) -> io::Result<()> {
        self.renderer.set_header(pen)?;
        write!(self.renderer, "{word}")?;
        self.renderer.set_header_message()?;
        // Further lines are moved in, so that the first words are those of findings.
        let first = word.to_string().len() + 2;
        let text = format!("{}{}", "_".repeat(first), printable(message));
        let text = wrapped(&text, self.width);
        write!(self.renderer, ": {}", text.get(first..).unwrap_or_default().replace('\n', "\n  "))?;
        self.renderer.reset()?;
        writeln!(self.renderer)
    }

    /// `  ╭─ Dockerfile:1:6`
    fn place(&mut self, gutter: usize, locator: &Locator<'_>, span: Span) -> io::Result<()> {
        let at = locator.advance(span.start);
        write!(self.renderer, "{:gutter$} ", "")?;
        self.renderer.set_source_border()?;
        write!(self.renderer, "{}", self.config.chars.snippet_start)?;
        self.renderer.reset()?;
        writeln!(self.renderer, " {}:{}:{}", printable(locator.source().name()), at.line, at.column)
    }

    fn row(&mut self, gutter: usize, pen: Pen, row: &Row) -> Result<(), Error> {
        let marks: Vec<_> = row
            .marks
            .iter()
            .map(|mark| {
                let style = if mark.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
                (style, mark.range.clone(), mark.message.as_str())
            })
            .collect();
        self.renderer.render_snippet_source(gutter, row.number as usize, &row.text, pen, &marks, 0, &[])
    }

    fn file_error(&mut self, error: &FileError) -> io::Result<()> {
        let message = format!("{}: {}", error.path, error.message);
        self.headline(Pen::Error, format_args!("{}", Severity::Error), &message)
    }
}

/// What is said below the lines: why it matters, what to do, and what `--fix` would do.
fn notes(locator: &Locator<'_>, finding: &Finding, fixing: bool) -> Vec<String> {
    let source = locator.source();
    let fix = best_fix(source, finding);
    // Without a fix that can be applied, the idea of one is still help.
    let idea = finding.fixes.first().filter(|_| offered(source, finding).next().is_none());
    let title = fix.or(idea).map(|fix| fix.title.as_str());

    let mut notes = Vec::with_capacity(3);
    notes.extend(finding.why.as_deref().map(safe_lines));
    // A rule may call its fix what its help already says; once is enough.
    let help = finding.help.as_deref().filter(|help| Some(*help) != title);
    notes.extend(help.map(|help| safe_lines(&format!("help: {help}"))));
    if let Some(fix) = fix {
        let caution = if fix.safety == Safety::Unsafe { " (unsafe)" } else { "" };
        notes.push(safe_lines(&format!("fix: {}{caution}", fix.title)));
    } else if let Some(idea) = idea {
        notes.push(safe_lines(&format!("help: {}", idea.title)));
    } else if let Some(reason) = finding.no_fix.as_ref().filter(|_| fixing) {
        notes.push(safe_lines(&format!("not fixed: {}", reason.as_str())));
    }
    notes
}

/// Text that may have several lines, each of them safe to print.
fn safe_lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
