//! The rules: one file each, and one page each in the catalogue.
//!
//! A rule is a constant and a function; [`ALL`] is the list of them. `cargo xtask new-rule` writes a new one.

mod cache;
mod correctness;
mod layers;
mod reproducibility;
mod secrets;
mod security;
mod shell;
mod size;
mod style;
mod support;

use dlint_linter::{Rule, RuleSet};

/// The rules that have a page, sorted by code.
pub static ALL: &[&Rule] = &[
    &style::inconsistent_instruction_casing::RULE, // ConsistentInstructionCasing
    &correctness::copy_source_ignored::RULE,       // CopyIgnoredFile
    &layers::delete_in_later_layer::RULE,          // DK1001
    &layers::recursive_chown_doubles_layer::RULE,  // DK1002
    &layers::download_split_across_layers::RULE,   // DK1003
    &layers::archive_left_in_layer::RULE,          // DK1004
    &layers::too_many_layers::RULE,                // DK1005
    &layers::package_removed_in_later_layer::RULE, // DK1006
    &cache::source_copied_before_dependencies::RULE, // DK2001
    &cache::missing_cache_mount::RULE,             // DK2002
    &cache::volatile_value_too_early::RULE,        // DK2003
    &cache::copy_link_opportunity::RULE,           // DK2004
    &secrets::hardcoded_secret::RULE,              // DK3001
    &secrets::secret_file_copied::RULE,            // DK3002
    &secrets::secret_written_to_layer::RULE,       // DK3003
    &security::runs_as_root::RULE,                 // DK4001
    &security::pipe_to_shell::RULE,                // DK4002
    &security::broad_copy::RULE,                   // DK4003
    &security::missing_dockerignore::RULE,         // DK4004
    &security::eol_base_image::RULE,               // DK4005
    &security::add_url_without_checksum::RULE,     // DK4006
    &security::passwordless_sudo::RULE,            // DK4007
    &security::tls_or_signature_check_disabled::RULE, // DK4009
    &size::build_tools_in_final_stage::RULE,       // DK5013
    &size::cleanup_before_install::RULE,           // DK5017
    &reproducibility::base_image_not_pinned_by_digest::RULE, // DK6001
    &reproducibility::unpinned_git_clone::RULE,    // DK6003
    &correctness::split_update_install::RULE,      // DK7001
    &correctness::invalid_flag::RULE,              // DK7002
    &correctness::cd_has_no_effect::RULE,          // DK7003
    &correctness::state_lost_between_runs::RULE,   // DK7004
    &correctness::copy_from_empty_stage::RULE,     // DK7005
    &correctness::global_arg_not_in_scope::RULE,   // DK7006
    &correctness::cmd_ignored_by_shell_entrypoint::RULE, // DK7007
    &correctness::healthcheck_tool_missing::RULE,  // DK7008
    &correctness::pip_into_managed_python::RULE,   // DK7009
    &correctness::command_not_in_image::RULE,      // DK7010
    &correctness::user_already_in_base::RULE,      // DK7011
    &correctness::cache_mount_misuse::RULE,        // DK7018
    &correctness::copy_source_missing::RULE,       // DK7024
    &correctness::swallowed_instruction::RULE,     // DK7028
    &correctness::crlf_in_script::RULE,            // DK7029
    &style::debian_frontend_env::RULE,             // DK8001
    &style::build_only_env::RULE,                  // DK8002
    &style::unused_stage::RULE,                    // DK8003
    &style::unused_arg::RULE,                      // DK8004
    &style::duplicate_copy::RULE,                  // DK8005
    &style::deprecated_pm_flag::RULE,              // DK8006
    &style::clean_that_does_nothing::RULE,         // DK8007
    &style::inline_ignore::RULE,                   // DL1001
    &correctness::relative_workdir::RULE,          // DL3000
    &correctness::host_command_in_run::RULE,       // DL3001
    &security::last_user_root::RULE,               // DL3002
    &style::cd_instead_of_workdir::RULE,           // DL3003
    &security::sudo_in_run::RULE,                  // DL3004
    &reproducibility::untagged_base_image::RULE,   // DL3006
    &reproducibility::latest_tag::RULE,            // DL3007
    &reproducibility::unpinned_package::RULE,      // DL3008
    &size::package_cache_in_layer::RULE,           // DL3009
    &layers::archive_copied_then_extracted::RULE,  // DL3010
    &correctness::port_out_of_range::RULE,         // DL3011
    &correctness::overridden_instruction::RULE,    // DL3012
    &correctness::missing_assume_yes::RULE,        // DL3014
    &size::apt_recommends::RULE,                   // DL3015
    &correctness::add_instead_of_copy::RULE,       // DL3020
    &correctness::copy_destination_without_slash::RULE, // DL3021
    &correctness::copy_from_unknown_stage::RULE,   // DL3022
    &correctness::copy_from_own_stage::RULE,       // DL3023
    &correctness::duplicate_stage_name::RULE,      // DL3024
    &correctness::shell_form_entrypoint::RULE,     // DL3025
    &security::untrusted_registry::RULE,           // DL3026
    &correctness::apt_in_script::RULE,             // DL3027
    &correctness::hardcoded_platform::RULE,        // DL3029
    &reproducibility::os_upgrade_in_build::RULE,   // DL3035
    &correctness::forbidden_onbuild_trigger::RULE, // DL3043
    &correctness::env_used_in_own_instruction::RULE, // DL3044
    &correctness::relative_copy_destination::RULE, // DL3045
    &size::useradd_high_uid_sparse::RULE,          // DL3046
    &style::noisy_wget::RULE,                      // DL3047
    &style::invalid_label_key::RULE,               // DL3048
    &style::missing_label::RULE,                   // DL3049
    &style::unexpected_label::RULE,                // DL3050
    &style::empty_label::RULE,                     // DL3051
    &style::invalid_label_value::RULE,             // DL3052
    &correctness::missing_healthcheck::RULE,       // DL3057
    &layers::consecutive_runs::RULE,               // DL3059
    &correctness::instruction_before_from::RULE,   // DL3061
    &correctness::reserved_stage_name::RULE,       // DL3063
    &secrets::secret_in_arg_or_env::RULE,          // DL3064
    &style::redundant_target_platform::RULE,       // DL3065
    &security::user_without_numeric_id::RULE,      // DL3066
    &correctness::whole_filesystem_copied::RULE,   // DL3067
    &correctness::deprecated_maintainer::RULE,     // DL4000
    &size::both_wget_and_curl::RULE,               // DL4001
    &correctness::relinked_bin_sh::RULE,           // DL4005
    &correctness::pipe_without_pipefail::RULE,     // DL4006
    &correctness::expose_with_host_part::RULE,     // ExposeInvalidFormat
    &style::uppercase_expose_protocol::RULE,       // ExposeProtoCasing
    &style::mismatched_as_casing::RULE,            // FromAsCasing
    &correctness::base_image_platform_mismatch::RULE, // InvalidBaseImagePlatform
    &correctness::invalid_default_base_image::RULE, // InvalidDefaultArgInFrom
    &style::mismatched_description::RULE,          // InvalidDefinitionDescription
    &style::legacy_key_value_format::RULE,         // LegacyKeyValueFormat
    &correctness::empty_continuation_line::RULE,   // NoEmptyContinuation
    &style::uppercase_stage_name::RULE,            // StageNameCasing
    &correctness::undefined_arg_in_from::RULE,     // UndefinedArgInFrom
    &correctness::undefined_variable::RULE,        // UndefinedVar
];

/// A set of all rules, those about shell code last.
pub fn all() -> RuleSet {
    RuleSet::new(ALL.iter().copied().chain(&shell::RULES))
}
