//! Builds that give another result tomorrow.

pub(crate) mod base_image_not_pinned_by_digest;
pub(crate) mod latest_tag;
pub(crate) mod os_upgrade_in_build;
pub(crate) mod unpinned_git_clone;
pub(crate) mod unpinned_package;
pub(crate) mod untagged_base_image;
