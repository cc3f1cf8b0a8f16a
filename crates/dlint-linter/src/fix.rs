//! Applies fixes, lints again, and goes on until nothing changes.

use dlint_diagnostics::{Candidate, Finding, Safety, Severity, apply_fixes};
use dlint_text::SourceFile;

use crate::builtin::SYNTAX;
use crate::{Input, Outcome, RuleSet, Settings, lint};

/// After how many passes the engine gives up. Fixes that get in each other's way need one more pass each, and no
/// file needs many; a rule whose fix calls for another would never end.
pub const MAX_PASSES: usize = 16;

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedFix {
    /// The code of the finding it repaired.
    pub code: &'static str,
    /// What it did.
    pub title: String,
    /// How safe it was.
    pub safety: Safety,
}

/// A mistake in a rule's fix. The file is as it was before that pass.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FixError {
    /// The fixed text had a new error in it.
    #[error("the fixes of {codes} would have broken the file; they were not applied")]
    Broke {
        /// The codes of the fixes that were tried.
        codes: String,
    },
    /// The fixes called for more fixes without end.
    #[error(
        "the fixes of {codes} still change the file after {MAX_PASSES} passes; those so far were applied"
    )]
    Unstable {
        /// The codes of the fixes of the last pass.
        codes: String,
    },
}

/// A fixed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The file after all fixes.
    pub source: SourceFile,
    /// What is left to be found in it.
    pub outcome: Outcome,
    /// What was done.
    pub applied: Vec<AppliedFix>,
    /// What went wrong.
    pub error: Option<FixError>,
}

/// Applies every fix that is at least as safe as `floor`, until there is none left.
///
/// After each pass the file is linted again. A pass after which the builder would refuse what it accepted, or after
/// which there are new findings as grave as those that were repaired, is undone.
pub fn fix_until_stable(settings: &Settings, rules: &RuleSet, input: &Input<'_>, floor: Safety) -> Fixed {
    let mut fixed = Fixed {
        source: input.source.clone(),
        outcome: lint(settings, rules, input),
        applied: Vec::new(),
        error: None,
    };
    if fixed.source.is_lossy() {
        return fixed;
    }
    for _ in 0..MAX_PASSES {
        let findings = &fixed.outcome.findings;
        let candidates: Vec<_> = findings
            .iter()
            .enumerate()
            .filter_map(|(index, finding)| Some(Candidate { finding: index, fix: finding.fix(floor)? }))
            .collect();
        let pass = apply_fixes(fixed.source.text(), fixed.source.newline(), &candidates);
        if pass.applied.is_empty() || pass.text == fixed.source.text() {
            return fixed;
        }
        let repaired: Vec<&Finding> = pass.applied.iter().filter_map(|index| findings.get(*index)).collect();
        let source = SourceFile::new(fixed.source.name(), pass.text);
        let outcome = lint(settings, rules, &Input::new(&source));
        if is_worse(&fixed.outcome, &outcome, &repaired) {
            fixed.error = Some(FixError::Broke { codes: codes(&repaired) });
            return fixed;
        }
        fixed.applied.extend(repaired.iter().filter_map(|finding| {
            let fix = finding.fix(floor)?;
            Some(AppliedFix { code: finding.code(), title: fix.title.clone(), safety: fix.safety })
        }));
        fixed.source = source;
        fixed.outcome = outcome;
    }
    let left: Vec<&Finding> =
        fixed.outcome.findings.iter().filter(|finding| finding.fix(floor).is_some()).collect();
    if !left.is_empty() {
        fixed.error = Some(FixError::Unstable { codes: codes(&left) });
    }
    fixed
}

/// Whether a pass made things worse: an error of the builder's that was not there, or more findings of some other
/// code, as grave as the gravest that was repaired.
fn is_worse(before: &Outcome, after: &Outcome, repaired: &[&Finding]) -> bool {
    let floor = repaired.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Error);
    let count = |outcome: &Outcome, code: &str| {
        outcome.findings.iter().filter(|finding| finding.code() == code).count()
    };
    after.file.errors.len() > before.file.errors.len()
        || after.findings.iter().any(|finding| {
            (finding.severity >= floor || finding.code() == SYNTAX.meta.code)
                && count(after, finding.code()) > count(before, finding.code())
        })
}

/// The codes of some findings, each once, for people.
fn codes(findings: &[&Finding]) -> String {
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.join(", ")
}
