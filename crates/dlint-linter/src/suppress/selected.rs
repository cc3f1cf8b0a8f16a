//! What a name in a comment that ignores findings stands for, for whoever explains it.

use dlint_diagnostics::Origin;

use super::sets::{Meaning, Sets, all_codes};
use crate::selector::{self, Selector};
use crate::{Rule, RuleSet, Settings};

/// What a name selects.
#[derive(Debug, Clone, Copy)]
pub enum Selected {
    /// All codes.
    All,
    /// A group: a category, a tool, or `recommended`.
    Group,
    /// A rule, or this code of it.
    Rule(&'static Rule, &'static str),
    /// Several codes: those that begin so, or those from one to another.
    Codes(usize),
}

/// What a name in a comment of this tool selects; `None` where it selects nothing.
///
/// ```
/// use dlint_diagnostics::Origin;
/// use dlint_linter::{RuleSet, Selected, Selection, Settings, selected};
///
/// let rules = RuleSet::new([]);
/// let settings = Settings::new(&rules, &Selection::default()).unwrap();
/// assert!(matches!(selected(Origin::Dlint, "all", &rules, &settings), Some(Selected::All)));
/// assert!(selected(Origin::Dlint, "Cons", &rules, &settings).is_none());
/// ```
pub fn selected(origin: Origin, name: &str, rules: &RuleSet, settings: &Settings) -> Option<Selected> {
    if origin == Origin::Dlint {
        return Some(match Selector::known(name, rules)? {
            Selector::All | Selector::Base(_) => Selected::All,
            Selector::Group(_) => Selected::Group,
            Selector::Exact(name) => of_rule(rules.find(name)?, name),
            prefix @ Selector::Prefix(_) => {
                let all = selector::codes(rules);
                Selected::Codes(
                    all.filter(|(rule, code)| prefix.specificity(&rule.meta, *code).is_some()).count(),
                )
            }
        });
    }
    let mut sets = Sets::new(rules, settings);
    match sets.meaning(origin, true, name) {
        Meaning::Codes(set) => {
            let codes: Vec<&str> = sets.codes(set).collect();
            let first = rules.find(codes.first()?)?;
            let is_one = codes.iter().all(|code| first.meta.variants().any(|variant| variant.code == *code));
            let of_one =
                || of_rule(first, codes.first().filter(|_| codes.len() == 1).unwrap_or(&first.meta.name));
            Some(if is_one { of_one() } else { Selected::Codes(codes.len()) })
        }
        // What no comment can ignore can be explained all the same.
        Meaning::Never | Meaning::Forbidden => rules.find(name).map(|rule| of_rule(rule, name)),
        Meaning::Unknown { .. } | Meaning::Foreign => None,
    }
}

/// A rule by its name, or the code of it that goes by this one.
fn of_rule(rule: &'static Rule, name: &str) -> Selected {
    let same = |code: &'static str| code.eq_ignore_ascii_case(name);
    let variant = rule.meta.variants().find(|variant| all_codes(variant).any(same));
    Selected::Rule(rule, variant.map_or(rule.meta.code, |variant| variant.code))
}
