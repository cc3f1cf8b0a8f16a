//! Text that looks like a Dockerfile, put together from pieces that matter to the parser.

use proptest::prelude::*;
use proptest::sample::select;

/// A line ending, sometimes an odd one.
fn newline() -> impl Strategy<Value = String> {
    prop_oneof![8 => Just("\n"), 3 => Just("\r\n"), 1 => Just("\r\r\n"), 1 => Just("\r")]
        .prop_map(String::from)
}

fn space() -> impl Strategy<Value = String> {
    let unusual = select(vec!["", "  ", "\t", "\u{a0}", "\u{85}", "\u{3000}", "\u{b}", "\r", "\u{feff}"]);
    prop_oneof![6 => Just(" "), 1 => unusual].prop_map(String::from)
}

/// What joins two pieces of a line: nothing, white space, or a continuation with whatever is dropped inside.
fn joint() -> impl Strategy<Value = String> {
    let escape = select(vec!["\\", "`", "\\\\", "\\ ", "\\\t", " \\"]);
    let dropped = select(vec!["", "\n", "# dropped\n", "  # dropped \\\n", " \t\n", "\r\n", "\u{a0}#\n"]);
    let continuation = (escape, newline(), dropped, space())
        .prop_map(|(escape, newline, dropped, space)| format!("{escape}{newline}{dropped}{space}"));
    prop_oneof![10 => space(), 2 => Just(String::new()), 3 => continuation]
}

