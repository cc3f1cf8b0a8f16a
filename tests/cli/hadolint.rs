//! dlint in the place of hadolint.

use crate::support::Folder;

const BAD: &str = "FROM debian\nMAINTAINER x\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    folder
}

#[test]
fn standard_input_is_a_file_by_the_name_it_is_given() {
    let folder = folder();
    let run = folder.dlint(["hadolint", "-f", "gnu", "-"]).stdin(BAD).run().exits_with(1);
    assert!(run.stdout.starts_with("hadolint:-:1: DL3006 warning: "), "{run}");
    let arguments = ["hadolint", "-f", "json", "--file-path-in-report", "a/Dockerfile", "-"];
    let run = folder.dlint(arguments).stdin(BAD).run().exits_with(1);
    assert!(run.stdout.contains(r#""file":"a/Dockerfile","level":"error","line":2,"#), "{run}");
    assert!(!run.stdout.ends_with('\n'), "{run}");
}

#[test]
fn each_format_goes_to_the_output_at_its_place() {
    let folder = folder();
    let arguments = ["hadolint", "-f", "json", "-f", "gnu", "-o", "report", "Dockerfile"];
    let run = folder.run(arguments).exits_with(1);
    assert!(run.stdout.starts_with("hadolint:Dockerfile:1: "), "{run}");
    assert!(folder.read("report").starts_with(b"[{\"code\":\"DL3006\""));
}

#[test]
fn the_status_is_one_from_the_threshold_on() {
    let folder = folder();
    for (arguments, status) in [
        (&[] as &[&str], 1),
        (&["-t", "error"], 1),
        (&["-t", "error", "--ignore", "DL4000"], 0),
        (&["-t", "none", "--ignore", "DL4000", "--style", "DL3006"], 1),
        (&["-t", "info", "--ignore", "DL4000", "--style", "DL3006"], 0),
        (&["--no-fail"], 0),
        (&["-f", "codeclimate"], 0),
        (&["-f", "codacy"], 0),
        (&["-f", "gitlab_codeclimate"], 1),
        (&["--nonsense"], 1),
        (&["-t", "grave"], 1),
        (&["--version"], 0),
        (&["--help"], 0),
    ] {
        let all = ["hadolint"].iter().chain(arguments).chain(&["Dockerfile"]);
        folder.run(all).exits_with(status);
    }
}

#[test]
fn the_environment_and_the_file_count_and_lists_add_up() {
    let folder = folder();
    folder.write(".hadolint.yaml", "ignored: [DL3006]\nfailure-threshold: error\n");
    let run = folder.run(["hadolint", "Dockerfile"]).exits_with(1);
    assert!(run.stdout.contains("DL4000") && !run.stdout.contains("DL3006"), "{run}");
    let run = folder.dlint(["hadolint", "Dockerfile"]).env("HADOLINT_IGNORE", "DL4000").run().exits_with(0);
    assert_eq!(run.stdout, "");
    // A broken file is not as good as none.
    folder.write(".hadolint.yaml", "ignored: [DL3006\n");
    let run = folder.run(["hadolint", "Dockerfile"]).exits_with(1);
    assert!(run.stdout.is_empty() && run.stderr.contains(".hadolint.yaml:"), "{run}");
}

#[test]
#[cfg(unix)]
fn the_name_is_enough() {
    let folder = folder();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_dlint"), folder.path("hadolint")).expect("a link");
    let out = std::process::Command::new(folder.path("hadolint"))
        .args(["-f", "gnu", "Dockerfile"])
        .current_dir(folder.path(""))
        .output()
        .expect("the link runs");
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.starts_with("hadolint:Dockerfile:1: DL3006"), "{text}");
}

#[test]
fn its_configuration_counts_for_dlint_where_there_is_no_other() {
    let folder = Folder::new();
    let text = "FROM debian:latest\nRUN sudo make\n";
    folder.write("a/b/Dockerfile", text).write("c/Dockerfile", text);
    folder.write("a/.hadolint.yaml", "ignored: [DL3004]\noverride:\n  error: [DL3007]\n");
    let run = folder.run(["-f", "concise", "."]).exits_with(1);
    assert!(run.stderr.contains("notice: `a/.hadolint.yaml` counts"), "{run}");
    assert!(run.stdout.contains("a/b/Dockerfile:1:13: error[DL3007]"), "{run}");
    assert!(!run.stdout.contains("a/b/Dockerfile:2"), "{run}");
    assert!(run.stdout.contains("c/Dockerfile:2:5: warning[DL3004]"), "{run}");
    // A mistake stops the run, and points at its place.
    folder.write("a/.hadolint.yaml", "ignore: [DL3004]\n");
    let run = folder.run(["."]).exits_with(2);
    assert!(run.stderr.contains("a/.hadolint.yaml:1:1"), "{run}");
    // Where there is a `dlint.toml`, however far up, it is not even read.
    folder.write("dlint.toml", "ignore = [\"DL3007\"]\n");
    let run = folder.run(["-f", "concise", "."]).exits_with(1);
    assert!(run.stderr.is_empty() && run.stdout.contains("a/b/Dockerfile:2:5: warning[DL3004]"), "{run}");
    let run = folder.run(["--no-config", "-f", "concise", "."]).exits_with(1);
    assert!(run.stdout.contains("info[DL3007]"), "{run}");
}

#[test]
fn its_environment_counts_for_dlint_where_there_is_no_other() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:13\nRUN sudo make\n");
    folder.dlint(["."]).env("HADOLINT_IGNORE", "DL3004").run().exits_with(0);
    folder.dlint(["."]).env("HADOLINT_FAILURE_THRESHOLD", "error").run().exits_with(0);
    folder.dlint(["--no-config", "."]).env("HADOLINT_IGNORE", "DL3004").run().exits_with(1);
    folder.write("dlint.toml", "");
    folder.dlint(["."]).env("HADOLINT_IGNORE", "DL3004").run().exits_with(1);
}
