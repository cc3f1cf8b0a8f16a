//! Bytes that a layer keeps although a later one deletes or rewrites them, and layers that nobody needs.

pub(crate) mod archive_copied_then_extracted;
pub(crate) mod archive_left_in_layer;
pub(crate) mod consecutive_runs;
pub(crate) mod delete_in_later_layer;
pub(crate) mod download_split_across_layers;
pub(crate) mod package_removed_in_later_layer;
pub(crate) mod recursive_chown_doubles_layer;
pub(crate) mod too_many_layers;
