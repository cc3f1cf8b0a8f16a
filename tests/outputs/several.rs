//! Several reports of one run, each in its format and at its place.

use crate::support::Folder;
use crate::{FORMATS, input};

#[test]
fn each_report_is_the_one_that_would_have_been_printed() {
    let folder = input();
    let files: Vec<String> =
        FORMATS.iter().map(|(format, ending)| format!("{format}=out/{format}.{ending}")).collect();
    folder.write("out/.keep", "");
    let options = files.iter().flat_map(|file| ["-f", file]).chain(["-f", "full", "."]);
    let run = folder.run(options).exits_with(2);
    for (format, ending) in FORMATS {
        let printed = folder.run(["-f", format, "."]).exits_with(2);
        assert!(folder.read(format!("out/{format}.{ending}")) == printed.bytes, "{format}");
    }
    assert_eq!(run.bytes, folder.run(["."]).bytes);
}

#[test]
fn what_is_not_asked_for_is_not_printed() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:latest\n");
    let run = folder.run(["-f", "sarif=a.sarif", "-f", "json", "-o", "a.json"]).exits_with(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    assert!(folder.read("a.json").starts_with(b"{\"version\":1"));
    assert!(folder.read("a.sarif").starts_with(b"{\"$schema\":"));
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_done() {
    let folder = Folder::new();
    folder.write("Dockerfile", "MAINTAINER Ada\n").write("sub/README", "");
    for (arguments, expected) in [
        (
            &["-f", "full", "-f", "json"][..],
            "`full` and `json` would be written one behind the other; name a file",
        ),
        (
            &["-f", "json=a", "-f", "sarif=./sub/../a"],
            "`json` and `sarif` would both be written to `./sub/../a`",
        ),
        (&["-f", "json=a", "-f", "full", "-o", "a"], "`json` and `full` would both be written to `a`"),
        (
            &["-f", "json=a", "-o", "b"],
            "nothing goes to `b`, for each `--output-format` has a file of its own",
        ),
        (&["-f", "json="], "there is no file behind `json=`"),
        (&["-f", "sarfi"], "there is no output format `sarfi`; did you mean `sarif`?"),
        (&["-f", "jsn=a"], "there is no output format `jsn`; did you mean `json`?"),
        (
            &["-f", "xyzzy"],
            "there is no output format `xyzzy`; the formats are full, concise, json, json-lines,",
        ),
        (
            &["-f", "json=./sub/../Dockerfile"],
            "`./sub/../Dockerfile` is linted; its report would take its place",
        ),
        (&["-o", "Dockerfile", "Dockerfile"], "`Dockerfile` is linted; its report would take its place"),
        (
            &["-f", "sarif", "--statistics"],
            "there are no statistics as `sarif`; write them as `full` or as `json`",
        ),
    ] {
        let run = folder.run(arguments.iter().copied().chain(["--fix"])).exits_with(2);
        assert!(run.stderr.contains(expected) && run.stdout.is_empty(), "{arguments:?}: {run}");
    }
    assert_eq!(folder.read("Dockerfile"), b"MAINTAINER Ada\n");
}

#[test]
fn a_report_that_cannot_be_written_keeps_no_other_back() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:latest\n");
    let run = folder.run(["-f", "json=no/such/folder", "-f", "gnu=b", "-f", "concise"]).exits_with(2);
    assert!(run.stderr.contains("`no/such/folder`: there is no such file or folder"), "{run}");
    assert!(run.stdout.contains("DL3007") && folder.read("b").starts_with(b"Dockerfile:1."), "{run}");
}

#[test]
fn statistics_go_to_files_as_well() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:latest\n");
    let run = folder.run(["--statistics", "-f", "full", "-f", "json=a.json"]).exits_with(0);
    assert!(run.stdout.starts_with("1  DL3007  latest-tag\n"), "{run}");
    assert!(folder.read("a.json").starts_with(b"[{\"code\":\"DL3007\""));
}

#[cfg(unix)]
mod files {
    use std::fs::{Permissions, read_dir, set_permissions, symlink_metadata};
    use std::os::unix::fs::{PermissionsExt, symlink};

    use crate::support::Folder;

    #[test]
    fn a_report_takes_the_place_of_another_and_keeps_its_mode_and_its_links() {
        let folder = Folder::new();
        folder.write("Dockerfile", "FROM debian:latest\n").write("deep/report", "x".repeat(100_000));
        set_permissions(folder.path("deep/report"), Permissions::from_mode(0o640)).expect("a mode");
        symlink("deep/report", folder.path("link")).expect("a link");
        symlink("deep/new", folder.path("dangling")).expect("a link");
        folder.run(["-f", "gnu=link", "-f", "concise=dangling"]).exits_with(0);
        assert!(folder.read("deep/report").starts_with(b"Dockerfile:1.13-1.18: note: "));
        assert!(folder.read("deep/new").starts_with(b"Dockerfile:1:13: info"));
        for name in ["link", "dangling"] {
            assert!(symlink_metadata(folder.path(name)).expect("a link").is_symlink(), "{name}");
        }
        let mode = symlink_metadata(folder.path("deep/report")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o7777, 0o640);
        assert_eq!(read_dir(folder.path("deep")).expect("a folder").count(), 2, "nothing else is left");
    }

    #[test]
    fn a_file_in_a_folder_that_cannot_be_written_is_written_all_the_same() {
        let folder = Folder::new();
        folder.write("Dockerfile", "FROM debian:latest\n").write("locked/report", "old");
        set_permissions(folder.path("locked/report"), Permissions::from_mode(0o666)).expect("a mode");
        set_permissions(folder.path("locked"), Permissions::from_mode(0o555)).expect("a mode");
        let run = folder.dlint(["-f", "gnu=locked/report"]).without_privileges(&folder).run();
        set_permissions(folder.path("locked"), Permissions::from_mode(0o755)).expect("a mode");
        run.exits_with(0);
        assert!(folder.read("locked/report").starts_with(b"Dockerfile:1."));
    }
}
