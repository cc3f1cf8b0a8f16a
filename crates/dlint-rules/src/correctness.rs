//! What does not do what it says.

pub(crate) mod apt_in_script;
pub(crate) mod deprecated_maintainer;
pub(crate) mod duplicate_stage_name;
pub(crate) mod empty_continuation_line;
pub(crate) mod forbidden_onbuild_trigger;
pub(crate) mod host_command_in_run;
pub(crate) mod instruction_before_from;
pub(crate) mod missing_assume_yes;
pub(crate) mod pipe_without_pipefail;
pub(crate) mod port_out_of_range;
pub(crate) mod relinked_bin_sh;
