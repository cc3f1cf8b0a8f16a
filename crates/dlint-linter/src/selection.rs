//! Which rules run, and what else a run goes by.
//!
//! Where one selector selects a code and another ignores it, the more specific one wins; of two that are equally
//! specific, the one that ignores.

use std::collections::{BTreeMap, BTreeSet};

use dlint_diagnostics::{RuleMeta, Severity, Status, Variant};
use dlint_model::base_image::{Date, as_of};

use crate::adjust::{Adjust, Adjusted};
use crate::builtin::{IGNORE_WITHOUT_REASON, UNUSED_IGNORE, is_always_on};
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
    /// What is said on top of all that, each on top of the ones before.
    pub layers: Vec<Layer>,
    /// What is changed about what rules report.
    pub adjust: Adjust,
    /// Whether rules that are on trial may run.
    pub preview: bool,
    /// What no comment may ignore.
    pub no_inline_ignores: Vec<String>,
    /// Whether comments that ignore nothing are reported, whatever is selected and ignored.
    pub warn_unused_ignores: bool,
    /// Whether comments that ignore without a reason are reported, whatever is selected and ignored.
    pub require_ignore_reason: bool,
}

/// A selection on top of others, as a folder's configuration is on top of the project's, and the command line on top of
/// both.
///
/// What a layer says of a code counts, whatever those below it say; within a layer the more specific selector wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer {
    /// Instead of everything below; if it is empty, what is below stays.
    pub select: Vec<String>,
    /// On top of what is below.
    pub extend_select: Vec<String>,
    /// What is to be left out.
    pub ignore: Vec<String>,
}

/// What a run goes by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    enabled: BTreeSet<&'static str>,
    /// For each rule of the set, in its order, whether one of its codes is on: asked for each rule in each file.
    running: Vec<bool>,
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
    adjusted: Adjusted,
}

