//! What does not do what it says.

pub(crate) mod add_instead_of_copy;
pub(crate) mod base_image_platform_mismatch;
pub(crate) mod copy_destination_without_slash;
pub(crate) mod copy_from_own_stage;
pub(crate) mod copy_from_unknown_stage;
pub(crate) mod copy_source_ignored;
pub(crate) mod deprecated_maintainer;
pub(crate) mod duplicate_stage_name;
pub(crate) mod empty_continuation_line;
pub(crate) mod env_used_in_own_instruction;
pub(crate) mod expose_with_host_part;
pub(crate) mod forbidden_onbuild_trigger;
pub(crate) mod hardcoded_platform;
pub(crate) mod instruction_before_from;
pub(crate) mod invalid_default_base_image;
pub(crate) mod missing_healthcheck;
pub(crate) mod overridden_instruction;
pub(crate) mod port_out_of_range;
pub(crate) mod relative_copy_destination;
pub(crate) mod relative_workdir;
pub(crate) mod reserved_stage_name;
pub(crate) mod shell_form_entrypoint;
pub(crate) mod undefined_arg_in_from;
pub(crate) mod undefined_variable;
pub(crate) mod whole_filesystem_copied;
