//! What holds of the findings of any input; what holds of fixes is in `fix_validity`.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

mod inputs;

use dlint::{Input, RuleSet, Selection, Settings, SourceFile, lint};
use inputs::dockerfile;
use proptest::prelude::*;

fn everything(rules: &RuleSet) -> Settings {
    let selection = Selection { select: vec!["ALL".into()], ..Selection::default() };
    Settings::new(rules, &selection).expect("ALL is a selector")
}

/// Lints on a stack of 2 MiB, as a thread of the command has it.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work).expect("a thread");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

/// Every place that a finding names is in the file, on character boundaries, and no rule failed.
fn check_findings(source: &SourceFile) {
    let rules = dlint::rules();
    let outcome = lint(&everything(&rules), &rules, &Input::new(source));
    assert!(outcome.findings.is_sorted_by(|a, b| a.sort_key() <= b.sort_key()));
    for finding in &outcome.findings {
        assert_ne!(finding.code(), "internal-error", "{}", finding.message);
        let labels = finding.secondary.iter().chain([&finding.primary]).map(|label| label.span);
        for span in labels.chain(finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span)))
        {
            assert!(source.text().get(span.range()).is_some(), "{span:?} of {}", finding.message);
        }
    }
}

/// Any bytes at all.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..400)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_lint_without_panic(bytes in any_bytes()) {
        on_a_small_stack(move || {
            if let Ok(source) = SourceFile::decode("Dockerfile", bytes) {
                check_findings(&source);
            }
        });
    }

    #[test]
    fn anything_like_a_dockerfile_lints_without_panic(text in dockerfile()) {
        on_a_small_stack(move || {
            check_findings(&SourceFile::new("Dockerfile", text));
        });
    }
}

#[test]
fn the_same_input_gives_the_same_findings() {
    let text = "FROM a:latest AS B\nMAINTAINER x\nFROM B\nEXPOSE 99999\n";
    let rules = dlint::rules();
    let run = || lint(&everything(&rules), &rules, &Input::new(&SourceFile::new("f", text)));
    assert_eq!(run(), run());
}

#[test]
fn findings_do_not_change_when_what_lies_around_them_moves() {
    let rules = dlint::rules();
    let fingerprints = |text: &str| -> Vec<String> {
        let outcome = lint(&everything(&rules), &rules, &Input::new(&SourceFile::new("f", text)));
        outcome.findings.iter().map(|finding| format!("{} {}", finding.code(), finding.fingerprint)).collect()
    };
    let moved = "# a comment\n\nFROM a:latest\nRUN x\nEXPOSE   99999\n";
    assert_eq!(fingerprints("FROM a:latest\nEXPOSE 99999\n"), fingerprints(moved));
}
