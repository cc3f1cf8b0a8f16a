//! The formats that are XML.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;

use super::Row;
use super::rows::File;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

/// One element a file, in it one a finding.
pub(super) fn checkstyle(files: &[File], out: &mut dyn WriteColor) -> io::Result<()> {
    write!(out, r#"{HEAD}<checkstyle version="4.3">"#)?;
    for file in files {
        let path = escaped(&file.path);
        if file.rows.is_empty() {
            write!(out, r#"<file name="{path}"/>"#)?;
            continue;
        }
        write!(out, r#"<file name="{path}">"#)?;
        for row in &file.rows {
            let Row { line, column, severity, code, .. } = row;
            let message = escaped(&row.message);
            write!(
                out,
                r#"<error column="{column}" line="{line}" message="{message}" severity="{severity}" source="{code}"/>"#
            )?;
        }
        write!(out, "</file>")?;
    }
    write!(out, "</checkstyle>")
}

/// One suite a file, in it one case a finding. It has no times: the same input gives the same report.
pub(super) fn junit(files: &[File], out: &mut dyn WriteColor) -> io::Result<()> {
    write!(out, r#"{HEAD}<testsuites id="hadolint" name="Hadolint run" time="0">"#)?;
    for file in files {
        let errors = file.rows.iter().filter(|row| row.is_parse_error()).count();
        let failures = file.rows.len();
        let attributes =
            format!(r#"errors="{errors}" failures="{failures}" id="hadolint" name="dlint" time="0""#);
        if file.rows.is_empty() {
            write!(out, "<testsuite {attributes}/>")?;
            continue;
        }
        write!(out, "<testsuite {attributes}>")?;
        for row in &file.rows {
            let Row { line, severity, code, .. } = row;
            let message = escaped(&row.message);
            let path = escaped(&row.path);
            write!(
                out,
                r#"<testcase id="hadolint.rule.{code}" name="{code}" time="0"><failure id="{code}" message="{message}" type="{severity}">"#
            )?;
            write!(out, "File: {path}\nLine: {line}\n{severity}: {message}\n</failure></testcase>")?;
        }
        write!(out, "</testsuite>")?;
    }
    write!(out, "</testsuites>")
}

/// Text as it stands in an attribute or between tags.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // What XML cannot hold even escaped has been made visible before.
            '\n' => safe.push_str("&#10;"),
            '\t' => safe.push_str("&#9;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_xml_is_escaped() {
        assert_eq!(escaped("a < b && \"c\" > d\n"), "a &lt; b &amp;&amp; &quot;c&quot; &gt; d&#10;");
    }
}
