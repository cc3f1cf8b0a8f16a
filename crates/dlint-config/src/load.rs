//! Reading configuration files, and what they extend.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dlint_linter::RuleSet;
use dlint_text::SourceFile;

use crate::key::Key;
use crate::pattern::{Patterns, absolute};
use crate::read::{Entry, read};
use crate::value::Body;
use crate::{HadolintConfig, Mistake, Origin, Place, Placed};

/// No configuration is longer.
const LONGEST: u64 = 1 << 20;

/// No more files than these are on top of each other. Nobody stacks more, and each is compared with all of them.
const MOST_FILES: usize = 32;

/// A file as it is, without what it extends.
#[derive(Debug)]
pub(crate) struct ConfigFile {
    pub(crate) source: Arc<SourceFile>,
    pub(crate) path: PathBuf,
    /// What its patterns are relative to.
    pub(crate) folder: PathBuf,
    pub(crate) body: Body,
    pub(crate) files: Vec<Entry>,
    pub(crate) per_file: Vec<PerFile>,
    pub(crate) exclude: Patterns,
    pub(crate) include: Patterns,
}

/// An entry of `per-file-ignores`.
#[derive(Debug)]
pub(crate) struct PerFile {
    pub(crate) pattern: Placed<String>,
    pub(crate) patterns: Patterns,
    pub(crate) ignore: Vec<String>,
}

/// The configuration of a folder: a file, and what it extends.
#[derive(Debug, Default)]
pub(crate) struct Project {
    /// What is extended comes first. None where there is no configuration.
    pub(crate) files: Vec<Arc<ConfigFile>>,
    /// Tells projects apart.
    pub(crate) number: usize,
    /// Whether it is a `dlint.toml` of the project, and neither the user's own nor hadolint's.
    pub(crate) is_own: bool,
}

impl Project {
    /// What `exclude` says of this very path; what extends is on top of what is extended.
    pub(crate) fn excludes(&self, path: &Path, is_folder: bool) -> Option<bool> {
        self.files.iter().rev().find_map(|file| file.exclude.says(path, is_folder))
    }

    /// Whether an option of the whole file is on; the last file that says anything counts.
    pub(crate) fn flag(&self, key: Key) -> bool {
        let mut said = self.files.iter().rev().flat_map(|file| file.body.of(key));
        said.next().is_some_and(|setting| setting.value.is_true())
    }
}

/// Reads files, each once, and collects what is wrong with them.
#[derive(Debug)]
pub(crate) struct Loader {
    pub(crate) rules: Arc<RuleSet>,
    version: String,
    cwd: PathBuf,
    files: HashMap<PathBuf, Option<Arc<ConfigFile>>>,
    projects: HashMap<PathBuf, Arc<Project>>,
    pub(crate) mistakes: Vec<Mistake>,
    /// The configurations of hadolint's that count.
    pub(crate) hadolint: BTreeSet<String>,
}

impl Loader {
    pub(crate) fn new(rules: Arc<RuleSet>, version: &str, cwd: &Path) -> Self {
        let version = version.to_owned();
        let (files, projects) = (HashMap::new(), HashMap::new());
        Self {
            rules,
            version,
            cwd: cwd.to_owned(),
            files,
            projects,
            mistakes: Vec::new(),
            hadolint: BTreeSet::new(),
        }
    }

