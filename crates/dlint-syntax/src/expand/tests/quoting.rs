//! Quotes, escapes, heredoc operators and the splitting into words.

use super::{PLAIN, assert_texts, assert_words};
use crate::expand::Expander;

#[test]
fn plain_text_is_itself() {
    assert_words(
        PLAIN,
        &[
            ("", "", &[]),
            ("   ", "   ", &[]),
            ("word", "word", &["word"]),
            (" one\ttwo\n three ", " one\ttwo\n three ", &["one", "two", "three"]),
            ("größe=日本", "größe=日本", &["größe=日本"]),
            ("a{b}c/d:e}", "a{b}c/d:e}", &["a{b}c/d:e}"]),
        ],
    );
}

#[test]
fn any_unicode_white_space_ends_a_word() {
    for space in ['\u{85}', '\u{a0}', '\u{2003}', '\u{3000}', '\u{b}', '\r'] {
        let word = format!("a{space}b");
        assert_words(PLAIN, &[(&word, &word, &["a", "b"])]);
    }
    // A zero-width space only looks like one.
    assert_words(PLAIN, &[("a\u{200b}b", "a\u{200b}b", &["a\u{200b}b"])]);
}

#[test]
fn quotes_go_away_and_keep_their_text_in_one_word() {
    assert_words(
        PLAIN,
        &[
            ("'a b' c", "a b c", &["a b", "c"]),
            ("\"a b\" c", "a b c", &["a b", "c"]),
            ("x'a b'y\"c d\"z", "xa byc dz", &["xa byc dz"]),
            ("'a \"b\" c'", "a \"b\" c", &["a \"b\" c"]),
            ("\"it's\"", "it's", &["it's"]),
            ("'$name ${name} \\'", "$name ${name} \\", &["$name ${name} \\"]),
            ("\"<< x\"", "<< x", &["<< x"]),
            ("\"é ü\"", "é ü", &["é ü"]),
        ],
    );
}

#[test]
fn empty_quotes_make_no_word() {
    assert_words(
        PLAIN,
        &[
            ("''", "", &[]),
            ("\"\"", "", &[]),
            ("a '' b", "a  b", &["a", "b"]),
            ("a''b", "ab", &["ab"]),
            ("\"$empty\"", "", &[]),
        ],
    );
}

#[test]
fn a_quoted_blank_is_a_word() {
    assert_words(PLAIN, &[("' '", " ", &[" "]), ("\" \"", " ", &[" "])]);
}

