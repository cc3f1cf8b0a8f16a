//! Diagnostics for clients that do not ask for them: each document has a task that knows the newest version alone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tower_lsp::Client;
use tower_lsp::lsp_types::Url;

use crate::lock::lock;
use crate::state::State;

/// How long nothing must come before what comes in a burst is looked at.
const QUIET: Duration = Duration::from_millis(40);

/// How long a burst may keep diagnostics waiting.
const LONGEST: Duration = Duration::from_millis(400);

/// Publishes diagnostics.
#[derive(Debug, Clone)]
pub(crate) struct Publisher {
    state: Arc<State>,
    client: Client,
    tasks: Arc<Mutex<BTreeMap<Url, Task>>>,
}

/// What is known of the task of a document.
#[derive(Debug, Default)]
struct Task {
    is_running: bool,
    /// Whether something came since it began with what it does.
    is_behind: bool,
    last_publish: Option<Instant>,
    last_change: Option<Instant>,
}

impl Publisher {
    pub(crate) fn new(state: Arc<State>, client: Client) -> Self {
        Self { state, client, tasks: Arc::default() }
    }

    /// Sees to it that a document is looked at: at once, unless that was just done.
    pub(crate) fn schedule(&self, uri: Url) {
        {
            let mut tasks = lock(&self.tasks);
            let task = tasks.entry(uri.clone()).or_default();
            task.last_change = Some(Instant::now());
            task.is_behind = true;
            if std::mem::replace(&mut task.is_running, true) {
                return;
            }
        }
        let publisher = self.clone();
        tokio::spawn(async move { publisher.run(uri).await });
    }

    /// The same for all documents that are open.
    pub(crate) fn schedule_all(&self) {
        for document in self.state.store.all() {
            self.schedule(document.uri.clone());
        }
    }

    async fn run(&self, uri: Url) {
        while self.begins(&uri) {
            let start = Instant::now();
            while let Some(rest) = self.rest(&uri).filter(|_| start.elapsed() < LONGEST) {
                tokio::time::sleep(rest).await;
            }
            self.publish(&uri).await;
        }
    }

    /// Whether there is something to do; if not, the task ends.
    fn begins(&self, uri: &Url) -> bool {
        let mut tasks = lock(&self.tasks);
        let Some(task) = tasks.get_mut(uri) else { return false };
        if task.is_behind {
            return true;
        }
        task.is_running = false;
        if self.state.store.get(uri).is_none() {
            tasks.remove(uri);
        }
        false
    }

    /// How long to wait for more changes: a lone one is looked at right away.
    fn rest(&self, uri: &Url) -> Option<Duration> {
        let tasks = lock(&self.tasks);
        let task = tasks.get(uri)?;
        let in_burst = task.last_publish.is_some_and(|last| last.elapsed() < 2 * QUIET);
        let since = task.last_change?.elapsed();
        QUIET.checked_sub(since).filter(|rest| in_burst && !rest.is_zero())
    }

    async fn publish(&self, uri: &Url) {
        if let Some(task) = lock(&self.tasks).get_mut(uri) {
            task.is_behind = false;
        }
        let Some(document) = self.state.store.get(uri) else {
            // It was closed: what is shown of it goes.
            self.client.publish_diagnostics(uri.clone(), Vec::new(), None).await;
            return;
        };
        let version = document.version;
        let state = Arc::clone(&self.state);
        let found = self.state.workers.work(move || state.diagnostics(&document)).await;
        // What is older than what is open now is not shown; the next turn shows what is.
        let is_newest = self.state.store.get(uri).is_some_and(|newest| newest.version == version);
        if let Ok(found) = found
            && is_newest
        {
            self.client.publish_diagnostics(uri.clone(), found, Some(version)).await;
        }
        if let Some(task) = lock(&self.tasks).get_mut(uri) {
            task.last_publish = Some(Instant::now());
        }
    }
}
