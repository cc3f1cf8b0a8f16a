//! Text that would like to steer the terminal it is shown in.

use crate::support::{Folder, Run};

/// Clears the screen, recolours it, sets its title, hides, overwrites, reorders.
const HOSTILE: &str =
    "\u{1b}[2J\u{1b}[31m\u{1b}]0;title\u{7}\u{8}\u{7f}\u{9b}31m\u{9d}\u{202e}\u{2066}\u{200b}\u{feff}";

const ALL_FORMATS: [&str; 3] = ["full", "concise", "json"];

/// Whether a character is one that no report may print as it is.
fn steers(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => true,
        c => c.is_control(),
    }
}

#[track_caller]
fn assert_harmless(run: &Run) {
    assert!(std::str::from_utf8(&run.bytes).is_ok(), "what is printed is text");
    for (name, text) in [("standard output", &run.stdout), ("standard error", &run.stderr)] {
        let characters: Vec<char> = text.chars().collect();
        let found = characters.iter().position(|c| steers(*c)).map(|at| {
            let around = at.saturating_sub(60)..characters.len().min(at + 20);
            characters[around].iter().collect::<String>()
        });
        assert!(found.is_none(), "on {name}: {found:?}");
    }
}

/// Every instruction with the text in every place that may be shown.
fn hostile_file() -> String {
    let x = HOSTILE;
    [
        format!("# escape={x}"),
        format!("# syntax={x}"),
        format!("ARG {x}={x}"),
        format!("FROM debian{x}:latest AS Build{x}"),
        format!("FROM debian:latest as {x}"),
        format!("FROM debian:latest AS Name-{x}B"),
        "FROM debian:13 AS twice".to_owned(),
        "FROM debian:13 AS Twice".to_owned(),
        format!("{x}RUN make"),
        format!("RUN{x} make"),
        format!("RUN --{x}=1 make"),
        format!("RUN --mount=type={x},{x}={x} make"),
        format!("RUN --network={x} make"),
        format!("COPY --from={x} --{x} {x} {x}"),
        format!("COPY --form{x}=x a b"),
        format!("EXPOSE 80443{x} {x} 80443"),
        format!("ENV {x}"),
        format!("ENV A=1 {x}"),
        format!("LABEL a{x}=\"{x}\" \\"),
        format!("  # {x}"),
        String::new(),
        format!("  b={x}"),
        format!("MAINTAINER {x}"),
        format!("HEALTHCHECK {x}"),
        format!("HEALTHCHECK --interval={x} CMD a"),
        format!("HEALTHCHECK --retries={x} CMD a"),
        format!("STOPSIGNAL {x} {x}"),
        format!("SHELL {x}"),
        format!("ONBUILD {x}"),
        format!("ONBUILD FROM {x}"),
        format!("# escape={x}"),
        format!("RUN <<\"{x}\""),
    ]
    .join("\n")
}

#[test]
fn the_text_of_a_file_is_shown_without_harm() {
    let folder = Folder::new();
    folder.write("Dockerfile", hostile_file());
    for format in ALL_FORMATS {
        for more in [&[][..], &["--select", "ALL"], &["--ignore", "recommended"], &["-v"]] {
            let run = folder.run([&["-f", format], more].concat()).exits_with(1);
            assert!(run.stdout.len() > 2000, "{run}");
            assert_harmless(&run);
        }
    }
    assert_harmless(&folder.run(["debug", "tree", "Dockerfile"]).exits_with(0));
}

#[test]
fn one_hostile_line_at_a_time_is_shown_without_harm() {
    for line in hostile_file().lines().filter(|line| !line.is_empty()) {
        let folder = Folder::new();
        folder.write("Dockerfile", format!("FROM debian:13\n{line}")).write("first.Dockerfile", line);
        for format in ALL_FORMATS {
            assert_harmless(&folder.run(["-f", format]));
        }
        assert_harmless(&folder.run(["debug", "tree", "Dockerfile"]));
    }
}

#[test]
fn a_document_says_what_the_file_says() {
    let folder = Folder::new();
    folder.write("Dockerfile", format!("FROM debian:13\nX{HOSTILE} a b\n"));
    let run = folder.run(["-f", "json"]).exits_with(1);
    let report = run.json();
    let message = report.findings("Dockerfile")[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains(HOSTILE), "escaped in the document, and whole when it is read: {message:?}");
}

