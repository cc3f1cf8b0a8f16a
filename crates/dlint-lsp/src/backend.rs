//! What the handlers have in common: each takes the version of the document that is the newest now, and works on a thread
//! of its own.
//!
//! None waits for another one, and none waits for the client: all handlers are polled together, so one that did would
//! hold up whatever the client has to say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    ConfigurationItem, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, MessageType,
    OneOf, Registration, RelativePattern, Unregistration, Url, WatchKind,
};

use crate::diagnostics::SOURCE;
use crate::document::Snapshot;
use crate::guard::failed;
use crate::lock::lock;
use crate::options::{Abilities, Feature};
use crate::publish::Publisher;
use crate::state::State;
use crate::view::View;

/// How long changes of files are collected.
const SOON: Duration = Duration::from_millis(100);

/// Files whose changes change what is found in others.
const WATCHED: &[&str] =
    &["**/*.toml", "**/.{gitignore,ignore}", "**/.hadolint.{yaml,yml}", "**/*.dockerignore"];

/// The method that tells of changes.
const WATCH: &str = "workspace/didChangeWatchedFiles";

/// By what name the wish to be told of others is taken back.
const OTHERS: &str = "dlint-other-files";

/// The server.
#[derive(Debug, Clone)]
pub(crate) struct Backend {
    pub(crate) client: Client,
    pub(crate) state: Arc<State>,
    publisher: Publisher,
    files: Arc<Files>,
}

/// Changes of files that come one after the other.
#[derive(Debug, Default)]
struct Files {
    /// Whether more of them are waited for.
    are_waited_for: AtomicBool,
    /// Whether some came since everything was linted anew.
    are_behind: AtomicBool,
    /// Those that count and that no pattern finds.
    others: Mutex<BTreeSet<PathBuf>>,
}

impl Backend {
    pub(crate) fn new(client: Client, state: Arc<State>) -> Self {
        let publisher = Publisher::new(Arc::clone(&state), client.clone());
        Self { client, state, publisher, files: Arc::default() }
    }

