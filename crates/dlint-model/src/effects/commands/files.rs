//! Commands that make, copy, move and delete files.

use dlint_shell::Word;

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::{Parsed, Usage};
use crate::effects::{Action, Origin, Shape};
use crate::path::{ImagePath, has_pattern};

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("cp", cp),
    ("dd", dd),
    ("fallocate", truncate),
    ("install", install),
    ("link", ln),
    ("ln", ln),
    ("mkdir", mkdir),
    ("mkfifo", touch),
    ("mknod", mknod),
    ("mktemp", mktemp),
    ("mv", mv),
    ("rm", rm),
    ("rmdir", rmdir),
    ("rsync", rsync),
    ("shred", shred),
    ("touch", touch),
    ("truncate", truncate),
    ("unlink", rmdir),
];

/// The operands as paths, each with its word.
fn paths<'p>(call: &'p Call<'_>, words: &'p [&'p Word]) -> impl Iterator<Item = (ImagePath, &'p Word)> + 'p {
    words.iter().flat_map(move |word| call.paths(word).into_iter().map(move |path| (path, *word)))
}

fn rm(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::default());
    let tree = parsed.has(&["-r", "-R", "--recursive"]);
    for (path, word) in paths(call, &parsed.operands) {
        out.delete(path, tree, word.span());
    }
    if call.takes_more_words() {
        out.delete(ImagePath::unknown(), tree, out.span);
    }
}

fn rmdir(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::default());
    for (path, word) in paths(call, &parsed.operands) {
        out.delete(path, false, word.span());
    }
}

fn shred(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("ns", &["--iterations", "--size", "--random-source"]));
    let deletes = parsed.has(&["-u", "--remove"]);
    for (path, word) in paths(call, &parsed.operands) {
        if deletes {
            out.delete(path, false, word.span());
        } else {
            out.write(path, Shape::File, Origin::Edit, word.span());
        }
    }
}

/// Where the files go that `cp`, `mv`, `ln` and `install` are told of, and which those are.
struct Targets<'c> {
    sources: Vec<&'c Word>,
    target: Option<(Vec<ImagePath>, &'c Word)>,
    /// Whether the target is a folder that they are put in; otherwise it takes their place.
    is_folder: bool,
}

fn targets<'c>(call: &Call<'c>, parsed: &Parsed<'c>) -> Targets<'c> {
    if let Some(folder) = parsed.value(&["-t", "--target-directory"]) {
        let target = Some((vec![call.option_path(folder)], folder.word));
        return Targets { sources: parsed.operands.clone(), target, is_folder: true };
    }
    let Some((last, sources)) = parsed.operands.split_last() else {
        return Targets { sources: Vec::new(), target: None, is_folder: false };
    };
    let several = sources.len() > 1
        || sources.iter().any(|source| source.braces || source.pattern && has_pattern(&source.beginning));
    let text = call.values(last).into_iter().next().map(|value| value.text).unwrap_or_default();
    let says_folder =
        text.ends_with('/') || matches!(text.as_str(), "." | ".." | "~") || text.ends_with("/.");
    let well_known = call.paths(last).iter().all(is_well_known_folder);
    let is_folder = !parsed.has(&["-T", "--no-target-directory"]) && (several || says_folder || well_known);
    Targets { sources: sources.to_vec(), target: Some((call.paths(last), last)), is_folder }
}

/// Whether every Linux image has this folder.
fn is_well_known_folder(path: &ImagePath) -> bool {
    const FOLDERS: [&str; 22] = [
        "/",
        "/bin",
        "/etc",
        "/home",
        "/lib",
        "/media",
        "/mnt",
        "/opt",
        "/root",
        "/sbin",
        "/srv",
        "/tmp",
        "/usr",
        "/usr/bin",
        "/usr/lib",
        "/usr/local",
        "/usr/local/bin",
        "/usr/local/lib",
        "/usr/local/share",
        "/usr/sbin",
        "/usr/share",
        "/var",
    ];
    FOLDERS.contains(&path.as_str())
}

/// Where a source ends up: under its own name in a folder, or in the place of the target.
fn placed(target: &ImagePath, source: &ImagePath, is_folder: bool) -> ImagePath {
    if !is_folder {
        return target.clone();
    }
    match source.file_name() {
        Some(name) if source.is_pattern() => target.join_pattern(name),
        Some(name) => target.join(name),
        // `cp -r a/. b` copies what is in the folder.
        None => target.clone(),
    }
}

fn cp(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("tS", &["--target-directory", "--suffix", "--no-preserve"]));
    let tree = parsed.has(&["-r", "-R", "-a", "--recursive", "--archive"]);
    copy(call, out, &parsed, tree);
}

