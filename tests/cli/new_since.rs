//! Only what is new since a revision of git.

use std::process::Command;

use crate::support::Folder;

/// Runs git in a folder; `false` where there is none.
fn git(folder: &Folder, arguments: &[&str]) -> bool {
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgSign=false"];
    let mut command = Command::new("git");
    command.args(who).args(arguments).current_dir(folder.path(""));
    command.output().is_ok_and(|output| output.status.success())
}

const TEXT: &str = "FROM debian:13\nRUN sudo make\nRUN make\nRUN make test\n";

/// A repository with one revision.
fn repository() -> Option<Folder> {
    let folder = Folder::new();
    folder
        .write("Dockerfile", TEXT)
        .write("old/Dockerfile", TEXT)
        .write("broken/Dockerfile", "FROM a\nRUNN x\n");
    let is_there = git(&folder, &["init", "-q"]);
    let is_done = is_there && git(&folder, &["add", "."]) && git(&folder, &["commit", "-qm", "one"]);
    is_done.then_some(folder)
}

/// Where dlint finds something.
fn places(folder: &Folder, arguments: &[&str], status: i32) -> Vec<String> {
    let run = folder.run([&["-f", "concise", "--select", "DL3004,DL3024"], arguments].concat());
    let run = run.exits_with(status);
    let findings = run.stdout.lines().filter_map(|line| line.split_once("] "));
    findings.map(|(place, _)| place.to_owned()).collect()
}

#[test]
fn only_what_the_changes_are_about_is_reported() {
    let Some(folder) = repository() else { return };
    let since = ["--new-since", "HEAD"];
    assert_eq!(places(&folder, &since, 0), [""; 0]);
    assert_eq!(places(&folder, &[], 1).len(), 3);
    folder.write("Dockerfile", TEXT.replace("RUN make\n", "RUN make && \\\n    sudo make install\n"));
    folder.write("new/Dockerfile", TEXT);
    let found = ["Dockerfile:4:5: warning[DL3004", "new/Dockerfile:2:5: warning[DL3004"];
    assert_eq!(places(&folder, &since, 1), found);
    assert!(git(&folder, &["add", "."]) && git(&folder, &["commit", "-qm", "two"]));
    assert_eq!(places(&folder, &since, 0), [""; 0]);
    assert_eq!(places(&folder, &["--new-since", "HEAD~1"], 1), found);
    // From a folder of the repository, and with a file by its whole path.
    let whole = folder.path("new/Dockerfile").display().to_string();
    assert_eq!(places(&folder, &["--new-since", "HEAD~1", &whole], 1).len(), 1);
}

#[test]
fn what_a_change_far_away_breaks_is_new() {
    let Some(folder) = repository() else { return };
    let before = "FROM debian:13 AS a\nRUN make\nRUN make more\nFROM debian:13 AS b\n";
    folder.write("Dockerfile", before);
    assert!(git(&folder, &["add", "."]) && git(&folder, &["commit", "-qm", "two"]));
    // The second stage of the name is where the finding is; the first is explained by its side.
    folder.write("Dockerfile", before.replace("AS a", "AS b"));
    assert_eq!(places(&folder, &["--new-since", "HEAD"], 1), ["Dockerfile:4:19: error[DL3024"]);
    // A builder that refuses a file does so wherever it was changed.
    folder.write("broken/Dockerfile", "FROM a\nRUNN x\nRUN y\n# more\n");
    assert_eq!(
        places(&folder, &["--new-since", "HEAD", "broken"], 1),
        ["broken/Dockerfile:2:1: error[syntax"]
    );
}

#[test]
fn a_baseline_comes_first() {
    let Some(folder) = repository() else { return };
    folder.run(["--write-baseline", "known.json"]).exits_with(0);
    folder.write("new/Dockerfile", TEXT);
    let both = ["--new-since", "HEAD", "--baseline", "known.json"];
    assert_eq!(places(&folder, &both, 1), ["new/Dockerfile:2:5: warning[DL3004"]);
    assert_eq!(folder.run([&["-q", "Dockerfile"], &both[..]].concat()).exits_with(0).stderr, "");
}

#[test]
fn what_git_cannot_tell_stops_the_run() {
    let folder = Folder::new();
    folder.write("Dockerfile", TEXT);
    let run = folder.run(["--new-since", "HEAD"]).exits_with(2);
    let message = "error: --new-since: this is no repository of git's, or git is not installed\n";
    assert_eq!((&*run.stdout, &*run.stderr), ("", message));
    folder.run(["--new-since", "HEAD", "--fix"]).exits_with(2);
    let Some(folder) = repository() else { return };
    let run = folder.run(["--new-since", "gone"]).exits_with(2);
    assert_eq!((&*run.stdout, &*run.stderr), ("", "error: --new-since: git knows no revision `gone`\n"));
}
