//! Where the keyword ends, and the words of `ENV`, `LABEL` and `ARG`.

use dlint_syntax::Keyword;

use super::support::{class_in_stage, pairs, parsed, words};

fn check(text: &str, expected: &[(&str, &str)]) {
    let file = parsed(text);
    let found = pairs(file.last());
    let expected: Vec<_> =
        expected.iter().map(|(key, value)| ((*key).to_owned(), Some((*value).to_owned()))).collect();
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn a_keyword_ends_at_ascii_white_space() {
    for space in [" ", "\t", "\u{b}", "\u{c}", "\r", " \t\r \u{c}"] {
        let file = parsed(format!("FROM{space}one"));
        assert_eq!(file.last().keyword, Keyword::From, "{space:?}");
        assert_eq!(words(file.last()), ["one"], "{space:?}");
    }
    for space in ["\u{a0}", "\u{3000}", "\u{85}", "\u{2003}"] {
        let file = parsed(format!("FROM one\nRUN{space}two three"));
        assert_eq!(file.last().keyword, Keyword::Unknown, "{space:?}");
        assert_eq!(file.last().keyword_text.as_str(), format!("RUN{space}two"));
        // At the end of the line it is trimmed, though.
        assert_eq!(parsed(format!("RUN{space}")).last().keyword, Keyword::Run, "{space:?}");
    }
}

#[test]
fn a_keyword_is_known_in_any_case() {
    for text in ["from one", "From one", "fRoM one"] {
        assert_eq!(parsed(text).last().keyword, Keyword::From);
    }
    // The Kelvin sign is a `k` in lower case.
    assert_eq!(parsed("WOR\u{212a}DIR /").last().keyword, Keyword::Workdir);
    for keyword in Keyword::ALL {
        let lower = keyword.as_str().to_lowercase();
        assert_eq!(parsed(format!("{lower} x y")).last().keyword, *keyword);
    }
}

#[test]
fn a_keyword_that_is_not_known_ends_nothing() {
    let file = parsed("FROM one\nFETCH [1] <<E --x\nRUN two\nENVY A\nRUN <<F\nF\n");
    assert_eq!(file.file.instructions.len(), 5);
    assert_eq!(file.verdict(), Some(("unknown-instruction", 2)));
    // Neither its JSON nor its heredocs count.
    assert_eq!(file.classes(), ["unknown-instruction", "unknown-instruction"]);
    assert!(file.file.instructions[1].heredocs.is_empty());
}

#[test]
fn with_an_equals_sign_in_the_first_word_all_words_are_pairs() {
    check("ENV A=1", &[("A", "1")]);
    check("ENV A=1 B=2\tC=3", &[("A", "1"), ("B", "2"), ("C", "3")]);
    check("LABEL a.b=c d-e=\"f g\"", &[("a.b", "c"), ("d-e", "\"f g\"")]);
    check("ENV A=1=2=3", &[("A", "1=2=3")]);
    check("ENV A= B=", &[("A", ""), ("B", "")]);
    check("ENV A=1\u{a0}B=2\u{3000}C=3", &[("A", "1"), ("B", "2"), ("C", "3")]);
    check("ENV A=1 \\\n  B=2 \\\n  # why\n  C=3", &[("A", "1"), ("B", "2"), ("C", "3")]);
    for text in ["ENV A=1 B", "ENV A=1 B C=2", "LABEL a=b c d", "ENV A=1 = 2", "ENV A=1 # b"] {
        assert_eq!(class_in_stage(text), Some("missing-equals"), "{text}");
    }
}

#[test]
fn without_one_the_first_word_is_the_key_and_the_rest_is_the_value() {
    check("ENV A one", &[("A", "one")]);
    check("ENV A one  two\tthree", &[("A", "one  two\tthree")]);
    check("ENV A \t one", &[("A", "one")]);
    check("ENV A = b", &[("A", "= b")]);
    check("ENV A b=c d", &[("A", "b=c d")]);
    check("LABEL a \"b c\" ", &[("a", "\"b c\"")]);
    check("ENV A one # two", &[("A", "one # two")]);
    // The words are cut at quotes to find the first one, but the key is not.
    check("ENV \"A B\" c", &[("\"A", "B\" c")]);
    check("ENV A\u{a0}b c=d", &[("A\u{a0}b", "c=d")]);
    for text in ["ENV A=1", "LABEL a=1"] {
        assert!(parsed(text).last().as_pairs().unwrap()[0].equals);
    }
    assert!(!parsed("ENV A 1=2").last().as_pairs().unwrap()[0].equals);
}

#[test]
fn a_name_alone_is_an_error() {
    for text in ["ENV A", "LABEL a", "ENV 'a'", "ONBUILD ENV A", "ENV A\u{a0}b", "ENV A \\\n", "ENV \\\nA\n"]
    {
        assert_eq!(class_in_stage(text), Some("missing-value"), "{text:?}");
    }
}

#[test]
fn quotes_and_escapes_stay_in_the_words() {
    check("ENV A=\"b c\"d'e f' G=h", &[("A", "\"b c\"d'e f'"), ("G", "h")]);
    check("ENV A=b\\ c D=\\\"e", &[("A", "b\\ c"), ("D", "\\\"e")]);
    check("ENV A=\"b\\\" c\" D=e", &[("A", "\"b\\\" c\""), ("D", "e")]);
    check("ENV \"A=b c\"=d E=f", &[("\"A", "b c\"=d"), ("E", "f")]);
    check("ENV A\\ b=c", &[("A\\ b", "c")]);
    check("ENV A=\"'\" B='\"'", &[("A", "\"'\""), ("B", "'\"'")]);
}

#[test]
fn single_quotes_know_no_escape() {
    check("ENV A='b\\' C=d", &[("A", "'b\\'"), ("C", "d")]);
    check("ENV A='b\\' c' D=e", &[("A", "'b\\'"), ("c' D", "e")]);
    assert_eq!(class_in_stage("ENV A='b\\' c' D"), Some("missing-equals"));
}

#[test]
fn an_escape_at_the_very_end_goes() {
    // An odd number of them, for one alone would continue the line.
    check("ENV A=b\\\\\\", &[("A", "b\\\\")]);
    check("ENV A=\"b\\\\\\", &[("A", "\"b\\\\")]);
    // Single quotes know none.
    check("ENV A='b\\\\\\", &[("A", "'b\\\\\\")]);
}

#[test]
fn a_quote_that_is_never_closed_runs_to_the_end_and_is_no_error() {
    check("ENV A=\"b c D=e", &[("A", "\"b c D=e")]);
    check("ENV A='b c", &[("A", "'b c")]);
    check("ENV A=b D=it's E=f", &[("A", "b"), ("D", "it's E=f")]);
    assert_eq!(class_in_stage("ENV A=\"b c"), None);
}

#[test]
fn an_arg_is_a_list_of_names_with_or_without_a_default() {
    let file = parsed("ARG A B=1 C= \"D E\"=\"f g\" H=\\ i j='k l");
    let expected = [
        ("A", None),
        ("B", Some("1")),
        ("C", Some("")),
        ("\"D E\"", Some("\"f g\"")),
        ("H", Some("\\ i")),
        ("j", Some("'k l")),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(name, value)| ((*name).to_owned(), value.map(str::to_owned))).collect();
    assert_eq!(pairs(file.last()), expected);
    assert_eq!(class_in_stage("ARG A B=1 C"), None);
}

#[test]
fn a_single_word_keeps_its_blanks() {
    for (text, expected) in [
        ("USER a  b\tc ", "a  b\tc"),
        ("WORKDIR  /a b", "/a b"),
        ("STOPSIGNAL \"SIG INT\"", "\"SIG INT\""),
        ("MAINTAINER Jo <jo@example.org>", "Jo <jo@example.org>"),
    ] {
        assert_eq!(words(parsed(text).last()), [expected], "{text}");
    }
}
