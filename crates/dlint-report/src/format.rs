//! Which format a report is written in, by the names that the command line knows.

use std::fmt;
use std::io;
use std::str::FromStr;

use codespan_reporting::term::termcolor::WriteColor;

use crate::{
    Report, checkstyle, concise, full, github, gitlab, gnu, json, junit, markdown, rdjson, sarif, sonarqube,
};

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Each finding with the lines it is about.
    #[default]
    Full,
    /// One line for each finding.
    Concise,
    /// One JSON document; its shape is `schema/output.schema.json`.
    Json,
    /// One JSON document for each finding, each on a line.
    JsonLines,
    /// SARIF 2.1.0, for code scanning services.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// Checkstyle's XML.
    Checkstyle,
    /// `JUnit`'s XML.
    Junit,
    /// `SonarQube`'s generic issues.
    Sonarqube,
    /// Lines as GNU's programs write them.
    Gnu,
    /// Markdown, for a comment below a merge request.
    Markdown,
    /// The Reviewdog Diagnostic Format.
    Rdjson,
}

impl Format {
    /// All formats, in the order in which they are listed.
    pub const ALL: [Self; 13] = [
        Self::Full,
        Self::Concise,
        Self::Json,
        Self::JsonLines,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Checkstyle,
        Self::Junit,
        Self::Sonarqube,
        Self::Gnu,
        Self::Markdown,
        Self::Rdjson,
    ];

    /// The format's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::JsonLines => "json-lines",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Checkstyle => "checkstyle",
            Self::Junit => "junit",
            Self::Sonarqube => "sonarqube",
            Self::Gnu => "gnu",
            Self::Markdown => "markdown",
            Self::Rdjson => "rdjson",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A name that no format has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Format::ALL.map(Format::as_str).join(", ");
        write!(f, "there is no output format `{}`; the formats are {names}", crate::printable(&self.0))
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|format| format.as_str() == name);
        known.ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// What the frame around a finding is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Borders {
    /// Box drawing characters, for terminals that are UTF-8.
    #[default]
    Unicode,
    /// Plain ASCII. The text of the linted file is shown as it is in both.
    Ascii,
}

impl Borders {
    /// What stands where a line was cut off.
    pub(crate) const fn cut(self) -> &'static str {
        match self {
            Self::Unicode => "…",
            Self::Ascii => "...",
        }
    }
}

/// Writes a report to `out`, to its last line ending. `borders` matters only for [`Format::Full`].
///
/// # Errors
///
/// Those of the writer.
pub fn write(
    report: &Report<'_>,
    format: Format,
    borders: Borders,
    out: &mut dyn WriteColor,
) -> io::Result<()> {
    match format {
        Format::Full => full::write(report, borders, out),
        Format::Concise => concise::write(report, out),
        Format::Json => json::write(report, out),
        Format::JsonLines => json::write_lines(report, out),
        Format::Sarif => sarif::write(report, out),
        Format::Github => github::write(report, out),
        Format::Gitlab => gitlab::write(report, out),
        Format::Checkstyle => checkstyle::write(report, out),
        Format::Junit => junit::write(report, out),
        Format::Sonarqube => sonarqube::write(report, out),
        Format::Gnu => gnu::write(report, out),
        Format::Markdown => markdown::write(report, out),
        Format::Rdjson => rdjson::write(report, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
        }
    }

    #[test]
    fn an_unknown_format_is_refused_with_the_known_ones() {
        let error = "xml".parse::<Format>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no output format `xml`; the formats are full, concise, json, json-lines, sarif, github, gitlab, \
             checkstyle, junit, sonarqube, gnu, markdown, rdjson"
        );
    }
}