    /// Works on the newest version of a document, on another thread.
    pub(crate) async fn on<T: Send + 'static>(
        &self,
        uri: &Url,
        feature: Feature,
        work: impl FnOnce(&State, &Snapshot) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(document) = self.state.store.get(uri).filter(|_| self.state.user().has(feature)) else {
            return Ok(None);
        };
        let state = Arc::clone(&self.state);
        self.work(move || work(&state, &document)).await
    }

    /// Works on another thread. A panic there is an answer like any other mistake.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        self.state.workers.work(work).await.map_err(|_| failed())
    }

    /// The same with the build that the document describes.
    pub(crate) async fn view<T: Send + 'static>(
        &self,
        uri: &Url,
        feature: Feature,
        look: impl FnOnce(&View<'_>) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        self.on(uri, feature, move |state, document| state.view(document, look).flatten()).await
    }

    /// Lints everything anew that is open, because something around it has changed.
    pub(crate) fn renew(&self) {
        self.state.renew();
        let (client, abilities) = (self.client.clone(), self.state.abilities());
        if !abilities.pulls {
            self.publisher.schedule_all();
        } else if abilities.refreshes {
            tokio::spawn(async move {
                let _ = client.workspace_diagnostic_refresh().await;
            });
        }
        self.tell_mistakes();
    }

    /// The same for a file that has changed: at once, and once more in a moment for all that come until then. Whoever
    /// installs packages makes thousands of files.
    pub(crate) fn renew_for_files(&self) {
        self.files.are_behind.store(true, Ordering::SeqCst);
        if self.files.are_waited_for.swap(true, Ordering::SeqCst) {
            return;
        }
        self.files.are_behind.store(false, Ordering::SeqCst);
        self.renew();
        let backend = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(SOON).await;
            backend.files.are_waited_for.store(false, Ordering::SeqCst);
            if backend.files.are_behind.load(Ordering::SeqCst) {
                backend.renew_for_files();
            }
        });
    }

    /// Asks for the user's settings, and goes by them.
    pub(crate) fn ask_for_settings(&self) {
        if !self.state.abilities().has_settings {
            return;
        }
        let backend = self.clone();
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some(SOURCE.to_owned()) };
            let Ok(answers) = backend.client.configuration(vec![item]).await else { return };
            let value = answers.into_iter().next().unwrap_or_default();
            if backend.state.set_user(&value) {
                backend.renew();
            }
        });
    }

    /// Asks to be told when configurations and ignore files change.
    pub(crate) fn watch(&self) {
        if !self.state.abilities().watches {
            return;
        }
        let watcher = |pattern: &&str| FileSystemWatcher {
            glob_pattern: GlobPattern::String((*pattern).to_owned()),
            kind: None,
        };
        // Of all others it counts that they come and go: a `COPY` names them.
        let others = FileSystemWatcher {
            glob_pattern: GlobPattern::String("**/*".to_owned()),
            kind: Some(WatchKind::Create | WatchKind::Delete),
        };
        let wish = registration("dlint-files", WATCHED.iter().map(watcher).chain([others]).collect());
        let client = self.client.clone();
        tokio::spawn(async move {
            let _ = client.register_capability(vec![wish]).await;
        });
    }

    /// The same for configurations and baselines of other names, and for those that lie in no open folder.
    async fn watch_others(&self, others: BTreeSet<PathBuf>) {
        let abilities = self.state.abilities();
        if !abilities.watches || *lock(&self.files.others) == others {
            return;
        }
        let watchers: Vec<_> = others.iter().filter_map(|path| of_file(path, &abilities)).collect();
        let had = std::mem::replace(&mut *lock(&self.files.others), others);
        if !had.is_empty() {
            let gone = Unregistration { id: OTHERS.to_owned(), method: WATCH.to_owned() };
            let _ = self.client.unregister_capability(vec![gone]).await;
        }
        if !watchers.is_empty() {
            let _ = self.client.register_capability(vec![registration(OTHERS, watchers)]).await;
        }
    }

    /// Tells the user once what is wrong with the configurations.
    pub(crate) fn tell_mistakes(&self) {
        let (backend, state) = (self.clone(), Arc::clone(&self.state));
        tokio::spawn(async move {
            let Ok((new, others)) = backend.work(move || (state.new_mistakes(), state.others())).await else {
                return;
            };
            for mistake in new {
                backend.client.show_message(MessageType::WARNING, mistake).await;
            }
            backend.watch_others(others).await;
        });
    }

    pub(crate) fn schedule(&self, uri: Url) {
        if !self.state.abilities().pulls {
            self.publisher.schedule(uri);
        }
    }
}

fn registration(id: &str, watchers: Vec<FileSystemWatcher>) -> Registration {
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let register_options = serde_json::to_value(options).ok();
    Registration { id: id.to_owned(), method: WATCH.to_owned(), register_options }
}

/// What finds one file.
fn of_file(path: &Path, abilities: &Abilities) -> Option<FileSystemWatcher> {
    let name = path.file_name()?.to_string_lossy();
    // Whatever a pattern would read otherwise is any letter.
    let name = name.replace(['*', '?', '{', '}', '[', ']', '\\'], "?");
    let folder = path.parent().and_then(|folder| Url::from_directory_path(folder).ok());
    let glob_pattern = match folder.filter(|_| abilities.relative_patterns) {
        Some(folder) => {
            GlobPattern::Relative(RelativePattern { base_uri: OneOf::Right(folder), pattern: name })
        }
        None => GlobPattern::String(format!("**/{name}")),
    };
    Some(FileSystemWatcher { glob_pattern, kind: None })
}

/// Why something is not done, for the user.
pub(crate) fn refused(reason: String) -> Error {
    Error { code: ErrorCode::InvalidParams, message: reason.into(), data: None }
}