#[test]
fn an_escape_makes_the_next_character_ordinary() {
    assert_words(
        PLAIN,
        &[
            (r"a\ b c", "a b c", &["a b", "c"]),
            (r"\$name", "$name", &["$name"]),
            (r"\${name}", "${name}", &["${name}"]),
            (r"\'a b\'", "'a b'", &["'a", "b'"]),
            (r#"\"a"#, "\"a", &["\"a"]),
            (r"\n\é\\", r"né\", &[r"né\"]),
            (r"\<<a", "<<a", &["<<a"]),
            // Nothing is left to escape.
            (r"a\", "a", &["a"]),
            (r"a \", "a ", &["a"]),
        ],
    );
}

#[test]
fn in_double_quotes_only_three_characters_can_be_escaped() {
    assert_texts(
        PLAIN,
        &[
            (r#""\"""#, r#"""#),
            (r#""\$name""#, "$name"),
            (r#""\\""#, r"\"),
            (r#""\n\'\`\ \é""#, r"\n\'\`\ \é"),
            (r#""\\$name""#, r"\Ada"),
        ],
    );
}

#[test]
fn the_escape_character_can_be_a_backtick() {
    let expander = Expander::new('`');
    assert_words(
        expander,
        &[
            (r"C:\dir\$name", r"C:\dir\Ada", &[r"C:\dir\Ada"]),
            ("`$name` x", "$name x", &["$name x"]),
            ("\"`$name `n ``\"", "$name `n `", &["$name `n `"]),
            (r#""\$name\""#, r"\Ada\", &[r"\Ada\"]),
            ("a`", "a", &["a"]),
            (r"a\", r"a\", &[r"a\"]),
        ],
    );
    assert_texts(PLAIN, &[("`$name`", "`Ada`")]);
}

#[test]
fn raw_quotes_stay_in_the_text() {
    assert_words(
        PLAIN.raw_quotes(true),
        &[
            ("'a b' \"c $two\"", "'a b' \"c a b\"", &["'a b'", "\"c a b\""]),
            ("''", "''", &["''"]),
            ("\"\"", "\"\"", &["\"\""]),
            (r#""\"""#, r#"""""#, &[r#"""""#]),
            ("${gone:-'x y'}", "'x y'", &["'x", "y'"]),
        ],
    );
}

#[test]
fn raw_escapes_stay_in_the_text() {
    assert_words(
        PLAIN.raw_escapes(true),
        &[
            (r"a\ b \$name", r"a\ b \$name", &[r"a\ b", r"\$name"]),
            (r#""\"\$name\\\n""#, r#"\"\$name\\\n"#, &[r#"\"\$name\\\n"#]),
            (r"a\", r"a\", &[r"a\"]),
            // Not in the words after `-`, `+` and `?`, whatever is around them …
            (r"\a${gone:-\b}\c", r"\ab\c", &[r"b\c"]),
            (r#""\$${gone:-\b"\$"}\$""#, r"\$b$\$", &[r"\$b$\$"]),
        ],
    );
}

#[test]
fn escapes_are_always_raw_in_patterns_and_replacements() {
    assert_texts(
        PLAIN,
        &[
            // The pattern has to see that the star is escaped.
            (r"${name#\*}", "Ada"),
            (r"${name/Ad/\x}", r"\xa"),
            (r#"${name/A/"\$\x"}"#, r"\$\xda"),
            // … but not in a default in there, and again after it.
            (r"${name/A/\1${gone:-\2}\3}", r"\12\3da"),
            (r"${gone:-\1${name/A/\2}\3}", r"1\2da3"),
        ],
    );
}

#[test]
fn ignored_quotes_are_characters_like_any_other() {
    assert_words(
        PLAIN.ignore_quotes(true),
        &[
            ("'a $name' \"x", "'a Ada' \"x", &["'a", "Ada'", "\"x"]),
            ("${gone:-'x\"}", "'x\"", &["'x\""]),
            (r"a\ 'b", "a 'b", &["a 'b"]),
            ("<< 'E F'", "<< 'E F'", &["<< 'E", "F'"]),
        ],
    );
}

#[test]
fn a_heredoc_operator_stays_with_its_delimiter() {
    assert_words(
        PLAIN,
        &[
            ("cat <<EOF x", "cat <<EOF x", &["cat", "<<EOF", "x"]),
            ("<< \t EOF", "<< \t EOF", &["<< \t EOF"]),
            ("<<- EOF", "<<- EOF", &["<<-", "EOF"]),
            ("<<'E F'", "<<E F", &["<<E F"]),
            ("a<< b", "a<< b", &["a<< b"]),
            ("a < b", "a < b", &["a", "<", "b"]),
            ("a< <b", "a< <b", &["a<", "<b"]),
            ("<<< b", "<<< b", &["<<<", "b"]),
            ("<<<< b", "<<<< b", &["<<<< b"]),
            ("<<\nb", "<<\nb", &["<<", "b"]),
            ("<< $name", "<< Ada", &["<< Ada"]),
            ("<", "<", &["<"]),
        ],
    );
}

#[test]
fn a_value_is_split_into_words_unless_it_is_quoted() {
    assert_words(
        PLAIN,
        &[
            ("$two", "a b", &["a", "b"]),
            ("x${two}y", "xa by", &["xa", "by"]),
            ("\"$two\"", "a b", &["a b"]),
            ("x\"${two}\"y", "xa by", &["xa by"]),
            ("x${padded}y", "x a  b y", &["x", "a", "b", "y"]),
            ("${gone:-'a b'}", "a b", &["a", "b"]),
            (r"${gone:-a\ b}", "a b", &["a", "b"]),
            ("\"${gone:-a b}\"", "a b", &["a b"]),
        ],
    );
}

#[test]
fn a_modifier_makes_the_text_directly_before_it_vanish_from_the_words() {
    assert_words(
        PLAIN,
        &[
            ("one two${name:-x}three", "one twoAdathree", &["one", "Adathree"]),
            ("x${name+y}", "xy", &["y"]),
            ("x${name?}", "xAda", &["Ada"]),
            ("x${name#A}", "xda", &["da"]),
            ("x${name%a}", "xAd", &["Ad"]),
            ("x${name/A/E}", "xEda", &["Eda"]),
            ("x${gone:-}", "x", &[]),
            ("x${gone:-} y", "x y", &["y"]),
            ("x'a b'${gone:-}y", "xa by", &["y"]),
            // From inside of quotes too, where only the text before the quotes is lost.
            ("x\"y${name:-}z\"", "xyAdaz", &["yAdaz"]),
            ("x${gone:-${gone:-y}}", "xy", &["y"]),
            // Without a modifier nothing is lost.
            ("x${name}", "xAda", &["xAda"]),
            ("x$name", "xAda", &["xAda"]),
        ],
    );
}
