//! `--add-ignores`: what is found is ignored from now on, by a comment at each place.

use std::collections::HashSet;

use dlint::text::apply_edits;
use dlint::{Input, SourceFile, add_ignores, lint};

use super::check::{Checked, Command, is_stdin};

impl Command<'_> {
    /// Writes a comment for each finding of a file, as far as comments can ignore it. What is left stays reported.
    pub(super) fn add_ignores(&self, one: &mut Checked, reason: Option<&str>) -> Result<(), String> {
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
