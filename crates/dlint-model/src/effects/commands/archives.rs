//! Commands that pack and unpack.

use dlint_shell::Word;

use super::Handler;
use crate::effects::call::{Call, Out, Value};
use crate::effects::options::{Given, GivenName, Parsed, Usage};
use crate::effects::{Action, Origin, Shape};
use crate::path::{ImagePath, has_pattern};

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("7z", seven_zip),
    ("7za", seven_zip),
    ("7zr", seven_zip),
    ("ar", ar),
    ("bsdtar", tar),
    ("cpio", cpio),
    ("gtar", tar),
    ("jar", jar),
    ("tar", tar),
    ("unzip", unzip),
    ("zip", zip),
];

const TAR: Usage = Usage::new(
    "fCbTXIVgKHL",
    &[
        "--file",
        "--directory",
        "--strip-components",
        "--exclude",
        "--exclude-from",
        "--files-from",
        "--format",
        "--newer",
        "--use-compress-program",
        "--owner",
        "--group",
        "--mode",
        "--transform",
    ],
);

fn tar<'c>(call: &Call<'c>, out: &mut Out<'_>) {
    let (parsed, file) = read_tar(call);
    let folder = folder_at(call, &parsed, None);
    let archive = file.filter(|path| path.file_name() != Some("-"));
    if parsed.has(&["-x", "--extract", "--get"]) {
        if let Some(archive) = &archive {
            out.read(archive.clone(), out.span);
        }
        if parsed.has(&["-O", "--to-stdout"]) {
            return;
        }
        out.add(Action::Extract { archive, into: folder.clone() }, out.span);
        out.write(folder, Shape::Tree, Origin::Extract, out.span);
    } else if parsed.has(&["-c", "-r", "-u", "--create", "--append", "--update"]) {
        let of_word = |word: &&'c Word| members(call, &folder_at(call, &parsed, Some(word)), word);
        let members: Vec<(ImagePath, &Word)> = parsed.operands.iter().flat_map(of_word).collect();
        for (path, word) in &members {
            out.read(path.clone(), word.span());
        }
        if let Some(archive) = archive {
            out.write(archive, Shape::File, Origin::Create, out.span);
        }
        if parsed.has(&["--remove-files"]) {
            for (path, word) in members {
                out.delete(path, true, word.span());
            }
        }
    } else if let Some(archive) = archive {
        out.read(archive, out.span);
    }
}

/// The folder that a `tar` is in when it comes to a word, or at its end: each `-C` goes on from the one before.
fn folder_at(call: &Call<'_>, parsed: &Parsed<'_>, word: Option<&Word>) -> ImagePath {
    let changes = parsed.values(&["-C", "--directory", "--cd"]);
    let before = changes.filter(|to| word.is_none_or(|word| to.word.span().start < word.span().start));
    before.fold(call.folder.clone(), |folder, to| Call { folder: &folder, ..*call }.option_path(to))
}

/// The files that a word names, which are found in the folder; a pattern is resolved where the command runs.
fn members<'c>(call: &Call<'_>, folder: &ImagePath, word: &'c Word) -> Vec<(ImagePath, &'c Word)> {
    if call.is_fed(word) || folder == call.folder {
        return call.paths(word).into_iter().map(|path| (path, word)).collect();
    }
    let path = |value: Value| match (value.open, value.pattern) {
        (true, _) => folder.join_open(&value.text),
        (_, true) => folder.join_pattern(&value.text),
        _ => folder.join(&value.text),
    };
    call.values(word).into_iter().map(|value| (path(value), word)).collect()
}

/// The options of a `tar`, whose first word may hold letters without a dash, and its archive.
fn read_tar<'c>(call: &Call<'c>) -> (Parsed<'c>, Option<ImagePath>) {
    let words = call.words();
    let old = words.first().filter(|word| {
        let text = &*word.beginning;
        word.known && text.bytes().all(|byte| byte.is_ascii_alphabetic()) && !text.is_empty()
    });
    let Some(letters) = old else {
        let parsed = call.parse(&TAR);
        let file = parsed.value(&["-f", "--file"]).map(|file| call.option_path(file));
        return (parsed, file);
    };
    // Each letter that takes a value takes the next word behind the letters, in order.
    let mut rest = words.get(1..).unwrap_or_default();
    let mut file = None;
    let mut old = Vec::new();
    for letter in letters.beginning.chars() {
        let mut value = None;
        if TAR.letters.contains(letter)
            && let Some((word, behind)) = rest.split_first()
        {
            value = Some(crate::effects::options::Argument { word, skip: 0 });
            if letter == 'f' {
                file = call.paths(word).into_iter().next();
            }
            rest = behind;
        }
        old.push(Given { name: GivenName::Letter(letter), word: letters, value });
    }
    let mut parsed = crate::effects::options::parse(rest, &TAR);
    parsed.options.splice(0..0, old);
    let file = file.or_else(|| parsed.value(&["-f", "--file"]).map(|file| call.option_path(file)));
    (parsed, file)
}

