//! hadolint's own output formats, for the editors and programs that read them.
//!
//! Each is what hadolint 2.15.1 writes, key by key; only the messages are dlint's. A finding stands at the first line of
//! its instruction there, whatever it is about, so findings of one code in one instruction are one.

mod json;
mod lines;
mod rows;
#[cfg(test)]
mod tests;
mod xml;

use std::io;

use codespan_reporting::term::termcolor::WriteColor;

use crate::FileReport;
use rows::Row;

/// One of hadolint's output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HadolintFormat {
    /// Lines for people.
    #[default]
    Tty,
    /// One array.
    Json,
    /// Checkstyle's XML.
    Checkstyle,
    /// Code Climate's stream of issues.
    Codeclimate,
    /// One array of Code Climate's issues, as GitLab reads it.
    GitlabCodeclimate,
    /// Lines as GNU's tools write them.
    Gnu,
    /// Codacy's stream of results.
    Codacy,
    /// `SonarQube`'s generic issues.
    Sonarqube,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit`'s XML.
    Junit,
}

impl HadolintFormat {
    /// All formats, in the order in which hadolint lists them.
    pub const ALL: [Self; 10] = [
        Self::Tty,
        Self::Json,
        Self::Checkstyle,
        Self::Codeclimate,
        Self::GitlabCodeclimate,
        Self::Gnu,
        Self::Codacy,
        Self::Sonarqube,
        Self::Sarif,
        Self::Junit,
    ];

    /// The format's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tty => "tty",
            Self::Json => "json",
            Self::Checkstyle => "checkstyle",
            Self::Codeclimate => "codeclimate",
            Self::GitlabCodeclimate => "gitlab_codeclimate",
            Self::Gnu => "gnu",
            Self::Codacy => "codacy",
            Self::Sonarqube => "sonarqube",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }

    /// Whether the program succeeds whatever it found, as its readers expect.
    pub const fn always_succeeds(self) -> bool {
        matches!(self, Self::Codeclimate | Self::Codacy)
    }
}

/// What of a run is written.
#[derive(Debug, Clone, Copy)]
pub struct HadolintReport<'a> {
    /// The files, in the order in which they are reported.
    pub files: &'a [FileReport<'a>],
    /// What the files are called, where that is not what they are called by.
    pub path: Option<&'a str>,
}

/// Writes a report in one of hadolint's formats.
///
/// # Errors
///
/// Those of the writer.
pub fn write_as_hadolint(
    report: HadolintReport<'_>,
    format: HadolintFormat,
    out: &mut dyn WriteColor,
) -> io::Result<()> {
    let files: Vec<rows::File> = report.files.iter().map(|file| rows::file(file, report.path)).collect();
    let rows = || files.iter().flat_map(|file| &file.rows);
    match format {
        HadolintFormat::Tty => lines::tty(rows(), out),
        HadolintFormat::Gnu => lines::gnu(rows(), out),
        HadolintFormat::Json => json::json(rows(), out),
        HadolintFormat::Codeclimate => json::codeclimate(rows(), out),
        HadolintFormat::GitlabCodeclimate => json::gitlab(rows(), out),
        HadolintFormat::Codacy => json::codacy(rows(), out),
        HadolintFormat::Sonarqube => json::sonarqube(rows(), out),
        HadolintFormat::Sarif => json::sarif(rows(), out),
        HadolintFormat::Checkstyle => xml::checkstyle(&files, out),
        HadolintFormat::Junit => xml::junit(&files, out),
    }
}
