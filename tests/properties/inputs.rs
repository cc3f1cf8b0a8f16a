//! Texts that look enough like a Dockerfile to reach the rules.

use proptest::prelude::*;

/// A word of an instruction, harmless or not.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,6}",
        1 => "[A-Z][a-z]{1,3}",
        1 => Just("app:latest".to_owned()),
        1 => Just("a:latest@sha256:00".to_owned()),
        1 => Just("99999".to_owned()),
        1 => Just("80-70000/tcp".to_owned()),
        1 => Just("as".to_owned()),
        1 => Just("AS".to_owned()),
        1 => Just("\"quoted $x\"".to_owned()),
        1 => Just("'".to_owned()),
        1 => Just("${x:-y}".to_owned()),
        1 => Just("$".to_owned()),
        1 => Just("日本😀".to_owned()),
        1 => Just("k=v".to_owned()),
        1 => Just("--from=Ab".to_owned()),
        1 => Just("--mount=type=bind,from=Ab,target=/x".to_owned()),
        1 => Just("[\"a\", \"b\\n\"]".to_owned()),
        1 => Just("[1]".to_owned()),
        1 => Just("[\"sh\", \"-c\", \"a $1 `b` \\\"$c\\\" && egrep *\"]".to_owned()),
        4 => shell(),
        1 => Just("<<EOF".to_owned()),
        1 => Just("<<-\"E\"".to_owned()),
        1 => Just("\u{a0}".to_owned()),
        1 => Just("\u{1b}[31m".to_owned()),
    ]
}

/// A part of a shell's text that something can be said and done about.
fn shell() -> impl Strategy<Value = String> {
    let parts = vec![
        "$x",
        "a$x",
        "`b`",
        "$(c)",
        "$(($x+1))",
        "$[1]",
        "export y=$(d)",
        "cd $z;",
        "&&",
        "||",
        ";",
        "|",
        "egrep",
        "source ./e",
        "[ $x == y ]",
        "rm *.f",
        "read v",
        "&>g",
        "find . -name *.h | xargs rm",
        "\\=",
        "\"k\"l\"m\"",
        "\"$n",
        "\"",
        "${o[@]}",
        ": ${p:=q}",
        "echo `r`",
        "echo $(s)",
        "# t",
        "\\",
        "`",
        "trap \"u $x\" SIGINT",
        "{w}",
    ];
    prop::sample::select(parts).prop_map(str::to_owned)
}

fn keyword() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "FROM",
        "from",
        "From",
        "RUN",
        "COPY",
        "ADD",
        "ENV",
        "LABEL",
        "ARG",
        "EXPOSE",
        "ONBUILD",
        "MAINTAINER",
        "maintainer",
        "HEALTHCHECK",
        "CMD",
        "ENTRYPOINT",
        "SHELL",
        "USER",
        "WORKDIR",
        "VOLUME",
        "STOPSIGNAL",
        "BOGUS",
    ])
}

fn line() -> impl Strategy<Value = String> {
    let words = |from| prop::collection::vec(word(), from..5).prop_map(|words| words.join(" "));
    let instruction = (keyword(), words(0)).prop_map(|(keyword, words)| format!("{keyword} {words}"));
    let stage = (words(1), "[A-C][ab]")
        .prop_map(|(image, name)| format!("FROM {} AS {name}", image.split(' ').next().unwrap_or_default()));
    prop_oneof![
        8 => instruction,
        3 => stage,
        2 => words(1),
        2 => words(1).prop_map(|words| format!("# {words}")),
        2 => ignoring_comment(),
        2 => Just(String::new()),
        1 => Just("  ".to_owned()),
        1 => Just("EOF".to_owned()),
        1 => Just("\tE".to_owned()),
    ]
}

/// A text that looks like a Dockerfile, with everything that goes wrong in real ones.
pub(crate) fn dockerfile() -> impl Strategy<Value = String> {
    let ending =
        prop::sample::select(vec!["\n", "\n", "\n", " \\\n", "\\\n", "`\n", "\r\n", " \\\r\n", "\\  \n"]);
    let start =
        prop::sample::select(vec!["", "", "", "\u{feff}", "# escape=`\n", "# check=skip=all\n", "FROM a\n"]);
    (start, prop::collection::vec((line(), ending), 0..14)).prop_map(|(start, lines)| {
        let mut text = start.to_owned();
        for (line, ending) in lines {
            text.push_str(&line);
            text.push_str(ending);
        }
        text
    })
}

/// A comment that ignores findings, in the words of some tool, right or wrong.
fn ignoring_comment() -> impl Strategy<Value = String> {
    let forms = [
        "dlint ignore=",
        "dlint file-ignore=",
        "dlint stage-ignore=",
        "hadolint ignore=",
        "hadolint global ignore=",
        "check=skip=",
        "shellcheck disable=",
        "tally ignore=",
    ];
    let names = [
        "ALL",
        "all",
        "DL3",
        "DL3059,DL3020",
        "SC2086",
        "style",
        "nobody",
        "LegacyKeyValueFormat",
        "DL4000 x",
    ];
    (prop::sample::select(forms.to_vec()), prop::sample::select(names.to_vec()))
        .prop_map(|(form, names)| format!("# {form}{names}"))
}
