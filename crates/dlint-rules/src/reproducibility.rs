//! Builds that give another result tomorrow.

pub(crate) mod latest_tag;
