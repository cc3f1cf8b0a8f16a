//! The files that say what a project depends on, as a `COPY` of its own would name them.

use dlint_linter::Cx;
use dlint_model::context::{Entry, Visible};
use dlint_model::packages::Manager;
use dlint_model::path::{ImagePath, has_pattern};

use dlint_shell::base_name;

use super::late_installs::LateInstall;
use super::project_files::{members, named_requirements};

/// More files than this are not written into an instruction.
const MOST_FILES: usize = 12;

/// How many folders deep projects of .NET are looked for.
const DEPTH: usize = 3;

/// What has to be copied before an install can run.
#[derive(Debug, Default)]
pub(crate) struct Manifests {
    /// The sources of each `COPY`, and the folder below the copy's destination that they go to.
    pub(crate) copies: Vec<(Vec<String>, String)>,
    /// Whether they are all that is there, as the build context shows; else they are patterns.
    pub(crate) is_known: bool,
}

impl Manifests {
    /// All sources, for people.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &str> {
        self.copies.iter().flat_map(|(sources, _)| sources).map(String::as_str)
    }
}

/// The path of a file in a folder of the context; `""` is its root.
pub(crate) fn inside(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The files in a folder of the context that say what a manager installs.
pub(crate) fn present(manager: Manager, folder: &str, visible: &Visible<'_>, cx: &Cx<'_>) -> Vec<String> {
    let facts = manager.facts();
    let mut files = Vec::new();
    for name in facts.manifests.iter().chain(facts.lock_files).chain(facts.settings).chain(more(manager)) {
        if has_pattern(name) {
            let pattern = ImagePath::with_pattern(name);
            let names = cx.context().list(folder).unwrap_or_default();
            files.extend(names.into_iter().filter(|name| pattern.covers(&ImagePath::new(name)).is_yes()));
        } else if visible.entry(&inside(folder, name)).is_some() {
            files.push((*name).to_owned());
        }
    }
    files.retain(|name| visible.entry(&inside(folder, name)).is_some());
    files.into_iter().map(|name| inside(folder, &name)).collect()
}

/// What an install reads besides what it is known for.
const fn more(manager: Manager) -> &'static [&'static str] {
    match manager {
        Manager::Bundler => &[".tool-versions"],
        _ => &[],
    }
}

/// What has to be copied before an install can run; `None` where nobody knows.
pub(crate) fn manifests(install: &LateInstall<'_>, cx: &Cx<'_>) -> Option<Manifests> {
    let context = cx.context();
    let visible = Visible::new(context);
    let (copy, action) = (&install.copy, install.action);
    let root = copy.source_of(copy.to)?;
    let folder = copy.source_of(&action.folder)?;
    if matches!(action.manager, Manager::Pip) || is_of_lists(install) {
        return lists(install, &root, &visible, cx);
    }
    let found = present(action.manager, &folder, &visible, cx);
    if found.is_empty() {
        let names = patterns(action.manager)?;
        let sources = names.iter().map(|name| inside(&folder, name)).collect();
        let below = below(&folder, &root)?;
        return Some(Manifests { copies: vec![(sources, below)], is_known: false });
    }
    let mut all = vec![folder.clone()];
    match action.manager {
        Manager::Dotnet => all.extend(folders_of_projects(&folder, cx)),
        _ => all.extend(members(action.manager, &folder, cx)?),
    }
    let mut copies = Vec::new();
    for one in all {
        let own = if one == folder { found.clone() } else { present(action.manager, &one, &visible, cx) };
        // Of a member, only what names its dependencies.
        let facts = action.manager.facts();
        let is_kept = |path: &String| one == folder || facts.manifests.iter().any(|name| ends_in(path, name));
        let (files, folders): (Vec<_>, Vec<_>) = own
            .into_iter()
            .filter(is_kept)
            .partition(|path| matches!(visible.entry(path), Some(Entry::File { .. })));
        if !files.is_empty() {
            copies.push((files, below(&one, &root)?));
        }
        // A folder is copied as what is in it.
        for path in folders {
            let below = below(&path, &root)?;
            copies.push((vec![path], below));
        }
    }
    let count: usize = copies.iter().map(|(sources, _)| sources.len()).sum();
    (count > 0 && count <= MOST_FILES).then_some(Manifests { copies, is_known: true })
}

