//! What is harder to read or to maintain than it has to be.

pub(crate) mod build_only_env;
pub(crate) mod cd_instead_of_workdir;
pub(crate) mod clean_that_does_nothing;
pub(crate) mod debian_frontend_env;
pub(crate) mod deprecated_pm_flag;
pub(crate) mod duplicate_copy;
pub(crate) mod empty_label;
pub(crate) mod inconsistent_instruction_casing;
pub(crate) mod inline_ignore;
pub(crate) mod invalid_label_key;
pub(crate) mod invalid_label_value;
pub(crate) mod legacy_key_value_format;
pub(crate) mod mismatched_as_casing;
pub(crate) mod mismatched_description;
pub(crate) mod missing_label;
pub(crate) mod noisy_wget;
pub(crate) mod redundant_target_platform;
pub(crate) mod unexpected_label;
pub(crate) mod unused_arg;
pub(crate) mod unused_stage;
pub(crate) mod uppercase_expose_protocol;
pub(crate) mod uppercase_stage_name;
