//! Every way in which people get dlint, with `DLINT_PACKAGE_TESTS=1`: packed as for a release, installed beside
//! everything else, and run.
//!
//! `run.sh` does it. Without the variable only the files that need nothing but a shell are looked at.

#![expect(clippy::print_stderr, reason = "a test says what it leaves out")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};

/// What `run.sh` can do; the first ones need no network and take a second.
const CASES: [(&str, bool); 10] = [
    ("action", false),
    ("gitlab", false),
    ("progress", false),
    ("man", false),
    ("pages", false),
    ("archive", true),
    ("wheel", true),
    ("npm", true),
    ("container", true),
    ("cargo", true),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let wanted = std::env::var_os("DLINT_PACKAGE_TESTS").is_some_and(|value| value == "1");
    if !wanted && !arguments.list {
        eprintln!("no package is installed: set `DLINT_PACKAGE_TESTS=1`, as tests/packages/README.md says");
    }
    let mut trials = vec![
        Trial::test("no_page_names_a_package_of_somebody_else", no_foreign_names),
        Trial::test("nothing_comes_from_a_mirror", no_mirrors),
    ];
    trials.extend(CASES.map(|(case, is_heavy)| {
        let is_left_out = (is_heavy && !wanted) || !cfg!(target_os = "linux");
        Trial::test(case, move || run(case)).with_ignored_flag(is_left_out)
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs a case. What it prints is shown as it comes.
fn run(case: &str) -> Result<(), Failed> {
    let status = Command::new("bash")
        .arg(root().join("tests/packages/run.sh"))
        .arg(env!("CARGO_BIN_EXE_dlint"))
        .arg(case)
        .status()
        .map_err(|error| format!("bash cannot be run: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("tests/packages/run.sh {case}: {status}").into()) }
}

/// The text files that people install by, and the pages that say how.
fn texts() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> =
        ["docs", "packaging", "action", "ci", ".github"].map(|folder| root().join(folder)).into();
    open.extend(
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "action.yml", "pyproject.toml", "Cargo.lock"]
            .map(|name| root().join(name)),
    );
    open.push(root().join(".pre-commit-hooks.yaml"));
    while let Some(path) = open.pop() {
        if let Ok(entries) = std::fs::read_dir(&path) {
            open.extend(entries.flatten().map(|entry| entry.path()));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
    found
}

/// In the registries of Python and Node, `dlint` is another tool: such a line would run a stranger's program.
fn no_foreign_names() -> Result<(), Failed> {
    const INSTALLERS: [&str; 12] = [
        "pip install",
        "pipx install",
        "pipx run",
        "uv tool install",
        "uvx",
        "npm install",
        "npm i",
        "npm i -g",
        "npm install --global",
        "npx",
        "npx --yes",
        "yarn add",
    ];
    for (path, text) in texts() {
        for installer in INSTALLERS {
            for (_, rest) in text
                .match_indices(installer)
                .filter_map(|(at, word)| text.get(at..)?.split_at_checked(word.len()))
            {
                let named = rest
                    .trim_start_matches(' ')
                    .split(|c: char| c.is_whitespace() || "`;=@'\"".contains(c))
                    .next();
                if rest.starts_with(' ') && named == Some("dlint") {
                    return Err(format!("{}: `{installer} dlint` is another program", path.display()).into());
                }
            }
        }
    }
    Ok(())
}

/// Packages come from where everybody gets them.
fn no_mirrors() -> Result<(), Failed> {
    const WORDS: [&str; 4] = ["index-url", "extra-index", "registry+http", "registry ="];
    for (path, text) in texts() {
        for (number, line) in text.lines().enumerate() {
            let known = line.contains("github.com/rust-lang/crates.io-index");
            if !known && WORDS.iter().any(|word| line.contains(word)) {
                return Err(format!("{}:{}: `{line}` names a mirror", path.display(), number + 1).into());
            }
        }
    }
    Ok(())
}
