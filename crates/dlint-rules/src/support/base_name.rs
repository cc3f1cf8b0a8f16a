//! The name at the end of a path.

/// A path without the folders in front of its name.
pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
