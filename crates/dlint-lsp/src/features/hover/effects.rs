//! What a step does, in a few lines: its layer, what it installs, writes and deletes, and what it is cached by.

use dlint_model::effects::{Action, Effect, Origin, ReadFrom};
use dlint_model::packages::Operation;
use dlint_model::{Layer, Step, User};
use dlint_syntax::Keyword;

use super::text::{Secrets, code};
use crate::view::View;

/// At most six lines.
pub(super) fn lines(view: &View<'_>, step: &Step<'_>) -> Vec<String> {
    let secrets = Secrets::of(view);
    let first = match step.onbuild {
        Some(_) => "Runs right behind the `FROM` of each build that begins with this image.",
        None => layer(step),
    };
    let mut lines = vec![first.to_owned()];
    lines.extend(in_force(view, step, &secrets));
    if step.layer() == Layer::Files {
        lines.extend(packages(view, step, &secrets));
        lines.extend(written(view, step, &secrets));
        lines.extend(deleted(view, step, &secrets));
    }
    if step.onbuild.is_none() {
        lines.push(cache(view, step, &secrets));
    }
    lines
}

fn layer(step: &Step<'_>) -> &'static str {
    match step.layer() {
        Layer::Files => "A layer of files.",
        Layer::Folder => "A layer, if the folder is not there yet.",
        Layer::Configuration => "No layer: a setting of the image.",
    }
}

fn in_force(view: &View<'_>, step: &Step<'_>, secrets: &Secrets<'_, '_>) -> Option<String> {
    let state = &step.state;
    match step.instruction.keyword {
        Keyword::Run => {
            let user = match &state.user {
                User::Unknown => "the image's user".to_owned(),
                User::Root => code("root"),
                User::Other(_) => secrets.code(state.user.name().unwrap_or_default()),
            };
            Some(format!("As {user}, in {}.", folder(state.workdir.as_str(), secrets)))
        }
        // Where a trigger runs, another folder is the one before.
        Keyword::Workdir if step.onbuild.is_none() => {
            let stage = view.build.stage_of(step)?;
            let next = stage.steps.get(step.index + 1).map_or(&stage.end, |next| &next.state);
            Some(format!("From here on, the folder is {}.", folder(next.workdir.as_str(), secrets)))
        }
        _ => None,
    }
}

fn folder(path: &str, secrets: &Secrets<'_, '_>) -> String {
    if path.starts_with("${WORKDIR}") {
        let rest = path.trim_start_matches("${WORKDIR}").trim_start_matches('/');
        let image = "the image's working directory";
        return if rest.is_empty() {
            image.to_owned()
        } else {
            format!("{} below {image}", secrets.code(rest))
        };
    }
    secrets.code(path)
}

/// What the package managers do.
fn packages(view: &View<'_>, step: &Step<'_>, secrets: &Secrets<'_, '_>) -> Option<String> {
    let mut told: Vec<String> = Vec::new();
    for (_, action) in view.build.effects(step).packages() {
        let manager = action.manager;
        let verb = match action.operation {
            Operation::Install if action.is_project => {
                format!("installs what the project needs, with {manager}")
            }
            Operation::Install => {
                let names: Vec<String> = action.packages.iter().map(|one| one.name.clone()).collect();
                match names.as_slice() {
                    [] => format!("installs with {manager}"),
                    _ => format!("installs {} with {manager}", secrets.list(names)),
                }
            }
            Operation::Update => format!("fetches the index of {manager}"),
            Operation::Upgrade => format!("upgrades with {manager}"),
            Operation::Remove => format!("removes packages with {manager}"),
            Operation::Clean => format!("cleans up after {manager}"),
            Operation::Build => format!("builds with {manager}"),
            Operation::Download => format!("downloads with {manager}"),
            Operation::Configure | Operation::Query | Operation::Other => continue,
        };
        if !told.contains(&verb) {
            told.push(verb);
        }
        if told.len() == 4 {
            break;
        }
    }
    sentence(&told.join(", "))
}

/// What it leaves in its layer; what package managers write themselves goes without saying.
fn written(view: &View<'_>, step: &Step<'_>, secrets: &Secrets<'_, '_>) -> Option<String> {
    let stored = view.build.stored(step);
    let is_said =
        |effect: &&&Effect| !matches!(&effect.action, Action::Write { origin: Origin::Package(_), .. });
    let is_cache =
        |effect: &&Effect| matches!(&effect.action, Action::Write { origin: Origin::Cache(_), .. });
    let (caches, files): (Vec<&Effect>, Vec<&Effect>) =
        stored.iter().filter(is_said).copied().partition(|effect| is_cache(effect));
    let mut told = Vec::new();
    if let Some(paths) = paths(files.iter().filter_map(|effect| effect.action.stored()), secrets) {
        told.push(format!("writes {paths}"));
    }
    if let Some(paths) = paths(caches.iter().filter_map(|effect| effect.action.stored()), secrets) {
        told.push(format!("leaves the cache {paths}"));
    }
    sentence(&told.join(", "))
}

/// What it deletes, and what it does of which not all is known.
fn deleted(view: &View<'_>, step: &Step<'_>, secrets: &Secrets<'_, '_>) -> Option<String> {
    let all = &view.build.effects(step).all;
    let gone = all.iter().filter_map(|effect| match &effect.action {
        Action::Delete { path, .. } => Some(path),
        _ => None,
    });
    let mut told: Vec<String> =
        paths(gone, secrets).map(|paths| format!("deletes {paths}")).into_iter().collect();
    let mut unknown: Vec<String> = Vec::new();
    for effect in all {
        if let Action::Unknown { name: Some(name) } = &effect.action
            && unknown.len() < 100
            && !unknown.contains(name)
        {
            unknown.push(name.clone());
        }
    }
    let folder = all.iter().find_map(|effect| match &effect.action {
        Action::Build { folder } => Some(self::folder(folder.as_str(), secrets)),
        _ => None,
    });
    told.extend(folder.map(|folder| format!("builds in {folder}, and nobody knows what it writes")));
    if !unknown.is_empty() {
        told.push(format!("runs {}, of which nothing is known", secrets.list(unknown)));
    }
    sentence(&told.join(", "))
}

fn paths<'p>(
    paths: impl Iterator<Item = &'p dlint_model::path::ImagePath>,
    secrets: &Secrets<'_, '_>,
) -> Option<String> {
    let mut told: Vec<String> = Vec::new();
    for path in paths.filter(|path| !path.is_unknown()).take(200) {
        let path = path.to_string();
        if !told.contains(&path) {
            told.push(path);
        }
    }
    (!told.is_empty()).then(|| secrets.list(told))
}

