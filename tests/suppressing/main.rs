//! Comments that ignore findings: every form, where it holds and where it must not.
//!
//! A case is a Dockerfile in which a finding that a comment ignores stands as `CODE@line` among the ignored, and one
//! that it leaves among the kept.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

mod buildkit;
mod comments;
mod dlint_forms;
mod fixing;
mod hadolint;
mod policy;
mod shell;

use dlint::{Input, Outcome, Selection, Settings, SourceFile, lint};

/// Lints a text with these codes on.
fn outcome(codes: &str, text: &str) -> Outcome {
    let select = codes.split(',').map(str::to_owned).collect();
    with(&Selection { select, ..Selection::default() }, text)
}

fn with(selection: &Selection, text: &str) -> Outcome {
    let rules = dlint::rules();
    let settings = Settings::new(&rules, selection).expect("the codes are known");
    let source = SourceFile::new("Dockerfile", text);
    lint(&settings, &rules, &Input::new(&source))
}

/// `CODE@line`, for what is kept and for what is ignored.
fn places(text: &str, outcome: &Outcome) -> (String, String) {
    let source = SourceFile::new("Dockerfile", text);
    let place = |finding: &dlint::Finding| {
        format!("{}@{}", finding.code(), source.lines().line(finding.primary.span.start))
    };
    let kept: Vec<String> = outcome.findings.iter().map(place).collect();
    let ignored: Vec<String> = outcome.suppressed.iter().map(|one| place(&one.finding)).collect();
    (kept.join(" "), ignored.join(" "))
}

/// Cases of one selection: the text, what is kept, what is ignored.
fn check(codes: &str, cases: &[(&str, &str, &str)]) {
    for (text, kept, ignored) in cases {
        let found = places(text, &outcome(codes, text));
        assert_eq!(found, ((*kept).to_owned(), (*ignored).to_owned()), "kept and ignored of\n{text}");
    }
}
