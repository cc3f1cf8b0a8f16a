//! `--show-files`: which files a run would lint, so that other programs can be told, and people can see.

use std::io;
use std::path::Path;

use super::Status;
use super::check::Command;
use super::discover::Discovered;

impl Command<'_> {
    /// Lists the files, one a line. To a terminal nothing is sent that it would obey; anything else gets the names as they
    /// are.
    pub(super) fn show_files(&self, found: &Discovered, files: &[&Path]) -> io::Result<Status> {
        let stream = self.stream();
        stream.write(self.arguments.color, |out| {
            for path in files {
                let name = self.name(path);
                if stream.is_terminal() {
                    writeln!(out, "{}", dlint_report::printable(&name))?;
                } else {
                    writeln!(out, "{name}")?;
                }
            }
            Ok(())
        })?;
        for error in &found.errors {
            super::complain(&format!("{}: {}", error.path, error.message));
        }
        Ok(if found.errors.is_empty() { Status::Clean } else { Status::Failed })
    }
}
