//! DL3048 invalid-label-key. Spec: rules/DL3048-invalid-label-key.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule =
    Rule::new("DL3048", "invalid-label-key", Check::Instruction(&[Keyword::Label], check))
        .category(Category::Style)
        .severity(Severity::Style)
        .off();

/// The beginnings of keys that Docker keeps for itself.
///
/// Source: <https://docs.docker.com/engine/manage-resources/labels/#key-format-recommendations>.
const RESERVED: [&str; 3] = ["com.docker.", "io.docker.", "org.dockerproject."];

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    for pair in step.as_pairs().unwrap_or_default() {
        let key = pair.key.trim_matches(['"', '\'']);
        if key.is_empty() || key.contains('$') {
            continue;
        }
        let Some(problem) = problem(key) else { continue };
        out.report(&RULE, pair.key.span(), format!("the label key `{key}` {problem}"))
            .why("keys of any other form are hard to filter by, or belong to somebody else")
            .help(
                "write a domain of yours backwards and a name behind it, in lower case: `org.example.name`",
            );
    }
}

fn problem(key: &str) -> Option<&'static str> {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "./-_".contains(c);
    if RESERVED.iter().any(|reserved| key.starts_with(reserved)) {
        Some("begins with what Docker keeps for itself")
    } else if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        Some("does not begin with a lower-case letter")
    } else if !key.chars().all(inner) {
        Some("has other characters than lower-case letters, digits, and `.`, `-`, `/` and `_`")
    } else if !key.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) {
        Some("does not end in a lower-case letter or a digit")
    } else if key.contains("..") || key.contains("--") {
        Some("has two separators in a row")
    } else {
        None
    }
}
