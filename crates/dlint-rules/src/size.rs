//! Bytes that nobody needs.

pub(crate) mod apt_recommends;
pub(crate) mod both_wget_and_curl;
pub(crate) mod build_tools_in_final_stage;
pub(crate) mod cleanup_before_install;
pub(crate) mod package_cache_in_layer;
pub(crate) mod useradd_high_uid_sparse;
