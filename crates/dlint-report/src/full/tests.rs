//! Whole findings, as they are seen.

use dlint_diagnostics::{Finding, Fix, Label, NoFix, Safety, Severity};
use dlint_text::{SourceFile, Span};
use insta::assert_snapshot;

use crate::testing::{LATEST, RUN, colored, finding, fix, place, report, text};
use crate::{Borders, Complaint, Failure, FileError, Format, Report, Run, write_complaints};

/// One finding about `needle`, drawn; the closing line is cut off.
fn draw(source: &SourceFile, span: Span, change: impl FnOnce(&mut Finding)) -> String {
    let mut findings = [finding(&LATEST, span, "this is wrong")];
    change(&mut findings[0]);
    let drawn = text(&report(source, &findings), Format::Full);
    let (finding, closing) = drawn.rsplit_once("\n\n").unwrap();
    assert!(closing.starts_with("1 problem: "), "{closing}");
    assert!(finding.lines().all(|line| !line.ends_with(' ')), "{finding:?}");
    finding.to_owned()
}

fn draw_at(content: &str, needle: &str) -> String {
    let source = SourceFile::new("Dockerfile", content);
    draw(&source, place(content, needle), |_| {})
}

#[test]
fn a_finding_says_what_why_and_what_to_do() {
    let content = "FROM debian:latest\n";
    let source = SourceFile::new("Dockerfile", content);
    let span = place(content, "latest");
    let drawn = draw(&source, span, |finding| {
        finding.why = Some("the tag moves".into());
        finding.help = Some("name a version".into());
        finding.primary.message = "this tag".into();
        finding.fixes = vec![fix("use `12`", Safety::Unsafe, span, "12")];
    });
    assert_snapshot!(drawn, @r"
    warning[DL3007]: this is wrong
      ╭─ Dockerfile:1:13
    1 │ FROM debian:latest
      │             ^^^^^^ this tag
      = the tag moves
      = help: name a version
      = fix: use `12` (unsafe)
    ");
}

#[test]
fn each_severity_has_its_word() {
    let source = SourceFile::new("Dockerfile", "FROM a\n");
    for severity in Severity::ALL {
        let drawn = draw(&source, Span::new(0, 4), |finding| finding.severity = severity);
        assert!(drawn.starts_with(&format!("{severity}[DL3007]: this is wrong\n")), "{drawn}");
    }
}

#[test]
fn the_safe_fix_is_named_and_not_said_twice() {
    let source = SourceFile::new("Dockerfile", "FROM a\n");
    let drawn = draw(&source, Span::new(0, 4), |finding| {
        finding.help = Some("do it well".into());
        finding.fixes = vec![
            fix("do it fast", Safety::Unsafe, Span::at(0), ""),
            fix("do it well", Safety::Safe, Span::at(0), ""),
        ];
    });
    assert!(drawn.ends_with("^^^^\n  = fix: do it well"), "{drawn}");
}

#[test]
fn where_fixes_were_applied_it_is_said_why_one_was_not() {
    let source = SourceFile::new("Dockerfile", "FROM a\n");
    let mut findings = [finding(&LATEST, Span::new(0, 4), "this is wrong")];
    findings[0].no_fix = Some(NoFix::new("the steps do not follow each other"));
    let mut report = report(&source, &findings);
    let line = "\n  = not fixed: the steps do not follow each other\n";
    assert!(!text(&report, Format::Full).contains(line));
    report.run.fixing = true;
    assert!(text(&report, Format::Full).contains(line));
}

#[test]
fn an_idea_and_a_fix_that_cannot_be_applied_are_help() {
    let idea = vec![fix("try this", Safety::DisplayOnly, Span::at(0), "")];
    let source = SourceFile::new("Dockerfile", "FROM a\n");
    let drawn = draw(&source, Span::new(0, 4), |finding| finding.fixes = idea);
    assert!(drawn.ends_with("^^^^\n  = help: try this"), "{drawn}");

    let safe = vec![fix("repair it", Safety::Safe, Span::at(0), "")];
    let source = SourceFile::decode("Dockerfile", b"FROM a\xff\n".to_vec()).unwrap();
    let drawn = draw(&source, Span::new(0, 4), |finding| finding.fixes = safe);
    assert!(drawn.ends_with("^^^^\n  = help: repair it"), "{drawn}");
}

#[test]
fn carets_stand_under_the_text_behind_tabs_and_wide_characters() {
    assert_snapshot!(draw_at("RUN\techo 日本 😀 \thello x\n", "hello"), @r"
    warning[DL3007]: this is wrong
      ╭─ Dockerfile:1:16
    1 │ RUN echo 日本 😀    hello x
      │                     ^^^^^
    ");
    assert_snapshot!(draw_at("RUN echo 日本 😀 hello\n", "日本 😀"), @r"
    warning[DL3007]: this is wrong
      ╭─ Dockerfile:1:10
    1 │ RUN echo 日本 😀 hello
      │          ^^^^^^^
    ");
}

#[test]
fn byte_order_marks_and_carriage_returns_are_not_seen() {
    assert_snapshot!(draw_at("\u{feff}FROM a\r\nRUN b\r\n", "FROM"), @r"
    warning[DL3007]: this is wrong
      ╭─ Dockerfile:1:1
    1 │ FROM a
      │ ^^^^
    ");
    // The whole line, with its ending.
    assert_snapshot!(draw_at("FROM a\r\nRUN b\r\n", "RUN b\r\n"), @r"
    warning[DL3007]: this is wrong
      ╭─ Dockerfile:2:1
    2 │ RUN b
      │ ^^^^^
    ");
}

#[test]
fn nothing_from_the_file_reaches_the_terminal_raw() {
    let content = "RUN a\u{1b}[31m\u{9b}0m \u{202e}evil\rx\n";
    let source = SourceFile::new("\u{1b}]0;x\u{7}/Docker\nfile", content);
    let drawn = draw(&source, place(content, "evil"), |finding| {
        finding.message = "a \u{1b}[2J message\nof two lines".into();
        finding.why = Some("why \u{7f}".into());
        finding.help = Some("help \u{200b}\nsecond line".into());
        finding.primary.message = "label \u{85}".into();
        finding.secondary = vec![Label::new(place(content, "\u{1b}[31m"), "escape \u{1b}")];
        finding.fixes = vec![Fix::new("fix \u{2066}", Safety::Safe, vec![])];
    });
    assert_snapshot!(drawn, @r"
    warning[DL3007]: a ␛[2J message␊of two lines
      ╭─ ␛]0;x␇/Docker␊file:1:16
    1 │ RUN a␛[31m\u{9b}0m \u{202e}evil␍x
      │      -----                 ^^^^ label \u{85}
      │      │
      │      escape ␛
      = why ␡
      = help: help \u{200b}
        second line
      = fix: fix \u{2066}
    ");
}

#[test]
fn a_label_over_many_lines_is_shown_on_its_first() {
    let content = format!("FROM a\nRUN one \\\n{}    last\nCMD x\n", "    && more \\\n".repeat(58));
    let source = SourceFile::new("Dockerfile", content.clone());
    let run = Span::new(7, place(&content, "CMD").start);
    assert_snapshot!(draw(&source, run, |_| {}), @r"
    warning[DL3007]: this is wrong
      ╭─ Dockerfile:2:1
    2 │ RUN one \
      │ ^^^^^^^^^ through line 61
    ");
    let drawn = draw(&source, run, |finding| finding.primary.message = "this step".into());
    assert!(drawn.ends_with("^^^^^^^^^ this step (through line 61)"), "{drawn}");
}

#[test]
fn places_far_apart_are_shown_without_what_is_between() {
    let content = format!("FROM a AS b\nRUN x\nRUN y\n{}COPY z /\nRUN apt apt-get\n", "#\n".repeat(100));
    let source = SourceFile::new("Dockerfile", content.clone());
    let drawn = draw(&source, place(&content, "RUN apt"), |finding| {
        finding.secondary = vec![
            Label::new(place(&content, "RUN y"), "far"),
            Label::new(place(&content, "AS b"), "farther"),
            Label::new(place(&content, "apt-get"), "near"),
        ];
    });
    // The one line between the first two is shown: a break would take its place.
    assert_snapshot!(drawn, @r"
    warning[DL3007]: this is wrong
        ╭─ Dockerfile:105:1
      1 │ FROM a AS b
        │        ---- farther
      2 │ RUN x
      3 │ RUN y
        │ ----- far
        ·
    105 │ RUN apt apt-get
        │ ^^^^^^^ ------- near
    ");
}

#[test]
fn the_end_of_a_file_can_be_pointed_at() {
    let draw_end = |content: &str| {
        let source = SourceFile::new("f", content);
        draw(&source, Span::at(content.len() as u32), |_| {})
    };
    assert_snapshot!(draw_end(""), @r"
    warning[DL3007]: this is wrong
      ╭─ f:1:1
    1 │
      │ ^
    ");
    assert_snapshot!(draw_end("FROM é"), @r"
    warning[DL3007]: this is wrong
      ╭─ f:1:7
    1 │ FROM é
      │       ^
    ");
    assert_snapshot!(draw_end("FROM a\r\n"), @r"
    warning[DL3007]: this is wrong
      ╭─ f:2:1
    1 │ FROM a
    2 │
      │ ^
    ");
}

#[test]
fn every_span_of_any_text_can_be_drawn() {
    for content in ["", "\n", "\u{feff}a\té\r\n\n \u{202e}日b\r\n\r", "a\\\n\n\n  ", "\u{feff}"] {
        let source = SourceFile::new("f", content);
        let end = content.len() as u32 + 2;
        for (start, end) in (0..=end).flat_map(|start| (0..=end).map(move |end| (start, end))) {
            // Also spans that no rule should make: backwards, past the end, inside a character.
            let span = Span { start, end };
            let drawn = draw(&source, span, |finding| {
                finding.secondary =
                    vec![Label::new(Span::new(end, start), "there"), Label::new(span, "here")];
            });
            assert!(drawn.contains('^') && drawn.contains("here") && drawn.contains("there"), "{drawn}");
            assert!(!drawn.replace('\n', "").chars().any(crate::printable::is_unsafe), "{drawn:?}");
        }
    }
}

#[test]
fn the_frame_can_be_ascii() {
    let content = format!("FROM a\nRUN {}", "x".repeat(500));
    let source = SourceFile::new("f", content.clone());
    let findings = [finding(&LATEST, place(&content, "RUN"), "wrong")];
    let mut out = crate::termcolor::NoColor::new(Vec::new());
    crate::write(&report(&source, &findings), Format::Full, Borders::Ascii, &mut out).unwrap();
    let drawn = String::from_utf8(out.into_inner()).unwrap();
    assert!(drawn.is_ascii(), "{drawn}");
    assert!(drawn.contains("  --> f:2:1\n2 | RUN xxx") && drawn.contains("xxx...\n"), "{drawn}");
}

#[test]
fn files_that_could_not_be_read_come_last() {
    let source = SourceFile::new("a", "FROM a\n");
    let errors = [
        FileError { path: "b".into(), failure: Failure::Read, message: "permission denied".into() },
        FileError { path: "c\nd".into(), failure: Failure::Read, message: "it is a folder".into() },
    ];
    let drawn = text(&Report { errors: &errors, ..report(&source, &[]) }, Format::Full);
    assert_snapshot!(drawn, @r"
    error: b: permission denied
    error: c␊d: it is a folder

    no problems (1 file); 2 files could not be read
    ");
}

#[test]
fn colours_mark_the_severity_and_the_place() {
    let content = "FROM a:latest\n";
    let source = SourceFile::new("f", content);
    let mut findings = [finding(&LATEST, place(content, "latest"), "wrong")];
    findings[0].secondary = vec![Label::new(place(content, "a"), "this")];
    let shown = colored(&report(&source, &findings), Format::Full);
    assert_snapshot!(shown, @r"
    ‹0›‹1›‹33›warning[DL3007]‹0›‹1›: wrong‹0›
      ‹0›‹38;5;12›╭─‹0› f:1:8
    ‹0›‹38;5;12›1‹0› ‹0›‹38;5;12›│‹0› FROM a:‹0›‹33›latest‹0›
      ‹0›‹38;5;12›│‹0›      ‹0›‹38;5;12›-‹0› ‹0›‹33›^^^^^^‹0›
      ‹0›‹38;5;12›│‹0›      ‹0›‹38;5;12›│‹0›
      ‹0›‹38;5;12›│‹0›      ‹0›‹38;5;12›this‹0›

    1 problem: 1 warning (1 file)
    ");
}

#[test]
fn a_complaint_is_drawn_like_a_finding() {
    let source = SourceFile::new("dlint.toml", "ignore = []\nselct = ['\u{1b}']\n");
    let placed = Complaint {
        place: Some((&source, Span::new(12, 17))),
        message: "there is no key `selct`",
        why: Some("nobody knows it"),
        help: Some("did you mean `select`?"),
    };
    let nowhere = Complaint { place: None, message: "the file `x` cannot be read", ..placed };
    let mut out = crate::termcolor::NoColor::new(Vec::new());
    write_complaints(&[placed, nowhere], Borders::Unicode, &mut out).unwrap();
    assert_snapshot!(String::from_utf8(out.into_inner()).unwrap(), @r"
    error: there is no key `selct`
      ╭─ dlint.toml:2:1
    2 │ selct = ['␛']
      │ ^^^^^
      = nobody knows it
      = help: did you mean `select`?

    error: the file `x` cannot be read
      = nobody knows it
      = help: did you mean `select`?
    ");
}

#[test]
fn what_is_said_fits_into_the_terminal() {
    let content = "FROM debian:latest\n";
    let source = SourceFile::new("Dockerfile", content);
    let mut findings =
        [finding(&LATEST, place(content, "latest"), "`latest` is a name that moves from day to day")];
    findings[0].why = Some("one Dockerfile builds different images, and nobody sees why".into());
    findings[0].help = Some("name a version".into());
    let run = Run { width: Some(40), ..RUN };
    let drawn = text(&Report { run, ..report(&source, &findings) }, Format::Full);
    assert!(drawn.lines().all(|line| line.chars().count() <= 40), "{drawn}");
    assert_snapshot!(drawn, @r"
    warning[DL3007]: `latest` is a name that
      moves from day to day
      ╭─ Dockerfile:1:13
    1 │ FROM debian:latest
      │             ^^^^^^
      = one Dockerfile builds different
        images, and nobody sees why
      = help: name a version

    1 problem: 1 warning (1 file)
    ");
}
