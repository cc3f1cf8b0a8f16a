//! One line for each finding, for logs, `grep` and editors that follow `path:line:column`. `[*]` is what `--fix` repairs.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::{Safety, Severity};

use crate::locate::Locator;
use crate::report::best_fix;
use crate::summary::closing_line;
use crate::{Report, pen, printable};

/// Writes `report`, with its closing line.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    for file in &report.files {
        let locator = Locator::new(file.source);
        let path = printable(file.source.name());
        for finding in file.findings {
            let at = locator.advance(finding.primary.span.start);
            write!(out, "{path}:{}:{}: ", at.line, at.column)?;
            out.set_color(&pen::bold(Some(pen::color(finding.severity))))?;
            write!(out, "{}[{}]", finding.severity, finding.code())?;
            out.reset()?;
            let safest = best_fix(file.source, finding).map(|fix| fix.safety);
            let is_asked_for = safest == Some(Safety::Safe) || safest.is_some() && report.run.unsafe_fixes;
            let mark = if is_asked_for { " [*]" } else { "" };
            write!(out, "{mark} {}", printable(&finding.message))?;
            if let Some(why) = &finding.why {
                write!(out, "; {}", printable(why))?;
            }
            writeln!(out)?;
        }
    }
    for error in report.errors {
        write!(out, "{}: ", printable(&error.path))?;
        out.set_color(&pen::bold(Some(pen::color(Severity::Error))))?;
        write!(out, "{}", Severity::Error)?;
        out.reset()?;
        writeln!(out, ": {}", printable(&error.message))?;
    }
    if report.run.quiet {
        return Ok(());
    }
    writeln!(out, "{}", closing_line(&report.summary(), report.run))
}

#[cfg(test)]
mod tests {
    use dlint_text::{SourceFile, Span};

    use dlint_diagnostics::Safety;

    use crate::testing::{CACHE, LATEST, RUN, colored, finding, fix, place, report, text};
    use crate::{Failure, FileError, Format, Report, Run};

    #[test]
    fn each_finding_is_one_line() {
        let content = "\u{feff}FROM 日:latest\r\nRUN x\r\n";
        let source = SourceFile::new("sub/Docker\nfile", content);
        let mut findings = [
            finding(&LATEST, place(content, "latest"), "`latest` moves"),
            finding(&CACHE, Span::at(content.len() as u32), "\u{1b}[2J\nx"),
        ];
        findings[0].why = Some("the next build differs".into());
        let errors =
            [FileError { path: "gone".into(), failure: Failure::Read, message: "no such file".into() }];
        let report = Report { errors: &errors, ..report(&source, &findings) };
        insta::assert_snapshot!(text(&report, Format::Concise), @r"
        sub/Docker␊file:1:8: warning[DL3007] `latest` moves; the next build differs
        sub/Docker␊file:3:1: info[DL3009] ␛[2J␊x
        gone: error: no such file
        2 problems: 1 warning, 1 info (1 file); 1 file could not be read
        ");
    }

    #[test]
    fn what_would_be_repaired_has_a_mark() {
        let source = SourceFile::new("f", "FROM x\n");
        let with = |safety| {
            let mut found = finding(&LATEST, Span::new(0, 4), "wrong");
            found.fixes = vec![fix("it", safety, Span::at(0), "a")];
            found
        };
        let findings = [with(Safety::Safe), with(Safety::Unsafe)];
        let marks = |unsafe_fixes| {
            let run = Run { unsafe_fixes, ..RUN };
            text(&Report { run, ..report(&source, &findings) }, Format::Concise)
                .matches("[DL3007] [*] wrong")
                .count()
        };
        assert_eq!((marks(false), marks(true)), (1, 2));
    }

    #[test]
    fn only_the_severity_and_the_code_have_a_colour() {
        let source = SourceFile::new("f", "FROM x\n");
        let findings = [finding(&LATEST, Span::new(0, 4), "wrong")];
        let shown = colored(&report(&source, &findings), Format::Concise);
        insta::assert_snapshot!(shown, @r"
        f:1:1: ‹0›‹1›‹33›warning[DL3007]‹0› wrong
        1 problem: 1 warning (1 file)
        ");
    }
}
