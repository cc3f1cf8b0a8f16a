//! Commands that make a file smaller, and what it was again.

use super::Handler;
use crate::archives::packed;
use crate::effects::call::{Call, Out};
use crate::effects::options::{Parsed, Usage};
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("bunzip2", decompress),
    ("bzip2", compress),
    ("gunzip", decompress),
    ("gzip", compress),
    ("lz4", compress),
    ("pigz", compress),
    ("uncompress", decompress),
    ("unlzma", decompress),
    ("unxz", decompress),
    ("unzstd", decompress),
    ("xz", compress),
    ("zstd", compress),
];

const LONG: &[&str] =
    &["--suffix", "--threads", "--memlimit", "--format", "--processes", "--blocksize", "--output"];
/// Letters are no threads to `gzip`, and `-o` takes no value but of those that can write elsewhere.
const GZIP: Usage = Usage::new("SbpTF", LONG);
const ZSTD: Usage = Usage::new("oTDM", LONG);

fn parse<'c>(call: &Call<'c>) -> Parsed<'c> {
    call.parse(if is_zstd(call) { &ZSTD } else { &GZIP })
}

/// Whether it keeps what it reads and can write where it is told to.
fn is_zstd(call: &Call<'_>) -> bool {
    matches!(call.name, "zstd" | "unzstd" | "lz4")
}

fn keeps(call: &Call<'_>, parsed: &Parsed<'_>) -> bool {
    if is_zstd(call) { !parsed.has(&["--rm"]) } else { parsed.has(&["-k", "--keep"]) }
}

const ONLY_LOOKS: &[&str] = &["-c", "-t", "-l", "--stdout", "--to-stdout", "--test", "--list"];

/// The file is replaced by a smaller one of a longer name, unless it is kept.
fn compress(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = parse(call);
    if parsed.has(&["-d", "--decompress", "--uncompress"]) {
        return decompress(call, out);
    }
    let ending = match parsed.value(&["-S", "--suffix"]).map(|suffix| call.value_of(suffix).text) {
        Some(suffix) => suffix,
        None => ending(call, &parsed).to_owned(),
    };
    each(call, out, &parsed, Origin::Create, |path| path.with_ending(&ending));
}

fn ending(call: &Call<'_>, parsed: &Parsed<'_>) -> &'static str {
    let format = parsed.value(&["-F", "--format"]).map(|format| call.value_of(format).text);
    match (call.name, format.as_deref()) {
        ("xz", Some("lzma" | "alone")) | ("lzma", _) => ".lzma",
        ("bzip2", _) => ".bz2",
        ("xz", _) => ".xz",
        ("zstd", Some("gzip")) => ".gz",
        ("zstd", _) => ".zst",
        ("lz4", _) => ".lz4",
        _ => ".gz",
    }
}

fn decompress(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = parse(call);
    let unpacked = |archive: &ImagePath| {
        let packed = packed(archive.as_str()).filter(|packed| packed.compression.is_some());
        let plain = packed.and_then(|packed| {
            let plain = archive.without_ending(packed.ending)?;
            let is_short = packed.is_tar && packed.stem == plain.as_str();
            Some(if is_short { plain.with_ending(".tar") } else { plain })
        });
        plain.unwrap_or_else(ImagePath::unknown)
    };
    each(call, out, &parsed, Origin::Extract, unpacked);
}

/// Puts what comes of each file.
fn each(
    call: &Call<'_>,
    out: &mut Out<'_>,
    parsed: &Parsed<'_>,
    origin: Origin,
    to: impl Fn(&ImagePath) -> ImagePath,
) {
    let output = parsed.value(&["-o", "--output"]).filter(|_| is_zstd(call));
    let is_tree = parsed.has(&["-r", "--recursive"]);
    for word in &parsed.operands {
        for path in call.paths(word).into_iter().filter(|path| path.file_name() != Some("-")) {
            // `gunzip a` takes `a.gz`.
            let is_short = origin == Origin::Extract && !is_tree && path.is_exact() && to(&path).is_unknown();
            let short = match call.name {
                "gunzip" | "gzip" | "pigz" => ".gz",
                "unxz" | "xz" => ".xz",
                _ => "",
            };
            let path = if is_short { path.with_ending(short) } else { path };
            out.read(path.clone(), word.span());
            if parsed.has(ONLY_LOOKS) {
                continue;
            }
            if origin == Origin::Extract {
                out.add(Action::Extract { archive: Some(path.clone()), into: path.parent() }, word.span());
            }
            if is_tree {
                // Those in the folder, or a file of this name.
                out.write(path.clone(), Shape::Tree, origin, word.span());
                if !keeps(call, parsed) {
                    out.delete(path.something_inside(), false, word.span());
                }
                continue;
            }
            let target = output.map_or_else(|| to(&path), |output| call.option_path(output));
            out.write(target, Shape::File, origin, word.span());
            if !keeps(call, parsed) {
                out.delete(path, false, word.span());
            }
        }
    }
}
