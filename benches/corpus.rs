//! How fast files are parsed and linted.
//!
//! `cargo bench` measures on the project's own examples, repeated to a megabyte. `DLINT_BENCH_FILES=FOLDER cargo bench`
//! measures on every file of a folder instead.

#![expect(clippy::expect_used, reason = "a bench without its files has nothing to measure")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use dlint::{Input, Selection, Settings, SourceFile, lint};

static FILES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let given = std::env::var_os("DLINT_BENCH_FILES").map(PathBuf::from);
    let files = read(given.as_deref().unwrap_or(&own));
    let size: usize = files.iter().map(|file| file.text().len()).sum();
    let times = if given.is_some() { 1 } else { 1_000_000 / size.max(1) + 1 };
    std::iter::repeat_n(files, times).flatten().collect()
});

fn read(folder: &Path) -> Vec<SourceFile> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.is_file()
                && path.file_name().is_some_and(|name| name.to_string_lossy().contains("ockerfile"))
        })
        .collect();
    paths.sort();
    let decode = |path: &PathBuf| {
        let bytes = std::fs::read(path).expect("the file can be read");
        SourceFile::decode(path.display().to_string(), bytes).expect("the file is text")
    };
    paths.iter().map(decode).collect()
}

fn bytes() -> BytesCount {
    BytesCount::new(FILES.iter().map(|file| file.text().len()).sum::<usize>())
}

fn main() {
    divan::main();
}

/// Decoding and finding the lines: what comes before parsing.
#[divan::bench]
fn decode(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| {
        for file in FILES.iter() {
            black_box(SourceFile::decode("f", file.text().as_bytes().to_vec())).ok();
        }
    });
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| {
        for file in FILES.iter() {
            black_box(dlint::syntax::parse(file));
        }
    });
}

#[divan::bench(args = ["recommended", "ALL"])]
fn lint_with(bencher: Bencher<'_, '_>, select: &str) {
    let rules = dlint::rules();
    let selection = Selection { select: vec![select.to_owned()], ..Selection::default() };
    let settings = Settings::new(&rules, &selection).expect("the selector is one");
    bencher.counter(bytes()).bench(|| {
        for file in FILES.iter() {
            black_box(lint(&settings, &rules, &Input::new(file)));
        }
    });
}
