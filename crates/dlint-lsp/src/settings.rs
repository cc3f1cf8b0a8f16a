//! What documents go by: what the user has set, and the configurations of projects.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use dlint_config::{Body, Configuration, Key, Patterns, Source, Start, Value, user_config};
use dlint_linter::Profile;

use crate::document::Document;
use crate::linting::With;
use crate::lock::lock;
use crate::options::UserSettings;
use crate::state::State;

/// What is gone by now. It is made when somebody asks, who is on a thread that may read a disk.
#[derive(Debug, Default, Clone)]
pub(crate) struct Now {
    /// Counts up whenever something else than a document changes.
    pub(crate) generation: u64,
    user: Arc<UserSettings>,
    made: Arc<OnceLock<Made>>,
}

#[derive(Debug)]
struct Made {
    configuration: Option<Arc<Mutex<Configuration>>>,
    /// What is wrong with what the user has set: then it is as if nothing was set.
    wrong: Option<String>,
}

impl State {
    /// Reads configurations anew from now on, and lints everything anew that is asked for.
    pub(crate) fn renew(&self) {
        let user = self.user();
        let mut now = lock(&self.now);
        *now = Now { generation: now.generation + 1, user, made: Arc::default() };
    }

    /// What is gone by now.
    pub(crate) fn now(&self) -> Now {
        lock(&self.now).clone()
    }

    /// The configuration that is gone by.
    pub(crate) fn configuration(&self, now: &Now) -> Option<Arc<Mutex<Configuration>>> {
        self.made(now).configuration.clone()
    }

    fn made<'n>(&self, now: &'n Now) -> &'n Made {
        now.made.get_or_init(|| {
            let (configuration, wrong) = match self.configured(&now.user) {
                Ok(configuration) => (Some(configuration), None),
                Err(wrong) => (self.configured(&UserSettings::default()).ok(), Some(wrong)),
            };
            Made { configuration: configuration.map(|made| Arc::new(Mutex::new(made))), wrong }
        })
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
        let with = self.with_path(self.path_of(document))?;
        let is_somewhere = document.path().is_some() || !self.folders().is_empty();
        Some(With { is_somewhere, ..with })
    }

    /// The same for a file.
    pub(crate) fn with_path(&self, path: PathBuf) -> Option<With> {
        let now = self.now();
        let configuration = self.configuration(&now)?;
        let mut configuration = lock(&configuration);
        if configuration.is_left_out(&path) {
            return None;
        }
        let settings = configuration.of(&path);
        drop(configuration);
        let (rules, generation) = (Arc::clone(&self.setup.rules), now.generation);
        Some(With { rules, settings, path, is_somewhere: true, generation })
    }

    /// The configuration that a document goes by, if there is one.
    pub(crate) fn config_of(&self, document: &Document) -> Option<PathBuf> {
        let path = self.path_of(document);
        let files = lock(&*self.configuration(&self.now())?).files_of(&path);
        let path = files.into_iter().next()?;
        Some(std::path::absolute(&path).unwrap_or(path))
    }

    /// Where a document lies, or would.
    fn path_of(&self, document: &Document) -> PathBuf {
        document.path().unwrap_or_else(|| self.home().join("Dockerfile"))
    }

    /// What is wrong with the settings, and with the configurations that were read so far, for people.
    fn mistakes(&self) -> Vec<String> {
        let now = self.now();
        let Made { configuration, wrong } = self.made(&now);
        let mut told: Vec<String> = wrong.iter().map(|wrong| format!("dlint's settings: {wrong}")).collect();
        let Some(configuration) = configuration else { return told };
        told.extend(lock(configuration).mistakes().iter().map(|mistake| {
            let place = mistake.place.as_ref().map_or_else(String::new, |place| {
                let line = place.source.lines().line(place.span.start);
                format!("{}:{line}: ", place.source.name())
            });
            format!("{place}{}", mistake.message)
        }));
        told
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

    /// The files that documents go by, and that no editor tells of unless it is asked to: those of other names than
    /// configurations mostly have, and those that lie in no open folder.
    pub(crate) fn others(&self) -> BTreeSet<PathBuf> {
        let folders = self.folders();
        let Some(configuration) = self.configuration(&self.now()) else { return BTreeSet::new() };
        let configuration = lock(&configuration);
        let is_usual = |path: &Path| {
            path.extension().is_some_and(|extension| extension == "toml")
                && folders.iter().any(|folder| path.starts_with(folder))
        };
        configuration.sources().filter(|path| !is_usual(path)).map(Path::to_owned).collect()
    }
}
