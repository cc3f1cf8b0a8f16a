//! Commands that copy, move and link files, and where these end up.

use dlint_shell::Word;
use dlint_text::Span;

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::{Parsed, Usage};
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] =
    &[("cp", cp), ("install", install), ("link", ln), ("ln", ln), ("mv", mv), ("rsync", rsync)];

/// The operands as paths, each with its word.
pub(super) fn paths<'c>(call: &Call<'_>, words: &[&'c Word]) -> Vec<(ImagePath, &'c Word)> {
    words.iter().flat_map(|word| call.paths(word).into_iter().map(move |path| (path, *word))).collect()
}

/// Where sources go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Into the target, a folder.
    Inside,
    /// In the place of the target.
    Instead,
    /// Nobody knows which of the two.
    Either,
}

/// Where the files go that `cp`, `mv`, `ln` and `install` are told of, and which those are.
struct Targets<'c> {
    sources: Vec<(ImagePath, &'c Word)>,
    target: ImagePath,
    word: &'c Word,
    place: Place,
}

const FOLDER: &[&str] = &["-t", "--target-directory"];
const NO_FOLDER: &[&str] = &["-T", "--no-target-directory"];

/// `is_tree` says whether a source may be a folder.
fn targets<'c>(call: &Call<'c>, parsed: &Parsed<'c>, is_tree: bool) -> Option<Targets<'c>> {
    let mut sources = paths(call, &parsed.operands);
    if let Some(folder) = parsed.value(FOLDER) {
        let target = call.option_path(folder);
        return Some(Targets { sources, target, word: folder.word, place: Place::Inside });
    }
    let (target, word) = sources.pop()?;
    let place = if parsed.has(NO_FOLDER) {
        Place::Instead
    } else if call.folders.has(&target) || says_folder(call, word) {
        Place::Inside
    } else {
        match sources.as_slice() {
            [(source, own)] => place_of_one(call, source, own, &target, word, is_tree),
            _ => Place::Inside,
        }
    };
    Some(Targets { sources, target, word, place })
}

fn place_of_one(
    call: &Call<'_>,
    source: &ImagePath,
    own: &Word,
    target: &ImagePath,
    word: &Word,
    is_tree: bool,
) -> Place {
    let last = |word: &Word| call.values(word).into_iter().last().map(|value| value.text).unwrap_or_default();
    if call.is_fed(own) {
        // Many files, unless the target has their names in it.
        return if call.is_fed(word) { Place::Instead } else { Place::Inside };
    }
    if last(word).ends_with('/') {
        // The folder is made if it is one that is copied, and there has to be one for a file.
        return if is_tree && !looks_like_file(source) && !source.is_pattern() {
            Place::Either
        } else {
            Place::Inside
        };
    }
    if !source.is_pattern() || looks_like_file(target) {
        return Place::Instead;
    }
    // `app-*` is one thing whose version nobody knows, `*.txt` are many.
    if source.file_name().is_some_and(|name| name.starts_with('*')) { Place::Inside } else { Place::Either }
}

/// Whether a word can only mean a folder that is there.
fn says_folder(call: &Call<'_>, word: &Word) -> bool {
    let is_one = |text: &str| {
        let text = text.trim_end_matches('/');
        matches!(text, "." | ".." | "~") || text.ends_with("/.") || text.ends_with("/..")
    };
    call.values(word).iter().any(|value| !value.open && is_one(&value.text))
}

/// Whether a name ends like that of a file: `.txt`, not `.2`.
fn looks_like_file(path: &ImagePath) -> bool {
    let ending = path.file_name().and_then(|name| name.trim_start_matches('.').rsplit_once('.'));
    ending.is_some_and(|(_, ending)| {
        ending.len() <= 5 && ending.starts_with(|letter: char| letter.is_ascii_lowercase())
    })
}

/// Where a source ends up: under its own name in a folder, or in the place of the target.
fn placed(target: &ImagePath, source: &ImagePath, place: Place) -> ImagePath {
    if place != Place::Inside {
        return target.clone();
    }
    match source.file_name() {
        Some(name) if source.is_pattern() => target.join_pattern(name),
        Some(name) => target.join(name),
        None if source.is_open() => target.something_inside(),
        // `cp -r / b` copies what is in the folder.
        None => target.clone(),
    }
}

/// What is in the place of a file is kept under another name, if the options say so.
fn back_up(out: &mut Out<'_>, call: &Call<'_>, parsed: &Parsed<'_>, path: &ImagePath, span: Span) {
    if !parsed.has(&["-b", "--backup", "-S", "--suffix"]) {
        return;
    }
    let suffix = parsed.value(&["-S", "--suffix"]).map(|suffix| call.value_of(suffix).text);
    let kept = path.with_ending(suffix.as_deref().unwrap_or("~"));
    out.perhaps(Action::Write { path: kept, shape: Shape::File, origin: Origin::Copy }, span);
}

