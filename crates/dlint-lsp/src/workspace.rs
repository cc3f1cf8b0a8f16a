//! The Dockerfiles of the folders that are open, also those that no editor shows.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use dlint_text::SourceFile;
use tower_lsp::lsp_types::{
    FullDocumentDiagnosticReport, PreviousResultId, SymbolInformation, UnchangedDocumentDiagnosticReport,
    Url, WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::convert::Units;
use crate::document::{Document, Snapshot};
use crate::lock::lock;
use crate::state::State;

/// How many folders and files are looked at. A workspace that has more is not read while somebody types.
const MOST_ENTRIES: usize = 20_000;

/// How many Dockerfiles are linted.
const MOST_FILES: usize = 500;

/// The diagnostics of all Dockerfiles in the open folders. Editors ask again and again, so what a client has already is
/// neither sent nor worked out once more.
pub(crate) fn diagnostics(
    state: &State,
    previous: Vec<PreviousResultId>,
) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let mut known: BTreeMap<Url, String> = previous.into_iter().map(|one| (one.uri, one.value)).collect();
    let generation = state.now().generation;
    let mut reports = Vec::new();
    for (document, is_open) in documents(state) {
        let (uri, version) = (document.uri.clone(), is_open.then(|| i64::from(document.version)));
        let result_id = result_id(generation, &document);
        if known.remove(&uri).as_ref() == Some(&result_id) {
            let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
            reports.push(WorkspaceDocumentDiagnosticReport::Unchanged(
                WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version,
                    unchanged_document_diagnostic_report,
                },
            ));
        } else {
            reports.push(full(uri, version, Some(result_id), state.diagnostics(&document)));
        }
    }
    // What is no longer there has nothing wrong with it.
    reports.extend(known.into_keys().map(|uri| full(uri, None, None, Vec::new())));
    reports
}

fn full(
    uri: Url,
    version: Option<i64>,
    result_id: Option<String>,
    items: Vec<tower_lsp::lsp_types::Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id, items };
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report,
    })
}

/// What tells apart all that is found in a document: its text, and what it is linted with.
fn result_id(generation: u64, document: &Document) -> String {
    let mut hasher = DefaultHasher::new();
    document.text().hash(&mut hasher);
    format!("{generation}-{:016x}", hasher.finish())
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
fn documents(state: &State) -> Vec<(Snapshot, bool)> {
    let open = state.store.all();
    let shown: BTreeSet<PathBuf> = open.iter().filter_map(|document| document.path()).collect();
    let on_disk = state.disk.documents(state, &shown);
    open.into_iter().map(|one| (one, true)).chain(on_disk.into_iter().map(|one| (one, false))).collect()
}

/// The files that no editor shows, as they were read last.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    /// What a walk found, and what it went by.
    walked: Mutex<Option<(u64, Arc<[PathBuf]>)>>,
    read: Mutex<BTreeMap<PathBuf, Read>>,
}

/// A file as it was read.
#[derive(Debug, Clone)]
struct Read {
    /// When it was written, and how long it is.
    stamp: (SystemTime, u64),
    /// `None` where it is no text.
    document: Option<Snapshot>,
}

impl Disk {
    /// The Dockerfiles but for those that are shown.
    fn documents(&self, state: &State, shown: &BTreeSet<PathBuf>) -> Vec<Snapshot> {
        let paths = self.paths(state);
        let mut read = lock(&self.read);
        let mut before = std::mem::take(&mut *read);
        let mut documents = Vec::new();
        for path in paths.iter().filter(|path| !shown.contains(*path)) {
            let Some(stamp) = stamp(path) else { continue };
            let known = before.remove(path).filter(|known| known.stamp == stamp);
            let now = known.unwrap_or_else(|| Read { stamp, document: open(path, state.store.units()) });
            documents.extend(now.document.clone());
            read.insert(path.clone(), now);
        }
        documents
    }

    /// Where Dockerfiles are. A client that says when files come and go is believed.
    fn paths(&self, state: &State) -> Arc<[PathBuf]> {
        let now = state.now();
        let Some(configuration) = state.configuration(&now) else { return Arc::default() };
        let mut walked = lock(&self.walked);
        let is_told = state.abilities().watches;
        if let Some((_, paths)) = walked.as_ref().filter(|(known, _)| is_told && *known == now.generation) {
            return Arc::clone(paths);
        }
        let mut paths = (state.setup.walk)(&state.folders(), &configuration, MOST_ENTRIES);
        paths.truncate(MOST_FILES);
        let paths: Arc<[PathBuf]> = paths.into();
        *walked = Some((now.generation, Arc::clone(&paths)));
        paths
    }
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let found = std::fs::metadata(path).ok()?;
    Some((found.modified().ok()?, found.len()))
}

fn open(path: &Path, units: Units) -> Option<Snapshot> {
    let uri = Url::from_file_path(path).ok()?;
    let source = SourceFile::decode("", std::fs::read(path).ok()?).ok()?;
    let is_text = !source.is_lossy();
    is_text.then(|| Arc::new(Document::new(uri, 0, source.text().to_owned(), units)))
}
