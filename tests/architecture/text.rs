//! What must not stand in the sources.

#[test]
fn no_source_file_is_long() {
    for folder in ["crates", "rules", "xtask", "tests"] {
        for path in super::files(folder, "rs") {
            let lines = std::fs::read_to_string(&path).expect("a source file").lines().count();
            assert!(lines <= 450, "{} has {lines} lines; is it one idea?", path.display());
        }
    }
}

#[test]
fn every_module_says_why_it_is_there() {
    for folder in ["crates", "rules", "xtask"] {
        for path in super::files(folder, "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            assert!(text.starts_with("//!"), "{} does not begin with `//!`", path.display());
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    for folder in ["crates", "rules", "xtask"] {
        for path in super::files(folder, "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            for word in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX:")] {
                assert!(!text.contains(word), "{} has a {word}", path.display());
            }
        }
    }
}
