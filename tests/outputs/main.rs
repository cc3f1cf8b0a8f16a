//! The formats of reports: what each of them says of one set of files, and that its readers can read it.
//!
//! `input` has something of everything: all severities, findings with two places, safe and unsafe fixes, a file that cannot
//! be read and one that is not there, CRLF, emoji, a secret, and names that mean something in every format. What each
//! format makes of it is in `golden`; `DLINT_BLESS=1` writes that: read the difference before you keep it.
//! With `DLINT_CONSUMER_TESTS=1`, programs that nobody here wrote read the reports (`consumers.sh`).

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

#[expect(dead_code, reason = "these tests need but a part of it")]
#[path = "../support/mod.rs"]
mod support;

mod consumers;
mod documentation;
mod golden;
mod reading;
mod sarif;
mod several;

use std::fs;
use std::path::{Path, PathBuf};

use support::{Folder, Run};

/// All formats, with the endings of their files.
const FORMATS: [(&str, &str); 13] = [
    ("full", "txt"),
    ("concise", "txt"),
    ("json", "json"),
    ("json-lines", "jsonl"),
    ("sarif", "json"),
    ("github", "txt"),
    ("gitlab", "json"),
    ("checkstyle", "xml"),
    ("junit", "xml"),
    ("sonarqube", "json"),
    ("gnu", "txt"),
    ("markdown", "md"),
    ("rdjson", "json"),
];

/// Everything in the folder, and something that is not there.
const FILES: [&str; 2] = [".", "gone.Dockerfile"];

/// A place in the repository.
fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/outputs").join(path)
}

/// A folder with the input in it.
fn input() -> Folder {
    let folder = Folder::new();
    for entry in fs::read_dir(here("input")).expect("there is input").flatten() {
        folder.write(entry.file_name(), fs::read(entry.path()).expect("a file"));
    }
    folder
}

/// The report of the input in a format. The exit status is that of files that cannot be read.
fn report(folder: &Folder, format: &str) -> Run {
    folder.run(["-f", format].into_iter().chain(FILES)).exits_with(2)
}

/// Whether what is found is to be written down as what is expected.
fn blesses() -> bool {
    std::env::var_os("DLINT_BLESS").is_some_and(|value| value == "1")
}
