//! Configurations in runs over many files, and from places that a case cannot have.

use crate::support::Folder;

const LATEST: &str = "FROM debian:latest\n";

/// The files of a run, and the codes found in each: `a/Dockerfile DL3007`.
fn found(folder: &Folder, arguments: &[&str], status: i32) -> Vec<String> {
    let run = folder.run([&["-f", "json"], arguments].concat()).exits_with(status);
    let report = run.json();
    let line = |path: &str| format!("{path} {}", report.codes(path).join(" ")).trim_end().to_owned();
    report.paths().into_iter().map(line).collect()
}

#[test]
fn files_of_one_run_go_by_different_configurations() {
    let folder = Folder::new();
    folder
        .write("dlint.toml", "ignore = ['DL3007']\n")
        .write("Dockerfile", LATEST)
        .write("a/Dockerfile", LATEST)
        .write("b/.dlint.toml", "extend-select = ['DL3057']\n")
        .write("b/Dockerfile", LATEST)
        .write("b/c/Dockerfile", LATEST);
    assert_eq!(
        found(&folder, &[], 0),
        ["Dockerfile", "a/Dockerfile", "b/Dockerfile DL3057 DL3007", "b/c/Dockerfile DL3057 DL3007"]
    );
    assert_eq!(
        found(&folder, &["--no-config", "a", "b/c"], 0),
        ["a/Dockerfile DL3007", "b/c/Dockerfile DL3007"]
    );
    assert_eq!(found(&folder, &["--config", "dlint.toml", "b"], 0), ["b/Dockerfile", "b/c/Dockerfile"]);
}

#[test]
fn each_file_fails_by_its_own_configuration() {
    let folder = Folder::new();
    folder
        .write("a/dlint.toml", "fail-on = 'never'\n")
        .write("a/Dockerfile", LATEST)
        .write("b/dlint.toml", "fail-on = 'info'\n")
        .write("b/Dockerfile", LATEST);
    let run = folder.run(["a", "-f", "concise"]).exits_with(0);
    assert!(run.stdout.ends_with("1 problem: 1 info; never failing (1 file)\n"), "{run}");
    let run = folder.run(["a", "b", "-f", "concise"]).exits_with(1);
    assert!(run.stdout.ends_with("2 problems: 2 info (2 files)\n"), "{run}");
    let run = folder.run(["a", "b", "-f", "concise", "--fail-on", "error"]).exits_with(0);
    assert!(run.stdout.ends_with("2 problems: 2 info; none at or above error (2 files)\n"), "{run}");
    folder.write("b/dlint.toml", "fail-on = 'warning'\n");
    let run = folder.run(["a", "b", "-f", "concise"]).exits_with(0);
    assert!(run.stdout.ends_with("2 problems: 2 info; none that fails its file (2 files)\n"), "{run}");
}

#[test]
fn one_mistake_stops_a_run_over_many_files() {
    let folder = Folder::new();
    for name in 0..40 {
        folder.write(format!("{name}/Dockerfile"), LATEST);
    }
    folder.write("7/dlint.toml", "selct = []\n");
    let run = folder.run(["."]).exits_with(2);
    assert_eq!(run.stdout, "");
    assert_eq!(run.stderr.matches("error: ").count(), 1, "{run}");
    // What the run does not go by is none of its business.
    folder.run(["8"]).exits_with(0);
    folder.run([".", "--no-config"]).exits_with(0);
}

