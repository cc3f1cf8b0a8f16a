//! Words that cannot be expanded.

use super::{PLAIN, expand};
use crate::expand::{ExpandError, Expander};

fn assert_errors(expander: Expander, cases: &[(&str, ExpandError)]) {
    for (word, error) in cases {
        assert_eq!(expand(expander, word).as_ref(), Err(error), "{word:?}");
    }
}

fn unsupported(offset: usize, modifier: &str) -> ExpandError {
    let modifier = modifier.to_owned();
    ExpandError::UnsupportedModifier { offset, modifier }
}

fn not_set(offset: usize, name: &str, message: &str) -> ExpandError {
    let (name, message) = (name.to_owned(), message.to_owned());
    ExpandError::NotSet { offset, name, message }
}

fn empty(offset: usize, name: &str, message: &str) -> ExpandError {
    let (name, message) = (name.to_owned(), message.to_owned());
    ExpandError::Empty { offset, name, message }
}

#[test]
fn quotes_have_to_be_closed() {
    assert_errors(
        PLAIN,
        &[
            ("é'a", ExpandError::OpenSingleQuote { offset: 2 }),
            (r"'a\'b'", ExpandError::OpenSingleQuote { offset: 5 }),
            ("x\"a", ExpandError::OpenDoubleQuote { offset: 1 }),
            (r#""a\""#, ExpandError::OpenDoubleQuote { offset: 0 }),
            (r#""a\"#, ExpandError::OpenDoubleQuote { offset: 0 }),
            ("\"${name}", ExpandError::OpenDoubleQuote { offset: 0 }),
        ],
    );
}

#[test]
fn braces_have_to_be_closed() {
    let from_the_start = ExpandError::MissingBrace { offset: 0 };
    for word in [
        "${",
        "${name:",
        "${name:-",
        "${name-x",
        "${name:+x y",
        "${name?",
        "${name#",
        "${name%%x",
        "${name:=",
        "${name:}",
        "${name/a/",
        "${name//a/b",
        r"${name-\}",
        r"${name-\",
    ] {
        assert_eq!(expand(PLAIN, word).as_ref(), Err(&from_the_start), "{word}");
    }
    assert_errors(PLAIN, &[("éx${name:-", ExpandError::MissingBrace { offset: 3 })]);
}

#[test]
fn a_pattern_to_replace_has_to_end_with_a_slash() {
    let error = ExpandError::MissingSlash { offset: 0 };
    for word in ["${name/", "${name//", "${name/a}", "${name//a}", r"${name/a\/}", "${name/'/'}"] {
        assert_eq!(expand(PLAIN, word).as_ref(), Err(&error), "{word}");
    }
}

#[test]
fn braces_need_something_to_substitute() {
    assert_errors(
        PLAIN,
        &[
            ("${}", ExpandError::BadSubstitution { offset: 0 }),
            ("a${:-b}", ExpandError::BadSubstitution { offset: 1 }),
            ("${{name}}", ExpandError::BadSubstitution { offset: 0 }),
            ("\"${}\"", ExpandError::BadSubstitution { offset: 1 }),
            ("${name:-${}}", ExpandError::BadSubstitution { offset: 8 }),
        ],
    );
}

#[test]
fn only_some_modifiers_are_supported() {
    assert_errors(
        PLAIN,
        &[
            ("${name", unsupported(0, "")),
            ("${", ExpandError::MissingBrace { offset: 0 }),
            ("${name=x}", unsupported(0, "=")),
            ("${name^^}", unsupported(0, "^")),
            ("${name é}", unsupported(0, " ")),
            // The first one has a default of `me.x`.
            ("a${na-me.x}${é.x}", unsupported(11, ".")),
            ("${.}", unsupported(0, ".")),
            ("${!name}", unsupported(0, "n")),
            ("${1a}", unsupported(0, "a")),
            ("${name:=x}", unsupported(0, ":=")),
            ("${name:0:1}", unsupported(0, ":0")),
            ("${name::}", unsupported(0, "::")),
            ("${name:}}", unsupported(0, ":}")),
            ("${name:#x}", unsupported(0, ":#")),
            ("${name:%x}", unsupported(0, ":%")),
            ("${name:#", unsupported(0, ":#")),
            ("${name:/a/b}", unsupported(0, ":/")),
            ("${gone:-${name=x}}", unsupported(8, "=")),
        ],
    );
}

#[test]
fn a_backslash_in_a_pattern_needs_something_to_take_the_meaning_of() {
    let invalid = |offset| ExpandError::InvalidPattern { offset };
    assert_errors(
        PLAIN,
        &[
            (r"x${name#\A\d}", invalid(1)),
            (r"${name%\.}", invalid(0)),
            (r"${name/\a/x}", invalid(0)),
            (r"${name//a'\'/x}", invalid(0)),
            // Also where there is nothing to match.
            (r"${gone##\#}", invalid(0)),
        ],
    );
}

#[test]
fn a_required_variable_has_to_be_there() {
    assert_errors(
        PLAIN,
        &[
            ("x${gone?}", not_set(1, "gone", "")),
            ("${gone:?}", not_set(0, "gone", "")),
            ("${gone?set $name 'to it'}", not_set(0, "gone", "set Ada to it")),
            ("${empty:?}", empty(0, "empty", "")),
            ("${empty:?é}", empty(0, "empty", "é")),
            ("${name:-${gone?}}", not_set(8, "gone", "")),
        ],
    );
}

#[test]
fn an_error_at_the_end_of_the_word_is_that_of_the_outermost_braces() {
    assert_errors(
        PLAIN,
        &[
            ("${a:-'x", ExpandError::MissingBrace { offset: 0 }),
            ("${a:-\"x", ExpandError::MissingBrace { offset: 0 }),
            ("${a:-${b", ExpandError::MissingBrace { offset: 0 }),
            ("${a:-${b?}", ExpandError::MissingBrace { offset: 0 }),
            ("${a:-${name:/x}", ExpandError::MissingBrace { offset: 0 }),
            ("${a/${b:-x", ExpandError::MissingSlash { offset: 0 }),
            ("${a/x/${b/y", ExpandError::MissingBrace { offset: 0 }),
            ("${a:-${b/y", ExpandError::MissingBrace { offset: 0 }),
            ("\"${a:-${b", ExpandError::MissingBrace { offset: 1 }),
            // Not at the end, or not in braces.
            ("${a:-${b?} ", not_set(5, "b", "")),
            ("${a:-${b?}}", not_set(5, "b", "")),
            ("${b?}", not_set(0, "b", "")),
            ("\"${b?}", not_set(1, "b", "")),
        ],
    );
}

#[test]
fn the_first_error_counts() {
    assert_errors(
        PLAIN,
        &[
            ("${gone?} '", not_set(0, "gone", "")),
            ("${} ${gone?}", ExpandError::BadSubstitution { offset: 0 }),
            // The word is read before the modifier is found wanting.
            ("${name:=${gone?x}}", not_set(8, "gone", "x")),
        ],
    );
}

#[test]
fn errors_say_what_is_wrong_and_where() {
    for (word, offset, message) in [
        ("a'", 1, "the single quote is never closed"),
        ("a\"", 1, "the double quote is never closed"),
        ("${a-", 0, "`${` is never closed with `}`"),
        ("${a/", 0, "the pattern in `${name/pattern/replacement}` has no `/` after it"),
        ("-${}", 1, "`${` needs a variable name after it"),
        ("${a", 0, "the variable name after `${` is not followed by `}` or a modifier"),
        ("${a:=b}", 0, "`:=` is no modifier that `${…}` supports"),
        ("${a?}", 0, "variable `a` is not set"),
        ("${a?why}", 0, "variable `a` is not set: why"),
        ("${empty:?}", 0, "variable `empty` is empty"),
        ("${empty:?why}", 0, "variable `empty` is empty: why"),
    ] {
        let result = expand(PLAIN, word);
        let found = result.map_err(|error| (error.offset(), error.to_string()));
        assert_eq!(found, Err((offset, message.to_owned())), "{word}");
    }
}
