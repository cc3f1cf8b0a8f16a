//! What is offered where, what becomes of the text, and that nothing breaks.

mod arguments;
mod comments;
mod everywhere;
mod flags;
mod keywords;

use tower_lsp::lsp_types::{CompletionItem, CompletionTextEdit};

use super::complete;
use crate::features::testing::{edited, with_context};

/// What is offered at the cursor.
fn offered(text: &str) -> Vec<CompletionItem> {
    with_context(text, FILES, |view, offset| complete(view, offset).items)
}

const FILES: &[(&str, &str)] = &[
    ("src/main.go", ""),
    ("src/lib/a.go", ""),
    ("go.mod", ""),
    ("a file.txt", ""),
    (".env", ""),
    ("node_modules/x/y.js", ""),
    (".dockerignore", "node_modules\n"),
];

/// The labels of what is offered.
fn labels(text: &str) -> Vec<String> {
    offered(text).into_iter().map(|item| item.label).collect()
}

/// Asserts that these labels are offered.
#[track_caller]
fn has(text: &str, expected: &[&str]) {
    let labels = labels(text);
    for one in expected {
        assert!(labels.iter().any(|label| label == one), "{text:?}: no {one:?} in {labels:?}");
    }
}

/// Asserts that these labels are not offered.
#[track_caller]
fn has_not(text: &str, unexpected: &[&str]) {
    let labels = labels(text);
    for one in unexpected {
        assert!(!labels.iter().any(|label| label == one), "{text:?}: {one:?} in {labels:?}");
    }
}

/// Asserts that nothing is offered.
#[track_caller]
fn nothing(text: &str) {
    assert_eq!(labels(text), Vec::<String>::new(), "{text:?}");
}

#[track_caller]
fn item(text: &str, label: &str) -> CompletionItem {
    let all = offered(text);
    let found = all.iter().find(|item| item.label == label);
    found.cloned().unwrap_or_else(|| panic!("{text:?}: no {label:?}"))
}

/// The document after an item was taken.
#[track_caller]
fn taken(text: &str, label: &str) -> String {
    let item = item(text, label);
    let Some(CompletionTextEdit::Edit(edit)) = item.text_edit else { panic!("{label} has no edit") };
    with_context(text, FILES, |view, _| edited(view.document, &[edit]))
}

/// The detail of an item.
#[track_caller]
fn detail(text: &str, label: &str) -> String {
    item(text, label).detail.unwrap_or_default()
}