    /// The configurations that were read, or looked for.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path)
    }

    /// The configuration in a file whose path is absolute. `folder` is what its patterns and paths are relative to.
    pub(crate) fn project(&mut self, path: &Path, folder: &Path) -> Arc<Project> {
        if let Some(project) = self.projects.get(path) {
            return Arc::clone(project);
        }
        let number = self.projects.len() + 1;
        let is_own = path.parent() == Some(folder);
        let project = Arc::new(Project { files: self.chain(path, folder), number, is_own });
        self.projects.insert(path.to_owned(), Arc::clone(&project));
        project
    }

    /// hadolint's configuration in a file, with what the environment says to hadolint.
    pub(crate) fn hadolint(&mut self, path: &Path) -> Option<Arc<Project>> {
        self.hadolint_or_environment(Some(path))
    }

    /// The same; without a file, what the environment alone says, if it says anything.
    pub(crate) fn hadolint_or_environment(&mut self, path: Option<&Path>) -> Option<Arc<Project>> {
        let key = path.unwrap_or(Path::new("the environment"));
        if let Some(project) = self.projects.get(key) {
            return Some(Arc::clone(project));
        }
        let environment = HadolintConfig::of_environment(|name| {
            std::env::var(name).ok().filter(|_| name.starts_with("HADOLINT_"))
        });
        let mut config = environment;
        match path {
            None if config == HadolintConfig::default() => return None,
            None => {}
            Some(path) => match self.open(path).map(|source| (HadolintConfig::read(source.text()), source)) {
                Ok((Ok(file), _)) => config = config.with(file),
                Ok((Err(mistakes), source)) => {
                    let source = Arc::new(source);
                    for mistake in mistakes {
                        let place = Some(Place { source: Arc::clone(&source), span: mistake.span });
                        self.mistakes
                            .push(Mistake { place, ..Mistake::nowhere(mistake.message) }.help(mistake.help));
                    }
                }
                Err(why) => {
                    let name = self.name(path);
                    self.mistakes.push(Mistake::nowhere(format!("`{name}` cannot be read: {why}")));
                }
            },
        }
        let name = path.map_or_else(|| "HADOLINT_…".to_owned(), |path| self.name(path));
        self.hadolint.insert(name.clone());
        // What it says is read as `dlint config migrate` writes it.
        let text = config.to_dlint_toml(&name, &self.rules);
        let source = Arc::new(SourceFile::new(format!("{name} (as migrated)"), text));
        let folder = path.and_then(Path::parent).unwrap_or(&self.cwd).to_owned();
        let file = self.config_file(key, &folder, &source);
        let number = self.projects.len() + 1;
        let project = Arc::new(Project { files: vec![file], number, is_own: false });
        self.projects.insert(key.to_owned(), Arc::clone(&project));
        Some(project)
    }

    /// A file and what it extends, the latter first.
    fn chain(&mut self, path: &Path, folder: &Path) -> Vec<Arc<ConfigFile>> {
        let mut chain: Vec<Arc<ConfigFile>> = Vec::new();
        let mut next = Some((path.to_owned(), folder.to_owned()));
        while let Some((path, folder)) = next {
            let by = chain
                .last()
                .and_then(|file| file.body.of(Key::Extend).next())
                .map(|said| said.origin.clone());
            let is_same = |file: &Arc<ConfigFile>| same_file(&file.path, &path);
            if chain.iter().any(is_same) {
                self.circle(&chain, &path, by);
                break;
            }
            if chain.len() == MOST_FILES {
                let message = format!("more than {MOST_FILES} files extend each other");
                self.mistakes.push(Mistake::by(by, message).help("let fewer of them do it"));
                break;
            }
            let Some(file) = self.file(&path, &folder, by) else { break };
            next = file.body.of(Key::Extend).next().and_then(|setting| setting.path.clone()).map(|path| {
                let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
                (path, folder)
            });
            chain.push(file);
        }
        chain.reverse();
        chain
    }

    /// Says that files extend each other.
    fn circle(&mut self, chain: &[Arc<ConfigFile>], path: &Path, by: Option<Origin>) {
        let mut names: Vec<&str> = chain.iter().map(|file| file.source.name()).collect();
        let again = self.name(path);
        names.push(&again);
        let message = "these files extend each other in a circle";
        let mistake = Mistake::by(by, message).why(names.join(" → "));
        self.mistakes.push(mistake.help("let one of them extend no other"));
    }

    fn file(&mut self, path: &Path, folder: &Path, by: Option<Origin>) -> Option<Arc<ConfigFile>> {
        if let Some(known) = self.files.get(path) {
            return known.clone();
        }
        let file = match self.open(path) {
            Ok(source) => Some(self.config_file(path, folder, &Arc::new(source))),
            Err(why) => {
                let name = self.name(path);
                let mistake = match by {
                    Some(_) => Mistake::by(by, format!("`{name}` cannot be read"))
                        .why(why)
                        .help("a path is relative to the folder of the file that it stands in"),
                    None => Mistake::nowhere(format!("the configuration `{name}` cannot be read: {why}")),
                };
                self.mistakes.push(mistake);
                None
            }
        };
        self.files.insert(path.to_owned(), file.clone());
        file
    }

    fn config_file(&mut self, path: &Path, folder: &Path, source: &Arc<SourceFile>) -> Arc<ConfigFile> {
        let content = read(source, folder, &self.rules, &self.version);
        self.mistakes.extend(content.mistakes);
        let body = content.body;
        // What is wrong with a pattern has been told.
        let patterns = |key| {
            let texts = body.of(key).flat_map(|setting| setting.value.texts());
            Patterns::new(folder, texts.map(|text| text.value.as_str())).unwrap_or_default()
        };
        let entries = body.of(Key::PerFileIgnores).flat_map(|setting| setting.value.entries());
        let per_file = entries.map(|(pattern, ignore)| PerFile {
            pattern: pattern.clone(),
            patterns: Patterns::new(folder, [pattern.value.as_str()]).unwrap_or_default(),
            ignore: ignore.strings(),
        });
        Arc::new(ConfigFile {
            source: Arc::clone(source),
            path: path.to_owned(),
            folder: folder.to_owned(),
            per_file: per_file.collect(),
            exclude: patterns(Key::Exclude),
            include: patterns(Key::Include),
            files: content.files,
            body,
        })
    }

    fn open(&mut self, path: &Path) -> Result<SourceFile, String> {
        let found = std::fs::metadata(path).map_err(|error| reason(&error))?;
        if !found.is_file() {
            return Err("it is no file".to_owned());
        }
        if found.len() > LONGEST {
            return Err(format!("it has more than {LONGEST} bytes"));
        }
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(|error| reason(&error))?;
        file.take(LONGEST).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
        let source = SourceFile::decode(self.name(path), bytes).map_err(|error| error.to_string())?;
        if source.is_lossy() {
            return Err("it is not valid UTF-8".to_owned());
        }
        Ok(source)
    }

    /// A file as people call it: from where they are, if it is below.
    fn name(&self, path: &Path) -> String {
        let text = path.strip_prefix(&self.cwd).unwrap_or(path).to_string_lossy();
        if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
    }

    /// A path that somebody named, from where they are.
    pub(crate) fn absolute_path(&self, path: &Path) -> PathBuf {
        absolute(&self.cwd, path)
    }
}

/// Whether two paths lead to one file, through whatever links.
fn same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    one == other || real(one).is_some_and(|one| Some(one) == real(other))
}

/// Why something failed, in words for people.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        // The system's own words, without Rust's error number behind them.
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    }
}
