//! The JSON form: what is an array of strings, what is almost one, and what is an error.

use super::support::{class_in_stage, parsed, words};

/// The words of a `CMD`, if it is JSON.
fn json(arguments: impl Into<Vec<u8>>) -> Option<Vec<String>> {
    let mut text = b"CMD ".to_vec();
    text.extend(arguments.into());
    let file = parsed(text);
    file.last().is_json().then(|| words(file.last()))
}

#[test]
fn an_array_of_strings_is_json() {
    for (text, expected) in [
        (r#"["sh", "-c", "exit 1"]"#, &["sh", "-c", "exit 1"][..]),
        (r#"["one"]"#, &["one"]),
        (r#"[""]"#, &[""]),
        ("  [ \"one\"\t,\r \"two\" ]\t", &["one", "two"]),
        ("\u{a0}[\"one\"]\u{3000}", &["one"]),
        (r#"["ü 日本 $X"]"#, &["ü 日本 $X"]),
        ("[\"\u{7f}\u{a0}\u{2028}\"]", &["\u{7f}\u{a0}\u{2028}"]),
        (r#"["it's", "a \"b\"", "x # c"]"#, &["it's", "a \"b\"", "x # c"]),
    ] {
        assert_eq!(json(text).expect(text), expected, "{text}");
    }
}

#[test]
fn an_empty_array_is_json_and_empty() {
    for text in ["[]", "[ ]", "[\t]"] {
        let file = parsed(format!("FROM one\nCMD {text}"));
        let line = file.last().command_line().unwrap();
        assert!(line.is_exec() && line.is_empty(), "{text}");
        assert_eq!(file.class(), None);
    }
}

#[test]
fn escapes_are_resolved() {
    assert_eq!(json(r#"["\"\\\/\b\f\n\r\t\u0041\u00e9\u65E5"]"#).unwrap(), ["\"\\/\u{8}\u{c}\n\r\tAé日"]);
    assert_eq!(json(r#"["\ud83d\udc33\u0000"]"#).unwrap(), ["🐳\0"]);
}

#[test]
fn half_a_surrogate_pair_becomes_a_replacement_character() {
    for (text, expected) in [
        (r#"["\ud83d"]"#, "\u{fffd}"),
        (r#"["\udc33"]"#, "\u{fffd}"),
        (r#"["\ud83d!"]"#, "\u{fffd}!"),
        (r#"["\ud83d\n"]"#, "\u{fffd}\n"),
        (r#"["\ud83d\u0041"]"#, "\u{fffd}A"),
        (r#"["\ud83d\ud83d\udc33"]"#, "\u{fffd}🐳"),
        (r#"["\udc33\ud83d"]"#, "\u{fffd}\u{fffd}"),
    ] {
        assert_eq!(json(text).unwrap(), [expected], "{text}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_become_replacement_characters() {
    assert_eq!(json(b"[\"a\xffb\xc3\"]".to_vec()).unwrap(), ["a\u{fffd}b\u{fffd}"]);
    assert_eq!(json(b"[\"\xe2\x82\"]".to_vec()).unwrap(), ["\u{fffd}\u{fffd}"]);
    assert_eq!(json(b"[\"a\"\xff]".to_vec()), None);
}

#[test]
fn almost_json_is_a_command_for_the_shell() {
    for text in [
        "['one']",
        "[\"one', \"two\"]",
        "[\"one\",]",
        "[,\"one\"]",
        "[\"one\",,\"two\"]",
        "[\"one\"] two",
        "[\"one\"]]",
        "[\"one\"] # why",
        "[\"one\"",
        "[\"one\"}",
        "[\"one]",
        "[\"one\" \"two\"]",
        "[one]",
        "[$ONE]",
        "[\"one\", $TWO]",
        "[\u{201c}one\u{201d}]",
        "[\"one\ttwo\"]",
        "[\"one\u{1}two\"]",
        "[\"one\\x\"]",
        "[\"one\\'\"]",
        "[\"\\u12\"]",
        "[\"\\u12g4\"]",
        "[\"\\U0041\"]",
        "[\"one\"\u{a0}]",
        "[\u{b}\"one\"]",
        "[\"one\";]",
        "[True]",
        "[nul]",
        "[01]",
        "[+1]",
        "[.5]",
        "[1.]",
        "[1e]",
        "[0x10]",
        "[1e400]",
        "[NaN]",
        "[{a: 1}]",
        "[{\"a\"}]",
        "[[\"one\"]",
        "[ \"one\" ] && two",
        "[ -f one ]",
        "[",
        "]",
        "\"one\"",
        "{\"one\": \"two\"}",
        "null",
        "sh [\"one\"]",
    ] {
        assert_eq!(json(text), None, "{text}");
        assert_eq!(class_in_stage(&format!("CMD {text}")), None, "{text}");
        assert_eq!(words(parsed(format!("CMD {text}")).last()), [text], "{text}");
    }
}

#[test]
fn a_valid_array_with_something_else_than_strings_is_an_error() {
    for text in [
        "[1]",
        "[null]",
        "[true, \"one\"]",
        "[\"one\", false]",
        "[\"one\", -1.5e-3]",
        "[[\"one\"]]",
        "[[]]",
        "[{}]",
        "[{\"one\": [\"two\", {\"three\": null}]}]",
    ] {
        assert_eq!(class_in_stage(&format!("CMD {text}")), Some("json-not-strings"), "{text}");
        assert!(!parsed(format!("CMD {text}")).last().is_json());
    }
}

#[test]
fn deeper_than_ten_thousand_levels_is_no_json() {
    let nested = |depth: usize| format!("CMD {}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(class_in_stage(&nested(10_000)), Some("json-not-strings"));
    assert_eq!(class_in_stage(&nested(10_001)), None);
}

#[test]
fn these_instructions_take_json() {
    for (start, words_of_it) in [
        ("RUN", 2),
        ("CMD", 2),
        ("ENTRYPOINT", 2),
        ("SHELL", 2),
        ("COPY", 2),
        ("ADD", 2),
        ("VOLUME", 2),
        ("HEALTHCHECK CMD", 3),
        ("RUN --network=none", 2),
        ("HEALTHCHECK --retries=3 CMD", 3),
    ] {
        let file = parsed(format!("{start} [\"a b\", \"c\"]"));
        assert!(file.last().is_json(), "{start}");
        assert_eq!(words(file.last()).len(), words_of_it, "{start}");
        assert_eq!(class_in_stage(&format!("{start} [\"a\", 1]")), Some("json-not-strings"), "{start}");
        assert_eq!(
            class_in_stage(&format!("ONBUILD {start} [\"a\", 1]")),
            Some("json-not-strings"),
            "{start}"
        );
    }
    assert_eq!(class_in_stage("HEALTHCHECK NONE [1]"), Some("json-not-strings"));
    assert_eq!(class_in_stage("HEALTHCHECK SOMETHING [1]"), Some("json-not-strings"));
}

#[test]
fn the_others_do_not() {
    for text in ["USER [1]", "WORKDIR [1]", "EXPOSE [1]", "STOPSIGNAL [1]", "ARG [1]", "MAINTAINER [1]"] {
        assert_eq!(class_in_stage(text), None, "{text}");
    }
    assert_eq!(words(parsed("USER [\"a\"]").last()), ["[\"a\"]"]);
    assert_eq!(words(parsed("EXPOSE [\"80\", \"81\"]").last()), ["[\"80\",", "\"81\"]"]);
    assert_eq!(words(parsed("FROM [1]").last()), ["[1]"]);
}

#[test]
fn lines_are_joined_before_json_is_read() {
    let file = parsed("CMD [ \\\n  # the program\n  \"on\\\ne\", \\\n\n \"two\" \\\n]");
    assert_eq!(words(file.last()), ["one", "two"]);
    assert!(file.last().is_json());
}

#[test]
fn words_that_are_no_json_know_no_quotes() {
    for (text, expected) in [
        ("COPY \"a b\" c", &["\"a", "b\"", "c"][..]),
        ("ADD 'a b' c", &["'a", "b'", "c"]),
        ("VOLUME \"a b\"", &["\"a", "b\""]),
        ("COPY a\\ b c", &["a\\", "b", "c"]),
        ("COPY [\"a b\", 'c'] d", &["[\"a", "b\",", "'c']", "d"]),
        ("VOLUME a\u{a0}b\tc\u{b}\u{c}d", &["a\u{a0}b", "c", "d"]),
    ] {
        assert_eq!(words(parsed(text).last()), expected, "{text}");
    }
}
