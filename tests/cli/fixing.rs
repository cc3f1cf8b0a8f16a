//! What `--fix` and `--diff` change, and what they leave alone.

use crate::support::Folder;

const BAD: &str = "FROM --platform=$TARGETPLATFORM debian:13\nMAINTAINER Ada\n";
const FIXED: &str = "FROM debian:13\nLABEL org.opencontainers.image.authors=\"Ada\"\n";

#[test]
fn line_endings_marks_and_the_end_of_the_file_survive() {
    for (before, after) in [
        (BAD.replace('\n', "\r\n"), FIXED.replace('\n', "\r\n")),
        (format!("\u{feff}{BAD}"), format!("\u{feff}{FIXED}")),
        (BAD.trim_end().to_owned(), FIXED.trim_end().to_owned()),
        (format!("\u{feff}{}", BAD.trim_end().replace('\n', "\r\n")), {
            format!("\u{feff}{}", FIXED.trim_end().replace('\n', "\r\n"))
        }),
        (format!("# escape=`\r\n{BAD}\r\n\r\n"), format!("# escape=`\r\n{FIXED}\r\n\r\n")),
        (format!("# a\rb\t日本 😀\n{BAD}"), format!("# a\rb\t日本 😀\n{FIXED}")),
        (
            format!("{BAD}COPY <<EOF /a\n a\r\nb \n\nEOF\n"),
            format!("{FIXED}COPY <<EOF /a\n a\r\nb \n\nEOF\n"),
        ),
    ] {
        let folder = Folder::new();
        folder.write("Dockerfile", &before);
        folder.run(["--fix"]).exits_with(0);
        assert_eq!(String::from_utf8(folder.read("Dockerfile")).as_deref(), Ok(after.as_str()), "{before:?}");
        let piped = folder.dlint(["--fix", "-"]).stdin(before.as_str()).run().exits_with(0);
        assert_eq!(piped.stdout, after);
        folder.run(["--diff"]).exits_with(0);
    }
}

#[test]
fn a_blank_line_goes_with_its_own_ending() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM a:1\r\nRUN x && \\\r\n\r\n    y\r\n");
    folder.run(["--fix"]).exits_with(0);
    assert_eq!(folder.read("Dockerfile"), b"FROM a:1\r\nRUN x && \\\r\n    y\r\n");
}

#[test]
fn a_file_that_is_not_utf8_is_linted_and_never_written() {
    let folder = Folder::new();
    let bytes = [BAD.as_bytes(), b"RUN echo \xff\xe9\nEXPOSE 80443\n"].concat();
    folder.write("Dockerfile", &bytes);
    for arguments in [&[][..], &["--fix"], &["--fix", "--unsafe-fixes"]] {
        let run = folder.run([&["-f", "json"], arguments].concat()).exits_with(1);
        let report = run.json();
        assert_eq!(report.codes("Dockerfile"), ["DL3065", "DL4000", "encoding", "DL3011"]);
        assert!(
            report.findings("Dockerfile").iter().all(|finding| finding["fixes"] == serde_json::json!([]))
        );
        assert_eq!(report.0["summary"]["fixed"], 0);
        assert_eq!(folder.read("Dockerfile"), bytes);
    }
    let diff = folder.run(["--diff"]).exits_with(0);
    assert!(diff.stdout.is_empty(), "{diff}");
    let piped = folder.dlint(["--fix", "-"]).stdin(bytes.as_slice()).run().exits_with(1);
    assert_eq!(piped.bytes, bytes, "standard input comes out as it went in");
}

#[test]
fn the_fixed_text_goes_where_nothing_else_goes() {
    let folder = Folder::new();
    let bad = format!("{BAD}EXPOSE 80443\n");
    let fixed = format!("{FIXED}EXPOSE 80443\n");
    for format in ["full", "concise", "json"] {
        let run = folder.dlint(["--fix", "-f", format, "-"]).stdin(bad.as_str()).run().exits_with(1);
        assert_eq!(run.stdout, fixed, "{format}");
        assert!(run.stderr.contains("DL3011"), "{format}");
    }
    let run = folder.dlint(["--fix", "-o", "report", "-"]).stdin(bad.as_str()).run().exits_with(1);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), (fixed.as_str(), ""));
    assert!(String::from_utf8_lossy(&folder.read("report")).contains("DL3011"));
}

#[test]
fn standard_input_that_cannot_be_read_leaves_standard_output_empty() {
    let run = Folder::new().dlint(["--fix", "-"]).stdin(*b"\xff\xfeF\0").run().exits_with(2);
    assert!(run.stdout.is_empty() || run.stdout.starts_with("error: -: "), "{run}");
    assert!(run.stdout.is_empty() && run.stderr.contains("UTF-16"), "{run}");
}

#[test]
fn a_file_without_anything_to_fix_is_not_touched() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:latest\n");
    let modified = || std::fs::metadata(folder.path("Dockerfile")).and_then(|data| data.modified()).ok();
    let before = modified();
    folder.run(["--fix", "--unsafe-fixes"]).exits_with(0);
    folder.run(["--diff"]).exits_with(0);
    assert_eq!(modified(), before);
}

