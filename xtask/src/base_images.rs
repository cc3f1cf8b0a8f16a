//! The tables of `dlint-model`'s base images, made from `data/base-images.json` and `data/eol.json`.
//!
//! The data is made to be read by people and checked by programs; the tables to cost nothing: no text is there
//! twice, no pointer has to be set when the program starts, and no regular expression has to be compiled.

mod images;
mod patterns;
mod pool;
#[cfg(test)]
mod reference;
mod releases;
#[cfg(test)]
mod tests;
mod write;

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// The folder of the tables.
const TABLES: &str = "crates/dlint-model/src/base_image/tables";

/// Each generated file: its path in the repository, and what has to be in it.
pub(crate) fn tables(root: &Path) -> Result<Vec<(String, String)>> {
    let data = root.join("data");
    let images = images::read(&read(&data.join("base-images.json"))?)?;
    let releases = releases::read(&read(&data.join("eol.json"))?)?;
    let files = write::files(&images, &releases)?;
    Ok(files.into_iter().map(|(name, text)| (format!("{TABLES}/{name}"), text)).collect())
}

fn read(path: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}
