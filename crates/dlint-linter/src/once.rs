//! One problem is reported once: whose finding stays where two say the same.

use std::collections::{HashMap, HashSet};

use dlint_diagnostics::{Finding, Severity};
use dlint_syntax::SyntaxError;
use dlint_text::Span;

use crate::{Cx, builtin};

/// The rule that finds instructions in the middle of others.
const SWALLOWED: &str = "DK7028";

/// Of a rule and another one that says less about the same place, the other one's finding goes.
///
/// Each goes alone where only that one is on: the names of other linters' rules find what those do.
const SAYS_MORE: &[(&str, &str)] = &[
    // What nobody looks at before it runs may also break off.
    ("DK4002", "DL4006"),
    // A change of folder that has no effect is one that holds for a step alone.
    ("DK7003", "DL3003"),
    // A `CMD` that is dropped, and the `ENTRYPOINT` in shell form that drops it.
    ("DK7007", "DL3025"),
    // A blank line that does not end an instruction, and what looks like the next one behind it.
    (SWALLOWED, "NoEmptyContinuation"),
];

/// Drops a finding where another one says the same, and more.
pub(crate) fn say_once(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    drop_errors(cx, findings);
    drop_shell(cx, findings);
    let mut said: HashSet<(&str, Span)> = HashSet::new();
    for (more, less) in SAYS_MORE {
        let better = findings.iter().filter(|finding| finding.code() == *more);
        for finding in better {
            let places = std::iter::once(&finding.primary).chain(&finding.secondary);
            said.extend(places.map(|label| (*less, label.span)));
        }
    }
    if !said.is_empty() {
        findings.retain(|finding| !said.contains(&(finding.code(), finding.primary.span)));
    }
}

/// Drops a syntax error where a rule says the same about the same instruction, as an error of its own.
fn drop_errors(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let said: HashSet<(&str, Option<u32>)> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| (finding.code(), finding.instruction_line))
        .collect();
    // What the builder minds in an instruction that swallows another one comes of that.
    let swallowed: HashMap<Option<u32>, u32> = findings
        .iter()
        .rev()
        .filter(|finding| finding.severity == Severity::Error && finding.code() == SWALLOWED)
        .map(|finding| (finding.instruction_line, finding.primary.span.start))
        .collect();
    let by_rule = |error: &&SyntaxError| {
        builtin::same_problem(error).is_some_and(|code| said.contains(&(code, Some(error.line))))
            || swallowed.get(&Some(error.line)).is_some_and(|start| error.span.end > *start)
    };
    let spans: HashSet<Span> = cx.file.errors.iter().filter(by_rule).map(|error| error.span).collect();
    findings.retain(|finding| {
        finding.code() != builtin::SYNTAX.meta.code || !spans.contains(&finding.primary.span)
    });
}

/// Drops what is wrong with an array as shell code, where a rule says that it was to be an array.
fn drop_shell(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let is_torn = |finding: &&Finding| {
        let text = cx.source.slice(finding.primary.span);
        finding.code() == "DL3025" && (text.starts_with("[\"") || text.starts_with("['"))
    };
    let mut torn: Vec<Span> = findings.iter().filter(is_torn).map(|finding| finding.primary.span).collect();
    torn.sort_unstable_by_key(|span| span.start);
    findings.retain(|finding| {
        let place = finding.primary.span;
        let around = torn.get(torn.partition_point(|span| span.start <= place.start).wrapping_sub(1));
        !finding.code().starts_with("SC") || around.is_none_or(|span| span.end < place.end)
    });
}
