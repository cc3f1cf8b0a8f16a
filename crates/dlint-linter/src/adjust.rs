//! What a project changes about what rules report: what findings weigh, in which stages they are not wanted, and which
//! fixes are safe enough.
//!
//! Rules never see any of it: it is done to findings.

use std::collections::{BTreeMap, BTreeSet};

use dlint_diagnostics::{Finding, Safety, Severity};

use crate::builtin::is_always_on;
use crate::selector::{Selector, codes, selectors};
use crate::{Cx, RuleSet, UnknownSelector};

/// The changes that were asked for. Of two selectors for one code the more specific counts, and of two that are equally
/// specific the later.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adjust {
    /// What the findings of a selector weigh.
    pub severities: Vec<(String, Severity)>,
    /// What is not reported in a stage: its name or number, `final` (any stage of the image that is built) or
    /// `builder` (any other).
    pub stage_ignores: Vec<(String, Vec<String>)>,
    /// Whose fixes alone are applied; those of all rules, if it is empty.
    pub fixable: Vec<String>,
    /// Whose fixes are never applied.
    pub unfixable: Vec<String>,
    /// Whose unsafe fixes are safe enough here.
    pub safe_fixes: Vec<String>,
    /// Whose safe fixes are not safe enough here. They win over equally specific ones that are.
    pub unsafe_fixes: Vec<String>,
}

/// What the changes come to, code by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Adjusted {
    pub(crate) severities: BTreeMap<&'static str, Severity>,
    stage_ignores: Vec<(String, BTreeSet<&'static str>)>,
    fixes: BTreeMap<&'static str, Safety>,
}

impl Adjusted {
    pub(crate) fn new(rules: &RuleSet, adjust: &Adjust) -> Result<Self, UnknownSelector> {
        let mut adjusted = Self::default();
        // Most runs change nothing, and each of the questions below is asked of every code.
        if *adjust == Adjust::default() {
            return Ok(adjusted);
        }
        let severities = adjust.severities.iter();
        let severities: Vec<(Selector<'_>, Severity)> = severities
            .map(|(text, severity)| Ok((Selector::new(text.trim(), rules)?, *severity)))
            .collect::<Result<_, _>>()?;
        for (rule, variant) in codes(rules) {
            let weights = severities.iter().filter_map(|(selector, severity)| {
                Some((selector.specificity(&rule.meta, variant)?, *severity))
            });
            // Of equals, `max_by_key` takes the last.
            if let Some((_, severity)) = weights.max_by_key(|(specificity, _)| *specificity) {
                adjusted.severities.insert(variant.code, severity);
            }
        }
        for (stage, texts) in &adjust.stage_ignores {
            let selectors = selectors(rules, texts)?;
            let ignored = codes(rules)
                .filter(|(rule, variant)| {
                    selectors.iter().any(|selector| selector.specificity(&rule.meta, *variant).is_some())
                })
                .map(|(_, variant)| variant.code);
            let ignored = ignored.collect();
            adjusted.stage_ignores.push((stage.clone(), ignored));
        }
        let (fixable, unfixable) = (selectors(rules, &adjust.fixable)?, selectors(rules, &adjust.unfixable)?);
        let (safe, less) = (selectors(rules, &adjust.safe_fixes)?, selectors(rules, &adjust.unsafe_fixes)?);
        for (rule, variant) in codes(rules) {
            let best = |selectors: &[Selector<'_>]| {
                selectors.iter().filter_map(|selector| selector.specificity(&rule.meta, variant)).max()
            };
            let (safe, less) = (best(&safe), best(&less));
            let is_left_out = !fixable.is_empty() && best(&fixable).is_none();
            let safety = if is_left_out || best(&unfixable).is_some() {
                Safety::DisplayOnly
            } else if less.is_some() && less >= safe {
                Safety::Unsafe
            } else if safe.is_some() {
                Safety::Safe
            } else {
                continue;
            };
            adjusted.fixes.insert(variant.code, safety);
        }
        Ok(adjusted)
    }

    /// Keeps the fixes of one code alone.
    pub(crate) fn fix_only(&mut self, rules: &RuleSet, code: &str) {
        let others = codes(rules).map(|(_, variant)| variant.code).filter(|other| *other != code);
        self.fixes.extend(others.map(|other| (other, Safety::DisplayOnly)));
    }

    /// Whether unsafe fixes of this code count as safe.
    pub(crate) fn promotes(&self, code: &str) -> bool {
        self.fixes.get(code) == Some(&Safety::Safe)
    }

    /// Drops the findings that are not wanted in their stage, and makes fixes as safe as the project takes them to be.
    pub(crate) fn apply(&self, cx: &Cx<'_>, findings: &mut Vec<Finding>) {
        if !self.stage_ignores.is_empty() {
            findings.retain(|finding| is_always_on(finding.code()) || !self.is_ignored(cx, finding));
        }
        if self.fixes.is_empty() {
            return;
        }
        for finding in findings {
            let Some(wanted) = self.fixes.get(finding.code()) else { continue };
            for fix in &mut finding.fixes {
                fix.safety = match (wanted, fix.safety) {
                    // What a rule itself only shows stays an idea.
                    (_, Safety::DisplayOnly) => Safety::DisplayOnly,
                    (wanted, _) => *wanted,
                };
            }
        }
    }

    fn is_ignored(&self, cx: &Cx<'_>, finding: &Finding) -> bool {
        let Some(line) = finding.instruction_line else { return false };
        let behind = cx.stages.partition_point(|stage| stage.from.first_line <= line);
        let Some(stage) = behind.checked_sub(1).and_then(|index| cx.stages.get(index)) else { return false };
        let is_stage = |wanted: &str| {
            wanted.eq_ignore_ascii_case(&stage.label())
                || wanted.parse() == Ok(stage.index)
                || wanted == "final" && stage.is_shipped
                || wanted == "builder" && !stage.is_shipped
        };
        self.stage_ignores
            .iter()
            .any(|(wanted, ignored)| ignored.contains(finding.code()) && is_stage(wanted))
    }
}
