//! Which rules run, and what else a run goes by.
//!
//! Where one selector selects a code and another ignores it, the more specific one wins; of two that are equally
//! specific, the one that ignores.

use std::collections::{BTreeMap, BTreeSet};

use dlint_diagnostics::{RuleMeta, Severity, Variant};
use dlint_model::base_image::{Date, as_of};

use crate::builtin::{IGNORE_WITHOUT_REASON, INTERNAL_ERROR, SYNTAX, UNUSED_IGNORE};
use crate::selector::{Selector, codes, selectors};
use crate::{Profile, Rule, RuleOptions, RuleSet, UnknownSelector};

/// What was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The set to begin with.
    pub profile: Profile,
    /// Instead of that set.
    pub select: Vec<String>,
    /// On top of it.
    pub extend_select: Vec<String>,
    /// What is to be left out.
    pub ignore: Vec<String>,
    /// What no comment may ignore.
    pub no_inline_ignores: Vec<String>,
    /// Whether comments that ignore nothing are reported.
    pub warn_unused_ignores: bool,
    /// Whether comments that ignore without a reason are reported.
    pub require_ignore_reason: bool,
}

/// What a run goes by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    enabled: BTreeSet<&'static str>,
    /// Those that are on because somebody said so, and not just for being in the default set.
    asked_for: BTreeSet<&'static str>,
    /// What findings under a code weigh, whatever their rule says.
    severities: BTreeMap<&'static str, Severity>,
    /// Those that are off only for not being in the default set, so that a comment can turn them on.
    idle: BTreeSet<&'static str>,
    /// Those that no comment may ignore.
    not_ignorable: BTreeSet<&'static str>,
    /// Whether comments ignore nothing at all.
    no_inline_ignores: bool,
    today: Option<Date>,
    options: RuleOptions,
}

impl Settings {
    /// The settings of the default set.
    pub fn recommended(rules: &RuleSet) -> Self {
        let (on, off): (Vec<_>, Vec<_>) = codes(rules).partition(|(rule, _)| rule.meta.default);
        let codes = |codes: Vec<(_, Variant)>| codes.into_iter().map(|(_, variant)| variant.code).collect();
        Self { enabled: codes(on), idle: codes(off), ..Self::default() }
    }

    /// The same, on a day: comments can ignore `until` one. Unless it is said, it is the day of the data that dlint
    /// brings, so that a run does not depend on a clock.
    pub fn on(self, today: Date) -> Self {
        Self { today: Some(today), ..self }
    }

    /// The same, with rules told something.
    pub fn with_options(self, options: RuleOptions) -> Self {
        Self { options, ..self }
    }

    /// The same, with findings under some codes weighing something else. A code is a code, an alias or a name.
    #[must_use]
    pub fn with_severities<'s>(
        mut self,
        rules: &RuleSet,
        severities: impl IntoIterator<Item = (&'s str, Severity)>,
    ) -> Self {
        for (code, severity) in severities {
            let is_it = |(rule, variant): &(&'static Rule, Variant)| {
                Selector::Exact(code).specificity(&rule.meta, *variant).is_some()
            };
            let codes = codes(rules).filter(is_it).map(|(_, variant)| (variant.code, severity));
            self.severities.extend(codes);
        }
        self
    }

    /// What rules are told.
    pub const fn options(&self) -> &RuleOptions {
        &self.options
    }

    /// Works out which codes are on.
    ///
    /// # Errors
    ///
    /// [`UnknownSelector`] for a selector that is none, with the nearest that is.
    pub fn new(rules: &RuleSet, selection: &Selection) -> Result<Self, UnknownSelector> {
        let mut selects = selectors(rules, selection.select.iter().chain(&selection.extend_select))?;
        let is_base = selection.select.iter().all(|text| text.trim().is_empty());
        if is_base {
            selects.push(Selector::Base(selection.profile));
        }
        for (rule, wanted) in [
            (&UNUSED_IGNORE, selection.warn_unused_ignores),
            (&IGNORE_WITHOUT_REASON, selection.require_ignore_reason),
        ] {
            selects.extend(wanted.then_some(Selector::Exact(rule.meta.code)));
        }
        let forbidden = selectors(rules, &selection.no_inline_ignores)?;
        let ignores = selectors(rules, &selection.ignore)?;
        let best = |selectors: &[Selector], rule: &RuleMeta, variant: Variant| {
            selectors.iter().filter_map(|selector| selector.specificity(rule, variant)).max()
        };
        let is_on = |(rule, variant): &(&'static Rule, Variant)| {
            let on = best(&selects, &rule.meta, *variant);
            on.is_some() && on > best(&ignores, &rule.meta, *variant)
        };
        let enabled: BTreeSet<_> = codes(rules).filter(is_on).map(|(_, variant)| variant.code).collect();
        selects.retain(|selector| !selector.is_default());
        let is_asked_for = |(rule, variant): &(&'static Rule, Variant)| {
            enabled.contains(variant.code) && best(&selects, &rule.meta, *variant).is_some()
        };
        let asked_for = codes(rules).filter(is_asked_for).map(|(_, variant)| variant.code).collect();
        let severities = codes(rules).filter_map(|(rule, variant)| {
            Some((variant.code, selection.profile.severity(&rule.meta, variant)?))
        });
        let is_idle = |(rule, variant): &(&'static Rule, Variant)| {
            let ignored = best(&ignores, &rule.meta, *variant).is_some();
            is_base && selection.profile == Profile::Dlint && !rule.meta.default && !ignored
        };
        let idle = codes(rules).filter(is_idle).map(|(_, variant)| variant.code).collect();
        let is_forbidden =
            |(rule, variant): &(&'static Rule, Variant)| best(&forbidden, &rule.meta, *variant).is_some();
        let not_ignorable = codes(rules).filter(is_forbidden).map(|(_, variant)| variant.code).collect();
        Ok(Self {
            enabled,
            asked_for,
            severities: severities.collect(),
            idle,
            not_ignorable,
            no_inline_ignores: forbidden.iter().any(|selector| matches!(selector, Selector::All)),
            today: None,
            options: RuleOptions::default(),
        })
    }

    /// Whether a comment can turn a code on: it is off, but nobody said so.
    pub(crate) fn is_idle(&self, code: &str) -> bool {
        self.idle.contains(code)
    }

    pub(crate) fn may_not_be_ignored(&self, code: &str) -> bool {
        self.not_ignorable.contains(code)
    }

    /// Whether comments ignore nothing at all.
    pub(crate) const fn no_inline_ignores(&self) -> bool {
        self.no_inline_ignores
    }

    /// The day that comments are held against.
    pub(crate) fn today(&self) -> Date {
        self.today.unwrap_or_else(as_of)
    }

    /// Whether findings under this code are wanted. The builder's own errors always are, and dlint's own too.
    pub fn is_enabled(&self, code: &str) -> bool {
        code == SYNTAX.meta.code || code == INTERNAL_ERROR.meta.code || self.enabled.contains(code)
    }

    /// Whether somebody asked for this code, by whatever selector but `recommended`.
    pub fn is_asked_for(&self, code: &str) -> bool {
        self.asked_for.contains(code)
    }

    /// What findings under this code weigh, where that is not for their rule to say.
    pub(crate) fn severity(&self, code: &str) -> Option<Severity> {
        self.severities.get(code).copied()
    }

    pub(crate) fn runs(&self, rule: &Rule) -> bool {
        rule.meta.variants().any(|variant| self.is_enabled(variant.code))
    }
}
