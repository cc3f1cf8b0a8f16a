//! Input that is out to get the program.

use std::thread;
use std::time::{Duration, Instant};

use super::PLAIN;
use crate::expand::{ExpandError, Expander, Expansion};

const LEVELS: usize = 100_000;

/// Far less than one frame per level would take up.
const SMALL_STACK: usize = 64 * 1024;

/// Generous for a slow machine, and far too short for anything quadratic.
const PATIENCE: Duration = Duration::from_secs(20);

/// Expands `word` with little stack and in a bounded time.
fn expand_under_pressure(
    expander: Expander,
    word: String,
    variables: Vec<(&'static str, String)>,
) -> Option<Expansion> {
    let started = Instant::now();
    let thread = thread::Builder::new().stack_size(SMALL_STACK);
    let handle = thread.spawn(move || expander.expand(&word, &variables));
    let expansion = handle.ok().and_then(|handle| handle.join().ok());
    assert!(started.elapsed() < PATIENCE);
    expansion
}

fn text_under_pressure(expander: Expander, word: String, value: &str) -> Option<String> {
    let variables = vec![("v", value.to_owned())];
    let expansion = expand_under_pressure(expander, word, variables)?;
    expansion.result.ok().map(|expanded| expanded.text)
}

fn nested(open: &str, innermost: &str, close: &str) -> String {
    open.repeat(LEVELS) + innermost + &close.repeat(LEVELS)
}

#[test]
fn deep_nesting_needs_no_call_stack() {
    for (open, close, text) in [
        ("${gone:-", "}", "x"),
        ("${v:-", "}", "value"),
        ("${v:+", "}", "x"),
        ("${gone:+", "}", ""),
        ("${v?", "}", "value"),
        // Every other level cuts off or replaces all of the value.
        ("${v#", "}", ""),
        ("${v%%", "}", ""),
        ("${v/", "/y}", "y"),
        ("${v//y/", "}", "value"),
        ("\"${gone:-", "}\"", "x"),
    ] {
        let word = nested(open, "x", close);
        let found = text_under_pressure(PLAIN, word, "value");
        assert_eq!(found.as_deref(), Some(text), "{open}");
    }
}

#[test]
fn deep_nesting_can_be_kept_in_linear_time() {
    for (open, close) in [("${gone:-", "}"), ("${gone/y/", "}"), ("${gone#${other/", "/}}")] {
        let word = nested(open, "x", close);
        let found = text_under_pressure(PLAIN.keep_unset(true), word.clone(), "");
        assert!(found == Some(word), "{open}");
    }
}

#[test]
fn deep_nesting_can_be_unfinished() {
    for open in ["${gone:-", "${gone:-\"", "${gone#", "\"${gone:-"] {
        let word = open.repeat(LEVELS);
        let offset = open.find('$').unwrap_or_default();
        let expansion = expand_under_pressure(PLAIN, word, Vec::new());
        let error = expansion.and_then(|expansion| expansion.result.err());
        assert_eq!(error, Some(ExpandError::MissingBrace { offset }), "{open}");
    }
    let expansion = expand_under_pressure(PLAIN, "${v/".repeat(LEVELS), Vec::new());
    let error = expansion.and_then(|expansion| expansion.result.err());
    assert_eq!(error, Some(ExpandError::MissingSlash { offset: 0 }));
}

#[test]
fn long_input_takes_linear_time() {
    for part in ["$v ", "${v:-x}", "'a b'", "\"$v\"", r"\a", "<<  ", "<", "$", "x${gone:-}", "é "] {
        let found = text_under_pressure(PLAIN, part.repeat(LEVELS), "value");
        assert!(found.is_some(), "{part}");
    }
    // One name and one run of blanks of that length.
    for word in [format!("${}", "a".repeat(LEVELS)), format!("<<{}", " ".repeat(LEVELS))] {
        assert!(text_under_pressure(PLAIN, word, "").is_some());
    }
}

#[test]
fn patterns_with_many_stars_do_not_explode() {
    let value = "a".repeat(2_000);
    let pattern = "*a".repeat(100) + "*b";
    for word in [
        format!("${{v#{pattern}}}"),
        format!("${{v##{pattern}}}"),
        format!("${{v%{pattern}}}"),
        format!("${{v%%{pattern}}}"),
        format!("${{v/{pattern}/x}}"),
        format!("${{v//{pattern}/x}}"),
        format!("${{v//a{pattern}/x}}"),
    ] {
        let found = text_under_pressure(PLAIN, word.clone(), &value);
        assert!(found.as_ref() == Some(&value), "{word}");
    }
}

#[test]
fn matches_are_looked_for_in_linear_time() {
    let value = "a".repeat(LEVELS);
    for (word, text) in [
        ("${v//a*b/x}", value.clone()),
        ("${v//a/b}", "b".repeat(LEVELS)),
        ("${v//ab/}", value.clone()),
        ("${v%%*b*}", value.clone()),
        ("${v/*a/}", String::new()),
    ] {
        let found = text_under_pressure(PLAIN, word.to_owned(), &value);
        assert!(found == Some(text), "{word}");
    }
}

#[test]
fn input_that_multiplies_is_refused() {
    let hundred = "a".repeat(100);
    let nested_replacement = "${v//?/".repeat(20) + "x" + &"}".repeat(20);
    let copied_at_every_level = "${v/?/".repeat(10_000) + &"x".repeat(LEVELS) + &"}".repeat(10_000);
    let megabyte = "a".repeat(1 << 20);
    let hopeless_match = format!("*{}b", "a".repeat(1 << 19));
    for (word, value) in [
        (nested_replacement, &hundred),
        (copied_at_every_level, &hundred),
        ("$v".repeat(1_000), &megabyte),
        ("${v+}".repeat(1_000), &megabyte),
        (format!("${{v#{hopeless_match}}}"), &megabyte),
        (format!("${{v//{hopeless_match}/}}"), &megabyte),
        ("${v/$p/$v}".repeat(1_000), &megabyte),
    ] {
        // Goes on, so that the error is not taken for that of unfinished braces.
        let word = word + " ";
        let variables = vec![("v", value.clone())];
        let expansion = expand_under_pressure(PLAIN, word, variables);
        let error = expansion.and_then(|expansion| expansion.result.err());
        assert!(matches!(error, Some(ExpandError::TooLarge { .. })));
        let message = error.map(|error| error.to_string());
        assert_eq!(message.as_deref(), Some("the variables come to too much text"));
    }
}
