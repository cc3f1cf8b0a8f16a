//! Commands that pack and unpack.

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::{Given, GivenName, Parsed, Usage};
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("7z", seven_zip),
    ("7za", seven_zip),
    ("7zr", seven_zip),
    ("ar", ar),
    ("bsdtar", tar),
    ("bunzip2", decompress),
    ("bzip2", compress),
    ("cpio", cpio),
    ("gtar", tar),
    ("gunzip", decompress),
    ("gzip", compress),
    ("jar", jar),
    ("lz4", compress),
    ("pigz", compress),
    ("tar", tar),
    ("uncompress", decompress),
    ("unlzma", decompress),
    ("unxz", decompress),
    ("unzip", unzip),
    ("unzstd", decompress),
    ("xz", compress),
    ("zip", zip),
    ("zstd", compress),
];

const TAR: Usage = Usage::new(
    "fCbTXIVgKHL",
    &[
        "--file",
        "--directory",
        "--strip-components",
        "--exclude",
        "--owner",
        "--group",
        "--mode",
        "--transform",
    ],
);

fn tar(call: &Call<'_>, out: &mut Out<'_>) {
    let (parsed, file) = read_tar(call);
    // The folder of each file: `-C` counts for what stands behind it, but nearly everybody gives one.
    let folder =
        parsed.value(&["-C", "--directory", "--cd"]).map_or(call.folder.clone(), |to| call.option_path(to));
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
        for word in &parsed.operands {
            for value in call.values(word) {
                out.read(folder.join(&value.text), word.span());
            }
        }
        if let Some(archive) = archive {
            out.write(archive, Shape::File, Origin::Create, out.span);
        }
        if parsed.has(&["--remove-files"]) {
            for word in &parsed.operands {
                for value in call.values(word) {
                    out.delete(folder.join(&value.text), true, word.span());
                }
            }
        }
    } else if let Some(archive) = archive {
        out.read(archive, out.span);
    }
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
    for archive in call.paths(word) {
        out.read(archive.clone(), word.span());
        if parsed.has(&["-l", "-t", "-v", "-p", "-Z"]) {
            continue;
        }
        let into = parsed.value(&["-d"]).map_or(call.folder.clone(), |to| call.option_path(to));
        out.add(Action::Extract { archive: Some(archive), into: into.clone() }, word.span());
        out.write(into, Shape::Tree, Origin::Extract, word.span());
    }
}

fn zip(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("xibnPst", &[]));
    let Some((archive, files)) = parsed.operands.split_first() else { return };
    for path in call.paths(archive) {
        out.write(path, Shape::File, Origin::Create, archive.span());
    }
    for word in files {
        for path in call.paths(word) {
            out.read(path, word.span());
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

const COMPRESS: Usage =
    Usage::new("SbpTo", &["--suffix", "--threads", "--memlimit", "--format", "--processes", "--blocksize"]);

/// The file is replaced by a smaller one of a longer name, unless it is kept.
fn compress(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&COMPRESS);
    if parsed.has(&["-d", "--decompress", "--uncompress"]) {
        return decompress(call, out);
    }
    let ending = match call.name {
        "bzip2" => ".bz2",
        "xz" => ".xz",
        "zstd" => ".zst",
        "lz4" => ".lz4",
        _ => ".gz",
    };
    if parsed.has(&["-c", "-t", "-l", "--stdout", "--test", "--list"]) {
        return read_operands(call, out, &parsed);
    }
    let keeps = parsed.has(&["-k", "--keep"]) || matches!(call.name, "zstd" | "lz4");
    for word in &parsed.operands {
        for value in call.values(word) {
            let path = call.paths_of(&value);
            let packed = call.path(&format!("{}{ending}", value.text));
            out.read(path.clone(), word.span());
            out.write(packed, Shape::File, Origin::Create, word.span());
            if !keeps {
                out.delete(path, false, word.span());
            }
        }
    }
}

fn decompress(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&COMPRESS);
    if parsed.has(&["-c", "-t", "-l", "--stdout", "--test", "--list"]) {
        return read_operands(call, out, &parsed);
    }
    let keeps = parsed.has(&["-k", "--keep"]) || matches!(call.name, "zstd" | "unzstd" | "lz4");
    for word in &parsed.operands {
        for value in call.values(word) {
            let archive = call.paths_of(&value);
            out.read(archive.clone(), word.span());
            let into = archive.parent();
            out.add(Action::Extract { archive: Some(archive.clone()), into }, word.span());
            let unpacked = match value.text.rsplit_once('.') {
                Some((name, "tgz" | "tbz2" | "txz")) => call.path(&format!("{name}.tar")),
                Some((name, _)) if !value.open => call.path(name),
                _ => ImagePath::unknown(),
            };
            out.write(unpacked, Shape::File, Origin::Extract, word.span());
            if !keeps {
                out.delete(archive, false, word.span());
            }
        }
    }
}

fn read_operands(call: &Call<'_>, out: &mut Out<'_>, parsed: &Parsed<'_>) {
    for word in &parsed.operands {
        for path in call.paths(word) {
            out.read(path, word.span());
        }
    }
}
