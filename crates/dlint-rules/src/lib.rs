//! The rules: one file each, and one page each in the catalogue.
//!
//! A rule is a constant and a function; [`ALL`] is the list of them. `cargo xtask new-rule` writes a new one.

mod correctness;
mod reproducibility;
mod shell;
mod style;

use dlint_linter::{Rule, RuleSet};

/// The rules that have a page, sorted by code.
pub static ALL: &[&Rule] = &[
    &reproducibility::latest_tag::RULE,            // DL3007
    &correctness::port_out_of_range::RULE,         // DL3011
    &correctness::duplicate_stage_name::RULE,      // DL3024
    &correctness::forbidden_onbuild_trigger::RULE, // DL3043
    &correctness::instruction_before_from::RULE,   // DL3061
    &correctness::deprecated_maintainer::RULE,     // DL4000
    &style::mismatched_as_casing::RULE,            // FromAsCasing
    &correctness::empty_continuation_line::RULE,   // NoEmptyContinuation
    &style::uppercase_stage_name::RULE,            // StageNameCasing
];

/// A set of all rules, those about shell code last.
pub fn all() -> RuleSet {
    RuleSet::new(ALL.iter().copied().chain(&shell::RULES))
}