#[test]
fn a_diff_writes_nothing_and_can_be_applied() {
    let folder = Folder::new();
    folder.write("sub/Dockerfile", BAD).write("Containerfile", BAD.trim_end());
    let diff = folder.run(["--diff", "-q"]).exits_with(1);
    assert_eq!(folder.read("sub/Dockerfile"), BAD.as_bytes());
    let expected = "--- sub/Dockerfile\n+++ sub/Dockerfile\n@@ -1,2 +1,2 @@\n-FROM --platform=$TARGETPLATFORM debian:13\n\
        -MAINTAINER Ada\n+FROM debian:13\n+LABEL org.opencontainers.image.authors=\"Ada\"\n";
    assert!(diff.stdout.ends_with(expected), "{diff}");
    assert_eq!(diff.stdout.matches("\\ No newline at end of file\n").count(), 2, "{diff}");
    // It is a diff of what --fix writes, whatever else is asked for.
    let fix_too = folder.run(["--diff", "--fix", "-q", "-f", "json"]).exits_with(1);
    assert_eq!(fix_too.stdout, diff.stdout);
    assert_eq!(folder.read("Containerfile"), BAD.trim_end().as_bytes());
}

#[test]
fn a_diff_does_not_say_how_grave_a_problem_is() {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD).write("worse.Dockerfile", "FROM debian:13\nEXPOSE 80443\n");
    folder.run(["--diff", "--fail-on", "never", "Dockerfile"]).exits_with(1);
    folder.run(["--diff", "worse.Dockerfile"]).exits_with(0);
}

#[test]
fn only_what_was_selected_is_fixed() {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    folder.run(["--fix", "--select", "DL4000"]).exits_with(0);
    assert_eq!(
        folder.read("Dockerfile"),
        FIXED.replace("FROM ", "FROM --platform=$TARGETPLATFORM ").as_bytes()
    );
}

#[test]
fn a_fix_that_is_not_possible_does_not_stop_the_others() {
    let folder = Folder::new();
    folder.write("Dockerfile", format!("{BAD}RUN make \\\n\nEXPOSE 80443\n"));
    folder.run(["--fix", "--unsafe-fixes"]);
    let after = String::from_utf8(folder.read("Dockerfile")).expect("text");
    assert!(after.starts_with(FIXED), "{after}");
}

#[test]
fn the_exit_status_is_that_of_what_is_left() {
    let folder = Folder::new();
    folder
        .write("Dockerfile", "FROM a:1\nRUN x && \\\n\n    y\n")
        .write("b.Dockerfile", "FROM a:1\nEXPOSE 80443\n");
    folder.run(["Dockerfile"]).exits_with(1);
    let run = folder.run(["--fix", "Dockerfile"]).exits_with(0);
    assert_eq!(run.stdout, "1 fixed; no problems left (1 file)\n");
    folder.run(["--fix"]).exits_with(1);
    folder.run(["--fix", "gone"]).exits_with(2);
}

/// A file with a finding that is repaired, one that is not, and one whose fix is another rule's.
const MIXED: &str =
    "FROM debian:13\nMAINTAINER Ada\nRUN apt-get update && apt-get install curl\nEXPOSE 80443\n";

fn text(folder: &Folder) -> String {
    String::from_utf8_lossy(&folder.read("Dockerfile")).into_owned()
}

#[test]
fn only_the_fixes_of_the_named_rules_are_applied() {
    for arguments in [&["--fix", "--fix-rule", "DL4000"][..], &["--fix-rule", "DL4000,DL3007"]] {
        let folder = Folder::new();
        folder.write("Dockerfile", MIXED);
        let run = folder.run([arguments, &["-f", "concise"]].concat()).exits_with(1);
        let after = text(&folder);
        assert!(after.contains("LABEL") && after.contains("apt-get install curl"), "{after}");
        // What would be repaired without it is told, but not as something that --fix does.
        assert!(run.stdout.contains("DL3014") && !run.stdout.contains("fixable"), "{run}");
    }
    let folder = Folder::new();
    folder.write("Dockerfile", MIXED);
    let diff = folder.run(["--diff", "--fix-rule", "DL3014"]).exits_with(1);
    assert!(diff.stdout.contains("install -y curl") && !diff.stdout.contains("LABEL"), "{diff}");
    assert_eq!(text(&folder), MIXED);
    let wrong = folder.run(["--fix-rule", "DL9999"]).exits_with(2);
    assert!(wrong.stderr.contains("DL9999"), "{wrong}");
}

#[test]
fn with_fix_only_nothing_is_reported_and_what_is_left_does_not_fail() {
    let folder = Folder::new();
    folder.write("Dockerfile", MIXED);
    let run = folder.run(["--fix-only"]).exits_with(0);
    assert_eq!(run.stdout, "");
    assert_eq!(run.stderr, "3 problems fixed in 1 file\n");
    assert!(text(&folder).contains("LABEL"));
    let again = folder.run(["--fix-only"]).exits_with(0);
    assert_eq!((again.stdout.as_str(), again.stderr.as_str()), ("", "there was nothing to repair\n"));
    let quiet = folder.run(["--fix-only", "-q"]).exits_with(0);
    assert_eq!(quiet.stderr, "");
    let piped = folder.dlint(["--fix-only", "-"]).stdin(MIXED).run().exits_with(0);
    assert_eq!(piped.stdout, text(&folder));
}

#[test]
fn the_exit_status_can_tell_that_something_was_repaired() {
    for arguments in [&["--fix"][..], &["--fix-only"]] {
        let folder = Folder::new();
        folder.write("Dockerfile", "FROM debian:13\nMAINTAINER Ada\n");
        let arguments = [arguments, &["--exit-non-zero-on-fix"]].concat();
        folder.run(&arguments).exits_with(1);
        folder.run(&arguments).exits_with(0);
    }
}
