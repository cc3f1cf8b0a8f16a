//! Builds that give another result tomorrow.

pub(crate) mod latest_tag;
pub(crate) mod untagged_base_image;
