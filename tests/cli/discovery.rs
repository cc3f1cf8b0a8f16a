//! Which files are linted.

use crate::support::Folder;

const GOOD: &str = "FROM debian:13\n";

/// The files that are read where these are, in their order.
fn found(files: &[&str], arguments: &[&str]) -> Vec<String> {
    let folder = Folder::new();
    for file in files {
        folder.write(file, GOOD);
    }
    let run = folder.run([&["-f", "json"], arguments].concat()).exits_with(0);
    run.json().paths().into_iter().map(str::to_owned).collect()
}

#[test]
fn every_name_of_a_dockerfile_is_found() {
    for name in [
        "Dockerfile",
        "Dockerfile.dev",
        "Dockerfile-dev",
        "Dockerfile_dev",
        "Dockerfile.dev.old",
        "dev.Dockerfile",
        "dev.dockerfile",
        "my-app.dev.Dockerfile",
        "dockerfile",
        "DOCKERFILE",
        "DockerFile.Dev",
        "dev.DOCKERFILE",
        "Containerfile",
        "containerfile",
        "Containerfile.dev",
        "Containerfile-dev",
        "Containerfile_dev",
        "dev.Containerfile",
        "dev.containerfile",
        "CONTAINERFILE.DEV",
    ] {
        assert_eq!(found(&[name], &[]), [name]);
    }
}

#[test]
fn no_other_name_is() {
    for name in [
        "Dockerfile.md",
        "Dockerfile.MD",
        "Dockerfile.j2",
        "Dockerfile.tpl",
        "Dockerfile.dev.tpl",
        "Dockerfile.dockerignore",
        "dev.Dockerfile.dockerignore",
        "Containerfile.md",
        ".dockerignore",
        ".containerignore",
        "Dockerfiles",
        "Dockerfile2",
        "MyDockerfile",
        "my-Dockerfile",
        "docker-compose.yaml",
        "README",
    ] {
        assert!(found(&[name], &[]).is_empty(), "{name}");
        assert_eq!(found(&[name], &[name]), [name], "a file that is named is read");
    }
}

#[test]
fn folders_are_walked_all_the_way_down_and_hidden_ones_too() {
    let files = ["a/b/c/d/Dockerfile", ".devcontainer/Dockerfile", ".hidden/.deeper/dev.Dockerfile"];
    assert_eq!(
        found(&files, &[]),
        [".devcontainer/Dockerfile", ".hidden/.deeper/dev.Dockerfile", "a/b/c/d/Dockerfile"]
    );
    assert_eq!(found(&files, &["a"]), ["a/b/c/d/Dockerfile"]);
    assert_eq!(found(&files, &["./a/b/"]), ["a/b/c/d/Dockerfile"]);
}

#[test]
fn what_belongs_to_git_is_not_walked() {
    let files = [".git/Dockerfile", "sub/.git/modules/x/Dockerfile", ".github/Dockerfile"];
    assert_eq!(found(&files, &[]), [".github/Dockerfile"]);
    assert_eq!(found(&files, &[".git/Dockerfile"]), [".git/Dockerfile"]);
}

#[test]
fn what_git_ignores_is_not_walked() {
    let folder = Folder::new();
    folder
        .write(".gitignore", "/vendor/\n*.old.Dockerfile\n!keep.old.Dockerfile\n")
        .write("sub/.gitignore", "Dockerfile.local\n")
        .write(".ignore", "generated\n");
    for file in [
        "Dockerfile",
        "Dockerfile.local",
        "vendor/Dockerfile",
        "sub/vendor/Dockerfile",
        "sub/Dockerfile.local",
        "a.old.Dockerfile",
        "keep.old.Dockerfile",
        "generated/Dockerfile",
    ] {
        folder.write(file, GOOD);
    }
    let expected = ["Dockerfile", "Dockerfile.local", "keep.old.Dockerfile", "sub/vendor/Dockerfile"];
    // The same in a repository, and where a folder was only copied out of one.
    assert_eq!(folder.run(["-f", "json"]).json().paths(), expected);
    folder.write(".git/HEAD", "ref: refs/heads/main\n").write(".git/info/exclude", "Dockerfile.local\n");
    assert_eq!(folder.run(["-f", "json"]).json().paths(), [expected[0], expected[2], expected[3]]);
    // What is named is read, whatever git thinks of it; and so is what is in a folder that is named.
    let named = folder.run(["-f", "json", "vendor/Dockerfile", "a.old.Dockerfile"]).exits_with(0);
    assert_eq!(named.json().paths(), ["a.old.Dockerfile", "vendor/Dockerfile"]);
}

