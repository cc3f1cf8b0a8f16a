//! Steps that are built again although nothing that matters to them changed.

pub(crate) mod source_copied_before_dependencies;
pub(crate) mod volatile_value_too_early;