fn keyword() -> impl Strategy<Value = String> {
    let keywords = vec![
        "FROM",
        "RUN",
        "COPY",
        "ADD",
        "ENV",
        "LABEL",
        "ARG",
        "CMD",
        "ENTRYPOINT",
        "HEALTHCHECK",
        "HEALTHCHECK CMD",
        "HEALTHCHECK NONE",
        "ONBUILD",
        "ONBUILD RUN",
        "ONBUILD COPY",
        "ONBUILD ONBUILD",
        "EXPOSE",
        "VOLUME",
        "USER",
        "WORKDIR",
        "SHELL",
        "STOPSIGNAL",
        "MAINTAINER",
        "FETCH",
        "R\\\nUN",
        "CO\\\n# x\nPY",
    ];
    (select(keywords), 0..8).prop_map(|(keyword, case)| match case {
        0 => keyword.to_lowercase(),
        1 => {
            let mut upper = true;
            let alternate = |letter: char| {
                upper = !upper;
                if upper { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
            };
            keyword.chars().map(alternate).collect()
        }
        _ => keyword.to_owned(),
    })
}

fn flag() -> impl Strategy<Value = String> {
    select(vec![
        "--mount=type=cache,target=/a",
        "--mount=\"type=bind,from=$x\"",
        "--from=one",
        "--from",
        "--link",
        "--link=yes",
        "--chown='a b':c",
        "--chown=ü:à",
        "--platform=$P",
        "--interval=1s",
        "--retries=-1",
        "--",
        "---",
        "--=",
        "--a=\\",
        "--exclude=日\\ 本",
        "--a=\"b",
        "--network=x",
        "--mount=,=,",
        "--\u{85}",
        "--a=\u{a0}b",
        "--a=\\é",
    ])
    .prop_map(String::from)
}

fn word() -> impl Strategy<Value = String> {
    let fixed = select(vec![
        "one",
        "/a/b",
        "A=b",
        "\"A b\"=c",
        "A='b c",
        "=x",
        "$X",
        "${X}",
        "${X:-y z}",
        "${X:-${Y:+\"z\"}}",
        "${X/a/b}",
        "${X",
        "a:1.2@sha256:0f",
        "reg:5000/x",
        "AS",
        "as",
        "b_c",
        "80/tcp",
        "1-2",
        "1.2.3.4:5:6-7/${P:-udp}",
        "&&",
        "|",
        "#",
        "# c",
        "\\",
        "\\\\",
        "\\\"",
        "'",
        "\"",
        "\"a b\"",
        "'a\\'",
        "`",
        "`\"",
        "ü",
        "日本",
        "🐳",
        "\u{feff}",
        "\u{0}",
        "\u{1b}[0m",
        "\u{7f}",
        "\u{fffd}",
        "\u{2028}",
        "<<",
        "<<<x",
        "< <E",
        "$((1<<2))",
        "$((1 << 2))",
    ]);
    let heredoc = select(vec![
        "<<E",
        "<<-E",
        "<<'E'",
        "<<\"E\"",
        "3<<E",
        "<< E",
        "<<É",
        "<<E\\ F",
        "<<E'O'F",
        "<<$X",
        "<<E${x:-y}F",
        "99999999999<<E",
        "<<\u{feff}E",
        "<<E;",
        "<<\"\"",
        "<<\\\nE",
    ]);
    let json = select(vec![
        "[]",
        "[\"a\"]",
        "[\"a\", \"b c\"]",
        "[\"a\\n\\u00e9\\ud83d\\ude00\", \\\n\"b\"]",
        "['a']",
        "[\"a\",]",
        "[1]",
        "[\"a\", null]",
        "[",
        "]",
        "[\"",
        "\"a\",",
        "[\"\\ud83d\"]",
        "[\"ü\"] x",
        "[[\"a\"]]",
        "{\"a\":1}",
        "[\"<<E\"]",
    ]);
    let named = prop_oneof![3 => fixed, 1 => heredoc, 1 => json].prop_map(String::from);
    prop_oneof![10 => named, 1 => ".{0,4}"]
}

fn instruction() -> impl Strategy<Value = String> {
    let flags = prop::collection::vec((flag(), joint()), 0..3);
    let words = prop::collection::vec((word(), joint()), 0..6);
    (space(), keyword(), joint(), flags, words).prop_map(|(indent, keyword, joint, flags, words)| {
        let indent = if indent == " " { String::new() } else { indent };
        let mut text = indent + &keyword + &joint;
        for (piece, joint) in flags.into_iter().chain(words) {
            text.push_str(&piece);
            text.push_str(&joint);
        }
        text
    })
}

fn other_line() -> impl Strategy<Value = String> {
    select(vec![
        "",
        " ",
        "\t",
        "\u{a0}",
        "# comment",
        "  # indented",
        "#",
        "# ",
        "# ends \\",
        "# check=skip=all",
        "#!/bin/sh",
        "\\",
        " \\ ",
        "``",
        "E",
        "\tE",
        " E",
        "E ",
        "EOF",
        "É",
        "E F",
        "E;",
        "2))",
        "$X",
        "E${x:-y}F",
        "\u{feff}",
        "\u{feff}FROM a",
        "body \\",
        "RUN",
        "x\ry",
    ])
    .prop_map(String::from)
}

fn directive() -> impl Strategy<Value = String> {
    select(vec![
        "# escape=`",
        "# escape=\\",
        "#escape = `  ",
        "# syntax=docker/dockerfile:1",
        "# check=skip=x;error=true",
        "# ESCAPE=x",
        "# unknown=x",
        "# check=",
        "# check= ",
        "#\u{a0}escape=`",
        "",
        "# comment",
    ])
    .prop_map(String::from)
}

/// A file of a few lines.
pub(super) fn dockerfile() -> impl Strategy<Value = String> {
    let mark = prop_oneof![6 => Just(""), 1 => Just("\u{feff}")];
    let directives = prop::collection::vec((directive(), newline()), 0..3);
    let line = prop_oneof![3 => instruction(), 2 => other_line()];
    let lines = prop::collection::vec((line, newline()), 0..12);
    (mark, directives, lines, any::<bool>()).prop_map(|(mark, directives, lines, cut)| {
        let mut text = String::from(mark);
        for (line, newline) in directives.into_iter().chain(lines) {
            text.push_str(&line);
            text.push_str(&newline);
        }
        if cut {
            text.pop();
        }
        text
    })
}
