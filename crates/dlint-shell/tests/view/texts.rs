//! Texts that commands hand to a shell or split themselves, and texts with errors.

use dlint_shell::{Dialect, ExecWord, Reading, Script, Shell, Variables};
use dlint_text::MappedText;

use crate::show::{lines, show};

#[test]
fn env_splits_a_line_of_its_own() {
    for (text, inner) in [
        ("env -S 'make x'", "make x [by env]"),
        ("env -S'make x' y", "make x y [by env]"),
        ("env -iS 'A=1 make \"b c\" d\\ e' f", "A=1 make b c d e f [by env]"),
        ("env --split-string='make x'", "make x [by env]"),
        ("env --split-string 'make x'", "make x [by env]"),
        ("env -u X -S '-i A=1 make' x", "A=1 make x [by env]"),
        ("env -S '-S \"make x\"'", "make x [by env]"),
        ("env -S 'make ${X}y'", "make ? [by env]"),
    ] {
        assert_eq!(show(text).last().map(String::as_str), Some(inner), "{text}");
    }
    assert_eq!(show("env -S \"$X\""), ["env -S ?"]);
    assert_eq!(show("env -S"), ["env -S"]);
    assert_eq!(show("env make -S 'a b'").last().map(String::as_str), Some("make -S a b [by env]"));
}

#[test]
fn the_words_of_a_line_of_env_keep_their_places() {
    let source = "env -S 'make é \"ü x\"'";
    let script = Script::read(&MappedText::copied(source, 0), Dialect::default(), &Variables::new());
    let words: Vec<_> =
        script.body().commands[1].words.iter().map(|word| word.span().slice(source)).collect();
    assert_eq!(words, ["make", "é", "\"ü x\""]);
}

#[test]
fn find_may_run_several_commands() {
    assert_eq!(
        show("find . -exec a {} \\; -name x -execdir sh -c 'b | c' {} + -ok d ';'"),
        [
            "find . -exec a {} ; -name x -execdir sh -c b | c {} + -ok d ;",
            "a {} [by find …]",
            "sh -c b | c {} [by find …]",
            "b [1/2 ShellText]",
            "c [Pipe 2/2 ShellText]",
            "d [by find …]",
        ]
    );
}

#[test]
fn eval_reads_its_words_as_commands() {
    assert_eq!(
        show("eval \"a x && b\" '| c'; d"),
        [
            "eval a x && b | c",
            "a x [ShellText]",
            "b [And 1/2 ShellText]",
            "c [Pipe 2/2 ShellText]",
            "d [Semicolon]"
        ]
    );
    assert_eq!(show("eval \"$X\""), ["eval ?"]);
    assert_eq!(show("eval 'V=2'; a $V"), ["eval V=2", "V=2 [ShellText]", "a 2 [Semicolon]"]);
    assert_eq!(show("eval"), ["eval"]);
}

#[test]
fn a_text_with_substitutions_is_read_around_them() {
    assert_eq!(
        show("sh -c \"a && b $(c) `d`x && e\""),
        [
            "sh -c ?",
            "a [ShellText]",
            "b ? ? [And ShellText]",
            "e [And ShellText]",
            "c [Substitution]",
            "d [Substitution]"
        ]
    );
    assert_eq!(show("sh -c \"$(a) b\""), ["sh -c ?", "? b [ShellText]", "a [Substitution]"]);
    assert_eq!(show("sh -c \"$(a)\""), ["sh -c ?", "a [Substitution]"]);
    let source = "sh -c \"a 'x y' $(c) é\"";
    let script = Script::read(&MappedText::copied(source, 0), Dialect::default(), &Variables::new());
    let words: Vec<_> =
        script.body().commands[1].words.iter().map(|word| word.span().slice(source)).collect();
    assert_eq!(words, ["a", "'x y'", "$(c)", "é"]);
}

#[test]
fn what_busybox_calls_sh_is_its_own_shell() {
    let exec = |words: &[&str]| {
        let word = |word: &&str| {
            let value = MappedText::copied(*word, 0);
            ExecWord { span: value.span(), value }
        };
        Script::of_words(&words.iter().map(word).collect::<Vec<_>>(), &Variables::new()).dialect().shell
    };
    assert_eq!(exec(&["busybox", "sh", "-c", "a"]), Shell::Busybox);
    assert_eq!(exec(&["/bin/ash", "-c", "a"]), Shell::Busybox);
    assert_eq!(exec(&["busybox", "env", "sh", "-c", "a"]), Shell::Sh);
    assert_eq!(exec(&["sh", "-c", "a"]), Shell::Sh);
}

#[test]
fn what_stands_before_an_error_is_read() {
    for (text, commands) in [
        ("a && b; if c", vec!["a", "b [And]"]),
        ("a; b && c && (d && e", vec!["a", "b [Semicolon]", "c [And]"]),
        ("a && b && echo \"x $X", vec!["a", "b [And]"]),
        ("a && b | | c && d", vec!["a", "b [And]", "c [Semicolon]", "d [And]"]),
        ("a && b && && c", vec!["a", "b [And]", "c [Semicolon]"]),
        ("a\nb; c && )", vec!["a", "b [Newline]", "c [Semicolon]"]),
        (
            "a && if b; then c; d; e; fi; f && done",
            vec![
                "a",
                "b [IfCondition]",
                "c [IfBody]",
                "d [Semicolon IfBody]",
                "e [Semicolon IfBody]",
                "f [Semicolon]",
            ],
        ),
    ] {
        assert_eq!(show(text), commands, "{text}");
        let text = MappedText::copied(text, 0);
        let script = Script::read(&text, Dialect::default(), &Variables::new());
        assert_eq!(script.body().reading, Reading::Partly);
    }
}

#[test]
fn a_brace_that_begins_a_word_and_is_not_closed_in_it_makes_the_rest_unknown() {
    for (text, reading) in [
        ("test -f x || {exit 1; }", Reading::Partly),
        ("echo {a ; make", Reading::Partly),
        ("{w}`", Reading::Partly),
        ("echo {a,\"b c\"} {'x;y',z} {d\\ e,f} x{g }", Reading::Whole),
        ("{ make; }", Reading::Whole),
    ] {
        let script = Script::read(&MappedText::copied(text, 0), Dialect::default(), &Variables::new());
        assert_eq!(script.body().reading, reading, "{text}");
    }
}

#[test]
fn a_text_in_a_text_is_read_past_its_error_too() {
    assert_eq!(
        show("sh -c 'a && b; if c'; d"),
        ["sh -c a && b; if c", "a [ShellText]", "b [And ShellText]", "d [Semicolon]"]
    );
}

#[test]
fn findings_are_not_made_from_what_was_read_past_an_error() {
    let text = MappedText::copied("find -name x && rm $X; if c", 0);
    let script = Script::read(&text, Dialect::default(), &Variables::new());
    assert_eq!(script.body().commands[0].name(), Some("find"));
    let codes: Vec<_> = script.findings().iter().map(|finding| finding.code).collect();
    assert!(!codes.contains(&2185) && !codes.contains(&2086), "{codes:?}");
}

#[test]
fn a_text_with_many_errors_is_read_in_the_end() {
    let text = "a && b && | c;".repeat(2000);
    let script = Script::read(&MappedText::copied(text, 0), Dialect::default(), &Variables::new());
    assert_eq!(script.body().reading, Reading::Partly);
    assert!(!lines(script.body()).is_empty());
}
