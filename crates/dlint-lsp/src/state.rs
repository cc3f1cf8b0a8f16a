//! What all handlers share.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use dlint_config::{Body, Configuration, Key, Patterns, Source, Start, Value, user_config};
use dlint_linter::{Profile, RuleSet};
use tower_lsp::lsp_types::{Diagnostic, Url};

use crate::context::LazyContext;
use crate::diagnostics::diagnostics;
use crate::document::{Document, Snapshot};
use crate::linting::{Linted, With};
use crate::log::Log;
use crate::options::{Abilities, UserSettings};
use crate::painting::Painting;
use crate::store::Store;
use crate::view::View;
use crate::workers::Workers;

/// What the server is made of that it does not know itself.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The rules.
    pub rules: Arc<RuleSet>,
    /// Where their pages are, without the name of one: `https://…/rules/`.
    pub pages: &'static str,
    /// The version of dlint.
    pub version: &'static str,
    /// Where the server says what it does.
    pub log: Log,
}

/// What all handlers share.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) setup: Setup,
    pub(crate) store: Arc<Store>,
    abilities: OnceLock<Abilities>,
    user: Mutex<Arc<UserSettings>>,
    folders: Mutex<Vec<PathBuf>>,
    /// `None` where what the user has set is no configuration: then it is as if nothing was set.
    configuration: Mutex<Option<Configuration>>,
    generation: AtomicU64,
    /// Who works.
    pub(crate) workers: Workers,
    /// What documents are painted with.
    pub(crate) painting: Painting,
    /// The mistakes that were told.
    told: Mutex<BTreeSet<String>>,
}

impl State {
    pub(crate) fn new(setup: Setup, store: Arc<Store>) -> Self {
        Self {
            setup,
            store,
            abilities: OnceLock::new(),
            user: Mutex::default(),
            folders: Mutex::default(),
            configuration: Mutex::default(),
            generation: AtomicU64::new(0),
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

    /// Changes what the user has set; whether that made a difference.
    pub(crate) fn set_user(&self, user: UserSettings) -> bool {
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

    /// Reads configurations anew from now on, and lints everything anew that is asked for. What is wrong with what the
    /// user has set, for people.
    pub(crate) fn renew(&self) -> Option<String> {
        let (configuration, wrong) = match self.configured(&self.user()) {
            Ok(configuration) => (Some(configuration), None),
            Err(wrong) => (self.configured(&UserSettings::default()).ok(), Some(wrong)),
        };
        *lock(&self.configuration) = configuration;
        self.generation.fetch_add(1, Ordering::SeqCst);
        wrong
    }

    fn configured(&self, user: &UserSettings) -> Result<Configuration, String> {
        let mut said = Body::default();
        for (name, key, list) in [
            ("dlint.select", Key::Select, &user.select),
            ("dlint.extendSelect", Key::ExtendSelect, &user.extend_select),
            ("dlint.ignore", Key::Ignore, &user.ignore),
        ] {
            said.say(name, key, Value::list(name, list));
        }
        let folder = self.home();
        let source = match &user.config_path {
            Some(path) => Source::File(folder.join(path)),
            None => Source::Nearest { fallback: user_config() },
        };
        let start = Start {
            folder,
            source,
            version: self.setup.version,
            profile: Profile::Dlint,
            date: None,
            command_line: said,
            exclude: Patterns::default(),
            include: Patterns::default(),
            force_exclude: false,
        };
        Configuration::new(&self.setup.rules, start).map_err(|error| error.to_string())
    }

    /// Where a document is taken to be that lies nowhere.
    fn home(&self) -> PathBuf {
        let first = self.folders().into_iter().next();
        first.or_else(|| std::env::current_dir().ok()).unwrap_or_else(|| PathBuf::from("/"))
    }

    /// What a document is linted with; `None` where its project leaves it out.
    pub(crate) fn with(&self, document: &Document) -> Option<With> {
        self.with_path(self.path_of(document))
    }

    /// The same for a file.
    pub(crate) fn with_path(&self, path: PathBuf) -> Option<With> {
        let mut configuration = lock(&self.configuration);
        let configuration = configuration.as_mut()?;
        if is_left_out(configuration, &path) {
            return None;
        }
        let settings = configuration.of(&path);
        let generation = self.generation.load(Ordering::SeqCst);
        Some(With { rules: Arc::clone(&self.setup.rules), settings, path, generation })
    }

    /// The configuration that a document goes by, if there is one.
    pub(crate) fn config_of(&self, document: &Document) -> Option<PathBuf> {
        let path = self.path_of(document);
        let files = lock(&self.configuration).as_mut()?.files_of(&path);
        let path = files.into_iter().next()?;
        Some(std::path::absolute(&path).unwrap_or(path))
    }

    /// Where a document lies, or would.
    fn path_of(&self, document: &Document) -> PathBuf {
        document.path().unwrap_or_else(|| self.home().join("Dockerfile"))
    }

    /// What is wrong with the configurations that were read so far, for people.
    pub(crate) fn mistakes(&self) -> Vec<String> {
        let configuration = lock(&self.configuration);
        let mistakes = configuration.as_ref().map(Configuration::mistakes).unwrap_or_default();
        let told = mistakes.iter().map(|mistake| {
            let place = mistake.place.as_ref().map_or_else(String::new, |place| {
                let line = place.source.lines().line(place.span.start);
                format!("{}:{line}: ", place.source.name())
            });
            format!("{place}{}", mistake.message)
        });
        told.collect()
    }

    /// Those that were not told yet.
    pub(crate) fn new_mistakes(&self) -> Vec<String> {
        for document in self.store.all() {
            // Configurations are read when something goes by them.
            let _ = self.with(&document);
        }
        let mistakes: BTreeSet<String> = self.mistakes().into_iter().collect();
        let mut told = lock(&self.told);
        let new = mistakes.difference(&told).cloned().collect();
        *told = mistakes;
        new
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

/// Whether the configuration leaves a file or a folder around it out.
fn is_left_out(configuration: &mut Configuration, path: &Path) -> bool {
    path.parent().is_some() && configuration.is_excluded_from_walk(path, false)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
