//! The rules: one file each, and one page each in the catalogue.
//!
//! A rule is a constant and a function; [`ALL`] is the list of them. `cargo xtask new-rule` writes a new one.

mod correctness;
mod layers;
mod reproducibility;
mod security;
mod shell;
mod size;
mod style;
mod support;

use dlint_linter::{Rule, RuleSet};

/// The rules that have a page, sorted by code.
pub static ALL: &[&Rule] = &[
    &correctness::host_command_in_run::RULE,       // DL3001
    &style::cd_instead_of_workdir::RULE,           // DL3003
    &security::sudo_in_run::RULE,                  // DL3004
    &reproducibility::latest_tag::RULE,            // DL3007
    &reproducibility::unpinned_package::RULE,      // DL3008
    &size::package_cache_in_layer::RULE,           // DL3009
    &layers::archive_copied_then_extracted::RULE,  // DL3010
    &correctness::port_out_of_range::RULE,         // DL3011
    &correctness::missing_assume_yes::RULE,        // DL3014
    &size::apt_recommends::RULE,                   // DL3015
    &correctness::duplicate_stage_name::RULE,      // DL3024
    &correctness::apt_in_script::RULE,             // DL3027
    &reproducibility::os_upgrade_in_build::RULE,   // DL3035
    &correctness::forbidden_onbuild_trigger::RULE, // DL3043
    &size::useradd_high_uid_sparse::RULE,          // DL3046
    &style::noisy_wget::RULE,                      // DL3047
    &layers::consecutive_runs::RULE,               // DL3059
    &correctness::instruction_before_from::RULE,   // DL3061
    &correctness::deprecated_maintainer::RULE,     // DL4000
    &size::both_wget_and_curl::RULE,               // DL4001
    &correctness::relinked_bin_sh::RULE,           // DL4005
    &correctness::pipe_without_pipefail::RULE,     // DL4006
    &style::mismatched_as_casing::RULE,            // FromAsCasing
    &correctness::empty_continuation_line::RULE,   // NoEmptyContinuation
    &style::uppercase_stage_name::RULE,            // StageNameCasing
];

/// A set of all rules, those about shell code last.
pub fn all() -> RuleSet {
    RuleSet::new(ALL.iter().copied().chain(&shell::RULES))
}
