//! What is taken for too plain to have findings has none, in whatever way plain commands are put together.

use dlint_shell::{Dialect, Script, Shell, Variables};
use dlint_text::MappedText;
use proptest::prelude::*;
use proptest::sample::select;

const PROGRAMS: &[&str] = &[
    "apt-get",
    "cd",
    "chmod",
    "cp",
    "curl",
    "cut",
    "echo",
    "export",
    "head",
    "make",
    "mkdir",
    "mv",
    "pip",
    "rm",
    "set",
    "tar",
    "true",
    "wget",
    "./run",
    "/usr/bin/make",
    "gpg",
];

const WORDS: &[&str] = &[
    "-e",
    "-eux",
    "-y",
    "-rf",
    "-o",
    "/var/lib/apt/lists/*",
    "/a/b",
    "/*",
    "*",
    "a",
    "a.txt",
    "..",
    ".",
    "lib",
    "\"$HOME_OF\"",
    "\"${HOME_OF}\"",
    "\"$OTHER\"/x",
    "$HOME_OF",
    "${HOME_OF}/x-$OTHER",
    "$EMPTY",
    "$LIST",
    "{$OTHER}",
    "${OTHER}{a,b}",
    "\"a b\"",
    "\"a  b\"",
    "\"\"",
    "A=1",
    "A=b-c",
    "A=ls",
    "PATH=/a:/b",
    "x=y",
    "{}",
    "\"{a,b}\"",
    "b=",
    "==",
    "%s",
    "@",
    "done",
    "if",
    "-",
    "--",
    "+x",
    "a,b",
    "a/$HOME_OF",
    "\"$1\"",
    "\"$$\"",
    "install",
    "update",
    "https://example.org/a?b",
    "1",
    "-1",
    "null",
];

const JOINTS: &[&str] = &[
    " && ",
    "; ",
    "\n",
    " || ",
    " | ",
    " > a.txt && ",
    " >> /log; ",
    " > /dev/null && ",
    " 2> /dev/null; ",
    "  ",
    " ",
];

const PREFIXES: &[&str] =
    &["", "", "", "A=1 ", "DEBIAN_FRONTEND=noninteractive ", "GOOS=linux ", "A=\"$OTHER\" "];

fn command() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(select(WORDS), 0..4);
    (select(PREFIXES), select(PROGRAMS), words).prop_map(|(prefix, program, words)| {
        format!("{prefix}{program} {}", words.join(" ")).trim().to_owned()
    })
}

fn body() -> impl Strategy<Value = String> {
    let behind = prop::collection::vec((select(JOINTS), command()), 0..5);
    (command(), behind).prop_map(|(first, behind)| {
        behind.into_iter().fold(first, |body, (joint, command)| body + joint + &command)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_bodies_have_no_findings(text in body(), shell in select(&[Shell::Dash, Shell::Sh, Shell::Bash, Shell::Busybox][..])) {
        let variables: Variables = [("HOME_OF", "/home"), ("OTHER", "1"), ("EMPTY", ""), ("LIST", "a b")].into_iter().collect();
        let script = Script::read(&MappedText::copied(&text, 7), Dialect::plain(shell), &variables);
        prop_assert!(script.shortcut_is_right(), "{}", text);
    }
}
