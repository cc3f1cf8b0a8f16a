//! What does not do what it says.

pub(crate) mod deprecated_maintainer;
pub(crate) mod duplicate_stage_name;
pub(crate) mod empty_continuation_line;
pub(crate) mod forbidden_onbuild_trigger;
pub(crate) mod instruction_before_from;
pub(crate) mod port_out_of_range;
