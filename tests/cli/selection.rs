//! Choosing rules, where more than the words of the answer matter.

use crate::support::Folder;

/// One finding of each of four kinds, and an error of the builder's that no rule tells.
const BAD: &str = "FROM debian:latest as Build\nRUNN make\nMAINTAINER Ada\n";

fn codes(arguments: &[&str], status: i32) -> Vec<String> {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    let run = folder.run([&["-f", "json"], arguments].concat()).exits_with(status);
    run.json().codes("Dockerfile").into_iter().map(str::to_owned).collect()
}

#[test]
fn ignoring_all_leaves_what_the_builder_refuses() {
    assert_eq!(codes(&["--ignore", "ALL"], 1), ["syntax"]);
}

#[test]
fn ignoring_all_but_a_few_leaves_those() {
    assert_eq!(codes(&["--ignore", "ALL", "--extend-select", "DL3007"], 1), ["DL3007", "syntax"]);
}

#[test]
fn what_the_builder_refuses_survives_every_way_to_ignore_it() {
    for ignored in ["syntax", "DL1000", "ALL", "correctness", "hadolint", "dlint", "syntax,DL1000,ALL"] {
        let codes = codes(&["--select", "DL3007", "--ignore", ignored], 1);
        assert!(codes.iter().any(|code| code == "syntax"), "--ignore {ignored}: {codes:?}");
    }
}

#[test]
fn a_problem_is_told_once_whoever_tells_it() {
    let folder = Folder::new();
    folder.write("Dockerfile", "RUN make\nFROM debian:13\nONBUILD FROM a\n");
    let codes = |arguments: &[&str]| {
        let run = folder.run([&["-f", "json"], arguments].concat()).exits_with(1);
        run.json().codes("Dockerfile").join(" ")
    };
    assert_eq!(codes(&[]), "DL3061 DL3043");
    assert_eq!(codes(&["--ignore", "DL3061"]), "syntax DL3043");
    assert_eq!(codes(&["--ignore", "DL3061,DL3043"]), "syntax syntax");
}

#[test]
fn without_configuration_is_as_with_none() {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    let with = folder.run(["-f", "json"]);
    let without = folder.run(["-f", "json", "--no-config"]);
    assert_eq!((with.status, with.stdout), (without.status, without.stdout));
}
