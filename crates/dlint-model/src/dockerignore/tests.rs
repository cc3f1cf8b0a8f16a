//! Patterns and paths, one fact a line.

use dlint_text::SourceFile;
use proptest::prelude::*;

use super::{Dockerignore, GlobError};

fn parse(text: &str) -> Dockerignore {
    Dockerignore::parse(&SourceFile::new(".dockerignore", text))
}

/// One file of patterns (`|` for a new line), a path, and whether the build does not see it.
const CASES: &[(&str, &str, bool)] = &[
    // Anchored at the root; a folder takes what is below it along.
    ("a", "a", true),
    ("a", "a/b/c", true),
    ("a", "b/a", false),
    ("a", "ab", false),
    ("a/b", "a/b", true),
    ("a/b", "a", false),
    ("a/b", "a/b/c", true),
    ("a/b", "a/bc", false),
    ("A", "a", false),
    // What is in front, behind and between.
    ("/a", "a", true),
    ("//a//b/", "a/b", true),
    ("./a", "a", true),
    ("a/", "a", true),
    ("a/", "a/b", true),
    ("a/../b", "b", true),
    ("a/../b", "a", false),
    ("../a", "a", false),
    ("/../a", "a", true),
    (".", "a", false),
    ("/", "a", false),
    ("  a  ", "a", true),
    ("\ta\r", "a", true),
    ("a b", "a b", true),
    ("", "a", false),
    ("#a", "#a", false),
    (" #a", "#a", true),
    ("\\#a", "#a", true),
    ("a|#b", "b", false),
    ("\u{feff}a", "a", true),
    ("\u{feff}# a", "# a", false),
    ("x|\u{feff}a", "a", false),
    // `*` and `?` stay within a folder.
    ("*", "a", true),
    ("*", "a/b", true),
    ("*.md", "README.md", true),
    ("*.md", "docs/README.md", false),
    ("*/*.md", "docs/README.md", true),
    ("*/*.md", "README.md", false),
    ("*/*.md", "a/b/c.md", false),
    ("a*", "abc", true),
    ("a*", "a", true),
    ("*a*b*", "xaybz", true),
    ("*a*b*", "xbya", false),
    ("a?c", "abc", true),
    ("a?c", "ac", false),
    ("a?c", "a/c", false),
    ("a?", "aé", true),
    ("a*/b", "ax/y/b", false),
    (".*", ".git/config", true),
    (".*", "a", false),
    // Classes and escapes.
    ("[a-c]x", "bx", true),
    ("[a-c]x", "dx", false),
    ("[^a-c]x", "dx", true),
    ("[^a-c]x", "ax", false),
    ("[!a]x", "!x", true),
    ("[!a]x", "bx", false),
    ("[\\]]", "]", true),
    ("[a\\-z]", "-", true),
    ("\\*", "*", true),
    ("\\*", "a", false),
    ("\\!a", "!a", true),
    ("a.b", "axb", false),
    ("a+(b)|a{b}$", "a{b}$", true),
    ("é[à-ü]", "éè", true),
    // `**`.
    ("**", "a/b/c", true),
    ("**/a", "a", true),
    ("**/a", "x/a", true),
    ("**/a", "x/y/a/b", true),
    ("**/a", "xa", false),
    ("**/*.log", "a.log", true),
    ("**/*.log", "x/y/a.log", true),
    ("**/*.log", "x/y/a.logs", false),
    ("a/**", "a/b", true),
    ("a/**", "a/b/c", true),
    ("a/**", "a", false),
    ("a/**/b", "a/b", true),
    ("a/**/b", "a/x/b", true),
    ("a/**/b", "a/x/y/b/z", true),
    ("a/**/b", "a/xb", false),
    ("a/**/b/**/c", "a/1/b/2/3/c", true),
    ("a/**/b/**/c", "a/1/2/3/c", false),
    ("a**", "ab/c", true),
    ("**.log", "x/a.log", true),
    ("**.log", "a.log", true),
    ("**/", "a", true),
    ("/**/a", "x/a", true),
    ("**/**/a", "a", true),
    ("**/a?", "x/ab", true),
    // The last match wins, and what is brought back may lie below what is ignored.
    ("*|!a", "a", false),
    ("*|!a", "a/b", false),
    ("*|!a", "b", true),
    ("!a|*", "a", true),
    ("a|!a/b", "a/b", false),
    ("a|!a/b", "a/b/c", false),
    ("a|!a/b", "a/c", true),
    ("a|!a/b|a/b/c", "a/b/c", true),
    ("*.md|!README*.md|README-secret.md", "README-secret.md", true),
    ("*.md|README-secret.md|!README*.md", "README-secret.md", false),
    ("**|!src/**/*.rs", "src/a/b.rs", false),
    ("**|!src/**/*.rs", "src/a/b.c", true),
    ("*|! a", "a", false),
    ("*|!/a/", "a", false),
    ("*|/!a", "a", false),
    ("!!a", "!a", false),
    ("*|!!a", "!a", false),
    // What is no pattern matches nothing.
    ("[", "[", false),
    ("a|!|b", "a", true),
];

