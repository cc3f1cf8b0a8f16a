//! The tools of this machine.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// Tools without which there is nothing to test.
pub(crate) const CORE: &[&str] = &["rm", "mkdir", "cp", "mv", "ln", "touch", "chmod", "find", "sed", "tar"];

/// Commands of the shell itself.
const OF_THE_SHELL: &[&str] = &[
    ".", ":", "[", "[[", "cd", "command", "echo", "eval", "exec", "exit", "export", "false", "local", "popd",
    "printf", "pushd", "pwd", "read", "return", "set", "shift", "shopt", "source", "test", "trap", "true",
    "umask", "unset", "wait",
];

/// The folders of the tools.
pub(crate) fn path() -> String {
    std::env::var("PATH").unwrap_or_else(|_| "/usr/local/bin:/usr/bin:/bin".to_owned())
}

/// Whether a command can be run here.
pub(crate) fn is_here(name: &str) -> bool {
    let is_program = |folder: &str| {
        let file = Path::new(folder).join(name).metadata();
        file.is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
    };
    OF_THE_SHELL.contains(&name) || path().split(':').filter(|folder| !folder.is_empty()).any(is_program)
}

/// Whether the tools are GNU's, as they are in nearly all images; those of other systems have other options.
pub(crate) fn are_gnu() -> bool {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    *ANSWER.get_or_init(|| {
        ["cp", "sed", "find", "tar"].iter().all(|tool| {
            let output = Command::new(tool).arg("--version").output();
            output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("GNU"))
        })
    })
}
