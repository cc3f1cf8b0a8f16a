//! dlint under another name.
//!
//! The hook `dlint-rust` of pre-commit runs `cargo install --path .` at the root of the repository, where there was
//! nothing to install. The name is another one since two programs of one workspace cannot both be `target/release/dlint`.

use std::process::ExitCode;

fn main() -> ExitCode {
    dlint::run_command()
}
