//! Programs that nobody here wrote read the reports: `consumers.sh` fetches them, and counts what they see.

use std::process::Command;

use crate::here;

#[test]
fn consumers() {
    if std::env::var_os("DLINT_CONSUMER_TESTS").is_none_or(|value| value != "1") {
        eprintln!("no other program reads the reports: DLINT_CONSUMER_TESTS is not 1");
        return;
    }
    let status = Command::new("bash").arg(here("consumers.sh")).arg(env!("CARGO_BIN_EXE_dlint")).status();
    assert!(status.expect("there is a bash").success(), "what is wrong stands above");
}
