//! What lies in a folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The paths in a folder, sorted.
pub(crate) fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read {}; name the folder with --data", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    Ok(paths)
}
