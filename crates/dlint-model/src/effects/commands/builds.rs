//! Compilers and build tools: they write below the folder they run in, and what `install` does is in their files.

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("as", compile),
    ("c++", compile),
    ("cc", compile),
    ("clang", compile),
    ("clang++", compile),
    ("g++", compile),
    ("gcc", compile),
    ("ld", compile),
    ("python", python),
    ("python2", python),
    ("python3", python),
    ("rustc", compile),
];

/// Build tools, in alphabetical order.
pub(super) const TOOLS: &[&str] = &[
    "abuild",
    "ant",
    "autoconf",
    "autogen.sh",
    "automake",
    "autoreconf",
    "b2",
    "bazel",
    "bootstrap.sh",
    "buildconf",
    "catkin_make",
    "cmake",
    "colcon",
    "config",
    "configure",
    "ctest",
    "debuild",
    "dpkg-buildpackage",
    "gmake",
    "grunt",
    "gulp",
    "javac",
    "jlink",
    "lein",
    "libtoolize",
    "make",
    "makepkg",
    "meson",
    "mk-build-deps",
    "msbuild",
    "ng",
    "ninja",
    "nmake",
    "nx",
    "phpize",
    "pyinstaller",
    "qmake",
    "rake",
    "rpmbuild",
    "sbt",
    "scons",
    "tox",
    "tsc",
    "turbo",
    "vite",
    "waf",
    "webpack",
    "xcodebuild",
    "xx-cargo",
    "xx-go",
];

/// Puts the effect of a build tool.
pub(super) fn build(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("CfSBGD", &["--directory", "--build", "--install", "--target"]));
    let folder = parsed.value(&["-C", "--directory", "--build"]).map(|folder| call.option_path(folder));
    out.add(Action::Build { folder: folder.unwrap_or_else(|| call.folder.clone()) }, out.span);
}

/// A compiler: one file comes out of others.
fn compile(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed =
        call.parse(&Usage::new("oILlDUxWfmgOT", &["--output", "-include", "--target", "--crate-type"]));
    for word in &parsed.operands {
        for path in call.paths(word) {
            out.read(path, word.span());
        }
    }
    match parsed.value(&["-o", "--output"]) {
        Some(output) => out.write(call.option_path(output), Shape::File, Origin::Output, output.word.span()),
        None if parsed.operands.is_empty() => {}
        None => out.add(Action::Build { folder: call.folder.clone() }, out.span),
    }
}

/// `python -m venv` and `python setup.py install`; anything else is a program of which nothing is known.
fn python(call: &Call<'_>, out: &mut Out<'_>) {
    let words = call.words();
    let module = words.iter().position(|word| word.is("-m")).and_then(|at| words.get(at + 1));
    match module.and_then(|word| word.value()) {
        Some("venv" | "virtualenv") => {
            let behind = words.iter().skip_while(|word| !word.is("-m")).skip(2);
            for word in behind.filter(|word| !word.beginning.starts_with('-')) {
                for path in call.paths(word) {
                    out.write(path, Shape::Tree, Origin::Create, word.span());
                }
            }
        }
        Some("compileall") => out.write(ImagePath::unknown(), Shape::File, Origin::Create, out.span),
        Some("build") => build(call, out),
        _ if words
            .first()
            .is_some_and(|word| word.is("setup.py") || word.beginning.ends_with("/setup.py")) =>
        {
            out.add(Action::Build { folder: call.folder.clone() }, out.span);
        }
        _ if super::only_asks(call) => {}
        _ => super::unknown(call, out),
    }
}