/// Whether the command leaves alone what is there, so that it may do nothing.
fn may_do_nothing(parsed: &Parsed<'_>) -> bool {
    parsed.has(&["-n", "-u", "--no-clobber", "--update", "--ignore-existing", "--existing"])
}

fn cp(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("tS", &["--target-directory", "--suffix", "--no-preserve"]));
    let tree = parsed.has(&["-r", "-R", "-a", "--recursive", "--archive"]);
    out.is_certain &= !may_do_nothing(&parsed);
    copy(call, out, &parsed, tree);
}

fn copy(call: &Call<'_>, out: &mut Out<'_>, parsed: &Parsed<'_>, tree: bool) {
    let Some(targets) = targets(call, parsed, tree) else { return };
    let span = targets.word.span();
    for (source, word) in targets.sources {
        // `cp a/. b` copies what is in the folder.
        let whole = |text: &str| text == "." || text.ends_with("/.");
        let path = if call.values(word).iter().any(|value| whole(&value.text)) {
            targets.target.clone()
        } else if parsed.has(&["--parents"]) && !source.is_open() {
            let own = call.values(word).into_iter().next().map(|value| value.text).unwrap_or_default();
            let own = own.trim_start_matches('/');
            if source.is_pattern() { targets.target.join_pattern(own) } else { targets.target.join(own) }
        } else {
            placed(&targets.target, &source, targets.place)
        };
        let shape = if tree || targets.place == Place::Either { Shape::Tree } else { Shape::File };
        back_up(out, call, parsed, &path, span);
        out.write(path, shape, Origin::Copy, span);
        out.read(source, word.span());
    }
}

fn mv(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("tS", &["--target-directory", "--suffix"]));
    let Some(targets) = targets(call, &parsed, true) else { return };
    out.is_certain &= !may_do_nothing(&parsed);
    for (from, word) in targets.sources {
        let to = placed(&targets.target, &from, targets.place);
        back_up(out, call, &parsed, &to, word.span());
        out.add(Action::Move { from, to }, word.span());
    }
}

fn ln(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("tS", &["--target-directory", "--suffix"]));
    let Some(targets) = targets(call, &parsed, false) else { return };
    let span = targets.word.span();
    let mut link = |path: ImagePath| {
        back_up(out, call, &parsed, &path, span);
        out.write(path, Shape::File, Origin::Create, span);
    };
    if targets.sources.is_empty() {
        // `ln -s /a/b` makes `b` here.
        return link(placed(call.folder, &targets.target, Place::Inside));
    }
    for (source, _) in &targets.sources {
        link(placed(&targets.target, source, targets.place));
    }
}

fn install(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new(
        "gomtS",
        &["--group", "--owner", "--mode", "--target-directory", "--suffix", "--strip-program"],
    ));
    if parsed.has(&["-d", "--directory"]) {
        for (path, word) in paths(call, &parsed.operands) {
            out.write(path, Shape::Folder, Origin::Create, word.span());
        }
        return;
    }
    copy(call, out, &parsed, false);
}

/// `a/` is what is in the folder, `a` is the folder; the target is made if it is not there.
fn rsync(call: &Call<'_>, out: &mut Out<'_>) {
    const LONG: &[&str] =
        &["--exclude", "--include", "--rsh", "--filter", "--chown", "--chmod", "--files-from"];
    let parsed = call.parse(&Usage::new("efTBM", LONG));
    let tree = parsed.has(&["-r", "-a", "--recursive", "--archive"]);
    let mut sources = paths(call, &parsed.operands);
    let Some((target, word)) = sources.pop() else { return };
    out.is_certain &= !may_do_nothing(&parsed) && !parsed.has(&["--dry-run"]);
    let ends_in_slash = |word: &Word| call.values(word).iter().any(|value| value.text.ends_with('/'));
    let inside = sources.len() > 1 || ends_in_slash(word) || call.folders.has(&target);
    let place = if inside { Place::Inside } else { Place::Either };
    if parsed.has(&["--delete", "--delete-after", "--delete-before", "--delete-during", "--delete-excluded"])
    {
        out.perhaps(Action::Delete { path: target.something_inside(), tree: true }, word.span());
    }
    for (source, own) in sources {
        let contents = ends_in_slash(own) || own.is(".");
        let path = if contents { target.clone() } else { placed(&target, &source, place) };
        let shape = if tree || contents { Shape::Tree } else { Shape::File };
        out.write(path, shape, Origin::Copy, word.span());
        out.read(source.clone(), own.span());
        if parsed.has(&["--remove-source-files"]) {
            // The folders stay.
            let path = if tree { source.something_inside() } else { source };
            out.delete(path, false, own.span());
        }
    }
}
