//! Which rules run: selectors, and what they come to.
//!
//! A selector is a code, an alias, a rule's name, the beginning of a code (`DL3`), a group, or `ALL`. Where one
//! selector selects a code and another ignores it, the more specific one wins; of two that are equally specific,
//! the one that ignores.

use std::collections::{BTreeMap, BTreeSet};

use dlint_diagnostics::{Category, RuleMeta, Severity, Status, Variant};

use crate::adjust::{Adjust, Adjusted};
use crate::builtin::is_always_on;
use crate::{Profile, Rule, RuleOptions, RuleSet};

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
    /// Those that are on because somebody said so, and not just for being in the default set.
    asked_for: BTreeSet<&'static str>,
    /// What findings under a code weigh, whatever their rule says.
    severities: BTreeMap<&'static str, Severity>,
    options: RuleOptions,
    adjusted: Adjusted,
}

/// A selector that selects nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule, code or group `{selector}`{}", suggestion.as_ref().map(|other| format!("; did you mean `{other}`?")).unwrap_or_default())]
pub struct UnknownSelector {
    /// The selector as given.
    pub selector: String,
    /// A known one that looks like it.
    pub suggestion: Option<String>,
}

/// The groups that are not categories.
const GROUPS: [&str; 5] = ["recommended", "hadolint", "buildkit", "shellcheck", "dlint"];

impl Settings {
    /// The settings of the default set.
    pub fn recommended(rules: &RuleSet) -> Self {
        let enabled =
            codes(rules).filter(|(rule, _)| rule.meta.default).map(|(_, variant)| variant.code).collect();
        Self { enabled, ..Self::default() }
    }