#[test]
fn paths_are_ignored_as_docker_ignores_them() {
    assert!(CASES.len() >= 60);
    for (text, path, ignored) in CASES {
        let found = parse(&text.replace('|', "\n")).ignored(path).is_some();
        assert_eq!(found, *ignored, "`{}` on `{path}`", text.escape_debug());
    }
}

#[test]
fn a_path_may_be_written_in_several_ways() {
    let ignore = parse("a/b");
    for path in ["a/b", "./a/b", "/a/b", "a//b/", "a/x/../b"] {
        assert!(ignore.ignored(path).is_some(), "{path}");
    }
    for path in ["", ".", "/", "a"] {
        assert!(parse("**\n*\n.").ignored("").is_none());
        assert!(ignore.ignored(path).is_none(), "{path}");
    }
}

#[test]
fn a_pattern_knows_its_place_in_the_file() {
    let file = SourceFile::new(".dockerignore", "\u{feff}# first\r\n\r\n  /a/ \r\n! b \nc");
    let ignore = Dockerignore::parse(&file);
    let found: Vec<_> =
        ignore.patterns().iter().map(|one| (file.slice(one.span), one.text.as_str(), one.negated)).collect();
    assert_eq!(found, [("/a/", "a", false), ("! b", "b", true), ("c", "c", false)]);
    assert!(ignore.has_negation());
    assert!(!parse("a").has_negation());
    let marked = SourceFile::new(".dockerignore", "\u{feff} a");
    assert_eq!(marked.slice(Dockerignore::parse(&marked).patterns()[0].span), "a");
}

#[test]
fn the_deciding_pattern_is_the_last_that_matches() {
    let ignore = parse("a\na/b\n!a/b/c\nx");
    assert_eq!(ignore.deciding("a/b/z").map(|one| one.text.as_str()), Some("a/b"));
    assert_eq!(ignore.deciding("a/b/c").map(|one| one.negated), Some(true));
    assert_eq!(ignore.deciding("q"), None);
    assert!(ignore.patterns()[0].matches("a/b/c"));
}

#[test]
fn what_docker_refuses_is_kept_with_its_reason() {
    for (text, error) in [
        ("!", Some(GlobError::NothingBehindNegation)),
        ("!  ", Some(GlobError::NothingBehindNegation)),
        ("/!", Some(GlobError::NothingBehindNegation)),
        ("a\\", Some(GlobError::TrailingEscape)),
        ("[", Some(GlobError::UnclosedClass)),
        ("[a", Some(GlobError::UnclosedClass)),
        ("[a-", Some(GlobError::UnclosedClass)),
        ("[a\\", Some(GlobError::UnclosedClass)),
        ("[]a]", Some(GlobError::BadClass)),
        ("[^]", Some(GlobError::BadClass)),
        ("[-a]", Some(GlobError::BadClass)),
        ("[a-]", Some(GlobError::BadClass)),
        ("[a-z]", None),
        ("]", None),
    ] {
        assert_eq!(parse(text).patterns()[0].error, error, "{text}");
    }
}

