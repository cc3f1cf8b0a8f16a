//! Comments that are written for what is found.

use crate::support::Folder;

const BAD: &str = "FROM debian:latest\r\nRUN sudo make\r\nMAINTAINER x\r\n";

#[test]
fn what_is_found_is_ignored_from_now_on() {
    let folder = Folder::new();
    folder.write("Dockerfile", BAD).write("good/Dockerfile", "FROM debian:13\n");
    folder.run(["Dockerfile"]).exits_with(1);
    let run = folder.run(["--add-ignores=known since May", "."]).exits_with(0);
    assert!(run.stdout.contains("3 ignored by comments"), "{run}");
    let text = String::from_utf8(folder.read("Dockerfile")).expect("text");
    assert_eq!(
        text,
        "# dlint ignore=DL3007 -- known since May\r\nFROM debian:latest\r\n\
         # dlint ignore=DL3004 -- known since May\r\nRUN sudo make\r\n\
         # dlint ignore=DL4000 -- known since May\r\nMAINTAINER x\r\n"
    );
    assert_eq!(folder.read("good/Dockerfile"), b"FROM debian:13\n");
    folder.run(["."]).exits_with(0);
    // Once more, there is nothing to do.
    folder.run(["--add-ignores", "."]).exits_with(0);
    assert_eq!(folder.read("Dockerfile"), text.as_bytes());
}

#[test]
fn what_the_builder_refuses_is_still_told() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:latest\nFOO bar\n");
    let run = folder.run(["--add-ignores", "Dockerfile"]).exits_with(1);
    assert!(run.stdout.contains("FOO") && !run.stdout.contains("error[DL3007]"), "{run}");
    assert_eq!(folder.read("Dockerfile"), b"# dlint ignore=DL3007\nFROM debian:latest\nFOO bar\n");
}

#[test]
fn standard_input_and_fixes_are_not_for_it() {
    let folder = Folder::new();
    let run = folder.dlint(["--add-ignores", "-"]).stdin(BAD).run().exits_with(2);
    assert!(run.stderr.contains("standard input") || run.stdout.contains("standard input"), "{run}");
    folder.run(["--add-ignores", "--fix", "."]).exits_with(2);
}