    /// The same, with rules told something.
    pub fn with_options(self, options: RuleOptions) -> Self {
        Self { options, ..self }
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
        let mut layers =
            vec![Choice::new(rules, &selection.select, &selection.extend_select, &selection.ignore)?];
        if let Some(lowest) = layers.first_mut().filter(|lowest| !lowest.replaces) {
            lowest.selects.push(Selector::Base(selection.profile));
        }
        for layer in &selection.layers {
            layers.push(Choice::new(rules, &layer.select, &layer.extend_select, &layer.ignore)?);
        }
        // What is below a layer that replaces everything is out of the game.
        let first = layers.iter().rposition(|layer| layer.replaces).unwrap_or_default();
        let layers = layers.get(first..).unwrap_or_default();
        let is_on = |(rule, variant): &(&'static Rule, Variant)| {
            let on = layers.iter().rev().find_map(|layer| layer.says(&rule.meta, *variant));
            on == Some(true) && (selection.preview || rule.meta.status != Status::Preview)
        };
        let enabled: BTreeSet<_> = codes(rules).filter(is_on).map(|(_, variant)| variant.code).collect();
        let is_asked_for = |(rule, variant): &(&'static Rule, Variant)| {
            let mut selects = layers.iter().flat_map(|layer| &layer.selects);
            enabled.contains(variant.code)
                && selects.any(|selector| {
                    !selector.is_default() && selector.specificity(&rule.meta, *variant).is_some()
                })
        };
        let asked_for = codes(rules).filter(is_asked_for).map(|(_, variant)| variant.code).collect();
        let adjusted = Adjusted::new(rules, &selection.adjust)?;
        let severities = codes(rules).filter_map(|(rule, variant)| {
            let own = adjusted.severities.get(variant.code).copied();
            Some((variant.code, own.or_else(|| selection.profile.severity(&rule.meta, variant))?))
        });
        let severities = severities.collect();
        Ok(Self { enabled, asked_for, severities, options: RuleOptions::default(), adjusted })
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

    pub(crate) fn runs(&self, rule: &Rule) -> bool {
        rule.meta.variants().any(|variant| self.is_enabled(variant.code))
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
        let best = |selectors: &[Selector<'_>]| {
            selectors.iter().filter_map(|selector| selector.specificity(rule, variant)).max()
        };
        let (on, off) = (best(&self.selects), best(&self.ignores));
        (on.is_some() || off.is_some()).then_some(on > off)
    }
}

pub(crate) fn codes(rules: &RuleSet) -> impl Iterator<Item = (&'static Rule, Variant)> {
    rules.rules().iter().flat_map(|rule| rule.meta.variants().map(|variant| (*rule, variant)))
}

pub(crate) fn selectors<'a>(
    rules: &RuleSet,
    texts: impl IntoIterator<Item = &'a String>,
) -> Result<Vec<Selector<'a>>, UnknownSelector> {
    // A comma too many is no selector, and a blank behind a comma is no part of one.
    let texts = texts.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    texts.map(|text| Selector::new(text, rules)).collect()
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Selector<'a> {
    /// What runs if nothing is selected; anything that is ignored is more specific.
    Base(Profile),
    All,
    Group(&'a str),
    Prefix(&'a str),
    Exact(&'a str),
}

impl<'a> Selector<'a> {
    pub(crate) fn new(text: &'a str, rules: &RuleSet) -> Result<Self, UnknownSelector> {
        let same = |other: &str| other.eq_ignore_ascii_case(text);
        let is = |selector: Self| {
            codes(rules).any(|(rule, code)| selector.specificity(&rule.meta, code).is_some())
        };
        if same("ALL") {
            return Ok(Self::All);
        }
        if GROUPS.iter().any(|group| same(group))
            || Category::ALL.iter().any(|category| same(category.as_str()))
        {
            return Ok(Self::Group(text));
        }
        if is(Self::Exact(text)) {
            return Ok(Self::Exact(text));
        }
        if is_prefix(text) && is(Self::Prefix(text)) {
            return Ok(Self::Prefix(text));
        }
        Err(UnknownSelector { selector: text.to_owned(), suggestion: suggestion(text, rules) })
    }

    /// Whether it stands for dlint's default set.
    fn is_default(self) -> bool {
        match self {
            Self::Base(profile) => profile == Profile::Dlint,
            Self::Group(group) => group.eq_ignore_ascii_case("recommended"),
            _ => false,
        }
    }

    /// How closely the selector describes a code; `None` where it does not select it.
    pub(crate) fn specificity(self, rule: &RuleMeta, variant: Variant) -> Option<usize> {
        const EXACT: usize = usize::MAX;
        const PREFIX: usize = 2;
        match self {
            Self::Base(profile) => profile.contains(rule, variant).then_some(0),
            Self::All => Some(0),
            Self::Group(group) => in_group(group, rule, variant).then_some(1),
            Self::Prefix(prefix) => {
                let mut codes =
                    std::iter::once(&variant.code).chain(variant.aliases).filter(|code| is_prefix(code));
                let begins = |code: &&str| {
                    code.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
                };
                codes.any(begins).then_some(PREFIX + prefix.len())
            }
            Self::Exact(text) => {
                let mut names = [variant.code, rule.name].into_iter().chain(variant.aliases.iter().copied());
                names.any(|name| name.eq_ignore_ascii_case(text)).then_some(EXACT)
            }
        }
    }
}

/// Whether a text can be a numbered code, or the beginning of one: two letters and digits, as in `DL`, `DL3` and
/// `SC2086`.
fn is_prefix(text: &str) -> bool {
    let Some((letters, digits)) = text.split_at_checked(2) else { return false };
    letters.bytes().all(|byte| byte.is_ascii_alphabetic()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn in_group(group: &str, rule: &RuleMeta, variant: Variant) -> bool {
    let same = |other: &str| other.eq_ignore_ascii_case(group);
    if same("recommended") {
        return rule.default;
    }
    if same(rule.category.as_str()) {
        return true;
    }
    let mut codes = std::iter::once(&variant.code).chain(variant.aliases);
    codes.any(|code| same(origin(code)))
}

/// The tool that a code comes from, by its shape.
fn origin(code: &str) -> &'static str {
    let numbered = |prefix: &str| {
        code.strip_prefix(prefix)
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if numbered("DL") {
        "hadolint"
    } else if numbered("SC") {
        "shellcheck"
    } else if numbered("DK") || code.starts_with(|c: char| c.is_ascii_lowercase()) {
        "dlint"
    } else {
        "buildkit"
    }
}

fn suggestion(text: &str, rules: &RuleSet) -> Option<String> {
    let names = codes(rules).flat_map(|(rule, variant)| {
        [variant.code, rule.meta.name].into_iter().chain(variant.aliases.iter().copied())
    });
    let groups = GROUPS.into_iter().chain(Category::ALL.map(Category::as_str)).chain(["ALL"]);
    dlint_syntax::nearest(text, names.chain(groups)).map(str::to_owned)
}
