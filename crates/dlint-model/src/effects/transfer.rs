//! `COPY` and `ADD`: what is read from where, and what is written.

use dlint_shell::base_name;
use dlint_syntax::{Arguments, Keyword, Transfer};

use super::{Action, Effect, Origin, ReadFrom, Shape};
use crate::Build;
use crate::archives::packed;
use crate::path::{ImagePath, has_pattern};
use crate::stage::Target;
use crate::step::Step;
use crate::variables::Text;

/// Puts the effects of the instruction behind `effects`.
pub(super) fn effects(step: &Step<'_>, build: &Build<'_>, effects: &mut Vec<Effect>) {
    let (Arguments::Add(transfer) | Arguments::Copy(transfer)) = &step.instruction.arguments else { return };
    let Some(destination) = &transfer.destination else { return };
    let expand = |word: &str| build.variables(step).expand_with(word, build.expander());
    let from = read_from(step, build);
    let target = expand(destination);
    let mut add = |action, span| {
        effects.push(Effect { action, span, command: None, is_certain: true, mount: None });
    };
    for source in &transfer.sources {
        let text = expand(&source.word);
        let span = source.word.span;
        if let Some(index) = source.heredoc {
            let name = step.heredocs().get(index).map(|heredoc| heredoc.name.as_str());
            let folder = step.state.workdir.join(&target.text);
            let path = match name {
                Some(name) if is_folder(step, transfer, &target, &folder) => folder.join(name),
                _ => folder,
            };
            add(Action::Write { path, shape: Shape::File, origin: Origin::Context }, span);
        } else if step.instruction.keyword == Keyword::Add && is_address(&text.text) {
            download(step, transfer, &text, &target, span, &mut add);
        } else {
            let path = source_path(&text, &from);
            add(Action::Read { path: path.clone(), from: from.clone() }, span);
            let is_all = matches!(path.as_str(), "/") || path.is_pattern() && path.file_name() == Some("*");
            let name = path.file_name().map(str::to_owned);
            let origin = if from == ReadFrom::Context { Origin::Context } else { Origin::Copy };
            let into = placed(step, transfer, &target, name.as_deref().filter(|_| !is_all));
            if step.instruction.keyword == Keyword::Add && unpacks(step, &text.text) {
                let folder = step.state.workdir.join(&target.text);
                add(Action::Extract { archive: None, into: folder.clone() }, span);
                add(Action::Write { path: folder, shape: Shape::Tree, origin: Origin::Extract }, span);
            } else {
                let is_folder = is_all || text.text.ends_with('/') || text.text.ends_with("/.");
                let shape = match (is_folder, looks_like_a_file(&text.text)) {
                    (true, _) => Shape::Tree,
                    (false, true) => Shape::File,
                    (false, false) => Shape::Any,
                };
                add(Action::Write { path: into, shape, origin }, span);
            }
        }
    }
}

impl Build<'_> {
    /// The paths of the build context that the file copies by their plain names, sorted: without patterns, and without
    /// variables that nobody knows. A context has to have all of them.
    pub fn plain_sources(&self) -> Vec<String> {
        let mut sources = std::collections::BTreeSet::new();
        let steps = self.stages().iter().flat_map(|stage| &stage.steps);
        for step in steps.filter(|step| matches!(step.instruction.keyword, Keyword::Add | Keyword::Copy)) {
            for effect in &self.effects(step).all {
                if let Action::Read { path, from: ReadFrom::Context } = &effect.action
                    && path.is_exact()
                {
                    sources.insert(path.as_str().trim_start_matches('/').to_owned());
                }
            }
        }
        sources.into_iter().filter(|source| !source.is_empty()).collect()
    }
}

/// Which file system the sources are in.
fn read_from(step: &Step<'_>, build: &Build<'_>) -> ReadFrom {
    if step.instruction.keyword != Keyword::Copy || step.instruction.flag("from").is_none() {
        return ReadFrom::Context;
    }
    let references = build.stage_of(step).map(|stage| stage.references.as_slice()).unwrap_or_default();
    let own = references.iter().find(|reference| reference.step == step.index && reference.mount.is_none());
    match own.map(|reference| &reference.target) {
        Some(Target::Stage(stage)) => ReadFrom::Stage(*stage),
        Some(Target::Image(name) | Target::Context(name)) => ReadFrom::Elsewhere(name.clone()),
        Some(Target::Unknown) | None => ReadFrom::Elsewhere(String::new()),
    }
}