fn rsync(call: &Call<'_>, out: &mut Out<'_>) {
    const LONG: &[&str] =
        &["--exclude", "--include", "--rsh", "--filter", "--chown", "--chmod", "--files-from"];
    let parsed = call.parse(&Usage::new("efT", LONG));
    let tree = parsed.has(&["-r", "-a", "--recursive", "--archive"]);
    let moves = parsed.has(&["--remove-source-files"]);
    copy(call, out, &parsed, tree);
    if moves {
        let sources = parsed.operands.split_last().map(|(_, sources)| sources).unwrap_or_default();
        for (path, word) in paths(call, sources) {
            out.delete(path, false, word.span());
        }
    }
}

fn copy(call: &Call<'_>, out: &mut Out<'_>, parsed: &Parsed<'_>, tree: bool) {
    let targets = targets(call, parsed);
    let Some((into, target)) = &targets.target else { return };
    let shape = if tree { Shape::Tree } else { Shape::File };
    for (source, word) in paths(call, &targets.sources) {
        // `cp a/. b` and `rsync a/ b` copy what is in the folder.
        let whole =
            |text: &str| text.ends_with("/.") || text == "." || call.name == "rsync" && text.ends_with('/');
        let contents = call.values(word).iter().any(|value| whole(&value.text));
        for folder in into {
            let path = if contents { folder.clone() } else { placed(folder, &source, targets.is_folder) };
            out.write(path, shape, Origin::Copy, target.span());
        }
        out.read(source, word.span());
    }
}

fn mv(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("tS", &["--target-directory", "--suffix"]));
    let targets = targets(call, &parsed);
    let Some((into, _)) = &targets.target else { return };
    for (from, word) in paths(call, &targets.sources) {
        for folder in into {
            let to = placed(folder, &from, targets.is_folder);
            out.add(Action::Move { from: from.clone(), to }, word.span());
        }
    }
}

fn ln(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("tS", &["--target-directory", "--suffix"]));
    let targets = targets(call, &parsed);
    let Some((into, target)) = &targets.target else { return };
    if targets.sources.is_empty() {
        // `ln -s /a/b` makes `b` here.
        for path in into {
            let path = placed(call.folder, path, true);
            out.write(path, Shape::File, Origin::Create, target.span());
        }
    }
    for (source, _) in paths(call, &targets.sources) {
        for folder in into {
            let path = placed(folder, &source, targets.is_folder);
            out.write(path, Shape::File, Origin::Create, target.span());
        }
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

fn mkdir(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("m", &["--mode"]));
    for (path, word) in paths(call, &parsed.operands) {
        out.write(path, Shape::Folder, Origin::Create, word.span());
    }
}

fn touch(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("drtm", &["--date", "--reference", "--time", "--mode"]));
    for (path, word) in paths(call, &parsed.operands) {
        out.write(path, Shape::File, Origin::Create, word.span());
    }
}

fn truncate(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("srlo", &["--size", "--reference", "--length", "--offset"]));
    for (path, word) in paths(call, &parsed.operands) {
        out.write(path, Shape::File, Origin::Edit, word.span());
    }
}

fn mknod(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("m", &["--mode"]));
    // What follows the name is the kind and the numbers of the device.
    for (path, word) in paths(call, parsed.operands.get(..1).unwrap_or_default()) {
        out.write(path, Shape::File, Origin::Create, word.span());
    }
}

/// A file or folder in `/tmp` whose name only the build knows.
fn mktemp(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("p", &["--suffix", "--tmpdir"]));
    if parsed.has(&["-u", "--dry-run"]) {
        return;
    }
    let folder = parsed.value(&["-p", "--tmpdir"]).map(|folder| call.option_path(folder));
    let shape = if parsed.has(&["-d", "--directory"]) { Shape::Folder } else { Shape::File };
    let template = parsed.operands.first().and_then(|word| call.text(word));
    let path = match template.as_deref().map(|text| text.trim_end_matches('X')) {
        Some(text) if folder.is_none() && !parsed.has(&["-t", "--tmpdir"]) => call.folder.join_open(text),
        Some(text) => folder.unwrap_or_else(|| ImagePath::new("/tmp")).join_open(text),
        None => folder.unwrap_or_else(|| ImagePath::new("/tmp")).join_open("tmp."),
    };
    out.write(path, shape, Origin::Create, out.span);
}

fn dd(call: &Call<'_>, out: &mut Out<'_>) {
    for word in call.words() {
        for value in call.values(word) {
            if let Some(path) = value.text.strip_prefix("of=") {
                out.write(call.path(path), Shape::File, Origin::Output, word.span());
            } else if let Some(path) = value.text.strip_prefix("if=") {
                let path = call.path(path);
                if !crate::effects::run::is_device(&path) {
                    out.read(path, word.span());
                }
            }
        }
    }
}
