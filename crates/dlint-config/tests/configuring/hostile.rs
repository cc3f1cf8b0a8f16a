//! What a configuration must not be able to do: make dlint fail, or keep it busy.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{Folder, told};

fn mistakes(config: &str) -> Vec<String> {
    let folder = Folder::of(&[("dlint.toml", config)]);
    let started = Instant::now();
    let mut all = folder.configuration();
    all.of(Path::new("a/b/c/Dockerfile"));
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    told(all.mistakes())
}

#[test]
fn nothing_in_a_file_makes_it_fail() {
    let open = "[".repeat(100_000);
    let keys = "a.".repeat(50_000);
    for config in [
        format!("select = {open}"),
        format!("{keys}a = 1"),
        format!("x = {}", "{ a = ".repeat(50_000)),
        "\u{0}\u{1b}[2J".to_owned(),
        "a".repeat(900_000),
        format!("'{}' = 1", "ignor".repeat(10_000)),
    ] {
        assert!(!mistakes(&config).is_empty());
    }
}

#[test]
fn many_and_long_patterns_take_no_time() {
    for pattern in
        ["**/".repeat(300) + "x", "*a".repeat(20_000), "{a,b}".repeat(20_000), "[!a-y]?".repeat(9_000)]
    {
        // It is a pattern, or it is told that it is none.
        mistakes(&format!("exclude = ['{pattern}']\n[per-file-ignores]\n'{pattern}' = ['ALL']"));
    }
    let many: Vec<String> = (0..5_000).map(|number| format!("'*.{number}' = ['ALL']")).collect();
    assert_eq!(mistakes(&format!("[per-file-ignores]\n{}", many.join("\n"))), Vec::<String>::new());
}

#[test]
fn a_long_chain_of_files_ends() {
    let files: Vec<(String, String)> = (0..200)
        .map(|number| (format!("{number}.toml"), format!("extend = '{}.toml'", number + 1)))
        .collect();
    let mut files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("dlint.toml", "extend = '0.toml'"));
    let folder = Folder::of(&files);
    let mut all = folder.configuration();
    all.of(Path::new("Dockerfile"));
    assert_eq!(
        told(all.mistakes()),
        ["30.toml:1 ['31.toml'] more than 32 files extend each other; let fewer of them do it"]
    );
}

#[cfg(unix)]
#[test]
fn links_lead_in_no_circle_and_one_to_nothing_is_told() {
    use std::os::unix::fs::symlink;

    let folder = Folder::of(&[("a/dlint.toml", "extend = 'same.toml'"), ("b/x", "")]);
    symlink("dlint.toml", folder.path("a/same.toml")).expect("a link");
    symlink("nothing", folder.path("b/dlint.toml")).expect("a link");
    let mut all = folder.configuration();
    all.of(Path::new("a/Dockerfile"));
    all.of(Path::new("b/Dockerfile"));
    assert_eq!(
        told(all.mistakes()),
        [
            "a/dlint.toml:1 ['same.toml'] these files extend each other in a circle \
             (a/dlint.toml → a/same.toml); let one of them extend no other",
            "the configuration `b/dlint.toml` cannot be read: there is no such file",
        ]
    );
}
