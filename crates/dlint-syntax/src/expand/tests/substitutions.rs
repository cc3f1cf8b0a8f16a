//! `$name`, `${name}` and everything between the braces but the patterns.

use std::collections::{BTreeMap, HashMap};

use super::{PLAIN, assert_texts, assert_words};
use crate::expand::{Environment, Expander, from_fn};

#[test]
fn a_dollar_sign_and_a_name_are_the_value() {
    assert_texts(
        PLAIN,
        &[
            ("$name", "Ada"),
            ("${name}", "Ada"),
            ("<$name>", "<Ada>"),
            ("$name$name", "AdaAda"),
            ("$name.txt", "Ada.txt"),
            ("$name-x", "Ada-x"),
            ("${name}x", "Adax"),
            ("$namex", ""),
            ("$name_", ""),
            ("[$gone][${gone}][$empty]", "[][][]"),
            ("$größe", "12"),
            ("$größe→", "12→"),
        ],
    );
}

#[test]
fn a_value_is_not_expanded_again() {
    let variables = [("a", "$b '${c}' \\"), ("b", "no")];
    let expansion = PLAIN.expand("$a", &variables);
    let text = expansion.result.map(|expanded| expanded.text);
    assert_eq!(text.as_deref(), Ok("$b '${c}' \\"));
}

#[test]
fn a_dollar_sign_without_a_name_is_itself() {
    assert_texts(
        PLAIN,
        &[
            ("$", "$"),
            ("a$", "a$"),
            ("$.", "$."),
            ("$ name", "$ name"),
            ("$/$name", "$/Ada"),
            ("$'x'", "$x"),
            ("\"$\"", "$"),
            ("${gone:-$}", "$"),
            ("$%$+$=$}", "$%$+$=$}"),
        ],
    );
}

#[test]
fn a_name_that_begins_with_a_digit_is_all_digits() {
    assert_texts(PLAIN, &[("$1", "one"), ("$1a", "onea"), ("${1}2", "one2"), ("$12", ""), ("$01x", "x")]);
    // Decimal digits of other scripts count, other numbers do not.
    let variables = [("٣٤", "arabic"), ("a٣", "mixed")];
    let expansion = PLAIN.expand("$٣٤b $a٣ $½ ${a٣}", &variables);
    let text = expansion.result.map(|expanded| expanded.text);
    assert_eq!(text.as_deref(), Ok("arabicb mixed $½ mixed"));
}

#[test]
fn special_names_are_one_character_long() {
    let variables = [("@", "1"), ("*", "2"), ("#", "3"), ("?", "4"), ("-", "5"), ("$", "6")];
    for (word, text) in [
        ("$@$*$#$?$-$$", "123456"),
        ("${@}${*}${#}${?}${-}${$}", "123456"),
        ("$@a", "1a"),
        ("$!x", "x"),
        ("${$:-x}", "6"),
        ("${--x}", "5"),
        ("$$name", "6name"),
    ] {
        let found = PLAIN.expand(word, &variables).result;
        assert_eq!(found.map(|found| found.text).as_deref(), Ok(text), "{word}");
    }
}

#[test]
fn a_combining_mark_ends_a_name() {
    // `ก` is a letter; the vowel sign after it is alphabetic, but no letter.
    let variables = [("ก", "letter"), ("กั", "with mark")];
    let expansion = PLAIN.expand("$กั", &variables);
    let text = expansion.result.map(|expanded| expanded.text);
    assert_eq!(text.as_deref(), Ok("letter\u{e31}"));
}

#[test]
fn minus_gives_a_default() {
    assert_texts(
        PLAIN,
        &[
            ("${gone-x}", "x"),
            ("${gone:-x}", "x"),
            ("${empty-x}", ""),
            ("${empty:-x}", "x"),
            ("${name-x}", "Ada"),
            ("${name:-x}", "Ada"),
            ("${gone:-}", ""),
            ("${gone:-$name}", "Ada"),
            ("${gone:-${gone:-${name}}}", "Ada"),
            ("${gone:-a b}c", "a bc"),
            ("${gone:--}", "-"),
            ("${gone:-{}}", "{}"),
            (r"${gone:-\}}", "}"),
            ("${gone:-'}'}", "}"),
            ("${gone:-\"}\"}", "}"),
            ("${gone:-\"${gone:-\"x y\"}\"}", "x y"),
            ("\"${gone:-'x'}\"", "x"),
            ("${gone:-größe $größe}", "größe 12"),
            ("${größe:-x}", "12"),
            ("${gone:-https://x:1/?}", "https://x:1/?"),
        ],
    );
}

