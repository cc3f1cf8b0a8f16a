//! Where the output goes, and what happens if it cannot go there.

use std::io::Read;

use dlint_report::Format;

use crate::support::Folder;

const BAD: &str = "FROM debian:latest\nEXPOSE 80443\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    folder
}

#[test]
fn a_report_in_a_file_is_the_one_that_would_have_been_printed() {
    let folder = folder();
    for format in Format::ALL.map(Format::as_str) {
        let printed = folder.run(["-f", format, "Dockerfile"]).exits_with(1);
        let run = folder.run(["-f", format, "Dockerfile", "-o", "report"]).exits_with(1);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""), "{format}");
        assert_eq!(folder.read("report"), printed.bytes, "{format}");
    }
}

#[test]
fn a_report_replaces_the_one_before() {
    let folder = folder();
    folder.write("report", "x".repeat(10_000));
    folder.run(["-f", "concise", "--output-file", "report", "Dockerfile"]).exits_with(1);
    assert!(!folder.read("report").contains(&b'x'));
}

#[test]
fn a_report_that_cannot_be_written_is_a_failure() {
    let folder = folder();
    let run = folder.run(["-o", "no/such/folder/report", "Dockerfile"]).exits_with(2);
    assert!(run.stderr.contains("could not be written") && run.stdout.is_empty(), "{run}");
}

#[test]
fn the_message_names_the_report_that_cannot_be_written() {
    let run = folder().run(["-o", "no/such/folder/report", "Dockerfile"]).exits_with(2);
    assert!(run.stderr.contains("no/such/folder/report"), "{run}");
}

#[test]
fn findings_are_on_standard_output_and_notices_beside_it() {
    let folder = folder();
    folder.write("empty/README", "");
    let run = folder.run(["-v", "-f", "json", "Dockerfile", "empty"]).exits_with(1);
    assert_eq!(run.json().paths(), ["Dockerfile"]);
    assert!(run.stderr.contains("reading Dockerfile") && run.stderr.contains("notice: "), "{run}");
}

#[test]
fn check_is_the_same_as_no_command() {
    let folder = folder();
    folder.write("sub/Dockerfile.dev", "FROM a as b\n").write("other", BAD);
    for arguments in [
        &[][..],
        &["."],
        &["sub", "other"],
        &["-f", "json"],
        &["-f", "concise", "--fail-on", "never", "other"],
        &["--diff"],
        &["--select", "nothing-like-it"],
        &["missing"],
    ] {
        let short = folder.run(arguments);
        let long = folder.run([&["check"], arguments].concat());
        assert_eq!(
            (short.status, short.stdout, short.stderr),
            (long.status, long.stdout, long.stderr),
            "{arguments:?}"
        );
    }
}

/// Reads the first bytes of what dlint says, and goes.
fn hang_up_on(folder: &Folder, arguments: &[&str]) {
    let mut child = folder.dlint(arguments).spawn();
    let mut stdout = child.stdout.take().expect("a pipe");
    let mut first = [0; 64];
    stdout.read_exact(&mut first).expect("a large output");
    drop(stdout);
    let output = child.wait_with_output().expect("the run ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
    assert_eq!(stderr, "", "{arguments:?}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_had_what_it_wanted() {
    let folder = Folder::new();
    folder.write("Dockerfile", format!("FROM a:1 as b\n{}", "EXPOSE 80443\nMAINTAINER Ada\n".repeat(1500)));
    for arguments in [
        &["-q"][..],
        &["-f", "concise"],
        &["-f", "json"],
        &["-f", "json-lines"],
        &["-f", "junit"],
        &["-f", "markdown"],
        &["-q", "--diff", "--color", "always"],
        &["debug", "tree", "Dockerfile"],
        &["debug", "tree", "--format", "json", "Dockerfile"],
    ] {
        hang_up_on(&folder, arguments);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let folder = folder();
    let run = folder.run(["-o", "/dev/full", "Dockerfile"]).exits_with(2);
    assert!(run.stderr.contains("could not be written: `/dev/full`: no space left on device"), "{run}");
}