fn ends_in(path: &str, name: &str) -> bool {
    let file = base_name(path);
    name == file || name.strip_prefix('*').is_some_and(|ending| file.ends_with(ending))
}

/// Whether an install is told which files to read: `uv pip sync requirements.txt`.
fn is_of_lists(install: &LateInstall<'_>) -> bool {
    let usual = install.action.manager.facts();
    let is_usual = |file: &ImagePath| {
        file.file_name()
            .is_some_and(|name| usual.manifests.iter().chain(usual.lock_files).any(|known| *known == name))
    };
    install.action.manager == Manager::Uv && !install.action.manifests.iter().all(is_usual)
}

/// The lists of packages that an install is told to read, with those that they name.
fn lists(install: &LateInstall<'_>, root: &str, visible: &Visible<'_>, cx: &Cx<'_>) -> Option<Manifests> {
    let mut files = Vec::new();
    for manifest in &install.action.manifests {
        if !manifest.is_exact() {
            return None;
        }
        files.push(install.copy.source_of(manifest)?);
    }
    let is_known = !files.is_empty() && files.iter().all(|file| visible.entry(file).is_some());
    // A list in a folder of lists often names another one.
    let all_beside = |file: String| match file.rsplit_once('/') {
        Some((folder, name)) if folder != root && name.rsplit('.').next() == Some("txt") => {
            format!("{folder}/*.txt")
        }
        _ => file,
    };
    let files =
        if is_known { named_requirements(files, cx)? } else { files.into_iter().map(all_beside).collect() };
    let mut copies: Vec<(Vec<String>, String)> = Vec::new();
    for file in files {
        let below = below(file.rsplit_once('/').map_or("", |(folder, _)| folder), root)?;
        match copies.iter_mut().find(|(_, other)| *other == below) {
            Some((sources, _)) => sources.push(file),
            None => copies.push((vec![file], below)),
        }
    }
    (!copies.is_empty()).then_some(Manifests { copies, is_known })
}

/// A folder of the context as seen from the one that is copied.
fn below(folder: &str, root: &str) -> Option<String> {
    if root.is_empty() {
        return Some(folder.to_owned());
    }
    let rest = folder.strip_prefix(root)?;
    (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/').to_owned())
}

/// Patterns that match what is there, and do no harm where it is not. `None` where nobody can say without looking.
const fn patterns(manager: Manager) -> Option<&'static [&'static str]> {
    Some(match manager {
        Manager::Npm => &["package*.json"],
        Manager::Yarn => &["package.json", "yarn.lock*"],
        Manager::Pnpm => &["package.json", "pnpm-lock.yaml*"],
        Manager::Bun => &["package.json", "bun.lock*"],
        Manager::Poetry => &["pyproject.toml", "poetry.lock*"],
        Manager::Uv => &["pyproject.toml", "uv.lock*"],
        Manager::Pdm => &["pyproject.toml", "pdm.lock*"],
        Manager::Pipenv => &["Pipfile*"],
        Manager::Go => &["go.mod", "go.sum*"],
        Manager::Bundler => &["Gemfile*"],
        Manager::Composer => &["composer.*"],
        Manager::Mix => &["mix.exs", "mix.lock*"],
        Manager::Swift => &["Package.*"],
        _ => return None,
    })
}

/// The folders below a folder of the context that have a project of .NET.
fn folders_of_projects(folder: &str, cx: &Cx<'_>) -> Vec<String> {
    let context = cx.context();
    let visible = Visible::new(context);
    let mut found = Vec::new();
    let mut level = vec![folder.to_owned()];
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for folder in level.iter().take(MOST_FILES) {
            for name in context.list(folder).unwrap_or_default() {
                let path = inside(folder, &name);
                if !name.starts_with('.') && visible.entry(&path) == Some(Entry::Folder) {
                    next.push(path);
                }
            }
        }
        let has_project = |folder: &&String| {
            let names = context.list(folder).unwrap_or_default();
            names.iter().any(|name| name.ends_with("proj"))
        };
        found.extend(next.iter().filter(has_project).cloned());
        level = next;
    }
    found
}