#[test]
fn plus_gives_an_alternative() {
    assert_texts(
        PLAIN,
        &[
            ("${gone+x}", ""),
            ("${gone:+x}", ""),
            ("${empty+x}", "x"),
            ("${empty:+x}", ""),
            ("${name+x}", "x"),
            ("${name:+x}", "x"),
            ("${name:+:$name}", ":Ada"),
            ("a${dir:+${name:+y}}b", "ayb"),
            ("a${gone:+${name:+y}}b", "ab"),
        ],
    );
}

#[test]
fn question_mark_gives_the_value() {
    assert_texts(
        PLAIN,
        &[("${name?}", "Ada"), ("${name:?say}", "Ada"), ("${empty?say}", ""), ("${1?}", "one")],
    );
}

#[test]
fn a_substitution_can_have_no_name() {
    assert_texts(PLAIN, &[("<${+x}>", "<>"), ("<${/a/b}>", "<>"), ("<${%x}>", "<>")]);
}

#[test]
fn kept_references_are_written_back() {
    let keep = PLAIN.keep_unset(true);
    assert_words(
        keep,
        &[
            ("$gone ${gone}x", "$gone ${gone}x", &["$gone", "${gone}x"]),
            ("$name ${name}", "Ada Ada", &["Ada", "Ada"]),
            ("<$empty>", "<>", &["<>"]),
            ("x${gone:-a b}y", "x${gone:-a b}y", &["${gone:-a", "b}y"]),
            ("\"${gone:-a b}\"", "${gone:-a b}", &["${gone:-a b}"]),
        ],
    );
    assert_texts(
        keep,
        &[
            ("${gone-x}${gone+x}${gone:+x}", "${gone-x}${gone+x}${gone:+x}"),
            ("${gone?x}${gone:?x}", "${gone?x}${gone:?x}"),
            ("${gone#x}${gone##x}", "${gone#x}${gone##x}"),
            ("${gone%x}${gone%%x}", "${gone%x}${gone%%x}"),
            ("${gone/a/b}${gone//a/b}", "${gone/a/b}${gone//a/b}"),
            ("${gone:-$name ${other-'q'}}", "${gone:-Ada ${other-q}}"),
            ("${gone/$name/$other}", "${gone/Ada/$other}"),
            (r"${gone#\*}${gone/\//\/}", r"${gone#\*}${gone/\//\/}"),
            ("${name:-$gone}", "Ada"),
            ("${name+$gone}", "$gone"),
            ("${empty:-${gone}}", "${gone}"),
            ("$@${@}", "$@${@}"),
            // What is wrong with these is never found out.
            ("${gone:=x}", "${gone:=x}"),
            ("${gone:/x}", "${gone:/x}"),
            ("${gone:}x}", "${gone:}x}"),
        ],
    );
}

#[test]
fn variables_can_come_from_anywhere() {
    let pairs = vec![("a".to_owned(), "old".to_owned()), ("a".to_owned(), "new".to_owned())];
    let slice: &[(String, String)] = &pairs;
    let tree: BTreeMap<String, String> = pairs.iter().cloned().collect();
    let hash: HashMap<&str, &str> = HashMap::from([("a", "new")]);
    let closure = from_fn(|name| (name == "a").then_some("new"));
    let environments: [&dyn Environment; 6] = [&pairs, &slice, &tree, &hash, &closure, &[("a", "new")]];
    for environment in environments {
        let result = PLAIN.expand("$a${b-}", environment).result;
        assert_eq!(result.map(|found| found.text).as_deref(), Ok("new"));
    }
    let result = PLAIN.expand("<$a>", &()).result;
    assert_eq!(result.map(|found| found.text).as_deref(), Ok("<>"));
}

#[test]
fn switches_can_be_combined_and_turned_off_again() {
    let expander = Expander::new('\\').raw_quotes(true).raw_escapes(true).keep_unset(true);
    assert_texts(expander, &[(r#"'a' "\$" $gone $name"#, r#"'a' "\$" $gone Ada"#)]);
    let off = expander.raw_quotes(false).raw_escapes(false).keep_unset(false);
    assert_eq!(off, PLAIN);
    assert_eq!(off.ignore_quotes(true).ignore_quotes(false), PLAIN);
}
