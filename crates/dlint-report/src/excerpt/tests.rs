//! Lines that are too long to show, and the cost of showing part of them.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::*;
use crate::Format;
use crate::testing::{LATEST, finding, place, report, text};

/// The rows of one finding with their marks underlined.
fn excerpt(content: &str, spans: &[Span]) -> String {
    let source = SourceFile::new("f", content);
    let mut found = finding(&LATEST, spans[0], "");
    found.secondary = spans[1..].iter().map(|span| Label::new(*span, "")).collect();
    let mut shown = String::new();
    for row in rows(&source, &found, &Secrets::NONE, "…") {
        let _ = writeln!(shown, "{}|{}", row.number, row.text);
        for mark in row.marks {
            let before = row.text.get(..mark.range.start).unwrap().chars().count();
            let marked = row.text.get(mark.range).map_or(1, |marked| marked.chars().count());
            let _ = writeln!(shown, "{}|{}{}", row.number, " ".repeat(before), "^".repeat(marked));
        }
    }
    shown
}

#[test]
fn a_line_that_fits_is_not_cut() {
    let content = format!("RUN {}\n", "x".repeat(WIDTH - 4));
    assert_eq!(excerpt(&content, &[Span::new(0, 3)]), format!("1|{content}1|^^^\n"));
}

#[test]
fn a_long_line_is_cut_on_both_sides_of_its_mark() {
    let content = format!("RUN {}here {}", "ab ".repeat(100), "cd ".repeat(100));
    insta::assert_snapshot!(excerpt(&content, &[place(&content, "here")]), @r"
    1|… ab ab ab ab ab ab ab ab ab ab ab ab ab here cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd …
    1|                                         ^^^^
    ");
}

#[test]
fn near_the_end_of_a_long_line_the_text_before_is_shown() {
    let content = format!("RUN {}here", "ab ".repeat(100));
    insta::assert_snapshot!(excerpt(&content, &[place(&content, "here")]), @r"
    1|…b ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab here
    1|                                                                                                                     ^^^^
    ");
}

#[test]
fn a_mark_longer_than_the_window_reaches_its_edge() {
    let content = format!("RUN {}", "ab ".repeat(100));
    let shown = excerpt(&content, &[Span::new(4, 300)]);
    let underlined = format!("1|    {}\n", "^".repeat(WIDTH - 4 + 1));
    assert!(shown.ends_with(&underlined), "{shown}");
}

#[test]
fn marks_far_apart_in_one_line_have_a_row_each() {
    let content = format!("RUN first {}second {}", "ab ".repeat(100), "cd ".repeat(100));
    let shown = excerpt(&content, &[place(&content, "second"), place(&content, "first")]);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 4, "{shown}");
    assert!(lines[0].starts_with("1|RUN first ab") && lines[0].ends_with('…'), "{shown}");
    assert!(lines[2].starts_with("1|…") && lines[2].contains("second cd"), "{shown}");
}

#[test]
fn placeholders_count_with_what_they_take() {
    let content = format!("RUN {}here {}", "\u{202e}".repeat(100), "\u{202c}".repeat(100));
    let shown = excerpt(&content, &[place(&content, "here")]);
    let width = shown.lines().next().unwrap().chars().count();
    assert!(width <= "1|…".chars().count() + WIDTH + 1, "{shown}");
}

#[test]
fn spans_that_do_not_fit_the_text_still_show_something() {
    for span in [Span::new(90, 95), Span::new(2, 99), Span::new(6, 7), Span { start: 5, end: 2 }] {
        let shown = excerpt("RUN é\nx", &[span, Span::at(1)]);
        assert!(shown.starts_with("1|RUN é\n"), "{shown}");
    }
}

#[test]
fn a_line_of_a_megabyte_is_cheap_in_every_format() {
    for word in ["true && ", "日本 && "] {
        let content = format!("RUN {}", word.repeat((1 << 20) / word.len()));
        let source = SourceFile::new("f", content);
        let end = source.text().len() as u32;
        // A finding for every tenth word.
        let step = word.len() as u32 * 10;
        let findings: Vec<Finding> = (4..end - step)
            .step_by(step as usize)
            .map(|at| finding(&LATEST, Span::new(at, at + 3), ""))
            .collect();
        let report = report(&source, &findings);
        for format in Format::ALL {
            let started = Instant::now();
            let written = text(&report, format);
            // Without a window, or counting each column from the start, this takes minutes.
            assert!(started.elapsed() < Duration::from_secs(20), "{format} took {:?}", started.elapsed());
            assert!(written.len() / findings.len() < 1200, "{format} is {} bytes", written.len());
        }
    }
}