#[test]
fn the_tree_as_a_document_is_harmless_too() {
    let folder = Folder::new();
    folder.write("Dockerfile", hostile_file());
    assert_harmless(&folder.run(["debug", "tree", "--format", "json", "Dockerfile"]).exits_with(0));
}

#[test]
fn an_expanded_word_is_harmless_too() {
    let input = serde_json::json!({ "word": format!("a{HOSTILE}") }).to_string() + "\n";
    assert_harmless(&Folder::new().dlint(["debug", "expand"]).stdin(input).run().exits_with(0));
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_is_shown_without_harm() {
    let folder = Folder::new();
    let line_break = format!("Dockerfile.{HOSTILE}\nforged:1:1: error[DL3007] line");
    folder
        .write(&line_break, "FROM debian:latest as b\nEXPOSE 80443\n")
        .write(format!("wide{HOSTILE}/Dockerfile"), b"\xff\xfeF\0")
        .write(format!("empty{HOSTILE}/README"), "");
    for format in ALL_FORMATS {
        let run = folder.run(["-v", "-f", format]).exits_with(2);
        assert_harmless(&run);
        assert!(!run.stdout.lines().any(|line| line.starts_with("forged")), "{run}");
        for path in [format!("empty{HOSTILE}"), format!("gone{HOSTILE}"), format!("{HOSTILE}/\r\n")] {
            assert_harmless(&folder.run(["-v", "-f", format, path.as_str()]));
        }
    }
    assert_harmless(&folder.run(["--diff"]).exits_with(2));
    assert_harmless(&folder.run(["debug", "tree", &format!("gone{HOSTILE}")]).exits_with(2));
    let run = folder.run(["--error-on-no-files", &format!("empty{HOSTILE}")]).exits_with(2);
    assert_harmless(&run);
}

#[test]
fn the_name_of_standard_input_is_shown_without_harm() {
    for format in ALL_FORMATS {
        let folder = Folder::new();
        let dlint = folder.dlint(["-f", format, "--stdin-filename", HOSTILE, "-"]);
        assert_harmless(&dlint.stdin("FROM debian:latest\nEXPOSE 80443\n").run().exits_with(1));
        let dlint = folder.dlint(["--diff", "--stdin-filename", HOSTILE, "-"]);
        assert_harmless(&dlint.stdin("FROM --platform=$TARGETPLATFORM a:1\n").run().exits_with(1));
    }
}

#[test]
fn selectors_are_shown_without_harm() {
    let folder = Folder::new();
    for option in ["--select", "--extend-select", "--ignore"] {
        for selector in [HOSTILE.to_owned(), format!("DL3007{HOSTILE}"), format!("DL3007,{HOSTILE}")] {
            let run = folder.run([option, &selector]).exits_with(2);
            assert_harmless(&run);
        }
    }
    assert_harmless(&folder.run(["rule", HOSTILE]).exits_with(2));
    assert_harmless(&folder.run(["rule", &format!("DL3007{HOSTILE}")]).exits_with(2));
    assert_harmless(&folder.run(["-o", &format!("no/{HOSTILE}/report")]).exits_with(2));
}

#[test]
fn options_that_are_none_are_shown_without_harm() {
    let folder = Folder::new();
    for arguments in [
        ["--color", HOSTILE],
        ["--fail-on", HOSTILE],
        ["-f", HOSTILE],
        ["--color=never", &format!("--{HOSTILE}")],
        ["rule", &format!("--{HOSTILE}")],
    ] {
        let run = folder.run(arguments).exits_with(2);
        assert_harmless(&run);
    }
}

#[test]
fn a_file_of_every_character_that_steers_is_shown_without_harm() {
    let every: String = ('\0'..='\u{3000}').filter(|c| steers(*c) && *c != '\r').collect();
    let folder = Folder::new();
    folder.write(
        "Dockerfile",
        every.chars().map(|c| format!("FROM a{c}:latest AS B{c}\n{c}\n")).collect::<Vec<_>>().concat(),
    );
    for format in ALL_FORMATS {
        let run = folder.run(["-f", format, "--color", "never"]).exits_with(1);
        assert_harmless(&run);
    }
}
