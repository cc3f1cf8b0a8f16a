//! Commands that read and change text.

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::{Parsed, Usage};
use crate::effects::{Action, Origin, Shape};

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
}

/// Changes each of these operands, and keeps what was there under another name if a suffix says so.
fn edit(call: &Call<'_>, out: &mut Out<'_>, parsed: &Parsed<'_>, skip: usize, suffix: Option<&str>) {
    each(call, out, parsed, skip, true);
    let Some(suffix) = suffix.filter(|suffix| !suffix.is_empty()) else { return };
    for word in parsed.operands.iter().skip(skip) {
        for path in call.paths(word) {
            let name = path.file_name().filter(|_| suffix.contains('*'));
            let kept = match name.map(|name| suffix.replace('*', name)) {
                Some(kept) if kept.contains('/') => call.path(&kept),
                Some(kept) => path.parent().join(&kept),
                None => path.with_ending(suffix),
            };
            out.write(kept, Shape::File, Origin::Copy, word.span());
        }
    }
}

fn sed(call: &Call<'_>, out: &mut Out<'_>) {
    let usage = Usage { optional: "i", ..Usage::new("efl", &["--expression", "--file", "--line-length"]) };
    let parsed = call.parse(&usage);
    // A script given with `-e` or `-f` is no operand.
    let skip = usize::from(!parsed.has(&["-e", "-f", "--expression", "--file"]));
    if parsed.has(&["-i", "--in-place"]) {
        let suffix = parsed.value(&["-i", "--in-place"]).map(|suffix| call.value_of(suffix).text);
        edit(call, out, &parsed, skip, suffix.as_deref());
    } else {
        each(call, out, &parsed, skip, false);
    }
}

fn awk(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("FvfiE", &["--field-separator", "--assign", "--file", "--include"]));
    let changes = parsed.values(&["-i", "--include"]).any(|value| value.word.is("inplace"));
    let skip = usize::from(!parsed.has(&["-f", "--file"]));
    each(call, out, &parsed, skip, changes);
    // A program can write by itself: `print > "file"`.
    let Some(program) = parsed.operands.first().filter(|_| skip > 0) else { return };
    for part in program.beginning.split('>').skip(1) {
        let name = part.trim_start_matches(' ').strip_prefix('"').and_then(|rest| rest.split('"').next());
        if let Some(name) = name.filter(|name| !name.is_empty() && !name.contains(['\\', '|'])) {
            let path = call.path(name);
            if !crate::effects::run::is_device(&path) {
                out.perhaps(
                    Action::Write { path, shape: Shape::File, origin: Origin::Output },
                    program.span(),
                );
            }
        }
    }
}

fn perl(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage { optional: "i", ..Usage::new("eEIMmF", &[]) });
    let has_text = parsed.has(&["-e", "-E"]);
    if has_text && parsed.has(&["-i"]) {
        let suffix = parsed.value(&["-i"]).map(|suffix| call.value_of(suffix).text);
        edit(call, out, &parsed, 0, suffix.as_deref());
    } else if has_text && parsed.has(&["-n", "-p"]) {
        each(call, out, &parsed, 0, false);
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
    if let Some(word) = parsed.operands.first().filter(|word| !word.is("-")) {
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

/// Its files are those of the folder that it is told to go to.
fn patch(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new(
        "pdiFBorzVDYg",
        &["--strip", "--directory", "--input", "--fuzz", "--output", "--reject-file", "--suffix", "--prefix"],
    ));
    let folder = parsed.value(&["-d", "--directory"]).map_or(call.folder.clone(), |to| call.option_path(to));
    let there = Call { folder: &folder, ..*call };
    if let Some(input) = parsed.value(&["-i", "--input"]) {
        out.read(there.option_path(input), input.word.span());
    }
    if let Some(word) = parsed.operands.get(1) {
        there.paths(word).into_iter().for_each(|path| out.read(path, word.span()));
    }
    if parsed.has(&["--dry-run"]) {
        return;
    }
    if let Some(output) = parsed.value(&["-o", "--output"]) {
        out.write(there.option_path(output), Shape::File, Origin::Output, output.word.span());
        return;
    }
    let Some(word) = parsed.operands.first() else {
        // The patch says which files.
        return out.write(folder.clone(), Shape::Tree, Origin::Edit, out.span);
    };
    for path in there.paths(word) {
        if parsed.has(&["-b", "--backup", "-z", "--suffix"]) {
            let suffix = parsed.value(&["-z", "--suffix"]).map(|suffix| call.value_of(suffix).text);
            let kept = path.with_ending(suffix.as_deref().unwrap_or(".orig"));
            out.write(kept, Shape::File, Origin::Copy, word.span());
        }
        out.write(path, Shape::File, Origin::Edit, word.span());
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
