//! Variables in scope, one fact a line.

use dlint_text::SourceFile;

use crate::Build;

/// The outcome of a word right before the last step of the last stage.
fn expand(file: &str, word: &str) -> (String, bool) {
    let source = SourceFile::new("Dockerfile", file);
    let file = dlint_syntax::parse(&source);
    let build = Build::new(&source, &file);
    let stage = build.stages().last().expect("a stage");
    let text = build.variables(stage.steps.last().expect("a step")).expand(word);
    (text.text, text.is_known)
}

#[test]
fn variables_are_in_scope_where_builders_have_them() {
    for (file, word, expected, known) in [
        ("FROM debian\nARG A=1\nUSER x", "$A", "1", true),
        ("FROM debian\nUSER x\nARG A=1", "x$A", "x${A}", false),
        ("ARG A=1\nFROM debian\nUSER x", "$A", "${A}", false),
        ("ARG A=1\nFROM debian\nARG A\nUSER x", "$A", "1", true),
        ("ARG A=1\nFROM debian\nARG A=2\nUSER x", "$A", "2", true),
        ("FROM debian\nENV A=1\nARG A=2\nUSER x", "$A", "2", true),
        ("FROM debian\nARG A=2\nENV A=1\nUSER x", "$A", "1", true),
        ("FROM debian\nENV A=1\nENV A=2 B=$A\nUSER x", "$B", "1", true),
        ("FROM debian\nARG A=1 B=$A\nUSER x", "$B", "1", true),
        ("FROM debian AS a\nENV A=1\nARG B=2\nFROM a\nUSER x", "$A$B", "12", true),
        ("FROM debian AS a\nENV A=1\nFROM a\nENV A=2\nFROM a\nUSER x", "$A", "1", true),
        ("FROM debian AS a\nENV A=1\nFROM debian\nUSER x", "$A", "${A}", false),
        ("FROM debian\nARG A\nUSER x", "/$A/y", "/${A}/y", false),
        ("FROM debian\nARG A\nUSER x", "${A:-1}", "1", true),
        ("FROM debian\nARG A\nENV B=$A\nUSER x", "${B:-1}", "${A}", false),
        ("FROM debian\nARG TARGETARCH\nUSER x", "app-$TARGETARCH", "app-${TARGETARCH}", false),
        ("FROM node:20\nUSER x", "$YARN_VERSION", "${YARN_VERSION}", false),
        ("FROM golang:1.23\nUSER x", "$GOPATH/bin", "/go/bin", true),
        ("FROM registry.example/app\nUSER x", "${HOME:-/root}", "/root", false),
        ("FROM debian\nENV A='a b'\nUSER x", "\"$A\"", "a b", true),
        ("FROM debian\nENV A=/x:$PATH\nUSER x", "$A", "/x:${PATH}", false),
        ("FROM scratch\nUSER x", r"\$A", "$A", true),
    ] {
        assert_eq!(expand(file, word), (expected.to_owned(), known), "{file}: {word}");
    }
}

#[test]
fn values_that_double_stay_small() {
    let mut file = "FROM debian\nENV A=xxxxxxxx\n".to_owned();
    for _ in 0..60 {
        file.push_str("ENV A=$A$A\n");
    }
    file.push_str("USER x\n");
    assert!(expand(&file, "$A").0.len() < 100_000);
}