#[test]
fn a_folder_that_is_named_dockerfile_is_a_folder() {
    let files = ["Dockerfile/README", "docker/Dockerfile/Dockerfile", "dev.Dockerfile/x"];
    assert_eq!(found(&files, &[]), ["docker/Dockerfile/Dockerfile"]);
    assert_eq!(found(&files, &["docker/Dockerfile"]), ["docker/Dockerfile/Dockerfile"]);
}

#[test]
fn a_folder_without_a_dockerfile_is_told_once_and_is_no_failure() {
    let folder = Folder::new();
    folder.write("empty/README", "").write("full/Dockerfile", GOOD);
    let run = folder.run(["empty", "full"]).exits_with(0);
    assert_eq!(run.stderr, "notice: there is no Dockerfile in `empty`\n");
    assert_eq!(folder.run(["-q", "empty"]).exits_with(0).stderr, "");
    folder.run(["--error-on-no-files", "-q", "empty", "full"]).exits_with(2);
    folder.run(["--error-on-no-files", "."]).exits_with(0);
}

#[test]
fn a_folder_that_is_named_twice_is_not_taken_for_an_empty_one() {
    let folder = Folder::new();
    folder.write("sub/Dockerfile", GOOD);
    for arguments in [[".", "."], ["sub/Dockerfile", "."], [".", "sub"]] {
        let run = folder.run([&["--error-on-no-files"][..], &arguments].concat()).exits_with(0);
        assert_eq!(run.stderr, "", "{arguments:?}");
    }
}

#[test]
fn a_path_that_is_not_there_is_a_failure_and_the_others_are_linted() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:latest\n");
    let run = folder.run(["-f", "json", "gone", "Dockerfile", "gone/too"]).exits_with(2);
    let report = run.json();
    assert_eq!(report.codes("Dockerfile"), ["DL3007"]);
    assert_eq!(report.errors().len(), 2);
    assert!(report.errors().iter().all(|error| error.ends_with("there is no such file or folder")));
}

#[test]
fn a_file_that_is_named_like_an_option_or_like_standard_input_can_be_read() {
    let folder = Folder::new();
    folder.write("-", "FROM debian:latest\n").write("--fix", GOOD).write("check", GOOD);
    assert_eq!(folder.run(["-f", "json", "--", "--fix"]).exits_with(0).json().paths(), ["--fix"]);
    assert_eq!(folder.run(["-f", "json", "./check"]).exits_with(0).json().paths(), ["check"]);
    let run = folder.dlint(["-f", "json", "./-"]).stdin("").run().exits_with(0);
    let report = run.json();
    assert_eq!(report.codes(report.paths()[0]), ["DL3007"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_dockerfile_is_one_and_a_link_to_a_folder_is_not_walked() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new();
    folder.write("real/some.file", "FROM debian:latest\n").write("walked/README", "");
    symlink("../real/some.file", folder.path("walked/Dockerfile")).expect("a link");
    symlink("../real", folder.path("walked/link")).expect("a link");
    symlink("../real", folder.path("walked/dev.Dockerfile")).expect("a link");
    folder.write("real/Dockerfile", GOOD);
    let report = folder.run(["-f", "json", "walked"]).exits_with(0).json();
    assert_eq!(report.paths(), ["walked/Dockerfile"]);
    assert_eq!(report.codes("walked/Dockerfile"), ["DL3007"]);
    let named = folder.run(["-f", "json", "walked/link"]).exits_with(0).json();
    assert_eq!(named.paths(), ["walked/link/Dockerfile"], "a link that is named is followed");
}
