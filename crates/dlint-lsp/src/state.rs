//! What all handlers share.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use dlint_config::Configuration;
use dlint_linter::RuleSet;
use serde_json::Value;
use tower_lsp::lsp_types::{Diagnostic, Url};

use crate::context::LazyContext;
use crate::diagnostics::diagnostics;
use crate::document::{Document, Snapshot};
use crate::linting::Linted;
use crate::lock::lock;
use crate::log::Log;
use crate::options::{Abilities, UserSettings};
use crate::painting::Painting;
use crate::settings::Now;
use crate::store::Store;
use crate::view::View;
use crate::workers::Workers;
use crate::workspace::Disk;

/// Finds the Dockerfiles below some folders, and looks at no more files and folders than so many.
pub type Walk = fn(&[PathBuf], &Arc<Mutex<Configuration>>, usize) -> Vec<PathBuf>;

/// What the server is made of that it does not know itself.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The rules.
    pub rules: Arc<RuleSet>,
    /// Where their pages are, without the name of one: `https://…/rules/`.
    pub pages: &'static str,
    /// The version of dlint.
    pub version: &'static str,
    /// Which files of a folder are linted.
    pub walk: Walk,
    /// Where the server says what it does.
    pub log: Log,
}

/// What all handlers share.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) setup: Setup,
    pub(crate) store: Arc<Store>,
    abilities: OnceLock<Abilities>,
    /// What the client began with.
    beginning: OnceLock<UserSettings>,
    user: Mutex<Arc<UserSettings>>,
    folders: Mutex<Vec<PathBuf>>,
    pub(crate) now: Mutex<Now>,
    /// The files that no editor shows.
    pub(crate) disk: Disk,
    /// Who works.
    pub(crate) workers: Workers,
    /// What documents are painted with.
    pub(crate) painting: Painting,
    /// The mistakes that were told.
    pub(crate) told: Mutex<BTreeSet<String>>,
}

impl State {
    pub(crate) fn new(setup: Setup, store: Arc<Store>) -> Self {
        Self {
            setup,
            store,
            abilities: OnceLock::new(),
            beginning: OnceLock::new(),
            user: Mutex::default(),
            folders: Mutex::default(),
            now: Mutex::default(),
            disk: Disk::default(),
            workers: Workers::default(),
            painting: Painting::default(),
            told: Mutex::default(),
        }
    }

    /// Says what the client can do; once.
    pub(crate) fn set_abilities(&self, abilities: Abilities) {
        self.store.set_units(abilities.units);
        let _ = self.abilities.set(abilities);
    }

    /// What the client can do.
    pub(crate) fn abilities(&self) -> Abilities {
        self.abilities.get().cloned().unwrap_or_default()
    }

    /// What the user has set.
    pub(crate) fn user(&self) -> Arc<UserSettings> {
        Arc::clone(&lock(&self.user))
    }

    /// Takes what the client begins with for what the user has set.
    pub(crate) fn begin_with(&self, options: &Value) {
        let user = self.beginning.get_or_init(|| UserSettings::read(options)).clone();
        *lock(&self.user) = Arc::new(user);
    }

    /// Changes what the user has set; whether that made a difference. A client that has no such settings says nothing by
    /// it: what it began with holds.
    pub(crate) fn set_user(&self, settings: &Value) -> bool {
        let says_something = settings.as_object().is_some_and(|settings| !settings.is_empty());
        let beginning = || self.beginning.get().cloned().unwrap_or_default();
        let user = if says_something { UserSettings::read(settings) } else { beginning() };
        let is_new = **lock(&self.user) != user;
        *lock(&self.user) = Arc::new(user);
        is_new
    }

    /// Changes which folders are open.
    pub(crate) fn change_folders(&self, added: &[Url], removed: &[Url]) {
        let paths = |urls: &[Url]| urls.iter().filter_map(|url| url.to_file_path().ok()).collect::<Vec<_>>();
        let (added, removed) = (paths(added), paths(removed));
        let mut folders = lock(&self.folders);
        folders.retain(|folder| !removed.contains(folder));
        folders.extend(added);
    }

    /// The folders that are open.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        lock(&self.folders).clone()
    }

    /// What is found in a document; `None` where its project leaves it out.
    pub(crate) fn linted(&self, document: &Document) -> Option<Arc<Linted>> {
        Some(document.linted(&self.with(document)?))
    }

    /// The diagnostics of a document.
    pub(crate) fn diagnostics(&self, document: &Snapshot) -> Vec<Diagnostic> {
        let user = self.user();
        if !user.has(crate::options::Feature::Diagnostics) {
            return Vec::new();
        }
        let linted = self.linted(document);
        let linted = linted.as_deref();
        linted.map_or_else(Vec::new, |linted| {
            diagnostics(document, linted, &user, &self.abilities(), self.setup.pages)
        })
    }

    /// Looks at a document as a feature does.
    pub(crate) fn view<T>(&self, document: &Document, look: impl FnOnce(&View<'_>) -> T) -> Option<T> {
        let with = self.with(document)?;
        let build = document.build(with.settings.build.clone());
        let context = LazyContext::new(with.context(), &build);
        let view = View {
            document,
            file: document.file(),
            build: &build,
            context: &context,
            settings: &with.settings,
            rules: &with.rules,
            pages: self.setup.pages,
            snippets: self.abilities().snippets,
        };
        Some(look(&view))
    }
}
