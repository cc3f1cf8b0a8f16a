//! Checkstyle's XML, which Jenkins, reviewdog and most other readers of reports know.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;

use crate::Report;
use crate::locate::Locator;
use crate::words::{of_three, problem};
use crate::xml::Xml;

/// The version of Checkstyle whose shape this is.
const VERSION: &str = "4.3";

/// Writes an element for each file, also for one without findings.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.open("checkstyle", &[("version", VERSION)])?;
    for file in &report.files {
        let name = [("name", file.source.name())];
        if file.findings.is_empty() {
            xml.empty("file", &name)?;
            continue;
        }
        xml.open("file", &name)?;
        let locator = Locator::new(file.source);
        for finding in file.findings {
            let at = locator.advance(finding.primary.span.start);
            xml.empty(
                "error",
                &[
                    ("line", &at.line.to_string()),
                    ("column", &at.column.to_string()),
                    ("severity", of_three(finding.severity, "info")),
                    ("message", &problem(finding)),
                    ("source", &format!("dlint.{}", finding.code())),
                ],
            )?;
        }
        xml.close("file")?;
    }
    for error in report.errors {
        xml.open("file", &[("name", &error.path)])?;
        let message = error.message.as_str();
        // Readers ask for a line, and there is none.
        xml.empty(
            "error",
            &[("line", "1"), ("severity", "error"), ("message", message), ("source", "dlint")],
        )?;
        xml.close("file")?;
    }
    xml.close("checkstyle")?;
    xml.finish()
}
