//! Lines as GNU's programs write them, which Emacs and other editors jump along.
//!
//! Source: <https://www.gnu.org/prep/standards/html_node/Errors.html>. Columns are those of a screen with a tab stop at every
//! eighth, from 1; the end is the last character, not the place behind it.

use std::cell::Cell;
use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::Finding;
use dlint_text::{SourceFile, Span};
use unicode_width::UnicodeWidthChar;

use crate::words::{of_three, problem};
use crate::{Report, printable};

/// Writes a line for each finding, and for each file that could not be linted.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    for file in &report.files {
        let path = printable(file.source.name());
        let screen = Screen::of(file.source);
        for finding in file.findings {
            let place = place(&screen, finding);
            let severity = of_three(finding.severity, "note");
            let said = problem(finding);
            writeln!(out, "{path}:{place}: {severity}: {} [{}]", printable(&said), finding.code())?;
        }
    }
    for error in report.errors {
        writeln!(out, "{}: error: {}", printable(&error.path), printable(&error.message))?;
    }
    Ok(())
}

/// `3.5-3.9`, or `3.5` where there is but a place.
fn place(screen: &Screen<'_>, finding: &Finding) -> String {
    let span = finding.primary.span;
    let (line, column) = screen.start(span.start);
    let text = screen.source.slice(span).trim_end_matches(['\r', '\n']);
    let end = span.start + text.len() as u32;
    if text.is_empty() {
        return format!("{line}.{column}");
    }
    let (end_line, behind) = screen.place(end);
    format!("{line}.{column}-{end_line}.{}", behind.saturating_sub(1).max(1))
}

/// Answers where on a screen an offset is, and counts on from the place that was asked for last: a line may be long.
struct Screen<'a> {
    source: &'a SourceFile,
    /// An offset, and the columns in front of it on its line.
    last: Cell<(u32, u32)>,
}

impl<'a> Screen<'a> {
    fn of(source: &'a SourceFile) -> Self {
        Self { source, last: Cell::new((0, 0)) }
    }

    /// Where a finding begins; later questions are answered faster behind it.
    fn start(&self, offset: u32) -> (u32, u32) {
        let (line, column) = self.place(offset);
        self.last.set((self.floor(offset), column - 1));
        (line, column)
    }

    /// Line and column of an offset.
    fn place(&self, offset: u32) -> (u32, u32) {
        let offset = self.floor(offset);
        let line = self.source.lines().line(offset);
        let begins = self.source.lines().line_span(line).start;
        let (last, columns) = self.last.get();
        let (from, mut columns) =
            if (begins..=offset).contains(&last) { (last, columns) } else { (begins, 0) };
        for c in self.source.slice(Span::new(from, offset)).chars() {
            columns += match c {
                '\t' => 8 - columns % 8,
                c => c.width().unwrap_or(0) as u32,
            };
        }
        (line, columns + 1)
    }

    fn floor(&self, offset: u32) -> u32 {
        self.source.text().floor_char_boundary(offset as usize) as u32
    }
}

#[cfg(test)]
mod tests {
    use dlint_text::{SourceFile, Span};

    use crate::Format;
    use crate::testing::{LATEST, finding, place, report, text};

    #[test]
    fn columns_are_those_of_a_screen_and_ends_are_inclusive() {
        let content = "\u{feff}FROM 日本:x\nRUN\ta\r\nRUN b \\\r\n  c\r\n";
        let source = SourceFile::new("Docker\nfile", content);
        let many = Span::new(place(content, "RUN b").start, content.len() as u32);
        let empty = Span::at(place(content, "RUN\t").start);
        let spans = [place(content, "x"), place(content, "日本"), place(content, "a"), many, empty];
        let mut findings = spans.map(|span| finding(&LATEST, span, "wr\u{1b}ong"));
        findings[0].why = Some("it\nmatters".into());
        insta::assert_snapshot!(text(&report(&source, &findings), Format::Gnu), @r"
        Docker␊file:1.11-1.11: warning: wr␛ong; it matters [DL3007]
        Docker␊file:1.6-1.9: warning: wr␛ong [DL3007]
        Docker␊file:2.9-2.9: warning: wr␛ong [DL3007]
        Docker␊file:3.1-4.3: warning: wr␛ong [DL3007]
        Docker␊file:2.1: warning: wr␛ong [DL3007]
        ");
    }
}
