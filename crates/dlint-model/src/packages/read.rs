//! From a command to the program it calls, and to the effects of what that does.

use dlint_shell::{Word, base_name};
use dlint_text::Span;

use super::names::is_address;
use super::program::{self, Program, without_version};
use super::reading::Reading;
use super::{Operation, PackageKind};
use crate::effects::{Action, Call, Origin, Out, ReadFrom, Shape};
use crate::path::{Fit, ImagePath};

/// Reads a command, if it is a package manager's.
pub(crate) fn run(call: &Call<'_>, out: &mut Out<'_>) -> bool {
    let Some(called) = called(call) else { return false };
    let mut reading = Reading::new(*call, &called, out.span);
    (called.program.special)(&mut reading);
    put(reading, out);
    true
}

/// The program that a command calls, with the words that are for it.
#[derive(Debug)]
pub(super) struct Called<'c> {
    pub(super) program: &'static Program,
    pub(super) name: String,
    /// The word that names it.
    pub(super) word: Option<&'c Word>,
    pub(super) words: &'c [Word],
}

fn called<'c>(call: &Call<'c>) -> Option<Called<'c>> {
    let name = bare(call.name);
    let words = call.words();
    if let Some(program) = program::find(name) {
        // `corepack yarn install` is yarn's.
        if name == "corepack"
            && let Some((first, behind)) = words.split_first()
            && let Some(inner) = first.value().and_then(program::find)
        {
            return Some(with(inner, first, behind));
        }
        let word = call.command.name_word();
        return Some(Called { program, name: name.to_owned(), word, words });
    }
    let (word, behind) = match without_version(name).unwrap_or(name) {
        "python" | "pypy" | "py" => module(words)?,
        "php" => script(words)?,
        _ => return None,
    };
    let inner = program::find(bare(base_name(word.value()?)))?;
    Some(with(inner, word, behind))
}

fn with<'c>(program: &'static Program, word: &'c Word, words: &'c [Word]) -> Called<'c> {
    let name = word.value().unwrap_or_default();
    let name = bare(base_name(name)).to_owned();
    Called { program, name, word: Some(word), words }
}

/// A program's name without what Windows puts around it.
fn bare(name: &str) -> &str {
    let name = name.rsplit('\\').next().unwrap_or(name);
    let ends = [".exe", ".cmd", ".bat", ".phar"];
    ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

/// The module that `python -m` runs, and the words for it.
fn module(words: &[Word]) -> Option<(&Word, &[Word])> {
    let mut rest = words;
    loop {
        let (word, behind) = rest.split_first()?;
        let text = word.value()?;
        let letters = text.strip_prefix('-').filter(|letters| !letters.is_empty())?;
        rest = match letters {
            "W" | "X" => behind.get(1..)?,
            _ if letters.starts_with('-') => behind,
            _ if letters.ends_with('c') => return None,
            _ if letters.ends_with('m') => return behind.split_first(),
            _ => behind,
        };
    }
}

/// The script that `php` runs, and the words for it.
fn script(words: &[Word]) -> Option<(&Word, &[Word])> {
    let mut rest = words;
    loop {
        let (word, behind) = rest.split_first()?;
        rest = match word.value()? {
            "-d" | "-c" => behind.get(1..)?,
            "-f" => return behind.split_first(),
            "-r" => return None,
            text if text.starts_with('-') => behind,
            _ => return Some((word, behind)),
        };
    }
}

/// Puts what a command does into `out`: first what it is told, then what it reads, then what it leaves and deletes.
fn put(reading: Reading<'_>, out: &mut Out<'_>) {
    let Reading { call, mut action, folder, results, cleaned, runs_anything, .. } = reading;
    action.folder = folder.clone();
    let (manager, verb, operation) = (action.manager, action.verb, action.operation);
    let mut effects: Vec<(Action, Span)> = Vec::new();
    let read = |path: &ImagePath| Action::Read { path: path.clone(), from: ReadFrom::Here };
    for path in &action.manifests {
        effects.push((read(path), verb));
    }
    if matches!(operation, Operation::Install | Operation::Upgrade | Operation::Download | Operation::Build) {
        for package in &action.packages {
            if let PackageKind::File(path) = &package.kind {
                effects.push((read(path), package.span));
                continue;
            }
            let url = package.source.as_ref().unwrap_or(&package.name);
            if is_address(url) {
                effects.push((Action::Download { url: Some(url.clone()), to: None }, package.span));
            }
        }
    }
    if operation == Operation::Build || runs_anything {
        // A module that is named by an option may belong to the project around it.
        let around = call.folder;
        let folder = if around.covers(&folder) == Fit::Yes { around.clone() } else { folder };
        effects.push((Action::Build { folder }, verb));
    }
    for (path, shape) in results {
        effects.push((Action::Write { path, shape, origin: Origin::Package(manager) }, verb));
    }
    for path in &action.caches {
        let origin = Origin::Cache(manager);
        effects.push((Action::Write { path: path.clone(), shape: Shape::Tree, origin }, verb));
    }
    effects.extend(cleaned.into_iter().map(|path| (Action::Delete { path, tree: true }, verb)));
    out.add(Action::Packages(Box::new(action)), verb);
    for (action, span) in effects {
        out.add(action, span);
    }
}
