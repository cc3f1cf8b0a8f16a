//! What each format says is what it said before, byte by byte.

use std::fs;

use crate::support::{Folder, Run};
use crate::{FILES, FORMATS, blesses, here, input, report};

/// The value that no report may show.
const SECRET: &str = "mT4xVb8nLq";

#[test]
fn each_format_says_what_it_said_before() {
    let folder = input();
    let mut differing = Vec::new();
    for (format, ending) in FORMATS {
        let run = report(&folder, format);
        let text = if format == "sarif" { without_pages(&run) } else { run.stdout };
        let golden = here(&format!("golden/{format}.{ending}"));
        if blesses() {
            fs::write(&golden, &text).expect("the file can be written");
        } else if fs::read_to_string(&golden).unwrap_or_default() != text {
            differing.push(format);
        }
    }
    assert!(differing.is_empty(), "{differing:?} say something else; DLINT_BLESS=1 writes it");
}

/// The log without the pages of its rules, which may be written better any day, and without dlint's version.
fn without_pages(run: &Run) -> String {
    let mut text = run.stdout.replace(env!("CARGO_PKG_VERSION"), "(version)");
    for rule in run.json().0["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules") {
        let page = rule["help"]["text"].to_string();
        assert!(text.contains(&page), "{page}");
        text = text.replace(&page, "\"(the page)\"");
    }
    text
}

#[test]
fn no_format_shows_the_secret_or_what_a_terminal_obeys() {
    let folder = input();
    folder.write("x\u{1b}[2J\u{202e}.Dockerfile", "FROM a:1\nUSER \u{1b}[31m\u{9b}x\u{202e}\nRUNN \u{7}\n");
    for (format, _) in FORMATS {
        for fixes in [&[][..], &["--unsafe-fixes"]] {
            let arguments = ["-f", format, "--select", "ALL"].into_iter().chain(fixes.iter().copied());
            let run = folder.run(arguments.chain(FILES)).exits_with(2);
            assert!(!run.stdout.contains(SECRET), "{format}: {run}");
            let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202e}');
            assert!(!run.stdout.contains(obeyed), "{format}: {run}");
        }
    }
}

#[test]
fn the_same_files_give_the_same_report_whatever_their_number() {
    let folder = Folder::new();
    for number in 0..40 {
        folder.write(
            format!("{number}.Dockerfile"),
            "FROM debian:latest AS B\nFROM b AS b\nRUN cd /x && sudo y\n",
        );
    }
    for (format, _) in FORMATS {
        let first = folder.run(["-f", format]).exits_with(1).bytes;
        assert!(folder.run(["-f", format]).bytes == first, "{format}");
    }
}
