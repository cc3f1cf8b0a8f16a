//! `data/eol.json`: the releases of products, and when they end.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::images::text;

/// All products, and the day on which their dates were read.
#[derive(Debug)]
pub(super) struct Products {
    pub(super) as_of: String,
    /// Sorted by name.
    pub(super) products: Vec<(String, Vec<Release>)>,
}

/// One release. Dates and ends are Rust expressions.
#[derive(Debug)]
pub(super) struct Release {
    pub(super) name: String,
    pub(super) codename: Option<String>,
    pub(super) released: String,
    pub(super) end: String,
    pub(super) extended: Option<String>,
    pub(super) confidence: &'static str,
}

pub(super) fn read(data: &Value) -> Result<Products> {
    let sections = data.as_object().context("eol.json is an object")?;
    let as_of = date(data.pointer("/_meta/as_of").context("no `as_of`")?)?;
    let mut products = Vec::new();
    for (name, section) in sections.iter().filter(|(name, _)| *name != "_meta") {
        let releases = section.get("releases").and_then(Value::as_array).context("no releases")?;
        let releases: Result<Vec<Release>> = releases.iter().map(release).collect();
        products.push((name.clone(), releases.with_context(|| format!("the product {name}"))?));
    }
    products.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Products { as_of, products })
}

fn release(value: &Value) -> Result<Release> {
    let get = |key: &str| value.get(key).with_context(|| format!("no `{key}`"));
    let confidence = match get("confidence")?.as_str() {
        Some("high") => "High",
        Some("medium") => "Medium",
        other => bail!("the confidence {other:?}"),
    };
    Ok(Release {
        name: text(get("release")?)?,
        codename: value.get("codename").map(text).transpose()?,
        released: date(get("released")?)?,
        end: end(get("eol")?)?,
        extended: value.get("extended").map(end).transpose()?,
        confidence,
    })
}

fn end(value: &Value) -> Result<String> {
    Ok(match value {
        Value::Bool(true) => "End::Ended".to_owned(),
        Value::Bool(false) => "End::NotAnnounced".to_owned(),
        _ => format!("End::On({})", date(value)?),
    })
}

/// `Date::new(2026, 4, 30)`
pub(super) fn date(value: &Value) -> Result<String> {
    date_of(&text(value)?)
}

pub(super) fn date_of(text: &str) -> Result<String> {
    let numbers: Result<Vec<u16>, _> = text.split('-').map(str::parse).collect();
    match numbers.as_deref() {
        Ok([year, month @ 1..=12, day @ 1..=31]) => Ok(format!("Date::new({year}, {month}, {day})")),
        _ => bail!("`{text}` is not a date"),
    }
}
