//! What dlint does with files that nobody meant to be linted: one bad file never spoils the run.
//!
//! Whatever lies beside it, a good file is linted; the bad one has a message of its own; the run ends soon, and
//! with the right status.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

#[path = "../support/mod.rs"]
mod support;

mod bytes;
mod hostile;
mod large;
mod links;
mod nesting;
mod special;
mod unfinished;

use support::{Folder, Run};

/// The good file that lies beside each bad one; it has one finding.
const GOOD: &str = "FROM debian:latest\n";

/// A folder with the good file in it.
fn beside_a_good_file() -> Folder {
    let folder = Folder::new();
    folder.write("zzz/Dockerfile", GOOD);
    folder
}

/// Holds a run to this: the good file was linted, and this could not be done with the bad one.
#[track_caller]
fn assert_refused(run: Run, path: &str, message: &str) {
    let run = run.exits_with(2);
    let report = run.json();
    assert_eq!(report.codes("zzz/Dockerfile"), ["DL3007"], "the good file\n{run}");
    assert_eq!(report.errors(), [format!("{path}: {message}")], "{run}");
    assert!(!report.paths().contains(&path), "a file that is not linted is not listed\n{run}");
}

/// Lints the bad file by its name and by its folder, with the good one beside it.
#[track_caller]
fn assert_always_refused(folder: &Folder, path: &str, message: &str) {
    for arguments in
        [&[path, "zzz"][..], &["zzz", path], &["."], &["--fix"], &["--fix", "--unsafe-fixes", path, "zzz"]]
    {
        let run = folder.dlint([&["-f", "json"], arguments].concat()).within(2).run();
        assert_refused(run, path, message);
    }
    for format in ["full", "concise"] {
        let run = folder.dlint(["-f", format]).within(2).run().exits_with(2);
        assert!(run.stdout.contains(path) && run.stdout.contains(message), "{run}");
        assert!(run.stdout.contains("DL3007") && run.stdout.contains("1 file could not be read"), "{run}");
    }
    let diff = folder.dlint(["--diff"]).within(2).run().exits_with(2);
    assert!(diff.stderr.contains(&format!("error: {path}: {message}\n")), "{diff}");
}

/// Lints a file that is read, with the good one beside it, and returns the codes found in it.
#[track_caller]
fn codes_in(content: impl AsRef<[u8]>, seconds: u64) -> Vec<String> {
    let folder = beside_a_good_file();
    folder.write("Dockerfile", content);
    let run = folder.dlint(["-f", "json", "--fail-on", "never"]).within(seconds).run().exits_with(0);
    let report = run.json();
    assert_eq!(report.codes("zzz/Dockerfile"), ["DL3007"], "the good file");
    for arguments in [&["-f", "full"][..], &["-f", "concise"], &["--diff"], &["debug", "tree", "Dockerfile"]]
    {
        folder.dlint(arguments).within(seconds).run();
    }
    report.codes("Dockerfile").into_iter().map(str::to_owned).collect()
}
