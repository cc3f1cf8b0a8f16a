//! Fixes that write into the ignore file of the build context.

use crate::support::Folder;

const BROAD: &str = "FROM node:22\nCOPY . /app\nUSER node\nCMD [\"node\", \"/app/index.js\"]\n";

/// A project whose Dockerfile takes everything along.
fn project() -> Folder {
    let folder = Folder::new();
    folder.write("Dockerfile", BROAD).write("index.js", "").write(".git/HEAD", "");
    folder.write("node_modules/a/index.js", "").write(".env", "API_TOKEN=kR7pWz2mQxL0vB9t\n");
    folder
}

fn text(folder: &Folder, name: &str) -> String {
    String::from_utf8(folder.read(name)).expect("text")
}

#[test]
fn a_file_that_is_not_there_is_written() {
    let folder = project();
    let diff = folder.run(["--diff", "--unsafe-fixes"]).exits_with(1).stdout;
    assert!(diff.contains("+++ .dockerignore"), "{diff}");
    assert!(diff.contains("\n+.env\n") && diff.contains("\n+node_modules\n"), "{diff}");
    assert!(!folder.path(".dockerignore").exists());

    let run = folder.run(["--fix", "--unsafe-fixes", "--select", "DK4003,DK4004"]);
    assert!(run.stderr.is_empty(), "{run}");
    assert_eq!(text(&folder, ".dockerignore"), ".env\n.git\nnode_modules\n");
    assert_eq!(text(&folder, "Dockerfile"), BROAD);
    let again = folder.run(["--fix", "--unsafe-fixes", "-f", "json"]).json();
    assert_eq!(again.0["summary"]["fixed"], 0);
    assert_eq!(text(&folder, ".dockerignore"), ".env\n.git\nnode_modules\n");
}

#[test]
fn what_is_there_stays_as_it_is() {
    for (before, after) in [
        ("*.log", "*.log\n.env\n.git\nnode_modules\n"),
        ("*.log\r\n.git\r\n", "*.log\r\n.git\r\n.env\r\nnode_modules\r\n"),
        ("# nothing yet\n", "# nothing yet\n.env\n.git\nnode_modules\n"),
    ] {
        let folder = project();
        folder.write(".dockerignore", before);
        let json = folder.run(["-f", "json", "--select", "DK4003"]).json();
        let edit = &json.findings("Dockerfile")[0]["fixes"][0]["edits"][0];
        assert!(edit["path"].as_str().is_some_and(|path| path.ends_with(".dockerignore")), "{edit}");
        assert_eq!(edit["start"]["offset"], before.len(), "{edit}");
        folder.run(["--fix", "--unsafe-fixes"]);
        assert_eq!(text(&folder, ".dockerignore"), after);
    }
}

#[test]
fn dockerfiles_that_share_a_context_add_each_pattern_once() {
    let folder = project();
    folder.write("web.Dockerfile", BROAD).write(".dockerignore", "*.log\n");
    let diff = folder.run(["--diff", "--unsafe-fixes"]).exits_with(1).stdout;
    assert_eq!(diff.matches("+.env").count(), 1, "{diff}");
    folder.run(["--fix", "--unsafe-fixes"]);
    assert_eq!(text(&folder, ".dockerignore"), "*.log\n.env\n.git\nnode_modules\n");
}

#[test]
fn what_a_copy_names_is_not_ignored() {
    let folder = project();
    folder.write("Dockerfile", format!("{BROAD}COPY .env /root/.env\n"));
    folder.write(".dockerignore", "*.log\n");
    folder.run(["--fix", "--unsafe-fixes", "--select", "DK4003,CopyIgnoredFile"]);
    assert_eq!(text(&folder, ".dockerignore"), "*.log\n");
}

#[test]
fn a_pipe_changes_no_other_file() {
    let folder = project();
    let piped = folder.dlint(["--fix", "--unsafe-fixes", "-"]).stdin(BROAD).run();
    assert_eq!(piped.stdout, BROAD);
    assert!(!folder.path(".dockerignore").exists());
}

#[test]
fn an_ignore_file_that_cannot_be_written_leaves_the_dockerfile_alone() {
    let folder = project();
    folder.write(".dockerignore", "*.log\n").write("Dockerfile", format!("{BROAD}MAINTAINER Ada\n"));
    let path = folder.path(".dockerignore");
    let mut permissions = std::fs::metadata(&path).expect("a file").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("a mode");
    let run = folder.run(["--fix", "--unsafe-fixes"]).exits_with(2);
    assert!(run.stdout.contains("could not be fixed") && run.stdout.contains(".dockerignore"), "{run}");
    assert!(text(&folder, "Dockerfile").contains("MAINTAINER"));
}