/// What has to stay the same for the step not to run again.
fn cache(view: &View<'_>, step: &Step<'_>, secrets: &Secrets<'_, '_>) -> String {
    let key = view.build.cache_key(step);
    let mut more = vec!["a step above it".to_owned(), "its text".to_owned()];
    let mut context: Vec<String> = Vec::new();
    let mut stages: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !name.is_empty() && !stages.contains(&name) {
            stages.push(name);
        }
    };
    for (from, path) in &key.files {
        match from {
            ReadFrom::Context => {
                let path = path.to_string();
                let path = path.trim_start_matches('/');
                context.push(if path.is_empty() { ".".to_owned() } else { path.to_owned() });
            }
            ReadFrom::Stage(stage) => {
                add(view.build.stages().get(*stage).map(dlint_model::Stage::label).unwrap_or_default());
            }
            ReadFrom::Elsewhere(name) => add(name.clone()),
            ReadFrom::Here => {}
        }
    }
    if context.iter().any(|path| path == ".") {
        more.push("any file of the context".to_owned());
    } else if !context.is_empty() {
        more.push(format!("{} of the context", secrets.list(context)));
    }
    if !stages.is_empty() {
        more.push(format!("what it takes from {}", secrets.list(stages)));
    }
    if !key.variables.is_empty() {
        more.push(format!("the value of {}", secrets.list(key.variables)));
    }
    if key.asks_network {
        more.push("what it downloads".to_owned());
    }
    format!("Runs again when one of these changes: {}.", more.join(", "))
}

fn sentence(text: &str) -> Option<String> {
    let mut letters = text.chars();
    letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
