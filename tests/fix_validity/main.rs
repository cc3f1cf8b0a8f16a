//! Fixes never break a file, whatever it looks like: files that were made up, and the examples of the rules' pages with
//! lines and words that went astray.
//!
//! `PROPTEST_CASES=100000 cargo test --release -p dlint --test fix_validity` looks longer.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

mod found_before;
#[path = "../properties/inputs.rs"]
mod inputs;
mod mutated;
mod other_builders;
mod wrong_elsewhere;

use std::sync::LazyLock;

use dlint::{Input, RuleSet, Safety, Selection, Settings, SourceFile, prove_fixes};
use proptest::prelude::*;

/// All rules but those that repair comments.
static RULES: LazyLock<(RuleSet, Settings)> = LazyLock::new(|| {
    let rules = dlint::rules();
    let ignore = vec!["unused-ignore".into(), "invalid-ignore".into()];
    let selection = Selection { select: vec!["ALL".into()], ignore, ..Selection::default() };
    let settings = Settings::new(&rules, &selection).expect("the selectors are known");
    (rules, settings)
});

/// Fixes break nothing, settle, and leave alone what is not theirs.
fn check(text: String) {
    // As large as the stack of a thread of the command.
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    let thread = thread.spawn(move || {
        let (rules, settings) = &*RULES;
        let source = SourceFile::new("Dockerfile", text);
        for floor in [Safety::Safe, Safety::Unsafe] {
            let proof = prove_fixes(settings, rules, &Input::new(&source), floor);
            let harm: Vec<String> = proof.harm.iter().map(ToString::to_string).collect();
            assert!(harm.is_empty(), "{}: {harm:#?}", floor.as_str());
        }
    });
    if let Err(panic) = thread.expect("a thread").join() {
        std::panic::resume_unwind(panic);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixes_break_no_generated_file(text in inputs::dockerfile()) {
        check(text);
    }

    #[test]
    fn fixes_break_no_mutated_example(text in mutated::example()) {
        check(text);
    }
}
