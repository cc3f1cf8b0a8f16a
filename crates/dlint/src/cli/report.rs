//! The reports of a run, each to its place.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use dlint::Fixed;
use dlint_report::{FileError, FileReport, Format, Report, Repository, Run, write, write_statistics};

use super::Status;
use super::check::{Checked, Command};
use super::outputs::Outputs;
use super::read::display;
use super::stream::{Stream, borders};

impl Command<'_> {
    /// Reports what was found, or what is left after the fixes. All that can be written is, whatever cannot.
    pub(super) fn report<'s>(
        &self,
        checked: &[Checked],
        errors: &BTreeSet<FileError>,
        known: usize,
        status: Status,
        streams: impl Iterator<Item = (Format, Stream<'s>)>,
    ) -> io::Result<Status> {
        let arguments = self.arguments;
        let errors: Vec<FileError> = errors.iter().cloned().collect();
        let place = place();
        let mut report = Report {
            files: checked.iter().map(file).collect(),
            errors: &errors,
            fixed: checked.iter().map(|one| one.fixed.applied.len()).sum(),
            known,
            docs_url: dlint::RULE_PAGES,
            about: dlint::about,
            run: Run {
                fixing: arguments.fixes(),
                unsafe_fixes: arguments.unsafe_fixes,
                quiet: arguments.quiet,
                width: None,
            },
            repository: place.as_ref().map(|(root, folder)| Repository { root, folder }),
            exit_code: 0,
        };
        let found = if !errors.is_empty() {
            Status::Failed
        } else if report.summary().fails() || self.fails_for_fixes(checked) {
            Status::Findings
        } else {
            Status::Clean
        };
        let status = status.max(found);
        report.exit_code = status as u8;
        let mut result = Ok(());
        for (format, stream) in streams {
            report.run.width = stream.width();
            let written = stream.write(arguments.color, |out| {
                if !arguments.statistics {
                    return write(&report, format, borders(), out);
                }
                let format = Outputs::statistics(format).map_err(io::Error::other)?;
                write_statistics(&report, format, out)
            });
            result = result.and(written);
        }
        if arguments.statistics {
            for error in &errors {
                super::complain(&format!("{}: {}", error.path, error.message));
            }
        }
        result.map(|()| status)
    }
}

fn file(one: &Checked) -> FileReport<'_> {
    let Fixed { source, outcome, .. } = &one.fixed;
    FileReport {
        source,
        findings: &outcome.findings,
        suppressed: &outcome.suppressed,
        secrets: &outcome.secrets,
        fail_on: one.settings.fail_on,
    }
}

/// The root of the repository that dlint runs in, and where in it that is.
fn place() -> Option<(String, String)> {
    let folder = std::env::current_dir().ok()?;
    // In a worktree and in a submodule, `.git` is a file.
    let root = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    let below: &Path = folder.strip_prefix(root).ok()?;
    Some((display(root), display(below)))
}
