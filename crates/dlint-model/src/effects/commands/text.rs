//! Commands that read and change text.

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::{Parsed, Usage};
use crate::effects::{Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    (".", source),
    ("awk", awk),
    ("crudini", crudini),
    ("dos2unix", dos2unix),
    ("gawk", awk),
    ("gsed", sed),
    ("mawk", awk),
    ("patch", patch),
    ("perl", perl),
    ("sed", sed),
    ("sort", sort),
    ("source", source),
    ("split", split),
    ("strip", strip),
    ("tee", tee),
    ("unix2dos", dos2unix),
    ("uniq", uniq),
    ("upx", strip),
];

/// Reads or changes each of these operands.
fn each(call: &Call<'_>, out: &mut Out<'_>, parsed: &Parsed<'_>, skip: usize, changes: bool) {
    for word in parsed.operands.iter().skip(skip) {
        for path in call.paths(word) {
            if changes {
                out.write(path, Shape::File, Origin::Edit, word.span());
            } else {
                out.read(path, word.span());
            }
        }
    }
    if changes && call.takes_more_words() {
        out.write(ImagePath::unknown(), Shape::File, Origin::Edit, out.span);
    }
}

fn sed(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("efl", &["--expression", "--file", "--line-length"]));
    // `-i.bak` and `-i` are one option; a script given with `-e` or `-f` is no operand.
    let changes = parsed.has(&["-i", "--in-place"]);
    let skip = usize::from(!parsed.has(&["-e", "-f", "--expression", "--file"]));
    each(call, out, &parsed, skip, changes);
}

fn awk(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("FvfiE", &["--field-separator", "--assign", "--file", "--include"]));
    let changes = parsed.values(&["-i", "--include"]).any(|value| value.word.is("inplace"));
    let skip = usize::from(!parsed.has(&["-f", "--file"]));
    each(call, out, &parsed, skip, changes);
}

fn perl(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("eEIMmF", &[]));
    let has_text = parsed.has(&["-e", "-E"]);
    if has_text && parsed.has(&["-i", "-n", "-p"]) {
        each(call, out, &parsed, 0, parsed.has(&["-i"]));
    } else if !super::only_asks(call) {
        // A program of its own.
        super::unknown(call, out);
    }
}

fn sort(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed =
        call.parse(&Usage::new("okStT", &["--output", "--key", "--field-separator", "--buffer-size"]));
    each(call, out, &parsed, 0, false);
    if let Some(output) = parsed.value(&["-o", "--output"]) {
        out.write(call.option_path(output), Shape::File, Origin::Output, output.word.span());
    }
}

fn uniq(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("fsw", &["--skip-fields", "--skip-chars", "--check-chars"]));
    if let Some(word) = parsed.operands.first() {
        call.paths(word).into_iter().for_each(|path| out.read(path, word.span()));
    }
    if let Some(word) = parsed.operands.get(1) {
        call.paths(word)
            .into_iter()
            .for_each(|path| out.write(path, Shape::File, Origin::Output, word.span()));
    }
}

fn split(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("abCln", &["--bytes", "--lines", "--number"]));
    if let Some(word) = parsed.operands.first() {
        call.paths(word).into_iter().for_each(|path| out.read(path, word.span()));
    }
    let prefix = parsed.operands.get(1).and_then(|word| call.text(word)).unwrap_or_else(|| "x".to_owned());
    out.write(call.folder.join_open(&prefix), Shape::File, Origin::Output, out.span);
}

fn tee(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::default());
    for word in &parsed.operands {
        for path in call.paths(word).into_iter().filter(|path| !crate::effects::run::is_device(path)) {
            out.write(path, Shape::File, Origin::Output, word.span());
        }
    }
}

fn patch(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new(
        "pdiFBoRrzV",
        &["--strip", "--directory", "--input", "--fuzz", "--output", "--reject-file", "--suffix"],
    ));
    let folder = parsed.value(&["-d", "--directory"]).map_or(call.folder.clone(), |to| call.option_path(to));
    if let Some(input) = parsed.value(&["-i", "--input"]) {
        out.read(call.option_path(input), input.word.span());
    }
    if let Some(word) = parsed.operands.get(1) {
        call.paths(word).into_iter().for_each(|path| out.read(path, word.span()));
    }
    if parsed.has(&["--dry-run"]) {
        return;
    }
    match parsed.operands.first() {
        Some(word) => {
            call.paths(word)
                .into_iter()
                .for_each(|path| out.write(path, Shape::File, Origin::Edit, word.span()));
        }
        // The patch says which files.
        None => out.write(folder, Shape::Tree, Origin::Edit, out.span),
    }
}

fn dos2unix(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("ci", &["--convmode", "--info"]));
    each(call, out, &parsed, 0, true);
}

fn strip(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("oIOFRKN", &["--output-file", "--remove-section", "--keep-symbol"]));
    if let Some(output) = parsed.value(&["-o", "--output-file"]) {
        out.write(call.option_path(output), Shape::File, Origin::Output, output.word.span());
        return each(call, out, &parsed, 0, false);
    }
    each(call, out, &parsed, 0, true);
}

/// `crudini --set file section key value`
fn crudini(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::default());
    if let Some(word) = parsed.operands.first() {
        call.paths(word).into_iter().for_each(|path| out.write(path, Shape::File, Origin::Edit, word.span()));
    }
}

/// What the file does is not looked at: it is taken to set variables.
fn source(call: &Call<'_>, out: &mut Out<'_>) {
    let Some(word) = call.words().first() else { return };
    for path in call.paths(word) {
        out.read(path, word.span());
    }
}
