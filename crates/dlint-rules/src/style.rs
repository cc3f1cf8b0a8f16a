//! What is harder to read or to maintain than it has to be.

pub(crate) mod cd_instead_of_workdir;
pub(crate) mod mismatched_as_casing;
pub(crate) mod noisy_wget;
pub(crate) mod uppercase_stage_name;