#[test]
fn what_is_excluded_is_walked_around_and_linted_only_where_it_is_named() {
    let folder = Folder::new();
    folder
        .write("dlint.toml", "exclude = ['vendor/', '*.old.Dockerfile']\ninclude = ['build/*.docker']\n")
        .write("Dockerfile", "FROM debian:13\n")
        .write("a.old.Dockerfile", LATEST)
        .write("vendor/deep/Dockerfile", LATEST)
        .write("build/app.docker", LATEST)
        .write("other/app.docker", LATEST);
    assert_eq!(found(&folder, &[], 0), ["Dockerfile", "build/app.docker DL3007"]);
    assert_eq!(found(&folder, &["--exclude", "build"], 0), ["Dockerfile"]);
    assert_eq!(found(&folder, &["other", "--include", "*.docker"], 0), ["other/app.docker DL3007"]);
    let named = ["a.old.Dockerfile", "vendor/deep/Dockerfile"];
    assert_eq!(found(&folder, &named, 0), ["a.old.Dockerfile DL3007", "vendor/deep/Dockerfile DL3007"]);
    assert_eq!(found(&folder, &["vendor"], 0), ["vendor/deep/Dockerfile DL3007"]);
    let forced = [&named[..], &["Dockerfile", "--force-exclude"]].concat();
    assert_eq!(found(&folder, &forced, 0), ["Dockerfile"]);
    let run = folder.run(["a.old.Dockerfile", "--force-exclude", "-v"]).exits_with(0);
    assert_eq!(run.stderr, "excluded a.old.Dockerfile\n");
    assert_eq!(run.stdout, "no files to check\n");
}

#[test]
fn the_users_own_configuration_is_the_last() {
    let folder = Folder::new();
    folder.write("home/dlint/dlint.toml", "ignore = ['DL3007']\n").write("Dockerfile", LATEST);
    let home = folder.path("home").display().to_string();
    let codes = |arguments: &[&str]| {
        let run = folder.dlint([&["-f", "json", "Dockerfile"], arguments].concat());
        run.env("XDG_CONFIG_HOME", &home).run().exits_with(0).json().codes("Dockerfile").join(" ")
    };
    assert_eq!(codes(&[]), "");
    assert_eq!(codes(&["--no-config"]), "DL3007");
    folder.write("dlint.toml", "");
    assert_eq!(codes(&[]), "DL3007");
}

#[test]
fn standard_input_goes_by_the_configuration_where_its_name_says() {
    let folder = Folder::new();
    folder.write("a/dlint.toml", "ignore = ['DL3007']\n").write("dlint.toml", "ignore = ['DL3006']\n");
    let codes = |name: &str| {
        let run = folder.dlint(["-f", "json", "--stdin-filename", name, "-"]).stdin(LATEST).run();
        run.exits_with(0).json().codes(name).join(" ")
    };
    assert_eq!(codes("a/Dockerfile"), "");
    assert_eq!(codes("Dockerfile"), "DL3007");
    assert_eq!(codes("-"), "DL3007");
}

#[test]
fn a_context_that_is_named_is_the_context() {
    let folder = Folder::new();
    folder
        .write("deploy/Dockerfile", "FROM debian:13\nWORKDIR /app\nCOPY target/app ./\n")
        .write("ctx/.dockerignore", "target\n")
        .write("ctx/target/app", "")
        .write("deploy/target/app", "");
    assert_eq!(found(&folder, &["deploy"], 0), ["deploy/Dockerfile"]);
    let with = ["deploy", "--context", "ctx", "--context", "shared=./shared"];
    assert_eq!(found(&folder, &with, 1), ["deploy/Dockerfile CopyIgnoredFile"]);
    folder.write("deploy/dlint.toml", "context = '../ctx'\n");
    assert_eq!(found(&folder, &["deploy"], 1), ["deploy/Dockerfile CopyIgnoredFile"]);
    assert_eq!(found(&folder, &["deploy", "--context", "deploy"], 0), ["deploy/Dockerfile"]);
}

#[test]
fn arguments_and_targets_of_a_build_are_told() {
    let folder = Folder::new();
    let text = "FROM debian:13 AS app\nARG NAME=app\nUSER $NAME\nCMD [\"make\"]\nFROM debian:13 AS test\nUSER root\nCMD [\"make\"]\n";
    folder.write("Dockerfile", text);
    assert_eq!(found(&folder, &[], 1), ["Dockerfile DL3002"]);
    assert_eq!(found(&folder, &["--target", "app"], 0), ["Dockerfile"]);
    assert_eq!(found(&folder, &["--target", "0", "--build-arg", "NAME=root"], 1), ["Dockerfile DL3002"]);
    assert_eq!(found(&folder, &["--target", "app", "--build-arg", "OTHER=root"], 0), ["Dockerfile"]);
    assert_eq!(found(&folder, &["--target", "app,test"], 1), ["Dockerfile DL3002"]);
    let run = folder.run(["--target", "ap"]).exits_with(2);
    assert!(run.stderr.contains("there is no stage `ap` in `Dockerfile`"), "{run}");
    folder.run(["--target", "APP"]).exits_with(0);
}

