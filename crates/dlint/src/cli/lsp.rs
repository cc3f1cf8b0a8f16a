//! `dlint lsp`: the language server.

use std::panic;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use dlint_lsp::{Log, Setup};

use super::complain;
use super::discover::dockerfiles;
use super::read::{display, reason};

/// Serves an editor until it wants no more. The exit status is the protocol's: 0 after `shutdown` and `exit`, else 1.
pub(crate) fn run(log_file: Option<&Path>) -> ExitCode {
    let log = match log_file.map(|path| (path, Log::file(path))) {
        None => Log::stderr(),
        Some((_, Ok(log))) => log,
        Some((path, Err(error))) => {
            complain(&format!("--log-file: {}: {}", display(path), reason(&error)));
            return ExitCode::from(2);
        }
    };
    let told = log.clone();
    // Whoever asked gets an error; where it came from is for whoever reads the log.
    panic::set_hook(Box::new(move |panic| told.wrong(panic)));
    let setup = Setup {
        rules: Arc::new(dlint::rules()),
        pages: dlint::RULE_PAGES,
        version: env!("CARGO_PKG_VERSION"),
        walk: dockerfiles,
        log,
    };
    match dlint_lsp::serve(setup) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            complain(&format!("the server could not begin: {}", reason(&error)));
            ExitCode::from(2)
        }
    }
}
