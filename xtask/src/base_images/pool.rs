//! Texts and lists, each once, as numbers.
//!
//! The texts are sorted before the first is numbered, so that in the tables the numbers compare as the texts do.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result, bail};

/// All texts, and the lists so far. Numbers come as Rust expressions: `T(12)`, `L(3)`.
#[derive(Debug)]
pub(super) struct Pool {
    /// Sorted.
    texts: Vec<String>,
    lists: Vec<Vec<String>>,
    list_numbers: HashMap<Vec<String>, usize>,
}

impl Pool {
    /// A pool of these texts, and of no others.
    pub(super) fn new(texts: BTreeSet<String>) -> Result<Self> {
        if let Some(text) = texts.iter().find(|text| text.contains(['\n', '\r'])) {
            bail!("the text `{}` is of several lines", text.escape_debug());
        }
        Ok(Self { texts: texts.into_iter().collect(), lists: Vec::new(), list_numbers: HashMap::new() })
    }

    pub(super) fn text(&self, text: &str) -> Result<String> {
        let at = self.texts.binary_search_by(|known| known.as_str().cmp(text));
        at.map(|at| format!("T({at})")).ok().with_context(|| format!("`{text}` was not gathered"))
    }

    /// `Some(T(12))` or `None`.
    pub(super) fn maybe_text(&self, text: Option<&str>) -> Result<String> {
        text.map_or_else(|| Ok("None".to_owned()), |text| Ok(format!("Some({})", self.text(text)?)))
    }

    pub(super) fn list(&mut self, texts: &[String]) -> Result<String> {
        let items: Vec<String> = texts.iter().map(|text| self.text(text)).collect::<Result<_>>()?;
        let next = self.lists.len();
        let number = *self.list_numbers.entry(items.clone()).or_insert(next);
        if number == next {
            self.lists.push(items);
        }
        Ok(format!("L({number})"))
    }

    pub(super) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The lists, their items as Rust expressions.
    pub(super) fn lists(&self) -> &[Vec<String>] {
        &self.lists
    }
}
