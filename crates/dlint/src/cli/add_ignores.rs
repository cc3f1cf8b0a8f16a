//! `--add-ignores`: what is found is ignored from now on, by a comment at each place.

use std::collections::HashSet;

use dlint::text::apply_edits;
use dlint::{Input, SourceFile, add_ignores, lint};

use dlint_report::{Failure, FileError};

use super::check::{Checked, Command, is_stdin};

impl Command<'_> {
    /// Writes a comment for each finding of all files, if that was asked for. What could not be done comes back.
    pub(super) fn add_all_ignores(&self, checked: &mut [Checked]) -> Vec<FileError> {
        let Some(reason) = &self.arguments.add_ignores else { return Vec::new() };
        let reason = Some(reason.as_str()).filter(|reason| !reason.is_empty());
        let add = |one: &mut Checked| {
            let message = self.add_ignores(one, reason).err()?;
            Some(FileError { path: one.before.name().to_owned(), failure: Failure::Fix, message })
        };
        checked.iter_mut().filter_map(add).collect()
    }

    /// Writes a comment for each finding of a file, as far as comments can ignore it. What is left stays reported.
    fn add_ignores(&self, one: &mut Checked, reason: Option<&str>) -> Result<(), String> {
        if is_stdin(&one.path) {
            return Err("comments are written into files, not into standard input".to_owned());
        }
        let (source, outcome) = (&one.fixed.source, &one.fixed.outcome);
        if source.is_lossy() || outcome.findings.is_empty() {
            return Ok(());
        }
        let edits = add_ignores(source, &outcome.file, &outcome.findings, reason);
        let text = apply_edits(source.text(), &edits).map_err(|error| error.to_string())?;
        let after = SourceFile::new(source.name(), text);
        let context = self.context(&one.path, &one.settings);
        let input = Input::new(&after).with_context(&*context).with_build(&one.settings.build);
        let mut outcome = lint(&one.settings.settings, self.rules, &input);
        // What a baseline knows, or what is older, was not asked about.
        let found: HashSet<_> =
            one.fixed.outcome.findings.iter().map(|finding| (finding.code(), finding.fingerprint)).collect();
        outcome.findings.retain(|finding| found.contains(&(finding.code(), finding.fingerprint)));
        super::write::replace(&one.path, one.before.bytes(), after.text())?;
        (one.fixed.source, one.fixed.outcome) = (after, outcome);
        Ok(())
    }
}
