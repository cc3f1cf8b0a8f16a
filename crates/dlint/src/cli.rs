//! The command line.
//!
//! Exit status: 0 if there is nothing at or above `--fail-on`, 1 if there is, 2 if something could not be done,
//! whatever else was found. A reader that goes away (a broken pipe) is a success: it had what it wanted.

mod add_ignores;
mod arguments;
mod baseline;
mod check;
mod config;
mod debug;
mod discover;
mod hadolint;
mod image;
mod lsp;
mod man;
mod meant;
mod new_since;
mod outputs;
mod progress;
mod read;
mod repair;
mod report;
mod rule;
mod settings;
mod show_files;
mod stream;
mod write;

use std::borrow::Cow;
use std::io::{self, Write as _};
use std::process::ExitCode;

use arguments::{Arguments, Subcommand};
use clap::{CommandFactory, Parser};

/// How the command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing at or above the threshold.
    Clean,
    /// Findings.
    Findings,
    /// Something could not be done.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Runs the command `dlint` with the arguments and the streams of this process, and tells how it ended.
pub fn run() -> ExitCode {
    if hadolint::is_meant() {
        quiet_panics(false);
        return ended(hadolint::run());
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&meant::option(error)),
    };
    quiet_panics(arguments.check.verbose);
    if arguments.command.is_none()
        && let Some(mistake) = arguments.check.paths.iter().find_map(|path| meant::command(path))
    {
        complain(&mistake);
        return Status::Failed.into();
    }
    let result = match arguments.command {
        None => check::run(&arguments.check),
        Some(Subcommand::Check(check)) => {
            quiet_panics(check.verbose);
            check::run(&check)
        }
        Some(Subcommand::Config { what }) => config::run(&what),
        Some(Subcommand::Rule { code }) => rule::run(code.as_deref()),
        Some(Subcommand::Image { reference }) => image::run(&reference),
        Some(Subcommand::Completions { shell }) => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "dlint", &mut text);
            io::stdout().lock().write_all(&text).map(|()| Status::Clean)
        }
        Some(Subcommand::Man { folder }) => man::run(folder.as_deref()),
        Some(Subcommand::Lsp { stdio: _, log_file }) => return lsp::run(log_file.as_deref()),
        Some(Subcommand::Debug { what }) => debug::run(&what),
        // It has a command line of its own.
        Some(Subcommand::Hadolint { .. }) => hadolint::run(),
    };
    ended(result)
}

/// The exit status of what was done.
fn ended(result: io::Result<Status>) -> ExitCode {
    match result {
        Ok(status) => status.into(),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("the output could not be written: {}", read::reason(&error)));
            Status::Failed.into()
        }
    }
}

/// Says what is wrong with the arguments, or the help that was asked for. What was typed is repeated there, so if there
/// is anything in it that a terminal would obey, it is shown without colours and with that made visible.
fn refuse(error: &clap::Error) -> ExitCode {
    refuse_with(error);
    if error.use_stderr() { Status::Failed.into() } else { ExitCode::SUCCESS }
}

/// The same, for whoever has an exit status of his own.
fn refuse_with(error: &clap::Error) {
    let text = error.render().to_string();
    let safe: Vec<_> = text.lines().map(dlint_report::printable).collect();
    if safe.iter().all(|line| matches!(line, Cow::Borrowed(_))) {
        // Nobody is there to be told that nobody listens.
        let _ = error.print();
    } else {
        let _ = writeln!(io::stderr(), "{}", safe.join("\n"));
    }
}

/// A rule that panics becomes a finding; what Rust has to say about it is for those who asked for details.
fn quiet_panics(verbose: bool) {
    if !verbose {
        std::panic::set_hook(Box::new(|_| {}));
    }
}

/// Says what could not be done.
fn complain(message: &str) {
    say(&format!("error: {message}"));
}

/// Says something beside the report.
fn say(message: &str) {
    // Where nobody listens there is nothing to be done about it.
    let _ = writeln!(io::stderr(), "{}", dlint_report::printable(message));
}
