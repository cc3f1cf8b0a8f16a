//! The text under a finding's span is what the finding is about: bodies in whole Dockerfiles, and what is under the
//! span of each of their findings.
//!
//! `bodies/` holds the cases: a title behind `###` (with `crlf:` in front, each line of the file ends so), a
//! Dockerfile, and behind `#>` a line for each finding: the line it begins in, its code, the text. Ends of lines are
//! shown as `⏎` and `␍`, tabs as `⇥`. `DLINT_BLESS=1` writes down what is found; read it before you keep it.

#![expect(clippy::tests_outside_test_module, reason = "this whole file is a test")]

mod dockerfile;
mod templates;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// A case: its title, its Dockerfile, what is expected.
struct Case {
    title: String,
    source: String,
    expected: Vec<String>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            cases.push(Case { title: title.to_owned(), source: String::new(), expected: Vec::new() });
        } else if let Some(case) = cases.last_mut() {
            match line.strip_prefix("#> ") {
                Some(expected) => case.expected.push(expected.to_owned()),
                None => case.source.extend([line, "\n"]),
            }
        }
    }
    cases
}

/// The findings of a case, a line each.
fn found(case: &Case) -> Vec<String> {
    let source = match case.title.strip_prefix("crlf:") {
        Some(_) => case.source.replace('\n', "\r\n"),
        None => case.source.clone(),
    };
    let found = dockerfile::findings(&source);
    if found.is_empty() {
        return vec!["nothing".to_owned()];
    }
    let line = |(code, span): &(u16, dlint_text::Span)| {
        let line = source.bytes().take(span.start as usize).filter(|byte| *byte == b'\n').count() + 1;
        let text = span.slice(&source).replace('\n', "⏎").replace('\r', "␍").replace('\t', "⇥");
        format!("{line} SC{code} {text}")
    };
    found.iter().map(line).collect()
}

#[test]
fn each_finding_is_at_what_it_is_about() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spans/bodies");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = String::new();
    let mut codes = BTreeSet::new();
    let mut bodies = 0;
    for path in files {
        let mut blessed = String::new();
        for case in cases(&std::fs::read_to_string(&path).unwrap()) {
            bodies += 1;
            let found = found(&case);
            codes.extend(found.iter().filter_map(|line| line.split(' ').nth(1).map(str::to_owned)));
            if found != case.expected {
                let _ =
                    writeln!(wrong, "{}\n  expected {:#?}\n  found {found:#?}", case.title, case.expected);
            }
            let _ = write!(blessed, "### {}\n{}", case.title, case.source);
            for line in &found {
                blessed.extend(["#> ", line, "\n"]);
            }
        }
        if std::env::var_os("DLINT_BLESS").is_some() {
            std::fs::write(&path, blessed).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(bodies >= 200, "{bodies} bodies");
    assert!(codes.len() >= 60, "{} codes: {codes:?}", codes.len());
}
