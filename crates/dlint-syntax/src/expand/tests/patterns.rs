//! Cutting and replacing by shell patterns.

use super::{PLAIN, assert_texts};
use crate::expand::Expander;

/// Checks what `${v…}` comes to for a value, given what stands between the name and the brace.
fn assert_cases(cases: &[(&str, &str, &str)]) {
    for (value, modifier, expected) in cases {
        let variables = [("v", *value), ("star", "*"), ("backslash", "\\")];
        let found = PLAIN.expand(&format!("${{v{modifier}}}"), &variables).result;
        let found = found.map(|expanded| expanded.text);
        assert_eq!(found.as_deref(), Ok(*expected), "{value:?} with {modifier:?}");
    }
}

#[test]
fn hash_cuts_at_the_start() {
    assert_cases(&[
        ("a/b/c", "#a/", "b/c"),
        ("a/b/c", "#b", "a/b/c"),
        ("a/b/c", "#*/", "b/c"),
        ("a/b/c", "##*/", "c"),
        ("a/b/c", "#?", "/b/c"),
        ("a/b/c", "#*", "a/b/c"),
        ("a/b/c", "##*", ""),
        ("a/b/c", "#", "a/b/c"),
        ("a/b/c", "##", "a/b/c"),
        ("a/b/c", "#a/b/c", ""),
        ("a/b/c", "#a/b/cd", "a/b/c"),
        ("abab", "#a*b", "ab"),
        ("abab", "##a*b", ""),
        ("xaxbxc", "#*a*b", "xc"),
        ("xaxbxbx", "##*a*b", "x"),
        ("ééa", "#?", "éa"),
        ("日本語", "##*本", "語"),
        ("", "#a", ""),
        ("", "#*", ""),
    ]);
}

#[test]
fn percent_cuts_at_the_end() {
    assert_cases(&[
        ("a.tar.gz", "%.gz", "a.tar"),
        ("a.tar.gz", "%.*", "a.tar"),
        ("a.tar.gz", "%%.*", "a"),
        ("a.tar.gz", "%?", "a.tar.g"),
        ("a.tar.gz", "%.tar", "a.tar.gz"),
        ("a.tar.gz", "%", "a.tar.gz"),
        ("a.tar.gz", "%%", "a.tar.gz"),
        ("a.tar.gz", "%*", "a.tar.gz"),
        ("a.tar.gz", "%%*", ""),
        ("abab", "%a*b", "ab"),
        ("abab", "%%a*b", ""),
        ("xaxbxc", "%a*c", "x"),
        ("z1-a-b-2", "%1*a*b*2", "z"),
        ("z1-a-b-2", "%1*b*a*2", "z1-a-b-2"),
        ("ab", "%b?", "ab"),
        ("aéé", "%é", "aé"),
        ("語日本", "%%日*", "語"),
        ("", "%a", ""),
    ]);
}

#[test]
fn slash_replaces_the_first_match() {
    assert_cases(&[
        ("banana", "/an/-", "b-ana"),
        ("banana", "/an/", "bana"),
        ("banana", "/x/-", "banana"),
        ("banana", "/n*n/-", "ba-a"),
        ("banana", "/a*/-", "b-"),
        ("banana", "/*/-", "-"),
        ("banana", "/a?a/-", "b-na"),
        ("a/b/c", "/\\//-", "a-b/c"),
        ("aab", "/ab/-", "a-"),
        ("ab.b", "/./-", "ab-b"),
        ("a", "/a/$star", "*"),
        ("a$1", "/a/$0\\1&", "\\1&$1"),
        ("日本", "/本/й", "日й"),
        ("", "/*/x", "x"),
        ("", "/a/x", ""),
    ]);
}

#[test]
fn two_slashes_replace_all_matches() {
    assert_cases(&[
        ("banana", "//an/-", "b--a"),
        ("banana", "//a/", "bnn"),
        ("banana", "//a?/-", "b--a"),
        ("banana", "//?/-", "------"),
        ("banana", "//*/-", "-"),
        ("aaa", "//aa/-", "-a"),
        ("a/b/c", "//\\//-", "a-b-c"),
        ("abcab", "//b*c/-", "a-ab"),
        ("one\ntwo\n", "//*/-", "-\n-\n-"),
        ("one\ntwo", "//e*/-", "on-\ntwo"),
        ("x\na1\nab", "//a*b/-", "x\na1\n-"),
        ("日本日", "//日/-", "-本-"),
    ]);
}

