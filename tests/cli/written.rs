//! What a repaired file is on disk: its mode, its links, and what it is if it could not be written.
#![cfg(unix)]

use std::fs::{Permissions, read_dir, set_permissions, symlink_metadata};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

use crate::support::Folder;

const BAD: &str = "FROM --platform=$TARGETPLATFORM debian:13\nMAINTAINER Ada\n";
const FIXED: &str = "FROM debian:13\nLABEL org.opencontainers.image.authors=\"Ada\"\n";

fn names(folder: &Folder, sub: &str) -> Vec<String> {
    let entries = read_dir(folder.path(sub)).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn set_mode(folder: &Folder, name: &str, mode: u32) {
    set_permissions(folder.path(name), Permissions::from_mode(mode)).expect("a mode");
}

#[test]
fn the_mode_is_kept_and_nothing_else_is_left() {
    for mode in [0o600, 0o644, 0o755, 0o664, 0o640] {
        let folder = Folder::new();
        folder.write("Dockerfile", BAD);
        set_mode(&folder, "Dockerfile", mode);
        folder.run(["--fix"]).exits_with(0);
        assert_eq!(folder.read("Dockerfile"), FIXED.as_bytes());
        let metadata = symlink_metadata(folder.path("Dockerfile")).expect("the file");
        assert_eq!(metadata.permissions().mode() & 0o7777, mode, "{mode:o}");
        assert_eq!(names(&folder, "."), ["Dockerfile"]);
    }
}

#[test]
fn the_owner_is_kept_where_that_is_allowed() {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    if std::os::unix::fs::chown(folder.path("Dockerfile"), Some(65534), Some(65534)).is_err() {
        return;
    }
    folder.run(["--fix"]).exits_with(0);
    let metadata = symlink_metadata(folder.path("Dockerfile")).expect("the file");
    assert_eq!((metadata.uid(), metadata.gid()), (65534, 65534));
}

#[test]
fn a_link_stays_a_link_and_its_target_is_repaired() {
    let folder = Folder::new();
    folder.write("deep/er/real", BAD).write("sub/README", "");
    symlink("er/real", folder.path("deep/middle")).expect("a link");
    symlink("../deep/middle", folder.path("sub/Dockerfile")).expect("a link");
    folder.run(["--fix", "sub"]).exits_with(0);
    assert_eq!(folder.read("deep/er/real"), FIXED.as_bytes());
    for link in ["deep/middle", "sub/Dockerfile"] {
        assert!(symlink_metadata(folder.path(link)).expect("the link").is_symlink(), "{link}");
    }
    assert!(symlink_metadata(folder.path("deep/er/real")).expect("the file").is_file());
    assert_eq!(names(&folder, "sub"), ["Dockerfile", "README"]);
    assert_eq!(names(&folder, "deep/er"), ["real"]);
}

#[test]
fn a_file_and_a_link_to_it_are_repaired_together() {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    symlink("Dockerfile", folder.path("Dockerfile.dev")).expect("a link");
    let run = folder.run(["--fix"]);
    assert_eq!(folder.read("Dockerfile"), FIXED.as_bytes());
    assert!(symlink_metadata(folder.path("Dockerfile.dev")).expect("the link").is_symlink());
    run.exits_with(0);
}

#[test]
fn a_read_only_file_is_told_and_stays_and_the_others_are_repaired() {
    let folder = Folder::new();
    folder.write("a.Dockerfile", BAD).write("b.Dockerfile", BAD).write("c.Dockerfile", BAD);
    set_mode(&folder, "b.Dockerfile", 0o444);
    let run = folder.run(["--fix", "-f", "concise"]).exits_with(2);
    assert!(
        run.stdout.contains("b.Dockerfile: error: it could not be fixed: the file is read-only\n"),
        "{run}"
    );
    assert_eq!(folder.read("a.Dockerfile"), FIXED.as_bytes());
    assert_eq!(folder.read("b.Dockerfile"), BAD.as_bytes());
    assert_eq!(folder.read("c.Dockerfile"), FIXED.as_bytes());
    assert_eq!(names(&folder, "."), ["a.Dockerfile", "b.Dockerfile", "c.Dockerfile"]);
}

#[test]
fn what_could_not_be_written_is_not_reported_as_fixed() {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    set_mode(&folder, "Dockerfile", 0o444);
    let report = folder.run(["--fix", "-f", "json"]).exits_with(2).json();
    assert_eq!(report.0["summary"]["fixed"], 0);
    assert_eq!(report.codes("Dockerfile"), ["DL3065", "DL4000"]);
}

#[test]
fn what_could_not_be_written_is_not_said_to_be_unreadable() {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    set_mode(&folder, "Dockerfile", 0o444);
    let run = folder.run(["--fix"]).exits_with(2);
    assert!(!run.stdout.contains("could not be read"), "{run}");
}

#[test]
fn a_file_in_a_folder_that_cannot_be_written_is_told_and_stays() {
    let folder = Folder::new();
    folder.write("locked/Dockerfile", BAD).write("Dockerfile", BAD);
    set_mode(&folder, "locked/Dockerfile", 0o666);
    set_mode(&folder, "Dockerfile", 0o666);
    set_mode(&folder, "locked", 0o555);
    // The folder belongs to another user, or else may not be written by its own.
    let run = folder.dlint(["--fix", "-f", "concise"]).without_privileges(&folder).run().exits_with(2);
    set_mode(&folder, "locked", 0o755);
    assert!(
        run.stdout.contains("locked/Dockerfile: error: it could not be fixed: permission denied\n"),
        "{run}"
    );
    assert_eq!(folder.read("locked/Dockerfile"), BAD.as_bytes());
    assert_eq!(folder.read("Dockerfile"), FIXED.as_bytes());
    assert_eq!(names(&folder, "locked"), ["Dockerfile"]);
}

#[test]
fn a_file_that_is_another_users_and_not_writable_stays() {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD);
    set_mode(&folder, "Dockerfile", 0o644);
    let is_root = symlink_metadata(folder.path("Dockerfile")).expect("the file").uid() == 0;
    if !is_root {
        return;
    }
    let run = folder.dlint(["--fix"]).without_privileges(&folder).run();
    assert_eq!(folder.read("Dockerfile"), BAD.as_bytes());
    run.exits_with(2);
}
