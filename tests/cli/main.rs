//! The command from outside: what is said to it, what it says, what it leaves on disk.
//!
//! The calm paths are in `cases`, which needs no Rust: see `README.md`. The rest is what a case cannot do.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

#[path = "../support/mod.rs"]
mod support;

mod add_ignores;
mod baseline;
mod color;
mod configuration;
mod discovery;
mod fixing;
mod hadolint;
mod ignoring;
mod json;
mod new_since;
mod order;
mod output;
mod readme;
mod secrets;
mod selection;
mod written;

use std::path::Path;

use trycmd::TestCases;
use trycmd::schema::Bin;

#[test]
fn each_case_says_what_it_said_before() {
    TestCases::new()
        .register_bin("dlint", Bin::Path(Path::new(env!("CARGO_BIN_EXE_dlint")).to_owned()))
        .env("NO_COLOR", "1")
        .env("CLICOLOR_FORCE", "0")
        .env("COLUMNS", "100")
        .env("LC_ALL", "C.UTF-8")
        .env("XDG_CONFIG_HOME", "/nowhere/at/all")
        .case("../../tests/cli/cases/*.trycmd")
        .case("../../tests/cli/cases/*.toml");
}
