//! `# hadolint ignore=…` and its sisters, held against what hadolint itself does.
//!
//! The cases and hadolint's answers are in `data/hadolint.txt`. A difference is written there with its reason.
//! `DLINT_BLESS=1` writes down what dlint finds; the reasons are for people to write.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use dlint::SourceFile;

use super::{check, outcome};

const CASES: &str = include_str!("data/hadolint.txt");
const CODES: &str = "DL3004,DL3007,DL3020,DL4000,SC2046,SC2086";

/// A case: what it is about, the lines of its file as they are written, and what is found.
struct Case<'a> {
    name: &'a str,
    lines: Vec<&'a str>,
    hadolint: &'a str,
    dlint: Option<&'a str>,
    why: Option<&'a str>,
}

impl<'a> Case<'a> {
    fn new(text: &'a str) -> Self {
        let mut lines = text.lines();
        let name = lines.next().expect("a name");
        let mut case = Case { name, lines: Vec::new(), hadolint: "", dlint: None, why: None };
        for line in lines {
            match line.strip_prefix("--- ").and_then(|line| line.split_once(": ")) {
                Some(("hadolint", found)) => case.hadolint = found,
                Some(("dlint", found)) => case.dlint = Some(found),
                Some(("why", why)) => case.why = Some(why),
                _ => case.lines.push(line),
            }
        }
        // One blank line stands between two cases.
        if case.lines.last() == Some(&"") {
            case.lines.pop();
        }
        case
    }

    fn file(&self) -> String {
        let text = self.lines.join("\n") + "\n";
        text.replace('⇥', "\t").replace('␣', " ").replace('␍', "\r").replace("␄\n", "")
    }

    fn found(&self) -> String {
        let text = self.file();
        let outcome = outcome(CODES, &text);
        let source = SourceFile::new("Dockerfile", text);
        let line = |finding: &dlint::Finding| {
            finding.instruction_line.unwrap_or_else(|| source.lines().line(finding.primary.span.start))
        };
        let found: BTreeSet<(u32, &str)> =
            outcome.findings.iter().map(|finding| (line(finding), finding.code())).collect();
        let found: Vec<String> = found.iter().map(|(line, code)| format!("{code}@{line}")).collect();
        if found.is_empty() { "nothing".to_owned() } else { found.join(" ") }
    }
}

#[test]
fn the_cases_are_what_hadolint_says_or_a_difference_that_is_meant() {
    let (head, cases) = CASES.split_once("\n=== ").expect("a head and cases");
    let cases: Vec<Case<'_>> = cases.split("\n=== ").map(Case::new).collect();
    assert!(cases.len() >= 100, "{} cases", cases.len());
    if std::env::var_os("DLINT_BLESS").is_some() {
        let mut text = head.to_owned();
        for case in &cases {
            let found = case.found();
            let lines = case.lines.join("\n");
            // Writing to a String cannot fail.
            let _ = write!(text, "\n=== {}\n{lines}\n--- hadolint: {}\n", case.name, case.hadolint);
            if found != case.hadolint {
                let _ = writeln!(text, "--- dlint: {found}\n--- why: {}", case.why.unwrap_or("?"));
            }
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suppressing/data/hadolint.txt");
        std::fs::write(path, text).expect("the file can be written");
        return;
    }
    for case in &cases {
        assert_eq!(case.found(), case.dlint.unwrap_or(case.hadolint), "{}\n{}", case.name, case.file());
        assert_eq!(case.dlint.is_some(), case.why.is_some(), "{}", case.name);
        assert!(case.why.is_none_or(|why| why != "?"), "nobody says why: {}", case.name);
        assert_ne!(case.dlint, Some(case.hadolint), "{} is no difference", case.name);
    }
}

#[test]
fn what_hadolint_can_ignore_is_its_own_codes() {
    check(
        "DK,DL3004,DL3064,UndefinedVar",
        &[
            ("FROM a\n# hadolint ignore=UndefinedVar\nWORKDIR /$X\n", "UndefinedVar@3", ""),
            ("FROM a\n# hadolint ignore=DL3064\nENV PASSWORD=x\n", "", "DL3064@3"),
            ("FROM a\n# hadolint ignore=SecretsUsedInArgOrEnv\nENV PASSWORD=x\n", "DL3064@3", ""),
        ],
    );
}
