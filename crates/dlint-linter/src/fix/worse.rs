//! What a fix must not do to the findings.

use std::collections::{BTreeMap, BTreeSet};

use dlint_diagnostics::{Finding, Severity};

use crate::Outcome;
use crate::builtin::SYNTAX;

/// Whether a pass made things worse: an error of the builder's that was not there, or new findings.
pub(super) fn is_worse(before: &Outcome, after: &Outcome, repaired: &[&Finding]) -> bool {
    let codes = repaired.iter().map(|finding| finding.code()).collect();
    after.file.errors.len() > before.file.errors.len() || !appeared(before, after, &codes).is_empty()
}

/// The codes of which there are more findings than before, as grave as the gravest that was repaired: of a fix that
/// repairs a warning, a hint that comes to light is no harm.
///
/// Where an error went away though no fix was made for it, nothing counts: whoever gets an image that builds at all may
/// be told more about it. What comments ignore is counted with the rest, for they must not cover up what a fix does.
pub(crate) fn appeared(before: &Outcome, after: &Outcome, repaired: &BTreeSet<&str>) -> Vec<&'static str> {
    let is_repaired = |finding: &&Finding| repaired.contains(finding.code());
    let floor = before.findings.iter().filter(is_repaired).map(|finding| finding.severity).max();
    let Some(floor) = floor else { return Vec::new() };
    let counts = |outcome: &Outcome| {
        let mut counts: BTreeMap<(&'static str, Severity), usize> = BTreeMap::new();
        let suppressed = outcome.suppressed.iter().map(|suppressed| &suppressed.finding);
        for finding in outcome.findings.iter().chain(suppressed) {
            for severity in Severity::ALL.into_iter().filter(|severity| *severity <= finding.severity) {
                *counts.entry((finding.code(), severity)).or_default() += 1;
            }
        }
        counts
    };
    let (had, has) = (counts(before), counts(after));
    let count = |counts: &BTreeMap<_, usize>, of| counts.get(&of).copied().unwrap_or_default();
    let gone = had.iter().filter(|((code, severity), had)| {
        !repaired.contains(code) && count(&has, (*code, *severity)) < **had
    });
    let gone = gone.map(|((_, severity), _)| *severity).filter(|severity| *severity == Severity::Error).max();
    let is_grave = |severity: Severity| severity >= floor && gone.is_none_or(|gone| severity > gone);
    let new = has.iter().filter(|((code, severity), has)| {
        (is_grave(*severity) || *code == SYNTAX.meta.code) && **has > count(&had, (*code, *severity))
    });
    let codes: BTreeSet<&'static str> = new.map(|((code, _), _)| *code).collect();
    codes.into_iter().collect()
}

/// Whether findings of some code went from those that are reported to those that are ignored, or the other way.
///
/// Counted by code, for a fix changes the text by which a finding would be known. A fix may well repair what a comment
/// ignores beside it: then there is no more of it among the others.
pub(super) fn changes_what_is_ignored(before: &Outcome, after: &Outcome, repaired: &[&Finding]) -> bool {
    if before.suppressed.is_empty() && after.suppressed.is_empty() {
        return false;
    }
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut count = |code, column: usize| {
        let row = counts.entry(code).or_default();
        row.iter_mut().skip(column).take(1).for_each(|count| *count += 1);
    };
    for (outcome, column) in [(before, 0), (after, 2)] {
        outcome.findings.iter().for_each(|finding| count(finding.code(), column));
        outcome.suppressed.iter().for_each(|suppressed| count(suppressed.finding.code(), column + 1));
    }
    let repaired = |code| repaired.iter().filter(|finding| finding.code() == code).count();
    counts.into_iter().any(|(code, [kept, ignored, kept_now, ignored_now])| {
        let left = kept.saturating_sub(repaired(code));
        ignored_now < ignored && kept_now > left || ignored_now > ignored && kept_now < left
    })
}
