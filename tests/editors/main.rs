//! What stands in `editors`, in real editors, with the dlint that was built: `DLINT_EDITOR_TESTS=1`.
//!
//! Each editor has a folder with a `run.sh`, which installs the editor beside everything else and says what it has seen.

#![expect(clippy::print_stderr, reason = "a test says what it leaves out")]

use std::path::Path;
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};

/// The editors that can be tried without a screen. Emacs is one more, for those who have Debian's packages.
const EDITORS: [&str; 2] = ["nvim", "vscode"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let wanted = std::env::var_os("DLINT_EDITOR_TESTS").is_some_and(|value| value == "1");
    if !wanted && !arguments.list {
        eprintln!("no editor is started: set `DLINT_EDITOR_TESTS=1`, as tests/editors/README.md says");
    }
    let trials = EDITORS.map(|editor| {
        Trial::test(format!("in_{editor}"), move || in_editor(editor)).with_ignored_flag(!wanted)
    });
    libtest_mimic::run(&arguments, trials.into()).exit_code()
}

/// Runs the script of an editor. What it prints is shown as it comes.
fn in_editor(editor: &str) -> Result<(), Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/editors").join(editor);
    let status = Command::new("bash")
        .arg(folder.join("run.sh"))
        .arg(env!("CARGO_BIN_EXE_dlint"))
        .status()
        .map_err(|error| format!("bash cannot be run: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("tests/editors/{editor}/run.sh: {status}").into()) }
}
