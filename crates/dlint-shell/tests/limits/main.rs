//! Whatever the text is, reading it ends, on a stack of 2 MiB and soon.

#![expect(clippy::tests_outside_test_module, reason = "this whole file is a test")]

use std::time::{Duration, Instant};

use dlint_shell::{Dialect, ExecWord, Reading, Script, Shell, Variables};
use dlint_text::MappedText;

const SHELLS: [Shell; 6] = [Shell::Sh, Shell::Bash, Shell::Ksh, Shell::Zsh, Shell::Cmd, Shell::PowerShell];

/// Reads and checks a text on a thread with the stack that a thread has where nobody asked for more.
fn survive(name: &str, text: &str) {
    let start = Instant::now();
    let run = || {
        let text = MappedText::copied(text, 0);
        let variables: Variables = [("A", "1")].into_iter().collect();
        for shell in SHELLS {
            let script = Script::read(&text, Dialect::plain(shell), &variables);
            let _findings = script.findings();
        }
        let words = ["sh", "-c", &text].map(|word| {
            let value = MappedText::copied(word, 0);
            ExecWord { span: value.span(), value }
        });
        let _findings = Script::of_words(&words, &variables).findings();
    };
    let builder = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    std::thread::scope(|scope| {
        let joined = builder.spawn_scoped(scope, run).map(std::thread::ScopedJoinHandle::join);
        assert!(matches!(joined, Ok(Ok(()))), "{name}");
    });
    let took = start.elapsed();
    assert!(took < Duration::from_secs(20), "{name} took {took:?}");
}

#[test]
fn ten_thousand_nested_anything_is_survived() {
    for piece in [
        "(",
        "$(",
        "{ ",
        "`",
        "\"$(",
        "${a:-",
        "$((",
        "((",
        "[[ ( ",
        "if ",
        "while ",
        "case x in a) ",
        "! ",
        "f() ",
        "f() { ",
        "for x in a; do ",
        "a && ",
        "a | ",
        "a || ",
        "a;",
        "$((-",
        "$((1+",
        "[[ ! ",
        "<(",
        "sh -c '",
        "sh -c \"",
        "eval ",
        "eval '",
        "env -S ",
        "env -S '",
        "env -S \\'",
        "find -exec ",
        "sh -c \"a $(",
        "a;)\n",
        "a && b | | c;",
        "${a:=${b:-",
        "sudo ",
        "env A=1 ",
        "time ",
        "\\",
        "\"",
        "'",
        "a=(",
        "${a[",
        "<<E\n",
        "{a,",
        "[a",
        "\n#",
        "A=$A$A;",
        "coproc ",
        "select x in a; do ",
        "until ",
        "then ",
        "else ",
    ] {
        survive(piece, &piece.repeat(10_000));
        survive(piece, &piece.repeat(50));
    }
}

#[test]
fn nested_pairs_are_survived_too() {
    for (open, close) in [
        ("(", ")"),
        ("$(", ")"),
        ("echo $(", ")"),
        ("echo \"$(", ")\""),
        ("{ ", "; }"),
        ("${a:-", "}"),
        ("$((", "))"),
        ("if a; then ", "; fi"),
        ("while a; do ", "; done"),
        ("case x in a) ", ";; esac"),
        ("f() { ", "; }"),
    ] {
        for depth in [30, 90, 10_000] {
            survive(open, &format!("{}a{}", open.repeat(depth), close.repeat(depth)));
        }
    }
}

#[test]
fn long_lists_are_read() {
    for joint in [" && ", " || ", " | "] {
        let text = vec!["a"; 400].join(joint);
        let script =
            Script::read(&MappedText::copied(text.as_str(), 0), Dialect::default(), &Variables::new());
        assert_eq!(script.body().commands.len(), 400, "{joint}");
        survive(joint, &text);
        survive(joint, &vec!["a"; 3000].join(joint));
    }
}

#[test]
fn a_text_beyond_reason_is_unknown() {
    let unknown = |text: &str| {
        let script = Script::read(&MappedText::copied(text, 0), Dialect::default(), &Variables::new());
        assert!(script.findings().is_empty());
        matches!(script.body().reading, Reading::Unknown(_))
    };
    assert!(unknown(&"(".repeat(10_000)));
    assert!(unknown(&"$(".repeat(10_000)));
    assert!(unknown(&"a\n".repeat(400_000)));
    assert!(!unknown(&"(".repeat(30)));
}

#[test]
fn bytes_of_every_kind_are_survived() {
    survive("control characters", "\0\u{1b}[31m\u{7f}\r\r\n$\0 `\u{fffd}` ${\u{202e}}");
    survive("a lone dollar", "echo $ ${ $( $' $\" \\");
}
