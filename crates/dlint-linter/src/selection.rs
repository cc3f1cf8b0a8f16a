//! Which rules run: selectors, and what they come to.
//!
//! A selector is a code, an alias, a rule's name, the beginning of a code (`DL3`), a group, or `ALL`. Where one
//! selector selects a code and another ignores it, the more specific one wins; of two that are equally specific,
//! the one that ignores.

use std::collections::{BTreeMap, BTreeSet};

use dlint_diagnostics::{Category, RuleMeta, Severity, Variant};

use crate::builtin::{INTERNAL_ERROR, SYNTAX};
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
        if selection.select.iter().all(|text| text.trim().is_empty()) {
            selects.push(Selector::Base(selection.profile));
        }
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
        Ok(Self { enabled, asked_for, severities: severities.collect(), options: RuleOptions::default() })
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

fn codes(rules: &RuleSet) -> impl Iterator<Item = (&'static Rule, Variant)> {
    rules.rules().iter().flat_map(|rule| rule.meta.variants().map(|variant| (*rule, variant)))
}

fn selectors<'a>(
    rules: &RuleSet,
    texts: impl IntoIterator<Item = &'a String>,
) -> Result<Vec<Selector<'a>>, UnknownSelector> {
    // A comma too many is no selector, and a blank behind a comma is no part of one.
    let texts = texts.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    texts.map(|text| Selector::new(text, rules)).collect()
}

#[derive(Debug, Clone, Copy)]
enum Selector<'a> {
    /// What runs if nothing is selected; anything that is ignored is more specific.
    Base(Profile),
    All,
    Group(&'a str),
    Prefix(&'a str),
    Exact(&'a str),
}

impl<'a> Selector<'a> {
    fn new(text: &'a str, rules: &RuleSet) -> Result<Self, UnknownSelector> {
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
    fn specificity(self, rule: &RuleMeta, variant: Variant) -> Option<usize> {
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