impl Settings {
    /// The settings of the default set.
    pub fn recommended(rules: &RuleSet) -> Self {
        let (on, off): (Vec<_>, Vec<_>) = codes(rules).partition(|(rule, _)| rule.meta.default);
        let enabled = on.into_iter().map(|(_, variant)| variant.code).collect();
        let running = running(rules, &enabled);
        let ready = off.into_iter().filter(|(rule, _)| rule.meta.status != Status::Preview);
        let idle = ready.map(|(_, variant)| variant.code).collect();
        Self { enabled, running, idle, ..Self::default() }
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

    /// The same, with the fixes of one code alone: what an editor applies for "repair all of this kind".
    pub fn fixing_only(mut self, rules: &RuleSet, code: &str) -> Self {
        self.adjusted.fix_only(rules, code);
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
        let layers = Layers::new(rules, selection)?;
        let may_run = |rule: &Rule| selection.preview || rule.meta.status != Status::Preview;
        let is_on = |(rule, variant): &(&'static Rule, Variant)| {
            may_run(rule) && layers.says(&rule.meta, *variant) == Some(true)
        };
        let enabled: BTreeSet<_> = codes(rules).filter(is_on).map(|(_, variant)| variant.code).collect();
        let is_asked_for = |(rule, variant): &(&'static Rule, Variant)| {
            enabled.contains(variant.code) && layers.ask_for(&rule.meta, *variant)
        };
        let asked_for = codes(rules).filter(is_asked_for).map(|(_, variant)| variant.code).collect();
        let is_idle = |(rule, variant): &(&'static Rule, Variant)| {
            layers.begin_with_default && may_run(rule) && layers.says(&rule.meta, *variant).is_none()
        };
        let idle = codes(rules).filter(is_idle).map(|(_, variant)| variant.code).collect();
        let adjusted = Adjusted::new(rules, &selection.adjust)?;
        let severities = codes(rules).filter_map(|(rule, variant)| {
            let own = adjusted.severities.get(variant.code).copied();
            Some((variant.code, own.or_else(|| selection.profile.severity(&rule.meta, variant))?))
        });
        let severities = severities.collect();
        let forbidden = selectors(rules, &selection.no_inline_ignores)?;
        let is_forbidden =
            |(rule, variant): &(&'static Rule, Variant)| best(&forbidden, &rule.meta, *variant).is_some();
        let not_ignorable = codes(rules).filter(is_forbidden).map(|(_, variant)| variant.code).collect();
        Ok(Self {
            running: running(rules, &enabled),
            enabled,
            asked_for,
            severities,
            idle,
            not_ignorable,
            no_inline_ignores: forbidden.iter().any(|selector| matches!(selector, Selector::All)),
            today: None,
            options: RuleOptions::default(),
            adjusted,
        })
    }

    /// Whether a text is a selector.
    ///
    /// # Errors
    ///
    /// [`UnknownSelector`] if it is none, with the nearest that is.
    pub fn check_selector(rules: &RuleSet, text: &str) -> Result<(), UnknownSelector> {
        Selector::new(text.trim(), rules).map(|_| ())
    }

    /// What is changed about findings.
    pub(crate) const fn adjusted(&self) -> &Adjusted {
        &self.adjusted
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

    /// The day that comments and ends of support are held against.
    pub fn today(&self) -> Date {
        self.today.unwrap_or_else(as_of)
    }

    /// Whether findings under this code are wanted. The builder's own errors always are, and dlint's own too.
    pub fn is_enabled(&self, code: &str) -> bool {
        is_always_on(code) || self.enabled.contains(code)
    }

    /// Whether somebody asked for this code, by whatever selector but `recommended`.
    pub fn is_asked_for(&self, code: &str) -> bool {
        self.asked_for.contains(code)
    }

    /// What findings under this code weigh, where that is not for their rule to say.
    pub(crate) fn severity(&self, code: &str) -> Option<Severity> {
        self.severities.get(code).copied()
    }

    /// Whether the rule at this place of the set runs.
    pub(crate) fn runs(&self, index: usize) -> bool {
        self.running.get(index).copied().unwrap_or(false)
    }
}

fn running(rules: &RuleSet, enabled: &BTreeSet<&'static str>) -> Vec<bool> {
    let is_on = |variant: Variant| is_always_on(variant.code) || enabled.contains(variant.code);
    rules.rules().iter().map(|rule| rule.meta.variants().any(is_on)).collect()
}

/// All that is selected and ignored, from the set to begin with upward.
struct Layers<'a> {
    choices: Vec<Choice<'a>>,
    /// Whether the set to begin with is dlint's, and nothing replaces it.
    begin_with_default: bool,
}

impl<'a> Layers<'a> {
    fn new(rules: &RuleSet, selection: &'a Selection) -> Result<Self, UnknownSelector> {
        let mut choices =
            vec![Choice::new(rules, &selection.select, &selection.extend_select, &selection.ignore)?];
        if let Some(lowest) = choices.first_mut().filter(|lowest| !lowest.replaces) {
            lowest.selects.push(Selector::Base(selection.profile));
        }
        for layer in &selection.layers {
            choices.push(Choice::new(rules, &layer.select, &layer.extend_select, &layer.ignore)?);
        }
        // What is below a choice that replaces everything is out of the game.
        let first = choices.iter().rposition(|choice| choice.replaces);
        choices.drain(..first.unwrap_or_default());
        // Who wants to hear of comments has said so in so many words.
        let wanted = [
            (&UNUSED_IGNORE, selection.warn_unused_ignores),
            (&IGNORE_WITHOUT_REASON, selection.require_ignore_reason),
        ];
        let wanted = wanted.into_iter().filter(|(_, is_wanted)| *is_wanted);
        let selects = wanted.map(|(rule, _)| Selector::Exact(rule.meta.code)).collect();
        choices.push(Choice { replaces: false, selects, ignores: Vec::new() });
        Ok(Self { choices, begin_with_default: first.is_none() && selection.profile == Profile::Dlint })
    }

    /// Whether a code is on; `None` where nobody says anything of it.
    fn says(&self, rule: &RuleMeta, variant: Variant) -> Option<bool> {
        self.choices.iter().rev().find_map(|choice| choice.says(rule, variant))
    }

    /// Whether a code is selected by more than the default set.
    fn ask_for(&self, rule: &RuleMeta, variant: Variant) -> bool {
        let mut selects = self.choices.iter().flat_map(|choice| &choice.selects);
        selects.any(|selector| !selector.is_default() && selector.specificity(rule, variant).is_some())
    }
}

/// What one layer says.
struct Choice<'a> {
    replaces: bool,
    selects: Vec<Selector<'a>>,
    ignores: Vec<Selector<'a>>,
}

impl<'a> Choice<'a> {
    fn new(
        rules: &RuleSet,
        select: &'a [String],
        extend: &'a [String],
        ignore: &'a [String],
    ) -> Result<Self, UnknownSelector> {
        let replaces = select.iter().any(|text| !text.trim().is_empty());
        let selects = selectors(rules, select.iter().chain(extend))?;
        Ok(Self { replaces, selects, ignores: selectors(rules, ignore)? })
    }

    /// Whether a code is on; `None` where that is not for this layer to say.
    fn says(&self, rule: &RuleMeta, variant: Variant) -> Option<bool> {
        let (on, off) = (best(&self.selects, rule, variant), best(&self.ignores, rule, variant));
        (on.is_some() || off.is_some()).then_some(on > off)
    }
}

/// How closely the closest of some selectors describes a code.
fn best(selectors: &[Selector<'_>], rule: &RuleMeta, variant: Variant) -> Option<usize> {
    selectors.iter().filter_map(|selector| selector.specificity(rule, variant)).max()
}
