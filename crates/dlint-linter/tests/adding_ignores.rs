//! Comments that are written for what is found, and do what they say.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_linter::{Check, Cx, Findings, Input, Rule, RuleSet, Settings, Step, add_ignores, lint};
use dlint_syntax::Keyword;
use dlint_text::{SourceFile, Span, apply_edits};

static RUN: Rule = Rule::new("DK9001", "a-run", Check::Instruction(&[Keyword::Run], on_run));
static COPY: Rule =
    Rule::new("DK9002", "a-copy", Check::Instruction(&[Keyword::Copy, Keyword::Run], on_copy));
static FILE: Rule = Rule::new("DK9003", "a-file", Check::File(on_file));

fn on_run(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&RUN, step.span, "a run");
}

fn on_copy(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&COPY, step.span, "a copy");
}

fn on_file(cx: &Cx<'_>, out: &mut Findings<'_>) {
    if cx.source.text().contains("marked") {
        out.report(&FILE, Span::at(0), "a file");
    }
}

/// The file with its comments, and how much is still found in it.
fn added(text: &str, reason: Option<&str>) -> (String, usize) {
    let rules = RuleSet::new([&RUN, &COPY, &FILE]);
    let settings = Settings::recommended(&rules);
    let source = SourceFile::new("Dockerfile", text);
    let outcome = lint(&settings, &rules, &Input::new(&source));
    let edits = add_ignores(&source, &outcome.file, &outcome.findings, reason);
    let text = apply_edits(source.text(), &edits).expect("edits that do not overlap");
    let again = lint(&settings, &rules, &Input::new(&SourceFile::new("Dockerfile", text.as_str())));
    (text, again.findings.len())
}

#[test]
fn a_comment_stands_in_front_of_what_it_is_about() {
    for (text, expected) in [
        ("FROM a\n", "FROM a\n"),
        ("FROM a\nRUN b\n", "FROM a\n# dlint ignore=DK9001,DK9002\nRUN b\n"),
        ("FROM a\n  COPY b c\n", "FROM a\n  # dlint ignore=DK9002\n  COPY b c\n"),
        (
            "# escape=`\nFROM a\nRUN b `\n  c\n",
            "# escape=`\nFROM a\n# dlint ignore=DK9001,DK9002\nRUN b `\n  c\n",
        ),
        ("FROM a\n# why\nRUN <<E\nx\nE\n", "FROM a\n# why\n# dlint ignore=DK9001,DK9002\nRUN <<E\nx\nE\n"),
        ("FROM a\nONBUILD RUN b\n", "FROM a\n# dlint ignore=DK9001,DK9002\nONBUILD RUN b\n"),
        ("FROM a\r\nRUN b\r\n", "FROM a\r\n# dlint ignore=DK9001,DK9002\r\nRUN b\r\n"),
        ("\u{feff}FROM a\nCOPY b c\n", "\u{feff}FROM a\n# dlint ignore=DK9002\nCOPY b c\n"),
        ("# marked\nFROM a\n", "# marked\n# dlint file-ignore=DK9003\nFROM a\n"),
    ] {
        assert_eq!(added(text, None), (expected.to_owned(), 0), "{text:?}");
    }
}

#[test]
fn a_reason_is_written_down() {
    let (text, left) = added("FROM a\nCOPY b c\n", Some("known since 2026"));
    assert_eq!(text, "FROM a\n# dlint ignore=DK9002 -- known since 2026\nCOPY b c\n");
    assert_eq!(left, 0);
}

#[test]
fn what_the_builder_refuses_stays() {
    let (text, left) = added("FROM a\nFOO\n", None);
    assert_eq!((text.as_str(), left), ("FROM a\nFOO\n", 1));
}
