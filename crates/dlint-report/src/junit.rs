//! `JUnit`'s XML: a suite for each file, a case for each finding, and one that passes for a file without any.
//!
//! What makes the run fail is a failure. Anything else passes and says in its output what was found, so that what is red in
//! the report is what is red in the exit status. There are no times in it: the same files give the same report.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::Finding;

use crate::locate::Locator;
use crate::words::{problem, problem_and_help, title};
use crate::xml::Xml;
use crate::{FileError, FileReport, Report};

/// The name of the case of a file in which nothing was found, or which could not be linted.
const WHOLE: &str = "dlint";

/// How many cases of which kind.
#[derive(Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
}

impl Counts {
    fn of(file: &FileReport<'_>) -> Self {
        let failures = file.findings.iter().filter(|finding| fails(file, finding)).count();
        Self { tests: file.findings.len().max(1), failures, errors: 0 }
    }

    const FAILED: Self = Self { tests: 1, failures: 0, errors: 1 };

    fn open(self, xml: &mut Xml<impl io::Write>, element: &str, name: &str) -> io::Result<()> {
        let [tests, failures, errors] = [self.tests, self.failures, self.errors].map(|n| n.to_string());
        xml.open(
            element,
            &[
                ("name", name),
                ("tests", &tests),
                ("failures", &failures),
                ("errors", &errors),
                ("skipped", "0"),
                ("time", "0"),
            ],
        )
    }
}

/// Writes the suites.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    let all = report.files.iter().map(Counts::of).chain(report.errors.iter().map(|_| Counts::FAILED));
    let sum = all.fold(Counts::default(), |sum, one| Counts {
        tests: sum.tests + one.tests,
        failures: sum.failures + one.failures,
        errors: sum.errors + one.errors,
    });
    let mut xml = Xml::new(out)?;
    sum.open(&mut xml, "testsuites", "dlint")?;
    for file in &report.files {
        suite(&mut xml, file)?;
    }
    for error in report.errors {
        unread(&mut xml, error)?;
    }
    xml.close("testsuites")?;
    xml.finish()
}

fn suite(xml: &mut Xml<impl io::Write>, file: &FileReport<'_>) -> io::Result<()> {
    let path = file.source.name();
    Counts::of(file).open(xml, "testsuite", path)?;
    if file.findings.is_empty() {
        xml.empty("testcase", &[("classname", path), ("name", WHOLE), ("file", path), ("time", "0")])?;
    }
    let locator = Locator::new(file.source);
    for finding in file.findings {
        let at = locator.advance(finding.primary.span.start);
        let (place, line) = (format!("{}:{}", at.line, at.column), at.line.to_string());
        let name = format!("{} ({place})", title(finding));
        let attributes =
            [("classname", path), ("name", &name), ("file", path), ("line", &line), ("time", "0")];
        xml.open("testcase", &attributes)?;
        let said =
            format!("{path}:{place}: {}[{}] {}", finding.severity, finding.code(), problem_and_help(finding));
        if fails(file, finding) {
            let attributes = [("type", finding.severity.as_str()), ("message", &problem(finding))];
            xml.text("failure", &attributes, &said)?;
        } else {
            xml.text("system-out", &[], &said)?;
        }
        xml.close("testcase")?;
    }
    xml.close("testsuite")
}

fn unread(xml: &mut Xml<impl io::Write>, error: &FileError) -> io::Result<()> {
    let path = error.path.as_str();
    Counts::FAILED.open(xml, "testsuite", path)?;
    xml.open("testcase", &[("classname", path), ("name", WHOLE), ("file", path), ("time", "0")])?;
    xml.text(
        "error",
        &[("type", "error"), ("message", &error.message)],
        &format!("{path}: {}", error.message),
    )?;
    xml.close("testcase")?;
    xml.close("testsuite")
}

/// Whether a finding makes the run fail.
fn fails(file: &FileReport<'_>, finding: &Finding) -> bool {
    file.fail_on.is_some_and(|least| finding.severity >= least)
}
