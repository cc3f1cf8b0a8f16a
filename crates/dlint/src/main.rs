//! The command: arguments in, a report and an exit status out. All of it is the library's, behind the feature `cli`, so
//! that whoever installs dlint from the repository's root gets the same program.

use std::process::ExitCode;

fn main() -> ExitCode {
    dlint::run_command()
}
