//! What is harder to read or to maintain than it has to be.

pub(crate) mod legacy_key_value_format;
pub(crate) mod mismatched_as_casing;
pub(crate) mod uppercase_stage_name;
