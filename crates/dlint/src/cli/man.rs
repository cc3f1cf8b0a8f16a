//! `dlint man`: manual pages, for packages and for whoever reads them with `man`.
//!
//! They are made of the command line itself, as its help is, so they cannot say anything else.

use std::io::{self, Write as _};
use std::path::Path;

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::arguments::Arguments;
use super::{Status, complain, read};

/// Prints the page of the whole command, or writes all pages.
pub(crate) fn run(folder: Option<&Path>) -> io::Result<Status> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        Man::new(command()).render(&mut page)?;
        return io::stdout().lock().write_all(&page).map(|()| Status::Clean);
    };
    let written = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command(), folder));
    if let Err(error) = written {
        let (name, reason) = (read::display(folder), read::reason(&error));
        complain(&format!("the manual pages could not be written to `{name}`: {reason}"));
        return Ok(Status::Failed);
    }
    Ok(Status::Clean)
}

/// `dlint help` has no page of its own: it is what the pages say.
fn command() -> clap::Command {
    Arguments::command().disable_help_subcommand(true)
}