/// Where a source is: in the context every path begins at its root, and no `..` leads out of it.
fn source_path(text: &Text, from: &ReadFrom) -> ImagePath {
    let path = text.text.as_str();
    let path = if *from == ReadFrom::Context { path.trim_start_matches('/') } else { path };
    if has_pattern(path) { ImagePath::with_pattern(path) } else { ImagePath::new(path) }
}

/// Where something called `name` ends up; the folder itself, if what is in it is copied.
fn placed(step: &Step<'_>, transfer: &Transfer, target: &Text, name: Option<&str>) -> ImagePath {
    let path = step.state.workdir.join(&target.text);
    match name {
        // A folder is copied as what is in it, and no name says whether something is one.
        Some(name) if is_folder(step, transfer, target, &path) && looks_like_a_file(name) => {
            if has_pattern(name) { path.join_pattern(name) } else { path.join(name) }
        }
        _ => path,
    }
}

/// Whether the destination is a folder that files are put in.
fn is_folder(step: &Step<'_>, transfer: &Transfer, target: &Text, path: &ImagePath) -> bool {
    target.text.ends_with('/')
        || target.text.ends_with('\\') && step.state.is_windows()
        || matches!(target.text.as_str(), "." | "..")
        || transfer.sources.len() > 1
        || path.as_str() == "/"
        || *path == *step.state.workdir
}

/// Whether a name is more likely that of a file than that of a folder: it has an ending, or is one that files have.
fn looks_like_a_file(path: &str) -> bool {
    const FILES: [&str; 10] = [
        "Makefile",
        "Gemfile",
        "Pipfile",
        "Procfile",
        "Rakefile",
        "gradlew",
        "mvnw",
        "LICENSE",
        "README",
        "Dockerfile",
    ];
    if path.ends_with('/') {
        return false;
    }
    let name = base_name(path);
    FILES.contains(&name) || name.trim_start_matches('.').contains('.') || name.starts_with(".env")
}

fn download(
    step: &Step<'_>,
    transfer: &Transfer,
    url: &Text,
    target: &Text,
    span: dlint_text::Span,
    add: &mut impl FnMut(Action, dlint_text::Span),
) {
    if is_repository(&url.text) {
        let path = step.state.workdir.join(&target.text);
        add(Action::Download { url: Some(url.text.clone()), to: Some(path.clone()) }, span);
        add(Action::Write { path, shape: Shape::Tree, origin: Origin::Clone }, span);
        return;
    }
    let without_query = url.text.split(['?', '#']).next().unwrap_or_default();
    let name = Some(base_name(without_query)).filter(|name| !name.is_empty());
    let into_folder = target.text.ends_with('/') || matches!(target.text.as_str(), "." | "..");
    let path = match name {
        Some(name) if into_folder => step.state.workdir.join(&target.text).join(name),
        _ => placed(step, transfer, target, None),
    };
    add(Action::Download { url: Some(url.text.clone()), to: Some(path.clone()) }, span);
    let unpack = step.instruction.flag("unpack").is_some_and(|flag| flag.value.as_deref() != Some("false"));
    if unpack {
        let path = step.state.workdir.join(&target.text);
        add(Action::Extract { archive: None, into: path.clone() }, span);
        add(Action::Write { path, shape: Shape::Tree, origin: Origin::Extract }, span);
    } else {
        add(Action::Write { path, shape: Shape::File, origin: Origin::Download }, span);
    }
}

/// Whether `ADD` fetches it.
fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["http://", "https://", "git://", "ssh://", "git@"].iter().any(|scheme| lower.starts_with(scheme))
}

/// Whether `ADD` clones it: `git@host:path`, or an address whose path ends in `.git`.
fn is_repository(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let path = lower.split(['#', '?']).next().unwrap_or_default();
    ["git://", "ssh://", "git@"].iter().any(|scheme| lower.starts_with(scheme))
        || path.strip_suffix(".git").is_some()
}

/// Whether `ADD` unpacks a local file of this name. It looks at the bytes; a name is all that is known here.
fn unpacks(step: &Step<'_>, name: &str) -> bool {
    let says_no = step.instruction.flag("unpack").is_some_and(|flag| flag.value.as_deref() == Some("false"));
    !says_no && packed(name).is_some_and(|packed| packed.is_for_add())
}
