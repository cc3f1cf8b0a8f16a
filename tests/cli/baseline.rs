//! Findings that a project has agreed to live with.

use serde_json::Value;

use crate::support::Folder;

const APP: &str = "FROM debian:13\nRUN sudo make\nRUN sudo make install\nMAINTAINER Ada\n";
const KNOWN: [&str; 2] = ["--baseline", "known/list.json"];

/// A folder whose findings are known.
fn adopted() -> Folder {
    let folder = Folder::new();
    folder
        .write("app/Dockerfile", APP)
        .write("Dockerfile", "FROM debian:latest\nUSER root\nCMD [\"make\"]\n")
        .write("known/x", "");
    let run = folder.run(["--write-baseline", "known/list.json"]).exits_with(0);
    assert_eq!((&*run.stdout, &*run.stderr), ("", "wrote `known/list.json`, which knows 5 findings\n"));
    folder
}

/// The lines of a run by the baseline.
fn lines(folder: &Folder, status: i32) -> Vec<String> {
    let run = folder.run([&["-f", "concise"], &KNOWN[..]].concat()).exits_with(status);
    let code = |line: &str| line.split_once("] ").map_or(line, |(place, _)| place).to_owned();
    run.stdout.lines().map(code).collect()
}

#[test]
fn what_was_adopted_fails_nothing_and_what_is_new_is_all_that_is_told() {
    let folder = adopted();
    assert_eq!(lines(&folder, 0), ["no problems; 5 known by the baseline (2 files)"]);
    folder.write("app/Dockerfile", APP.replace("MAINTAINER", "RUN sudo true\nMAINTAINER"));
    let one =
        "1 problem: 1 warning; 1 fixable with --fix --unsafe-fixes; 5 known by the baseline (1 of 2 files)";
    assert_eq!(lines(&folder, 1), ["app/Dockerfile:4:5: warning[DL3004", one]);
}

#[test]
fn what_moves_stays_known_and_a_second_copy_is_new() {
    let folder = adopted();
    folder.write(
        "app/Dockerfile",
        "# moved\nFROM debian:13\nMAINTAINER Ada\n\nRUN sudo make install\nRUN sudo make\n",
    );
    assert_eq!(lines(&folder, 0), ["no problems; 5 known by the baseline (2 files)"]);
    folder.write("app/Dockerfile", APP.replace("RUN sudo make\n", "RUN sudo make\nRUN sudo make\n"));
    assert_eq!(lines(&folder, 1).len(), 2);
}

#[test]
fn what_is_gone_is_told_where_it_was_looked_for() {
    let folder = adopted();
    let text = "FROM debian:13\nMAINTAINER Ada\n";
    folder.write("app/Dockerfile", text);
    let run = folder.run(KNOWN).exits_with(0);
    let gone = "notice: 2 findings of DL3004 in `../app/Dockerfile` are gone, and can be struck off `known/list.json`\n";
    assert_eq!(run.stderr, gone);
    // Nobody has looked.
    assert_eq!(folder.run([&KNOWN[..], &["Dockerfile"]].concat()).exits_with(0).stderr, "");
    assert_eq!(folder.run([&KNOWN[..], &["--ignore", "DL3004"]].concat()).exits_with(0).stderr, "");
    assert_eq!(folder.run([&KNOWN[..], &["-q"]].concat()).exits_with(0).stderr, "");
    // Repairing repairs also what is known.
    folder.run([&KNOWN[..], &["--fix", "-q"]].concat()).exits_with(0);
    assert_ne!(folder.read("app/Dockerfile"), text.as_bytes());
}

#[test]
fn a_configuration_names_the_baseline_of_its_files() {
    let folder = adopted();
    folder.write("dlint.toml", "baseline = 'known/list.json'\n").write("app/dlint.toml", "");
    let run = folder.run(["-f", "concise"]).exits_with(1);
    assert!(run.stdout.ends_with("2 known by the baseline (1 of 2 files)\n"), "{run}");
    // Written anew, it holds all of them again.
    let run = folder.run(["--write-baseline", "known/list.json"]).exits_with(0);
    assert_eq!(run.stderr, "wrote `known/list.json`, which knows 5 findings\n");
    let mut run = folder.dlint(["-f", "concise", "--stdin-filename", "Dockerfile", "-"]);
    run = run.stdin("FROM debian:latest\nUSER root\nCMD [\"make\"]\n");
    assert_eq!(run.run().exits_with(0).stdout, "no problems; 2 known by the baseline (1 file)\n");
}

#[test]
fn the_document_only_counts_what_is_known() {
    let folder = adopted();
    let document = |arguments: &[&str]| folder.run([&["-f", "json", "app"], arguments].concat()).json().0;
    let (all, left) = (document(&[]), document(&KNOWN));
    assert_eq!((&all["summary"]["known"], &left["summary"]["known"]), (&Value::from(0), &Value::from(3)));
    assert_eq!(left["files"][0]["findings"], Value::Array(Vec::new()));
    assert_eq!(all["files"][0]["findings"].as_array().map(Vec::len), Some(3));
}

#[test]
fn what_cannot_be_built_is_known_like_the_rest() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:13\nRUNN x\n");
    folder.run(["--write-baseline", "b.json"]).exits_with(0);
    folder.run(["--baseline", "b.json"]).exits_with(0);
    folder.write("Dockerfile", "FROM debian:13\nRUNN x\nRUNN y\n");
    let run = folder.run(["--baseline", "b.json", "-f", "concise"]).exits_with(1);
    assert!(run.stdout.contains("Dockerfile:3:1: error[syntax]"), "{run}");
    assert!(!run.stdout.contains("Dockerfile:2:1"), "{run}");
}

#[test]
fn what_is_no_baseline_stops_the_run() {
    let folder = Folder::new();
    folder
        .write("Dockerfile", APP)
        .write("broken.json", "{")
        .write("new.json", "{\"version\":9,\"entries\":[]}");
    for (name, message) in [
        ("gone.json", "error: the baseline `gone.json`: there is no such file or folder\n"),
        ("broken.json", "error: the baseline `broken.json`: it is no baseline: "),
        ("new.json", "error: the baseline `new.json`: it has version 9, "),
    ] {
        let run = folder.run(["--baseline", name]).exits_with(2);
        assert!(run.stdout.is_empty() && run.stderr.starts_with(message), "{run}");
    }
    let run = folder.run(["--write-baseline", "gone/list.json"]).exits_with(2);
    assert!(run.stderr.starts_with("error: the baseline `gone/list.json` could not be written: "), "{run}");
    folder.run(["--write-baseline", "a", "--baseline", "b"]).exits_with(2);
}
