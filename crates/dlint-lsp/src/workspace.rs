//! The Dockerfiles of the folders that are open, also those that no editor shows.

use std::path::PathBuf;
use std::sync::Arc;

use dlint_config::is_dockerfile;
use dlint_text::SourceFile;
use tower_lsp::lsp_types::{
    FullDocumentDiagnosticReport, SymbolInformation, Url, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport,
};

use crate::document::{Document, Snapshot};
use crate::options::Feature;
use crate::state::State;

/// How many folders and files are looked at. A workspace that has more is not read while somebody types.
const MOST_ENTRIES: usize = 20_000;

/// How many Dockerfiles are linted.
const MOST_FILES: usize = 500;

/// The diagnostics of all Dockerfiles in the open folders.
pub(crate) fn diagnostics(state: &State) -> Vec<WorkspaceDocumentDiagnosticReport> {
    if !state.user().has(Feature::Diagnostics) {
        return Vec::new();
    }
    let reports = documents(state).into_iter().map(|(document, is_open)| {
        let items = state.diagnostics(&document);
        WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
            uri: document.uri.clone(),
            version: is_open.then(|| i64::from(document.version)),
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: None, items },
        })
    });
    reports.collect()
}

/// The symbols of all Dockerfiles whose names have the letters of the query.
pub(crate) fn symbols(state: &State, query: &str) -> Vec<SymbolInformation> {
    let documents = documents(state).into_iter();
    let found = documents.filter_map(|(document, _)| {
        state.view(&document, |view| crate::features::symbols::workspace_symbols(view, query))
    });
    found.flatten().collect()
}

/// All Dockerfiles: those that are open as they are there, the others as the disk has them.
pub(crate) fn documents(state: &State) -> Vec<(Snapshot, bool)> {
    let open = state.store.all();
    let mut all: Vec<(Snapshot, bool)> = open.iter().map(|document| (Arc::clone(document), true)).collect();
    for path in dockerfiles(&state.folders()) {
        let Ok(uri) = Url::from_file_path(&path) else { continue };
        if open.iter().any(|document| document.uri == uri) || state.with_path(path.clone()).is_none() {
            continue;
        }
        let source = std::fs::read(&path).ok().and_then(|bytes| SourceFile::decode("", bytes).ok());
        if let Some(source) = source.filter(|source| !source.is_lossy()) {
            let document = Document::new(uri, 0, source.text().to_owned(), state.store.units());
            all.push((Arc::new(document), false));
        }
    }
    all
}

/// The Dockerfiles below some folders, by their names.
fn dockerfiles(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut left: Vec<PathBuf> = folders.to_vec();
    let mut seen = 0;
    while let Some(folder) = left.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            seen += 1;
            if seen > MOST_ENTRIES || found.len() >= MOST_FILES {
                return found;
            }
            let name = entry.file_name().to_string_lossy().into_owned();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !is_heavy(&name) => left.push(entry.path()),
                Ok(kind) if kind.is_file() && is_dockerfile(&name) => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// Whether a folder holds nothing that somebody wrote.
fn is_heavy(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "node_modules" | "target" | "vendor" | "venv" | "__pycache__")
}
