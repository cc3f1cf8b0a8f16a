//! What is no file, what is not there, and what may not be read.

use crate::support::Folder;
use crate::{assert_refused, beside_a_good_file};

#[test]
fn a_missing_file_is_told() {
    let folder = beside_a_good_file();
    for path in ["gone", "no/such/Dockerfile", "zzz/gone"] {
        let run = folder.run(["-f", "json", path, "zzz"]);
        assert_refused(run, path, "there is no such file or folder");
    }
}

#[test]
fn a_folder_without_dockerfiles_is_a_notice() {
    let folder = beside_a_good_file();
    folder.write("empty/sub/README", "");
    let run = folder.run(["-f", "json", "empty", "zzz"]).exits_with(0);
    assert_eq!(run.json().codes("zzz/Dockerfile"), ["DL3007"]);
    assert_eq!(run.stderr, "notice: there is no Dockerfile in `empty`\n");
    let run = folder.run(["-f", "json", "--error-on-no-files", "empty", "zzz"]).exits_with(2);
    assert_eq!(run.json().codes("zzz/Dockerfile"), ["DL3007"]);
}

#[test]
fn ten_thousand_files_in_one_folder_are_linted() {
    let folder = Folder::new();
    for number in 0..10_000 {
        folder.write(format!("Dockerfile.{number}"), "FROM a:1\nEXPOSE 80443\n");
    }
    let run = folder.dlint(["-f", "json"]).env("RAYON_NUM_THREADS", "2").within(3).run().exits_with(1);
    let report = run.json();
    assert_eq!(report.paths().len(), 10_000);
    assert_eq!(report.0["summary"]["errors"], 10_000);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use crate::support::Folder;
    use crate::{GOOD, assert_always_refused, assert_refused, beside_a_good_file};

    fn set_mode(folder: &Folder, name: &str, mode: u32) {
        set_permissions(folder.path(name), Permissions::from_mode(mode)).expect("a mode");
    }

    #[test]
    fn a_named_pipe_is_not_waited_for() {
        let folder = beside_a_good_file();
        let made = Command::new("mkfifo").arg(folder.path("Dockerfile")).status().expect("mkfifo");
        assert!(made.success());
        let message = "it is a named pipe, not a file; pipe it in and name it `-` to lint it";
        assert_always_refused(&folder, "Dockerfile", message);
    }

    #[test]
    fn a_socket_is_told() {
        let folder = beside_a_good_file();
        let _socket = UnixListener::bind(folder.path("Dockerfile")).expect("a socket");
        let message = "it is a socket, not a file; pipe it in and name it `-` to lint it";
        assert_always_refused(&folder, "Dockerfile", message);
    }

    #[test]
    fn a_device_that_never_ends_is_not_read() {
        let folder = beside_a_good_file();
        symlink("/dev/zero", folder.path("Dockerfile")).expect("a link");
        let message = "it is a device, not a file; pipe it in and name it `-` to lint it";
        assert_always_refused(&folder, "Dockerfile", message);
        let run = folder.dlint(["-f", "json", "/dev/zero", "zzz"]).within(1).run();
        assert_refused(run, "/dev/zero", message);
    }

    #[test]
    fn the_tree_of_what_is_no_file_is_not_waited_for_either() {
        let folder = Folder::new();
        for path in ["/dev/zero", "gone", "."] {
            let run = folder.dlint(["debug", "tree", path]).within(1).run().exits_with(2);
            assert!(run.stdout.is_empty() && run.stderr.starts_with(&format!("error: {path}: ")), "{run}");
        }
    }

    #[test]
    fn a_file_that_may_not_be_read_is_told() {
        let folder = beside_a_good_file();
        folder.write("Dockerfile", GOOD);
        set_mode(&folder, "Dockerfile", 0o000);
        for arguments in [&["-f", "json"][..], &["-f", "json", "Dockerfile", "zzz"], &["-f", "json", "--fix"]]
        {
            let run = folder.dlint(arguments).without_privileges(&folder).run();
            assert_refused(run, "Dockerfile", "permission denied");
        }
    }

    #[test]
    fn a_folder_that_may_not_be_read_is_told() {
        let folder = beside_a_good_file();
        folder.write("locked/Dockerfile", GOOD);
        set_mode(&folder, "locked", 0o000);
        let run = |arguments: &[&str]| folder.dlint(arguments).without_privileges(&folder).run();
        let runs = [
            run(&["-f", "json"]),
            run(&["-f", "json", "locked", "zzz"]),
            run(&["-f", "json", "--fix", "zzz", "locked"]),
        ];
        let inside = run(&["-f", "json", "locked/Dockerfile", "zzz"]);
        set_mode(&folder, "locked", 0o755);
        for run in runs {
            assert_refused(run, "locked", "permission denied");
        }
        assert_refused(inside, "locked/Dockerfile", "permission denied");
    }

    #[test]
    fn a_folder_that_may_be_searched_but_not_listed_is_told() {
        let folder = beside_a_good_file();
        folder.write("locked/Dockerfile", GOOD);
        set_mode(&folder, "locked", 0o311);
        let run = folder.dlint(["-f", "json", "locked", "zzz"]).without_privileges(&folder).run();
        let named = folder.dlint(["-f", "json", "locked/Dockerfile"]).without_privileges(&folder).run();
        set_mode(&folder, "locked", 0o755);
        assert_refused(run, "locked", "permission denied");
        assert_eq!(named.exits_with(0).json().codes("locked/Dockerfile"), ["DL3007"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_utf8_is_linted() {
        let folder = beside_a_good_file();
        let name = OsStr::from_bytes(b"Dockerfile.\xff\xe9");
        folder.write(name, "FROM debian:latest\nEXPOSE 80443\n");
        for arguments in [&[OsStr::new(".")][..], &[name, OsStr::new("zzz")]] {
            let run = folder.run([&[OsStr::new("-f"), OsStr::new("json")], arguments].concat()).exits_with(1);
            let report = run.json();
            assert_eq!(report.codes("zzz/Dockerfile"), ["DL3007"]);
            assert_eq!(report.codes("Dockerfile.\u{fffd}\u{fffd}"), ["DL3007", "DL3011"]);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_utf8_is_repaired() {
        let folder = beside_a_good_file();
        let name = OsStr::from_bytes(b"Dockerfile.\xff");
        folder.write(name, "FROM --platform=$TARGETPLATFORM a:1\n");
        let run = folder.run(["--fix"]);
        assert_eq!(folder.read(name), b"FROM a:1\n", "{run}");
        run.exits_with(0);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_utf8_is_never_taken_for_another() {
        let folder = Folder::new();
        let name = OsStr::from_bytes(b"Dockerfile.\xff");
        folder
            .write(name, "FROM --platform=$TARGETPLATFORM a:1\n")
            .write("Dockerfile.\u{fffd}", "FROM --platform=$TARGETPLATFORM a:1\n");
        folder.dlint([OsStr::new("--fix"), name]).run();
        assert_eq!(folder.read("Dockerfile.\u{fffd}"), b"FROM --platform=$TARGETPLATFORM a:1\n");
    }
}