#[test]
fn what_a_project_says_of_comments_is_done() {
    let folder = Folder::new();
    folder.write("Dockerfile", "# dlint ignore=DL3007,DL3020\nFROM debian:latest\n");
    let codes = |config: &str, arguments: &[&str]| {
        folder.write("dlint.toml", config);
        let run = folder.run([&["-f", "json", "--fail-on", "never"], arguments].concat()).exits_with(0);
        run.json().codes("Dockerfile").join(" ")
    };
    assert_eq!(codes("", &[]), "");
    assert_eq!(codes("no-inline-ignores = true", &[]), "DL3007");
    assert_eq!(codes("no-inline-ignores = ['DL30']", &["--disable-ignore-pragma"]), "DL3007");
    assert!(codes("no-inline-ignores = ['DL30']", &[]).ends_with("DL3007"));
    assert_eq!(codes("no-inline-ignores = ['security']", &[]), "");
    assert_eq!(codes("warn-unused-ignores = true", &[]), "unused-ignore");
    assert_eq!(codes("require-ignore-reason = true", &[]), "ignore-without-reason");
    assert_eq!(codes("select = ['DL3007']", &["--require-ignore-reason"]), "ignore-without-reason");
    // Who wants to hear of comments has the last word.
    assert_eq!(codes("warn-unused-ignores = true\nignore = ['unused-ignore']", &[]), "unused-ignore");
    folder.write("Dockerfile", "# dlint ignore=DL3007 until=2027-03-31\nFROM debian:latest\n");
    assert_eq!(codes("extend-select = ['DL3007']", &["--date", "2027-03-31"]), "");
    assert_eq!(codes("extend-select = ['DL3007']", &["--date", "2027-04-01"]), "expired-ignore DL3007");
}

#[test]
fn hadolints_set_is_below_all_that_is_configured() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:13\nRUN cd /x\nRUN true\n");
    let ends = |config: &str, arguments: &[&str], status: i32| {
        folder.write("dlint.toml", config);
        let run = folder.run([&["--hadolint", "-f", "concise"], arguments].concat()).exits_with(status);
        run.stdout
            .lines()
            .map(|line| line.split(' ').nth(1).unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ends("", &[], 1)[0], "warning[DL3003]");
    assert_eq!(
        ends("severity = { DL3003 = 'style' }\nignore = ['DL3059', 'SC']", &[], 0)[0],
        "style[DL3003]"
    );
    assert_eq!(ends("fail-on = 'error'", &[], 0)[0], "warning[DL3003]");
    assert_eq!(ends("fail-on = 'error'", &["--fail-on", "info"], 1)[0], "warning[DL3003]");
}

#[test]
fn what_a_project_says_of_fixes_is_done() {
    let folder = Folder::new();
    let text = "FROM debian:13\nMAINTAINER Ada\nRUN ls $HOME/*\n";
    let fixed = |config: &str| {
        folder.write("Dockerfile", text).write("dlint.toml", config);
        folder.run(["--fix", "-q", "--fail-on", "never"]).exits_with(0);
        String::from_utf8(folder.read("Dockerfile")).expect("text")
    };
    assert!(fixed("").contains("LABEL"));
    assert_eq!(fixed("unfixable = ['DL4000']"), text);
    assert_eq!(fixed("extend-unsafe-fixes = ['DL4000']"), text);
    let promoted =
        fixed("extend-select = ['SC2086']\nextend-safe-fixes = ['SC2086']\nunfixable = ['DL4000']");
    assert!(promoted.contains("RUN ls \"$HOME\"/*"), "{promoted}");
}
