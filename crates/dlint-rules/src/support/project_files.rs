//! What a project's own files say about its dependencies, as far as the build context shows them: whether an install
//! needs more than the files that name them.
//!
//! The files are searched for words, not parsed: whatever looks as if it might need more counts as if it did.

use dlint_linter::Cx;
use dlint_model::packages::{Manager, PackageAction};

use super::manifests::inside;

/// How many lists of packages are followed from one to another.
const MOST_LISTS: usize = 8;

/// How many members of a workspace are looked at.
const MOST_MEMBERS: usize = 10;

/// The text of a file of the context; nothing where it is no text.
fn text(path: &str, cx: &Cx<'_>) -> Option<String> {
    String::from_utf8(cx.context().read(path)?).ok()
}

/// The words in a manager's files that say that an install needs more of the project than these files.
const fn needs(manager: Manager) -> &'static [&'static str] {
    match manager {
        Manager::Npm | Manager::Yarn | Manager::Pnpm | Manager::Bun => &[
            "\"workspaces\"",
            "file:",
            "link:",
            "portal:",
            "patch:",
            "workspace:",
            "\"preinstall\"",
            "\"install\"",
            "\"postinstall\"",
            "\"prepare\"",
            "\"patchedDependencies\"",
            "yarnPath",
        ],
        Manager::Bundler => &["path", "gemspec", "eval", "require_relative", "File.", "Dir"],
        Manager::Composer => &["\"scripts\"", "\"path\"", "\"classmap\"", "\"files\"", "\"artifact\""],
        Manager::Go => &["=> .", "=> /"],
        Manager::Mix => &["path:", "apps_path", "umbrella", "File.", "Code."],
        Manager::Poetry | Manager::Pdm | Manager::Pipenv => &["path =", "path=", "file://"],
        Manager::Uv => &["path =", "path=", "workspace", "file://"],
        _ => &[],
    }
}

/// Whether the files are all that an install reads of the project, as far as they say.
pub(crate) fn is_all(manager: Manager, files: &[String], cx: &Cx<'_>) -> bool {
    files
        .iter()
        .all(|file| text(file, cx).is_some_and(|text| !needs(manager).iter().any(|word| text.contains(word))))
}

/// The lists of packages and constraints that lists name, themselves among them; `None` where one names a folder of
/// the project.
pub(crate) fn named_requirements(mut files: Vec<String>, cx: &Cx<'_>) -> Option<Vec<String>> {
    let mut at = 0;
    while let Some(file) = files.get(at).cloned() {
        at += 1;
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        for line in text(&file, cx)?.lines().map(str::trim) {
            if line.starts_with(['.', '/']) || line.starts_with("-e") || line.contains("file:") {
                return None;
            }
            let options = ["-r", "-c", "--requirement", "--constraint"];
            let named = options.iter().find_map(|option| line.strip_prefix(option));
            let Some(named) = named.map(|rest| rest.trim_start_matches(['=', ' '])) else { continue };
            let named = named.split_whitespace().next()?;
            if named.contains("..") || named.contains("://") {
                return None;
            }
            let named = inside(folder, named.trim_start_matches("./"));
            if !files.contains(&named) {
                files.push(named);
            }
        }
        if files.len() > MOST_LISTS {
            return None;
        }
    }
    Some(files)
}

/// The folders of a workspace's members; none where it is no workspace, and `None` where nobody can say which they are.
pub(crate) fn members(manager: Manager, folder: &str, cx: &Cx<'_>) -> Option<Vec<String>> {
    if !matches!(manager, Manager::Npm | Manager::Yarn | Manager::Pnpm | Manager::Bun) {
        return Some(Vec::new());
    }
    let from_pnpm =
        (manager == Manager::Pnpm).then(|| text(&inside(folder, "pnpm-workspace.yaml"), cx)).flatten();
    let globs = match from_pnpm {
        Some(text) => listed_in_yaml(&text),
        None => listed_in_json(&text(&inside(folder, "package.json"), cx).unwrap_or_default()),
    };
    let mut found = Vec::new();
    for glob in globs {
        let glob = glob.trim_start_matches("./").trim_end_matches('/');
        let of = |below: &str| inside(folder, below);
        let folders: Vec<String> = match glob.strip_suffix("/*") {
            Some(parent) if !parent.contains('*') => {
                let names = cx.context().list(&of(parent)).unwrap_or_default();
                names.iter().map(|name| inside(&of(parent), name)).collect()
            }
            None if !glob.contains('*') && !glob.starts_with('!') => vec![of(glob)],
            _ => return None,
        };
        found.extend(
            folders.into_iter().filter(|one| cx.context().entry(&inside(one, "package.json")).is_some()),
        );
    }
    (found.len() <= MOST_MEMBERS).then_some(found)
}

/// The strings of the list behind `"workspaces"`.
fn listed_in_json(text: &str) -> Vec<String> {
    let Some((_, behind)) = text.split_once("\"workspaces\"") else { return Vec::new() };
    let list = behind.split_once('[').and_then(|(_, list)| list.split_once(']')).map_or("", |(list, _)| list);
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The items of the list `packages:`.
fn listed_in_yaml(text: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| !line.starts_with("packages:")).skip(1);
    let items = lines.map(str::trim).take_while(|line| line.is_empty() || line.starts_with(['-', '#']));
    let items = items.filter_map(|line| line.strip_prefix('-'));
    items.map(|item| item.trim().trim_matches(['"', '\'']).to_owned()).collect()
}

/// Whether an install is told to leave the files that pin what it installs as they are, or never writes them.
pub(crate) fn is_frozen(action: &PackageAction, words: &[String]) -> bool {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    match action.manager {
        Manager::Npm => has(&["ci", "clean-install"]),
        Manager::Yarn => has(&["--frozen-lockfile", "--immutable"]),
        Manager::Pnpm | Manager::Bun => has(&["--frozen-lockfile", "ci"]),
        Manager::Pip | Manager::Composer => true,
        Manager::Uv => has(&["pip", "--frozen", "--locked"]),
        Manager::Poetry | Manager::Pdm => has(&["--no-root", "--no-self"]),
        Manager::Pipenv => has(&["sync", "--deploy"]),
        Manager::Go => has(&["download"]),
        Manager::Bundler => has(&["--frozen", "--deployment"]),
        _ => false,
    }
}
