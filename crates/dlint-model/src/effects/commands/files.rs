//! Commands that make and delete files.

use super::Handler;
use super::copying::paths;
use crate::effects::call::{Call, Out, Value};
use crate::effects::options::Usage;
use crate::effects::{Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("dd", dd),
    ("fallocate", truncate),
    ("mkdir", mkdir),
    ("mkfifo", touch),
    ("mknod", mknod),
    ("mktemp", mktemp),
    ("rm", rm),
    ("rmdir", rmdir),
    ("shred", shred),
    ("touch", touch),
    ("truncate", truncate),
    ("unlink", rmdir),
];

fn rm(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::default());
    let tree = parsed.has(&["-r", "-R", "--recursive"]);
    for (path, word) in paths(call, &parsed.operands) {
        out.delete(path, tree, word.span());
    }
}

fn rmdir(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::default());
    // A folder that is not empty stays, and so do those that it is in.
    out.is_certain &= !parsed.has(&["--ignore-fail-on-non-empty"]);
    let parents = call.name == "rmdir" && parsed.has(&["-p", "--parents"]);
    for word in &parsed.operands {
        for value in call.values(word) {
            let path = call.paths_of(&value);
            out.delete(path.clone(), false, word.span());
            let depth = value.text.split('/').filter(|part| !matches!(*part, "" | ".")).count();
            let above = std::iter::successors(Some(path.parent()), |path| Some(path.parent()));
            for path in above.take(if parents { depth.saturating_sub(1) } else { 0 }) {
                out.delete(path, false, word.span());
            }
        }
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

fn mkdir(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("m", &["--mode"]));
    for (path, word) in paths(call, &parsed.operands) {
        out.write(path, Shape::Folder, Origin::Create, word.span());
    }
}

fn touch(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("drtm", &["--date", "--reference", "--time", "--mode"]));
    // With `-c`, what is not there is not made.
    out.is_certain &= !parsed.has(&["-c", "--no-create"]);
    for (path, word) in paths(call, &parsed.operands) {
        out.write(path, Shape::File, Origin::Create, word.span());
    }
}

fn truncate(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("srlo", &["--size", "--reference", "--length", "--offset"]));
    out.is_certain &= !parsed.has(&["-c", "--no-create"]);
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

/// A file or folder whose name only the build knows, in `$TMPDIR` or `/tmp` if nothing else is said.
fn mktemp(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("p", &["--suffix"]));
    if parsed.has(&["-u", "--dry-run"]) {
        return;
    }
    let usual = || call.variable_path("TMPDIR").unwrap_or_else(|| ImagePath::new("/tmp"));
    let folder = parsed.value(&["-p", "--tmpdir"]).map(|folder| call.option_path(folder));
    let shape = if parsed.has(&["-d", "--directory"]) { Shape::Folder } else { Shape::File };
    let template = parsed.operands.first().and_then(|word| call.text(word));
    // The last run of `X` is what is replaced; what stands behind it is an ending.
    let known = |text: &str| {
        let end = text.rfind("XX").map_or(text.len(), |end| end + 2);
        text.get(..end).unwrap_or_default().trim_end_matches('X').to_owned()
    };
    let path = match template.as_deref().map(known) {
        Some(text) if folder.is_none() && !parsed.has(&["-t", "--tmpdir"]) => call.folder.join_open(&text),
        Some(text) => folder.unwrap_or_else(usual).join_open(&text),
        None => folder.unwrap_or_else(usual).join_open("tmp."),
    };
    out.write(path, shape, Origin::Create, out.span);
}

fn dd(call: &Call<'_>, out: &mut Out<'_>) {
    for word in call.words() {
        for value in call.values(word) {
            let path = |name: &str| {
                let text = value.text.strip_prefix(name)?.to_owned();
                Some(call.paths_of(&Value { text, ..value.clone() }))
            };
            let is_file = |path: &ImagePath| !crate::effects::run::is_device(path);
            if let Some(path) = path("of=").filter(is_file) {
                out.write(path, Shape::File, Origin::Output, word.span());
            } else if let Some(path) = path("if=").filter(is_file) {
                out.read(path, word.span());
            }
        }
    }
}
