//! Fixes never break a file, whatever it looks like: files that were made up, and the examples of the rules' pages with
//! lines and words that went astray.
//!
//! `PROPTEST_CASES=100000 cargo test --release -p dlint --test fix_validity` looks longer.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

#[path = "../properties/inputs.rs"]
mod inputs;
mod mutated;
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

#[test]
#[ignore]
fn survey() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let n: usize = std::env::var("SURVEY").ok().and_then(|n| n.parse().ok()).unwrap_or(2000);
    let found = std::sync::Mutex::new(std::collections::BTreeMap::<String, (usize, String)>::new());
    let bad = |text: &str| -> Vec<(String, String)> {
        let (rules, settings) = &*RULES;
        let source = SourceFile::new("Dockerfile", text);
        let mut all = Vec::new();
        for floor in [Safety::Safe, Safety::Unsafe] {
            let proof =
                std::panic::catch_unwind(|| prove_fixes(settings, rules, &Input::new(&source), floor).harm);
            match proof {
                Ok(harm) => all.extend(harm.iter().map(|h| {
                    let key = match h {
                        dlint::Harm::Refused(dlint::FixError::Undeclared { codes, .. }) => {
                            format!("U {codes}")
                        }
                        dlint::Harm::Refused(e) => format!("R {e}"),
                        other => other.to_string(),
                    };
                    (key, h.to_string())
                })),
                Err(_) => all.push(("panic".into(), String::new())),
            }
        }
        all
    };
    std::thread::scope(|scope| {
        for t in 0..2 {
            let (found, bad) = (&found, &bad);
            std::thread::Builder::new()
                .stack_size(16 << 20)
                .spawn_scoped(scope, move || {
                    let mut runner = TestRunner::default();
                    for i in 0..n {
                        let tree = if i % 4 == 0 {
                            inputs::dockerfile().boxed()
                        } else {
                            mutated::example().boxed()
                        };
                        let mut tree = tree.new_tree(&mut runner).unwrap();
                        let seen = bad(&tree.current());
                        for (key, _) in seen.into_iter().take(1) {
                            let mut map = found.lock().unwrap();
                            if let Some(entry) = map.get_mut(&key) {
                                entry.0 += 1;
                                continue;
                            }
                            map.insert(key.clone(), (1, String::new()));
                            drop(map);
                            let mut best = tree.current();
                            let mut detail = bad(&best)
                                .into_iter()
                                .find(|(k, _)| *k == key)
                                .map(|(_, d)| d)
                                .unwrap_or_default();
                            for _ in 0..400 {
                                let simpler = tree.simplify();
                                if !simpler {
                                    break;
                                }
                                if let Some((_, d)) =
                                    bad(&tree.current()).into_iter().find(|(k, _)| *k == key)
                                {
                                    best = tree.current();
                                    detail = d;
                                } else if !tree.complicate() {
                                    break;
                                }
                            }
                            found.lock().unwrap().insert(key.clone(), (1, format!("{detail}\n{best:?}")));
                        }
                        if i % 1000 == 0 {
                            eprintln!("{t}: {i}");
                        }
                    }
                })
                .unwrap();
        }
    });
    for (key, (count, text)) in found.lock().unwrap().iter() {
        println!("== {count} {key}\n{text}\n");
    }
}
