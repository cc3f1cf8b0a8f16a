//! Semantic tokens by document: what the last version was painted with, so that the next one is told as a difference.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tower_lsp::lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensFullDeltaResult, Url,
};

use crate::features::tokens::{Memory, delta, full};
use crate::lock::lock;
use crate::view::View;

/// What documents are painted with.
#[derive(Debug, Default)]
pub(crate) struct Painting(Mutex<BTreeMap<Url, Arc<Mutex<Painted>>>>);

/// What one document is painted with.
#[derive(Debug, Default)]
struct Painted {
    memory: Memory,
    /// Counts the answers; the client names the one that it has.
    number: u64,
    tokens: Vec<SemanticToken>,
}

impl Painting {
    fn of(&self, uri: &Url) -> Arc<Mutex<Painted>> {
        let mut all = lock(&self.0);
        Arc::clone(all.entry(uri.clone()).or_default())
    }

    /// Forgets a document.
    pub(crate) fn forget(&self, uri: &Url) {
        lock(&self.0).remove(uri);
    }

    /// All tokens of a document.
    pub(crate) fn full(&self, view: &View<'_>) -> SemanticTokens {
        let painted = self.of(&view.document.uri);
        let mut painted = lock(&painted);
        painted.paint(view)
    }

    /// What is different from what the client has, or all where that is not known.
    pub(crate) fn delta(&self, view: &View<'_>, has: &str) -> SemanticTokensFullDeltaResult {
        let painted = self.of(&view.document.uri);
        let mut painted = lock(&painted);
        if painted.number == 0 || has != painted.number.to_string() {
            return painted.paint(view).into();
        }
        let before = std::mem::take(&mut painted.tokens);
        let now = painted.paint(view);
        let edits = delta(&before, &now.data);
        SemanticTokensDelta { result_id: now.result_id, edits }.into()
    }
}

impl Painted {
    fn paint(&mut self, view: &View<'_>) -> SemanticTokens {
        self.tokens = full(view, &mut self.memory);
        self.number += 1;
        SemanticTokens { result_id: Some(self.number.to_string()), data: self.tokens.clone() }
    }
}