#[test]
fn an_empty_pattern_is_found_around_every_character() {
    for (word, text) in [
        ("${v/$e/-}", "-né"),
        ("${v//$e/-}", "-n-é-"),
        ("${v///}", "né"),
        ("${v///-}", "-n-é-"),
        ("${e/$e/-}", "-"),
        ("${e//$e/-}", "-"),
    ] {
        let result = PLAIN.expand(word, &[("v", "né"), ("e", "")]).result;
        assert_eq!(result.map(|found| found.text).as_deref(), Ok(text), "{word}");
    }
}

#[test]
fn wildcards_stop_at_a_newline() {
    assert_cases(&[
        ("one\ntwo", "##*", "\ntwo"),
        ("one\ntwo", "%%*", "one\n"),
        ("one\ntwo", "#*t", "one\ntwo"),
        ("\nx", "#?", "\nx"),
        ("one\ntwo", "#*\nt", "wo"),
        ("one\ntwo", "##*\n*o", ""),
        ("one\ntwo", "/e?t/-", "one\ntwo"),
        ("one\ntwo", "/t*/-", "one\n-"),
        ("one\ntwo", "/e\n/-", "on-two"),
    ]);
}

#[test]
fn a_backslash_makes_a_wildcard_ordinary() {
    assert_cases(&[
        ("a*b", "#a\\*", "b"),
        ("axb", "#a\\*", "axb"),
        ("?b", "#\\?", "b"),
        ("xb", "#\\?", "xb"),
        ("\\b", "#\\\\", "b"),
        ("a}b", "#a\\}", "b"),
        ("a*b*", "//\\*/+", "a+b+"),
    ]);
}

#[test]
fn all_other_characters_stand_for_themselves() {
    let odd = "[a](b){c,d}^.$|+@!";
    for operator in ["#", "%", "/", "//"] {
        let word = match operator {
            "#" | "%" => format!("<${{v{operator}$v}}>"),
            _ => format!("<${{v{operator}$v/}}>"),
        };
        let result = PLAIN.expand(&word, &[("v", odd)]).result;
        assert_eq!(result.map(|found| found.text).as_deref(), Ok("<>"), "{word}");
    }
    assert_cases(&[("abc", "#[a]", "abc"), ("abc", "#.", "abc"), ("abc", "/^a/x", "abc")]);
}

#[test]
fn a_pattern_from_a_variable_is_a_pattern_too() {
    assert_cases(&[
        ("a/b/c", "##$star/", "c"),
        ("a*b", "#a$backslash$star", "b"),
        ("a/b", "#'*'/", "b"),
        ("a/b", "/\"/\"/-", "a-b"),
    ]);
}

#[test]
fn the_pattern_backslash_does_not_depend_on_the_escape_character() {
    let expander = Expander::new('`');
    let variables = [("v", "*a"), ("w", "`}a")];
    for (word, text) in [
        (r"${v#\*}", "a"),
        (r"${v/\*/b}", "ba"),
        // The escape character keeps the brace from closing, and is part of the pattern.
        ("${w#`}}", "a"),
    ] {
        let result = expander.expand(word, &variables).result;
        assert_eq!(result.map(|found| found.text).as_deref(), Ok(text), "{word}");
    }
}

#[test]
fn variables_without_a_value_can_be_cut_and_replaced_in() {
    assert_texts(
        PLAIN,
        &[
            ("<${gone#a}${gone%%*}${gone/a/b}>", "<>"),
            ("<${empty##*}${empty%a}${empty//a/b}>", "<>"),
            ("<${gone/$empty/x}>", "<x>"),
        ],
    );
}

#[test]
fn cuts_can_be_nested() {
    assert_texts(
        PLAIN,
        &[
            ("${file##*/}", "lib.tar.gz"),
            ("${file%/*}", "/opt/pkg"),
            ("${file#${dir}/}", "pkg/lib.tar.gz"),
            ("${file/${dir}/${gone:-/srv}}", "/srv/pkg/lib.tar.gz"),
            ("${file/'/opt/pkg/'/}", "lib.tar.gz"),
        ],
    );
}
