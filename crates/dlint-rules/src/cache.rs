//! Steps that are built again although nothing that matters to them changed.

pub(crate) mod copy_link_opportunity;
pub(crate) mod missing_cache_mount;
pub(crate) mod source_copied_before_dependencies;
pub(crate) mod volatile_value_too_early;
