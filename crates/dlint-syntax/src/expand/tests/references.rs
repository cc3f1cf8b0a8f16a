//! What an expansion tells about the variables in the word.

use super::{PLAIN, VARIABLES};
use crate::expand::{Expander, Modifier, Operator, Reference};

/// The references in a word, as what is written there, the name, whether it is set, the modifier.
fn references(expander: Expander, word: &str) -> Vec<(&str, &str, bool, Option<Modifier>)> {
    let expansion = expander.expand(word, &VARIABLES);
    let describe = |found: Reference| {
        let written = word.get(found.range).unwrap_or("out of range");
        let name = word.get(found.name_range).unwrap_or("out of range");
        assert_eq!(name, found.name, "{word}");
        (written, name, found.set, found.modifier)
    };
    expansion.references.into_iter().map(describe).collect()
}

fn modifier(operator: Operator, colon: bool) -> Modifier {
    Modifier { operator, colon }
}

#[test]
fn references_tell_where_they_are_and_whether_they_are_set() {
    let word = "é$name '$no' ${gone}\"$größe\" $1x $empty ${-}";
    assert_eq!(
        references(PLAIN, word),
        [
            ("$name", "name", true, None),
            ("${gone}", "gone", false, None),
            ("$größe", "größe", true, None),
            ("$1", "1", true, None),
            ("$empty", "empty", true, None),
            ("${-}", "-", false, None),
        ],
    );
}

#[test]
fn references_tell_what_their_modifier_does() {
    for (word, operator, colon, written) in [
        ("${name-x}", Operator::Default, false, "-"),
        ("${name:-x}", Operator::Default, true, ":-"),
        ("${name+x}", Operator::Alternative, false, "+"),
        ("${name:+x}", Operator::Alternative, true, ":+"),
        ("${name?x}", Operator::Required, false, "?"),
        ("${name:?x}", Operator::Required, true, ":?"),
        ("${name#x}", Operator::CutPrefix, false, "#"),
        ("${name##x}", Operator::CutPrefix, false, "#"),
        ("${name%x}", Operator::CutSuffix, false, "%"),
        ("${name/x/y}", Operator::ReplaceFirst, false, "/"),
        ("${name//x/y}", Operator::ReplaceAll, false, "//"),
        ("${name:=x}", Operator::Unsupported('='), true, ":="),
    ] {
        let expected = modifier(operator, colon);
        assert_eq!(references(PLAIN, word), [(word, "name", true, Some(expected))]);
        assert_eq!(expected.to_string(), written);
    }
}

#[test]
fn references_come_in_the_order_of_the_look_ups() {
    let default = Some(modifier(Operator::Default, true));
    assert_eq!(
        references(PLAIN, "${a:-${b:-$c}$d}$e"),
        [
            ("$c", "c", false, None),
            ("${b:-$c}", "b", false, default),
            ("$d", "d", false, None),
            ("${a:-${b:-$c}$d}", "a", false, default),
            ("$e", "e", false, None),
        ],
    );
    assert_eq!(
        references(PLAIN, "${name/$b/$c}"),
        [
            ("$b", "b", false, None),
            ("$c", "c", false, None),
            ("${name/$b/$c}", "name", true, Some(modifier(Operator::ReplaceFirst, false))),
        ],
    );
}

#[test]
fn a_default_is_looked_into_even_if_it_is_not_used() {
    let expansion = PLAIN.expand("${name:-$gone}${other:+$dir}", &VARIABLES);
    assert!(expansion.matched().iter().eq(&["dir", "name"]));
    assert!(expansion.unmatched().iter().eq(&["gone", "other"]));
}

#[test]
fn references_are_known_as_far_as_a_failing_expansion_came() {
    for (word, expected) in [
        ("$name '", vec!["name"]),
        ("$name ${} $dir", vec!["name"]),
        // Looked up before the failure was noticed.
        ("${gone?$dir}", vec!["dir", "gone"]),
        ("${empty:?}", vec!["empty"]),
        ("${name:=$dir}", vec!["dir", "name"]),
        // And not.
        ("${name=$dir}", vec![]),
        ("${name:#$dir}", vec![]),
        ("${name:%$dir}", vec![]),
        ("${name", vec![]),
        ("${name:-$dir", vec!["dir"]),
        ("${name/$dir}", vec!["dir"]),
        ("${name/$dir/$1", vec!["dir", "1"]),
    ] {
        let expansion = PLAIN.expand(word, &VARIABLES);
        assert!(expansion.result.is_err(), "{word}");
        let names = expansion.references.iter().map(|found| found.name.as_str());
        assert!(names.eq(expected), "{word}");
    }
}

#[test]
fn kept_references_are_references() {
    assert_eq!(
        references(PLAIN.keep_unset(true), "$gone ${gone:-$name} ${gone:=x} $name"),
        [
            ("$gone", "gone", false, None),
            ("$name", "name", true, None),
            ("${gone:-$name}", "gone", false, Some(modifier(Operator::Default, true))),
            ("${gone:=x}", "gone", false, Some(modifier(Operator::Unsupported('='), true))),
            ("$name", "name", true, None),
        ],
    );
}

#[test]
fn a_nameless_substitution_is_a_reference() {
    assert_eq!(
        references(PLAIN, "${+x}"),
        [("${+x}", "", false, Some(modifier(Operator::Alternative, false)))],
    );
    assert_eq!(references(PLAIN, r"$ $. \$name"), []);
}
