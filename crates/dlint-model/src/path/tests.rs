//! Paths that are known in part, and which covers which.

use super::*;

fn path(text: &str) -> ImagePath {
    match text.strip_suffix('…') {
        Some(text) => ImagePath::root().join_open(text),
        None => ImagePath::with_pattern(text),
    }
}

#[test]
fn paths_are_made_clean_and_absolute() {
    for (folder, text, expected) in [
        ("/", "a/b", "/a/b"),
        ("/srv", "a/../b/./c//d", "/srv/b/c/d"),
        ("/srv", "/etc/", "/etc"),
        ("/srv", ".", "/srv"),
        ("/srv/app", "../..", "/"),
        ("/srv", "../../..", "/"),
        ("/srv", "${V}", "${V}"),
        ("/srv", "app-${V}.tgz", "/srv/app-${V}.tgz"),
        ("/srv", "${V}/../x", "${V}/../x"),
        ("/srv/${V}", "..", "/srv/${V}/.."),
        ("${WORKDIR}", "src/main.c", "${WORKDIR}/src/main.c"),
        ("${WORKDIR}", "..", "${WORKDIR}/.."),
        (r"C:\app", r"bin\x.exe", "C:/app/bin/x.exe"),
        ("/", r"C:\app\..\x", "C:/x"),
        ("C:/", "x", "C:/x"),
        ("/srv", r"a\b", r"/srv/a\b"),
    ] {
        assert_eq!(ImagePath::new(folder).join(text).to_string(), expected, "{folder} + {text}");
    }
}

#[test]
fn a_path_is_in_a_folder() {
    for (text, expected) in [
        ("/a/b", "/a"),
        ("/a", "/"),
        ("/", "/"),
        ("${WORKDIR}/a", "${WORKDIR}"),
        ("${WORKDIR}/a/b", "${WORKDIR}/a"),
        ("/a/b/c", "/a/b"),
        ("${WORKDIR}", "${WORKDIR}/.."),
        ("C:/a", "C:/"),
    ] {
        let folder = ImagePath::new(text).parent();
        assert_eq!(folder.to_string(), ImagePath::new(expected).to_string(), "{text}");
    }
}

#[test]
fn covering_has_three_answers() {
    use Fit::{Maybe, No, Yes};
    for (one, other, expected) in [
        ("/a", "/a", Yes),
        ("/a", "/a/b/c", Yes),
        ("/", "/a", Yes),
        ("/a/b", "/a", No),
        ("/a", "/ab", No),
        ("/a/*", "/a/b", Yes),
        ("/a/*", "/a/b/c", Yes),
        ("/a/*", "/a", No),
        ("/a/*", "/a/.hidden", No),
        ("/a/*.tgz", "/a/x.tgz", Yes),
        ("/a/*.tgz", "/a/x.zip", No),
        ("/a/x.tgz", "/a/*.tgz", Maybe),
        ("/a/[xy].tgz", "/a/x.tgz", Yes),
        ("/a/[!xy].tgz", "/a/x.tgz", No),
        ("/a/lib*", "/a/lib*.a", Yes),
        ("/a/*.a", "/a/lib*", Maybe),
        ("/a/x-${V}.tgz", "/a/x-${V}.tgz", Yes),
        ("/a/x-${V}.tgz", "/a/x-${W}.tgz", Maybe),
        ("/a/x-${V}.tgz", "/a/x-1.2.tgz", Maybe),
        ("/a/x-${V}.tgz", "/a/y-1.2.tgz", No),
        ("/a/x-${V}.tgz", "/a/x-1.2.zip", No),
        ("/a/*.tgz", "/a/x-${V}.tgz", Maybe),
        ("/a", "/a/${V}/x", Yes),
        ("/a/b", "/a/${V}/x", Maybe),
        ("/a", "/a/…", Yes),
        ("/a/b", "/a/…", Maybe),
        ("/b", "/a/…", No),
        ("/a/…", "/a/b", Maybe),
        ("/a/…", "/b", No),
        ("/opt/app…", "/opt/app-1/x", Maybe),
        ("/opt/app…", "/opt/other", No),
        ("${WORKDIR}", "${WORKDIR}/a", Yes),
        ("${WORKDIR}/a", "${WORKDIR}/b", No),
        ("/a", "${WORKDIR}/a", Maybe),
        ("/a/b/c", "${WORKDIR}", Maybe),
        ("/", "${WORKDIR}", Yes),
        ("${HOME}/.cache", "/tmp/x/setup.sh", No),
        ("${HOME}/.cache", "/root/.cache/pip", Maybe),
        ("${HOME}/a/b", "/a/c/b", No),
        ("${HOME}/../srv", "/srv/x", Maybe),
        ("${HOME}", "/a/b", Maybe),
        ("${HOME}/a*", "/b", Maybe),
        ("${HOME}/a", "/b/…", Maybe),
    ] {
        assert_eq!(path(one).covers(&path(other)), expected, "{one} covers {other}");
    }
    assert_eq!(ImagePath::unknown().covers(&path("/a")), Maybe);
    assert_eq!(path("/a").covers(&ImagePath::unknown()), Maybe);
}

#[test]
fn a_folder_is_emptied_by_deleting_what_is_in_it() {
    let lists = ImagePath::new("/var/lib/apt/lists");
    assert!(path("/var/lib/apt/lists/*").empties(&lists).is_yes());
    assert!(path("/var/lib/apt").empties(&lists).is_yes());
    assert!(path("/var/lib/apt/lists/partial").empties(&lists) == Fit::No);
}

#[test]
fn names_match_as_in_a_shell() {
    for (pattern, name, expected) in [
        ("*", "", true),
        ("*", ".x", false),
        (".*", ".x", true),
        ("a*b*c", "aXbYc", true),
        ("a*b*c", "aXbY", false),
        ("?", "é", true),
        ("[a-c]x", "bx", true),
        ("[^a-c]x", "bx", false),
        ("[]x]", "]", true),
        ("[", "[", true),
        (r"\*", "*", true),
        (r"\*", "a", false),
    ] {
        assert_eq!(pattern::matches(pattern, name), expected, "{pattern} {name}");
    }
}