fn unzip(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("dxP", &[]));
    let Some(word) = parsed.operands.first() else { return };
    for archive in call.values(word) {
        // It resolves patterns by itself.
        let archive = Value { pattern: has_pattern(&archive.text), ..archive };
        let path = if call.is_fed(word) { ImagePath::unknown() } else { call.paths_of(&archive) };
        let path = with_zip(path);
        out.read(path.clone(), word.span());
        if parsed.has(&["-l", "-t", "-v", "-p", "-Z"]) {
            continue;
        }
        let into = parsed.value(&["-d"]).map_or(call.folder.clone(), |to| call.option_path(to));
        out.add(Action::Extract { archive: Some(path), into: into.clone() }, word.span());
        out.write(into, Shape::Tree, Origin::Extract, word.span());
    }
}

/// The name of an archive, whose ending may be left out.
fn with_zip(path: ImagePath) -> ImagePath {
    let has_ending = path.file_name().is_none_or(|name| name.contains(['.', '*', '$']));
    if has_ending { path } else { path.with_ending(".zip") }
}

fn zip(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("bnPst", &[]));
    let Some((archive, files)) = parsed.operands.split_first() else { return };
    for path in call.paths(archive).into_iter().filter(|_| !archive.is("-")) {
        out.write(with_zip(path), Shape::File, Origin::Create, archive.span());
    }
    if parsed.has(&["-d", "--delete"]) {
        return;
    }
    // Behind `-x` and `-i` stand patterns of what is packed, up to the next option.
    let picks = |word: &Word| matches!(word.value(), Some("-x" | "-i" | "--exclude" | "--include"));
    let pick = call.words().iter().find(|word| picks(word)).map(|word| word.span().start);
    for word in files.iter().filter(|word| pick.is_none_or(|pick| word.span().start < pick)) {
        for path in call.paths(word) {
            out.read(path.clone(), word.span());
            if parsed.has(&["-m", "--move"]) {
                out.delete(path, true, word.span());
            }
        }
    }
}

fn jar(call: &Call<'_>, out: &mut Out<'_>) {
    let (parsed, file) = read_tar(call);
    let Some(archive) = file else { return };
    if parsed.has(&["-x", "--extract"]) {
        out.read(archive.clone(), out.span);
        out.add(Action::Extract { archive: Some(archive), into: call.folder.clone() }, out.span);
        out.write(call.folder.clone(), Shape::Tree, Origin::Extract, out.span);
    } else if parsed.has(&["-c", "-u", "--create", "--update"]) {
        out.write(archive, Shape::File, Origin::Create, out.span);
    } else {
        out.read(archive, out.span);
    }
}

fn seven_zip(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("otpm", &[]));
    let [verb, archive, ..] = parsed.operands.as_slice() else { return };
    for path in call.paths(archive) {
        match &*verb.beginning {
            "x" | "e" => {
                let into = parsed.value(&["-o"]).map_or(call.folder.clone(), |to| call.option_path(to));
                out.read(path.clone(), archive.span());
                out.add(Action::Extract { archive: Some(path), into: into.clone() }, archive.span());
                out.write(into, Shape::Tree, Origin::Extract, archive.span());
            }
            "a" | "u" => out.write(path, Shape::File, Origin::Create, archive.span()),
            _ => out.read(path, archive.span()),
        }
    }
}

fn ar(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::default());
    let [verb, archive, ..] = parsed.operands.as_slice() else { return };
    for path in call.paths(archive) {
        if verb.beginning.contains('x') {
            out.read(path.clone(), archive.span());
            out.add(Action::Extract { archive: Some(path), into: call.folder.clone() }, archive.span());
            out.write(call.folder.clone(), Shape::Tree, Origin::Extract, archive.span());
        } else if verb.beginning.contains(['r', 'q', 'd']) {
            out.write(path, Shape::File, Origin::Create, archive.span());
        } else {
            out.read(path, archive.span());
        }
    }
}

fn cpio(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("DFHEIO", &["--directory", "--file", "--format"]));
    let folder = parsed.value(&["-D", "--directory"]).map_or(call.folder.clone(), |to| call.option_path(to));
    if parsed.has(&["-i", "--extract"]) {
        out.add(Action::Extract { archive: None, into: folder.clone() }, out.span);
        out.write(folder, Shape::Tree, Origin::Extract, out.span);
    } else if parsed.has(&["-p", "--pass-through"])
        && let Some(word) = parsed.operands.first()
    {
        for path in call.paths(word) {
            out.write(path, Shape::Tree, Origin::Copy, word.span());
        }
    }
}
