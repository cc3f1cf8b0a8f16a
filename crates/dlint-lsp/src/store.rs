//! The documents that are open, each at its newest version.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, Url,
};

use crate::convert::Units;
use crate::document::{Document, Snapshot};
use crate::lock::lock;

/// The documents that are open.
#[derive(Debug, Default)]
pub(crate) struct Store {
    documents: Mutex<BTreeMap<Url, Snapshot>>,
    units: OnceLock<Units>,
}

impl Store {
    /// Says what the client counts characters in; once, before the first document is opened.
    pub(crate) fn set_units(&self, units: Units) {
        let _ = self.units.set(units);
    }

    /// What the client counts characters in.
    pub(crate) fn units(&self) -> Units {
        self.units.get().copied().unwrap_or_default()
    }

    /// Does what a notification says, if it is about the text of a document. The order in which notifications come is the
    /// order of the edits, so nobody may wait in between.
    pub(crate) fn notice(&self, method: &str, params: Option<&Value>) {
        match method {
            "textDocument/didOpen" => {
                if let Some(DidOpenTextDocumentParams { text_document: opened }) = read(params) {
                    let document = Document::new(opened.uri, opened.version, opened.text, self.units());
                    lock(&self.documents).insert(document.uri.clone(), Arc::new(document));
                }
            }
            "textDocument/didChange" => {
                if let Some(DidChangeTextDocumentParams { text_document, content_changes }) = read(params) {
                    let mut documents = lock(&self.documents);
                    // What was never opened has no text that could be changed, but it can be given one.
                    let document = documents.remove(&text_document.uri).unwrap_or_else(|| {
                        let uri = text_document.uri.clone();
                        Arc::new(Document::new(uri, 0, String::new(), self.units()))
                    });
                    let next = document.changed(text_document.version, content_changes);
                    documents.insert(text_document.uri, Arc::new(next));
                }
            }
            "textDocument/didClose" => {
                if let Some(DidCloseTextDocumentParams { text_document }) = read(params) {
                    lock(&self.documents).remove(&text_document.uri);
                }
            }
            _ => {}
        }
    }

    /// The newest version of a document.
    pub(crate) fn get(&self, uri: &Url) -> Option<Snapshot> {
        lock(&self.documents).get(uri).cloned()
    }

    /// The newest versions of all of them.
    pub(crate) fn all(&self) -> Vec<Snapshot> {
        lock(&self.documents).values().cloned().collect()
    }
}

fn read<T: DeserializeOwned>(params: Option<&Value>) -> Option<T> {
    T::deserialize(params?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn uri() -> Url {
        Url::parse("untitled:Untitled-1").unwrap()
    }

    fn opened(text: &str) -> Store {
        let store = Store::default();
        let document = json!({ "uri": uri(), "languageId": "anything", "version": 1, "text": text });
        store.notice("textDocument/didOpen", Some(&json!({ "textDocument": document })));
        store
    }

    fn change(store: &Store, version: i32, changes: &Value) {
        let document = json!({ "uri": uri(), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        store.notice("textDocument/didChange", Some(&params));
    }

    #[test]
    fn each_change_is_made_to_what_the_one_before_has_left() {
        let store = opened("FROM a\nRUN b\n");
        let at = |line: u32, from: u32, to: u32| json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } });
        let changes = json!([
            { "range": at(0, 5, 6), "text": "debian:13\nENV X=😀" },
            { "range": at(1, 6, 8), "text": "1" },
            { "range": at(2, 4, 5), "text": "true" },
        ]);
        change(&store, 2, &changes);
        let document = store.get(&uri()).unwrap();
        assert_eq!((document.text(), document.version), ("FROM debian:13\nENV X=1\nRUN true\n", 2));
        change(&store, 3, &json!([{ "text": "FROM b" }, { "range": at(0, 5, 6), "text": "c" }]));
        assert_eq!(store.get(&uri()).unwrap().text(), "FROM c");
    }

    #[test]
    fn who_holds_a_version_keeps_it() {
        let store = opened("FROM a\n");
        let old = store.get(&uri()).unwrap();
        change(&store, 2, &json!([{ "text": "FROM b\n" }]));
        assert_eq!((old.text(), store.get(&uri()).unwrap().text()), ("FROM a\n", "FROM b\n"));
        store.notice("textDocument/didClose", Some(&json!({ "textDocument": { "uri": uri() } })));
        assert!(store.get(&uri()).is_none() && store.all().is_empty());
    }

    #[test]
    fn three_thousand_edits_come_in_order() {
        let store = opened("FROM a\n");
        for number in 0..3_000 {
            let end = json!({ "line": 0, "character": 6 + number });
            change(&store, number + 2, &json!([{ "range": { "start": end, "end": end }, "text": "x" }]));
        }
        assert_eq!(store.get(&uri()).unwrap().text(), format!("FROM a{}\n", "x".repeat(3_000)));
    }

    #[test]
    fn what_makes_no_sense_changes_nothing() {
        let store = opened("FROM a\n");
        store.notice("textDocument/didChange", Some(&json!({ "textDocument": 1 })));
        store.notice("textDocument/didChange", None);
        store.notice("textDocument/hover", Some(&json!({})));
        assert_eq!(store.get(&uri()).unwrap().text(), "FROM a\n");
    }
}
