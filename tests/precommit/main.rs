//! The hooks for pre-commit: which files they are for, and, with `DLINT_PRECOMMIT_TESTS=1`, what pre-commit makes of
//! them.
//!
//! `run.sh` installs pre-commit beside everything else and runs each hook in a repository of its own.

#![expect(clippy::print_stderr, reason = "a test says what it leaves out")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use fancy_regex::Regex;
use libtest_mimic::{Arguments, Failed, Trial};

/// The hooks. The one of cargo and the one of Python build dlint, which takes minutes.
const HOOKS: [&str; 4] = ["dlint-system", "dlint", "dlint-fix", "dlint-rust"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let wanted = std::env::var_os("DLINT_PRECOMMIT_TESTS").is_some_and(|value| value == "1");
    if !wanted && !arguments.list {
        eprintln!("pre-commit is not run: set `DLINT_PRECOMMIT_TESTS=1`, as tests/README.md says");
    }
    let mut trials = vec![
        Trial::test("the_hooks_are_for_the_names_that_dlint_reads", names),
        Trial::test("every_hook_is_for_the_same_files", || one_pattern().map(drop)),
    ];
    trials.extend(
        HOOKS.map(|hook| Trial::test(format!("runs_{hook}"), move || run(hook)).with_ignored_flag(!wanted)),
    );
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The pattern for names, which is written once.
fn one_pattern() -> Result<Regex, Failed> {
    let hooks = std::fs::read_to_string(root().join(".pre-commit-hooks.yaml"))
        .map_err(|error| format!("the hooks cannot be read: {error}"))?;
    let hooks_that_are_there = hooks.matches("\n- id: ").count();
    if hooks_that_are_there != HOOKS.len() || hooks.matches("  files: *names\n").count() + 1 != HOOKS.len() {
        return Err("there is a hook without `files: *names`, or one that is not in HOOKS".into());
    }
    let (_, rest) = hooks.split_once("  files: &names '").ok_or("no hook names its files")?;
    let (pattern, _) = rest.split_once("'\n").ok_or("the pattern does not end")?;
    Ok(Regex::new(pattern)?)
}

/// Every name that can be made of these parts is for dlint, or it is for neither.
fn names() -> Result<(), Failed> {
    const WORDS: [&str; 8] = [
        "Dockerfile",
        "dockerfile",
        "DOCKERFILE",
        "Containerfile",
        "containerfile",
        "docker",
        "file",
        "Makefile",
    ];
    const BEFORE: [&str; 9] = ["", "app.", ".", "my", "app-", "a.b.", "md.", "Dockerfile.", "x "];
    const AFTER: [&str; 18] = [
        "",
        ".dev",
        "-dev",
        "_dev",
        "s",
        ".md",
        ".MD",
        ".j2",
        ".tpl",
        ".dockerignore",
        ".md.dev",
        ".dev.md",
        ".",
        "-",
        ".dockerfile",
        "~",
        " copy",
        ".a b",
    ];
    let pattern = one_pattern()?;
    let mut taken = 0;
    for word in WORDS {
        for before in BEFORE {
            for after in AFTER {
                let name = format!("{before}{word}{after}");
                let expected = dlint_config::is_dockerfile(&name);
                taken += usize::from(expected);
                for path in [name.clone(), format!("a/b c/{name}"), format!("Dockerfile.md/{name}")] {
                    let found = pattern.is_match(&path)?;
                    if found != expected {
                        return Err(format!("`{path}`: dlint says {expected}, the hooks say {found}").into());
                    }
                }
            }
        }
    }
    if taken < 100 { Err(format!("only {taken} names are those of Dockerfiles").into()) } else { Ok(()) }
}

/// Runs a hook. What is printed is shown as it comes.
fn run(hook: &str) -> Result<(), Failed> {
    let status = Command::new("bash")
        .arg(root().join("tests/precommit/run.sh"))
        .arg(env!("CARGO_BIN_EXE_dlint"))
        .arg(hook)
        .status()
        .map_err(|error| format!("bash cannot be run: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("tests/precommit/run.sh {hook}: {status}").into()) }
}
