//! When the report is coloured.

use crate::support::{Folder, Run};

const RED: &str = "\u{1b}[";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:latest as build\nEXPOSE 80443\nMAINTAINER Ada\n");
    folder
}

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let folder = folder();
    let mut dlint = folder.dlint(arguments);
    for (name, value) in environment {
        dlint = dlint.env(name, value);
    }
    dlint.run().exits_with(1)
}

#[test]
fn what_is_not_a_terminal_is_not_coloured() {
    for format in ["full", "concise", "json"] {
        assert!(!run(&["-f", format], &[]).stdout.contains(RED), "{format}");
    }
}

#[test]
fn colours_come_always_if_that_is_asked_for() {
    for format in ["full", "concise"] {
        assert!(run(&["-f", format, "--color", "always"], &[]).stdout.contains(RED), "{format}");
    }
    assert!(run(&["--diff", "--color", "always"], &[]).stdout.contains(RED));
}

#[test]
fn a_document_is_never_coloured() {
    let plain = run(&["-f", "json"], &[]);
    let coloured = run(&["-f", "json", "--color", "always"], &[("CLICOLOR_FORCE", "1")]);
    assert_eq!(plain.stdout, coloured.stdout);
}

#[test]
fn the_option_wins_over_the_environment() {
    let always = ["--color", "always"];
    assert!(run(&always, &[("NO_COLOR", "1")]).stdout.contains(RED));
    let never = ["--color", "never"];
    assert!(!run(&never, &[("CLICOLOR_FORCE", "1")]).stdout.contains(RED));
}

#[test]
fn the_environment_decides_where_nothing_is_said() {
    for (environment, coloured) in [
        (&[("CLICOLOR_FORCE", "1")][..], true),
        (&[("CLICOLOR_FORCE", "0")], false),
        (&[("CLICOLOR_FORCE", "")], false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], true),
        (&[("NO_COLOR", "1")], false),
    ] {
        for arguments in [&[][..], &["--color", "auto"]] {
            let run = run(arguments, environment);
            assert_eq!(run.stdout.contains(RED), coloured, "{environment:?} {arguments:?}");
        }
    }
}

#[test]
fn without_its_colours_a_report_is_the_plain_one() {
    for arguments in [&["-f", "full"][..], &["-f", "concise"], &["--diff"]] {
        let plain = run(arguments, &[]);
        let coloured = run(&[arguments, &["--color", "always"]].concat(), &[]);
        assert_eq!(without_colours(&coloured.stdout), plain.stdout, "{arguments:?}");
    }
}

/// Drops `ESC [ … m`.
fn without_colours(text: &str) -> String {
    let mut pieces = text.split(RED);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |plain, piece| plain + piece.split_once('m').map_or(piece, |(_, behind)| behind))
}

#[test]
fn the_frame_is_ascii_where_the_locale_is_not_utf8() {
    for (name, value, ascii) in [
        ("LC_ALL", "C", true),
        ("LC_CTYPE", "de_DE.ISO-8859-1", true),
        ("LANG", "POSIX", true),
        ("LANG", "C.UTF-8", false),
        ("LC_ALL", "ja_JP.utf8", false),
        ("LC_ALL", "", false),
    ] {
        let run = run(&[], &[(name, value)]);
        assert_eq!(run.stdout.is_ascii(), ascii, "{name}={value}\n{run}");
    }
    assert!(run(&[], &[("LC_ALL", "C.UTF-8"), ("LANG", "C")]).stdout.contains('│'));
}

#[test]
fn a_report_in_a_file_is_never_coloured() {
    let folder = folder();
    let run = folder.dlint(["--color", "always", "-o", "report"]).env("CLICOLOR_FORCE", "1").run();
    assert!(run.exits_with(1).stdout.is_empty());
    assert!(!String::from_utf8(folder.read("report")).expect("text").contains(RED));
}
