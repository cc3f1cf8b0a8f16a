//! The flags between the keyword and the arguments.

use dlint_text::MappedText;

use super::support::{class_in_stage, parsed, words};

/// Checks the flags of a `RUN`, and the command behind them.
fn check(arguments: &str, expected: &[&str], rest: &str) {
    let file = parsed(format!("RUN {arguments}"));
    let run = file.last();
    let flags: Vec<_> = run.flags.iter().map(|flag| flag.text.as_str()).collect();
    assert_eq!((flags.as_slice(), words(run)), (expected, vec![rest.to_owned()]), "{arguments:?}");
}

#[test]
fn words_that_begin_with_two_dashes_are_flags_up_to_the_first_other_word() {
    check("--a=1 --b c", &["--a=1", "--b"], "c");
    check("  --a \t --b=x\tc --d", &["--a", "--b=x"], "c --d");
    check("-a --b", &[], "-a --b");
    check("c --a", &[], "c --a");
    check("- --a", &[], "- --a");
    check("--a --b", &["--a", "--b"], "");
    check("---a b", &["---a"], "b");
    check("\"--a\" b", &[], "\"--a\" b");
}

#[test]
fn two_dashes_alone_end_the_flags_and_go() {
    check("--a -- --b c", &["--a"], "--b c");
    check("-- c", &[], "c");
    check("--", &[], "");
    check("--a --", &["--a"], "");
    check("--\"\" --b", &[], "--b");
    let file = parsed("FROM one\nCOPY --link -- --from there");
    assert_eq!((words(file.last()), file.class()), (vec!["--from".into(), "there".into()], None));
}

#[test]
fn quotes_in_a_flag_go_and_keep_its_blanks() {
    check("--a=\"b c\" d", &["--a=b c"], "d");
    check("--a='b c' d", &["--a=b c"], "d");
    check("--a=b'c d'e\"f g\" h", &["--a=bc def g"], "h");
    check("--\"a b\"=c d", &["--a b=c"], "d");
    check("--a='b\"c' d", &["--a=b\"c"], "d");
    check("--a=\"\" b", &["--a="], "b");
    check("--a=\"b c", &["--a=b c"], "");
}

#[test]
fn an_escape_in_a_flag_goes_and_keeps_what_stands_behind_it() {
    check("--a=b\\ c d", &["--a=b c"], "d");
    check("--a=\\\"b d", &["--a=\"b"], "d");
    check("--a=\"b\\\" c\" d", &["--a=b\" c"], "d");
    check("--a='b\\' c' d", &["--a=b' c"], "d");
    check("--a=b\\\\c d", &["--a=b\\c"], "d");
    check("--a=b\\nc d", &["--a=bnc"], "d");
    // A lone one at the very end goes as well.
    check("--a=b\\\\\\", &["--a=b\\"], "");
}

#[test]
fn bytes_that_are_white_space_in_latin_1_end_a_flag() {
    // The next line and the no-break space are C2 85 and C2 A0.
    check("--a=b\u{85}c", &["--a=b\u{c2}"], "c");
    check("--a=b\u{a0}c", &["--a=b\u{c2}"], "c");
    check("--a=b\u{a0}--d e", &["--a=b\u{c2}", "--d"], "e");
    // So do the second bytes of `à` and `Å`.
    check("--a=à:b", &["--a=\u{c3}"], ":b");
    check("--a=Åb", &["--a=\u{c3}"], "b");
    check("--a=\"à\" b", &["--a=\u{c3}\u{a0}"], "b");
}

#[test]
fn bytes_outside_of_ascii_become_latin_1() {
    check("--a=jürgen b", &["--a=j\u{c3}\u{bc}rgen"], "b");
    check("--ä=b c", &["--\u{c3}\u{a4}=b"], "c");
    check("--a=日 b", &["--a=\u{e6}\u{97}\u{a5}"], "b");
    check("--a=\\é b", &["--a=\u{c3}\u{a9}"], "b");
}

#[test]
fn a_no_break_space_in_front_of_the_first_flag_hides_it() {
    // Its first byte is no white space, so there are no flags; then it is trimmed all the same.
    check("\u{a0}--a b", &[], "--a b");
    check("--a \u{a0}--b c", &["--a"], "--b c");
}

#[test]
fn a_flag_s_name_ends_at_the_first_equals_sign() {
    let file = parsed("COPY --from=a=b --link --chown= c d");
    let flags = &file.last().flags;
    let parts: Vec<_> = flags.iter().map(|flag| (flag.name.as_str(), flag.value.as_deref())).collect();
    assert_eq!(parts, [("from", Some("a=b")), ("link", None), ("chown", Some(""))]);
}

#[test]
fn the_escape_of_a_flag_is_always_a_backslash() {
    let file = parsed("# escape=`\nRUN --a=b`x --c=d\\ e f");
    let flags: Vec<_> = file.last().flags.iter().map(|flag| flag.text.as_str()).collect();
    assert_eq!(flags, ["--a=b`x", "--c=d e"]);
}

#[test]
fn every_instruction_has_its_flags_read_also_those_that_ignore_them() {
    for (text, rest) in [
        ("ARG --a NAME", None),
        ("STOPSIGNAL --a SIGINT", None),
        ("USER --a me", Some("unknown-flag")),
        ("HEALTHCHECK --a NONE", None),
        ("ONBUILD --a RUN x", Some("unknown-flag")),
        ("FROM --a one", Some("unknown-flag")),
        ("ENV --a B=c", Some("unknown-flag")),
        ("EXPOSE --a 80", Some("unknown-flag")),
    ] {
        assert_eq!(parsed(text).last().flags.len(), 1, "{text}");
        assert_eq!(class_in_stage(text), rest, "{text}");
    }
}

#[test]
fn a_mount_is_cut_at_its_commas_and_its_keys_are_known_in_any_case() {
    let file = parsed("RUN --mount=TYPE=cache,Dst=/a,ro,id=\"x y\",sharing= --mount --network=none make");
    let run = file.last();
    assert_eq!(run.mounts.len(), 1);
    let mount = &run.mounts[0];
    let options: Vec<_> =
        mount.options.iter().map(|option| (option.key.as_str(), option.value.as_deref())).collect();
    assert_eq!(
        options,
        [
            ("TYPE", Some("cache")),
            ("Dst", Some("/a")),
            ("ro", None),
            ("id", Some("x y")),
            ("sharing", Some(""))
        ]
    );
    assert_eq!((mount.kind(), mount.value("target").map(MappedText::as_str)), ("cache", Some("/a")));
    assert_eq!(words(run), ["make"]);
}
