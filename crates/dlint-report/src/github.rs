//! Workflow commands of GitHub Actions: each finding becomes an annotation in the changes of a pull request.
//!
//! Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>. A command is a line of
//! its own, and everything in it that comes from a file is escaped, so no file can write another command.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::Finding;

use crate::locate::Locator;
use crate::words::{of_three, printable_lines, problem_and_help, title};
use crate::{Report, printable};

/// Writes a command for each finding, and for each file that could not be linted.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    for file in &report.files {
        let locator = Locator::new(file.source);
        let path = property(&report.path_in_repository(file.source.name()));
        for finding in file.findings {
            let command = of_three(finding.severity, "notice");
            let place = place(&locator, finding);
            let (title, message) = (property(&title(finding)), data(&problem_and_help(finding)));
            writeln!(out, "::{command} file={path},{place},title={title}::{message}")?;
        }
    }
    for error in report.errors {
        let path = property(&report.path_in_repository(&error.path));
        writeln!(out, "::error file={path},title=dlint::{}", data(&error.message))?;
    }
    Ok(())
}

/// Columns are taken only where a finding is in one line.
fn place(locator: &Locator<'_>, finding: &Finding) -> String {
    let span = finding.primary.span;
    let start = locator.advance(span.start);
    let end = locator.position(span.end.max(span.start));
    if start.line == end.line {
        let (line, column, end) = (start.line, start.column, end.column);
        format!("line={line},endLine={line},col={column},endColumn={end}")
    } else {
        format!("line={},endLine={}", start.line, end.line)
    }
}

/// The message of a command.
fn data(text: &str) -> String {
    printable_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value in front of it.
fn property(text: &str) -> String {
    let text = printable(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use dlint_text::{SourceFile, Span};

    use crate::testing::{LATEST, finding, report, text};
    use crate::{Format, Report, Repository};

    #[test]
    fn no_text_of_a_file_becomes_a_command() {
        let nasty = "a\r\n::set-output name=x::y,z:100%0A::error::b\u{1b}[2J";
        let source = SourceFile::new(nasty, "FROM x\nRUN y\n");
        let mut findings =
            [finding(&LATEST, Span::new(0, 4), nasty), finding(&LATEST, Span::new(0, 9), "two")];
        findings[0].help = Some(nasty.into());
        let written = text(&report(&source, &findings), Format::Github);
        assert_eq!(written.lines().count(), 2, "{written}");
        assert!(written.lines().all(|line| line.starts_with("::warning file=a")), "{written}");
        assert!(!written.contains(['\r', '\u{1b}']), "{written}");
        let first = written.lines().next().unwrap();
        let (_, properties) = first.split_once(' ').unwrap();
        let (properties, message) = properties.split_once("::").unwrap();
        assert_eq!(properties.matches(',').count(), 5, "{properties}");
        assert!(properties.starts_with("file=a␍␊%3A%3Aset-output name=x%3A%3Ay%2Cz%3A100%250A%3A%3Aerror"));
        assert!(properties.ends_with("line=1,endLine=1,col=1,endColumn=5,title=DL3007 latest-tag"));
        assert!(message.contains("%0ATo do: a%0A::set-output"), "{message}");
    }

    #[test]
    fn paths_are_those_of_the_repository() {
        let source = SourceFile::new("./Dockerfile", "FROM x\n");
        let findings = [finding(&LATEST, Span::new(0, 4), "wrong")];
        let repository = Some(Repository { root: "/srv", folder: "app" });
        let written = text(&Report { repository, ..report(&source, &findings) }, Format::Github);
        assert!(written.starts_with("::warning file=app/Dockerfile,line=1,"), "{written}");
        assert!(text(&report(&source, &findings), Format::Github).starts_with("::warning file=Dockerfile,"));
    }
}
