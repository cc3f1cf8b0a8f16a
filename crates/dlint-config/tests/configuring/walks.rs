//! Which files a walk leaves out, and which it takes.

use std::path::Path;

use dlint_config::{Patterns, Start};

use crate::support::{Folder, configuration};

#[test]
fn what_is_excluded_is_left_out_of_a_walk() {
    let folder = Folder::of(&[
        ("dlint.toml", "exclude = ['vendor/', '*.old', '/only/here', '!keep.old']"),
        ("nested/dlint.toml", "exclude = ['own']"),
        ("child/dlint.toml", "extend = '../dlint.toml'\nexclude = ['!x.old']"),
    ]);
    let mut all = folder.configuration();
    for (path, is_folder, expected) in [
        ("vendor", true, true),
        ("a/vendor", true, true),
        ("a/vendor", false, false),
        ("a/b.old", false, true),
        ("a/keep.old", false, false),
        ("only/here", false, true),
        ("a/only/here", false, false),
        ("Dockerfile", false, false),
        // The nearest configuration counts.
        ("nested/own", false, true),
        ("nested/b.old", false, false),
        ("child/b.old", false, true),
        ("child/x.old", false, false),
    ] {
        assert_eq!(all.is_excluded_from_walk(Path::new(path), is_folder), expected, "{path}");
        assert_eq!(all.is_excluded_from_walk(&folder.path(path), is_folder), expected, "{path}");
    }
}

#[test]
fn a_named_file_is_left_out_only_by_force() {
    let excludes = "exclude = ['vendor/', '*.old', '!vendor/keep']\n";
    let forced = format!("force-exclude = true\n{excludes}");
    for (config, force, path, expected) in [
        (excludes, false, "vendor/Dockerfile", false),
        (excludes, true, "vendor/Dockerfile", true),
        (forced.as_str(), false, "vendor/Dockerfile", true),
        (&forced, false, "vendor/keep/Dockerfile", true),
        (&forced, false, "a/b.old", true),
        (&forced, false, "a/Dockerfile", false),
        ("force-exclude = false\nexclude = ['*']", false, "Dockerfile", false),
        ("force-exclude = true", true, "Dockerfile", false),
    ] {
        let folder = Folder::of(&[("dlint.toml", config)]);
        let mut all = configuration(Start { force_exclude: force, ..folder.start() });
        assert_eq!(all.is_excluded_by_force(Path::new(path)), expected, "{config} {force} {path}");
    }
}

#[test]
fn what_is_left_out_is_so_with_all_that_is_in_it() {
    let folder = Folder::of(&[("dlint.toml", "exclude = ['legacy', 'old/', '*.old', '!old/keep']")]);
    let mut all = folder.configuration();
    for (path, expected) in [
        ("legacy/Dockerfile", true),
        ("a/legacy/b/Dockerfile", true),
        ("old/keep/Dockerfile", true),
        ("a/b.old", true),
        ("a/old", false),
        ("a/Dockerfile", false),
        ("Dockerfile", false),
    ] {
        assert_eq!(all.is_left_out(Path::new(path)), expected, "{path}");
        assert_eq!(all.is_left_out(&folder.path(path)), expected, "{path}");
        assert!(!all.is_excluded_by_force(Path::new(path)), "{path}");
    }
}

#[test]
fn the_files_that_count_are_told() {
    let folder = Folder::of(&[
        ("a/dlint.toml", "extend = '../base.conf'\nbaseline = 'known'"),
        ("base.conf", ""),
        ("b/dlint.toml", ""),
    ]);
    let mut all = folder.configuration();
    all.of(&folder.path("a/Dockerfile"));
    let mut sources: Vec<_> = all.sources().collect();
    sources.sort_unstable();
    assert_eq!(sources, [folder.path("a/dlint.toml"), folder.path("a/known"), folder.path("base.conf")]);
}

#[test]
fn what_is_included_is_taken_whatever_it_is_called() {
    let folder = Folder::of(&[
        ("dlint.toml", "include = ['build/*.docker', '!build/x.docker']"),
        ("b/dlint.toml", ""),
    ]);
    let mut all = folder.configuration();
    for (path, expected) in [
        ("build/app.docker", true),
        ("build/x.docker", false),
        ("build/deep/app.docker", false),
        ("app.docker", false),
        ("b/build/app.docker", false),
    ] {
        assert_eq!(all.is_included(Path::new(path)), expected, "{path}");
    }
}

#[test]
fn the_command_line_leaves_out_and_takes_from_where_it_is_typed() {
    let folder = Folder::of(&[]);
    let patterns = |text: &str| Patterns::new(&folder.path(""), [text]).expect("a pattern");
    let (exclude, include) = (patterns("/a/Dockerfile"), patterns("*.docker"));
    let mut all = configuration(Start { exclude, include, ..folder.start() });
    assert!(all.is_excluded_from_walk(Path::new("a/Dockerfile"), false));
    assert!(!all.is_excluded_from_walk(Path::new("b/a/Dockerfile"), false));
    assert!(!all.is_excluded_by_force(Path::new("a/Dockerfile")));
    assert!(all.is_included(Path::new("b/x.docker")) && !all.is_included(Path::new("b/x")));
}
