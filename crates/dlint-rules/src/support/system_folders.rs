//! The folders that images have before anything is built into them.

use dlint_model::path::ImagePath;

/// The folders at the root of about every image.
const SYSTEM: &[&str] = &[
    "bin", "boot", "dev", "etc", "home", "lib", "lib64", "media", "mnt", "opt", "proc", "root", "run",
    "sbin", "srv", "sys", "tmp", "usr", "var",
];

/// Whether a path is the root, or one of them.
pub(crate) fn is_system_folder(path: &ImagePath) -> bool {
    let mut parts = path.as_str().split('/').filter(|part| !part.is_empty());
    parts.next().is_none_or(|first| SYSTEM.contains(&first) && parts.next().is_none())
}

/// Whether a path lies below one of them, so that a base image may well have it.
pub(crate) fn is_of_system(path: &ImagePath) -> bool {
    let mut parts = path.as_str().split('/').filter(|part| !part.is_empty());
    parts.next().is_none_or(|first| SYSTEM.contains(&first) || first.contains('$'))
}
