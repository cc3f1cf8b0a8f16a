//! Selectors: a code, an alias, a rule's name, the beginning of a code (`DL3`), a group, or `ALL`.

use dlint_diagnostics::{Category, RuleMeta, Variant};

use crate::{Profile, Rule, RuleSet};

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
        Self::known(text, rules)
            .ok_or_else(|| UnknownSelector { selector: text.to_owned(), suggestion: suggestion(text, rules) })
    }

    /// The selector that a text is, if it is any.
    pub(crate) fn known(text: &'a str, rules: &RuleSet) -> Option<Self> {
        let same = |other: &str| other.eq_ignore_ascii_case(text);
        let is = |selector: Self| {
            codes(rules).any(|(rule, code)| selector.specificity(&rule.meta, code).is_some())
        };
        if same("ALL") {
            return Some(Self::All);
        }
        if GROUPS.iter().any(|group| same(group))
            || Category::ALL.iter().any(|category| same(category.as_str()))
        {
            return Some(Self::Group(text));
        }
        if is(Self::Exact(text)) {
            return Some(Self::Exact(text));
        }
        if is_prefix(text) && is(Self::Prefix(text)) {
            return Some(Self::Prefix(text));
        }
        None
    }

    /// Whether it stands for dlint's default set.
    pub(crate) fn is_default(self) -> bool {
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
pub(crate) fn origin(code: &str) -> &'static str {
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

pub(crate) fn suggestion(text: &str, rules: &RuleSet) -> Option<String> {
    let names = codes(rules).flat_map(|(rule, variant)| {
        [variant.code, rule.meta.name].into_iter().chain(variant.aliases.iter().copied())
    });
    let groups = GROUPS.into_iter().chain(Category::ALL.map(Category::as_str)).chain(["ALL"]);
    dlint_syntax::nearest(text, names.chain(groups)).map(str::to_owned)
}