#[test]
fn many_stars_cost_no_more_than_their_number() {
    let ignore = parse(&format!("{}b", "*a".repeat(200)));
    assert!(ignore.ignored(&"a".repeat(4000)).is_none());
    let ignore = parse(&format!("{}b", "**/a/".repeat(100)));
    assert!(ignore.ignored(&"a/".repeat(2000)).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_spans_are_inside(text in "\\PC{0,20}(\n[!#]?[-a*?\\[\\]^/\\\\. ]{0,12}){0,5}", path in "[-a*/.\\[]{0,12}") {
        let file = SourceFile::new(".dockerignore", text);
        let ignore = Dockerignore::parse(&file);
        for pattern in ignore.patterns() {
            let written = file.slice(pattern.span);
            prop_assert!(!written.is_empty() && written == written.trim());
            prop_assert!(pattern.error.is_none() || !pattern.matches(&path));
        }
        let _ = ignore.ignored(&path);
    }

    #[test]
    fn what_is_below_a_match_is_a_match(pattern in "[-ab*?/]{1,8}", path in "[ab]{1,3}(/[ab]{1,3}){0,3}", below in "[ab/]{1,4}") {
        let ignore = parse(&pattern);
        if ignore.ignored(&path).is_some() {
            let below = format!("{path}/{below}");
            prop_assert!(ignore.ignored(&below).is_some());
        }
    }

    #[test]
    fn a_path_written_literally_matches_itself_and_not_its_siblings(path in "[ab][ab.]{0,2}(/[.]?[a-c]{1,3}){0,3}") {
        let ignore = parse(&path);
        prop_assert!(ignore.ignored(&path).is_some());
        let sibling = format!("{path}x");
        prop_assert!(ignore.ignored(&sibling).is_none());
    }

    #[test]
    fn a_pattern_and_its_negation_behind_it_cancel_out(pattern in "[ab*?/]{0,6}[ab]", path in "[ab]{1,3}(/[ab]{1,3}){0,2}") {
        let both = parse(&format!("{pattern}\n!{pattern}"));
        prop_assert!(both.ignored(&path).is_none());
    }

    #[test]
    fn two_stars_are_what_a_plain_search_says(
        pattern in prop::collection::vec(prop_oneof!["[ab*]{1,2}", Just("**".to_owned())], 1..5),
        path in prop::collection::vec("[ab]{1,2}", 1..6),
    ) {
        let pattern: Vec<&str> = pattern.iter().map(String::as_str).collect();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let expected = (1..=path.len()).any(|length| plain_parts(&pattern, &path[..length]));
        let found = parse(&pattern.join("/")).ignored(&path.join("/")).is_some();
        prop_assert_eq!(found, expected, "{:?} on {:?}", pattern, path);
    }

    #[test]
    fn one_star_is_what_a_plain_search_says(pattern in "[*]?([ab][*]?){1,4}", name in "[ab]{1,10}") {
        prop_assert_eq!(parse(&pattern).ignored(&name).is_some(), plain(pattern.as_bytes(), name.as_bytes()));
    }
}

/// Patterns of whole parts by trying everything.
fn plain_parts(pattern: &[&str], path: &[&str]) -> bool {
    match pattern.split_first() {
        None => path.is_empty(),
        // At the end it stands for what is inside of a folder, but not for the folder.
        Some((&"**", [])) => !path.is_empty(),
        Some((&"**", rest)) => (0..=path.len()).any(|taken| plain_parts(rest, &path[taken..])),
        Some((first, rest)) => path.split_first().is_some_and(|(next, behind)| {
            plain(first.as_bytes(), next.as_bytes()) && plain_parts(rest, behind)
        }),
    }
}

/// `*` by trying everything.
fn plain(pattern: &[u8], name: &[u8]) -> bool {
    match pattern.split_first() {
        None => name.is_empty(),
        Some((b'*', rest)) => (0..=name.len()).any(|taken| plain(rest, &name[taken..])),
        Some((first, rest)) => {
            name.split_first().is_some_and(|(next, behind)| first == next && plain(rest, behind))
        }
    }
}
