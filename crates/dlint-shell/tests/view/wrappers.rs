//! Commands that run commands.

use dlint_shell::{Dialect, ExecWord, NestKind, Script, Variables};
use dlint_text::{MappedText, Span};

use crate::show::{lines, show};

#[test]
fn a_wrapper_gives_the_command_it_runs() {
    for (text, inner) in [
        ("sudo -u me -E A=1 make x", "A=1 make x [by sudo]"),
        ("sudo --user me -- make", "make [by sudo]"),
        ("env -i A=b C='d e' make", "A=b C=d e make [by env]"),
        ("env -u X --chdir=/ make", "make [by env]"),
        ("exec -a name make", "make [by exec]"),
        ("nice -n 10 make", "make [by nice]"),
        ("nice -10 make", "make [by nice]"),
        ("nohup make", "make [by nohup]"),
        ("timeout -k 5 10s make", "make [by timeout]"),
        ("command -p make", "make [by command]"),
        ("builtin cd x", "cd x [by builtin]"),
        ("gosu root:root make", "make [by gosu]"),
        ("/usr/bin/env make", "make [by /usr/bin/env]"),
        ("time -p make x", "make x [by time]"),
        ("a | xargs -0 -n 1 -P4 rm -f", "rm -f [Pipe 2/2 by xargs …]"),
        ("find / -name x -exec rm -f {} +", "rm -f {} [by find …]"),
        ("chroot /mnt make", "make [by chroot]"),
        ("conda run -n shop --no-capture-output make x", "make x [by conda]"),
        ("micromamba run -p /opt/shop make", "make [by micromamba]"),
        ("conda run", "conda run"),
        ("conda install make", "conda install make"),
    ] {
        assert_eq!(show(text).last().map(String::as_str), Some(inner), "{text}");
    }
}

#[test]
fn a_wrapper_that_runs_nothing_stays_alone() {
    for text in [
        "command -v make",
        "env",
        "env A=b",
        "sudo -v",
        "exec > f",
        "find . -name x",
        "bash x.sh",
        "sh",
        "time",
    ] {
        assert_eq!(show(text).len(), 1, "{text}: {:?}", show(text));
    }
}

#[test]
fn wrappers_may_be_around_each_other() {
    assert_eq!(
        show("if ! sudo env A=1 nice make; then x; fi"),
        [
            "sudo env A=1 nice make [not IfCondition]",
            "env A=1 nice make [not IfCondition by sudo]",
            "A=1 nice make [not IfCondition by env]",
            "make [not IfCondition by nice]",
            "x [IfBody]",
        ]
    );
}

#[test]
fn the_text_of_a_shell_is_read() {
    assert_eq!(
        show("sudo bash -lc 'a && b | c'; su -c \"d $X\" me"),
        [
            "sudo bash -lc a && b | c",
            "bash -lc a && b | c [by sudo]",
            "a [ShellText]",
            "b [And 1/2 ShellText]",
            "c [Pipe 2/2 ShellText]",
            "su -c ? me [Semicolon]",
            "d ? [ShellText]",
        ]
    );
    assert_eq!(show("sh -c \"$(a)\""), ["sh -c ?", "a [Substitution]"]);
}

#[test]
fn the_text_of_a_shell_keeps_its_places_in_the_file() {
    let source = "bash -c \"cd \\\"\\$HOME\\\" && make $X 'é ü' \\\n install\" && sh -c 'sh -c \"echo hi\"'";
    let script = Script::read(&MappedText::copied(source, 0), Dialect::default(), &Variables::new());
    let all: Vec<_> = script
        .body()
        .commands
        .iter()
        .filter(|command| script.body().path(&command.standing).any(|nest| nest.kind == NestKind::ShellText))
        .map(|command| command.words.iter().map(|word| word.span().slice(source)).collect::<Vec<_>>())
        .collect();
    assert_eq!(
        all,
        [
            vec!["cd", "\\\"\\$HOME\\\""],
            vec!["make", "$X", "'é ü'", "install"],
            vec!["sh", "-c", "\"echo hi\""],
            vec!["echo", "hi"],
        ]
    );
}

/// The words of `["…", "…"]`, with their places.
fn exec(source: &str) -> Vec<ExecWord> {
    let mut words = Vec::new();
    let mut rest = source;
    while let Some((before, behind)) = rest.split_once('"') {
        let start = (source.len() - rest.len() + before.len()) as u32;
        let (value, next) = behind.split_once('"').unwrap_or((behind, ""));
        let span = Span::new(start, start + value.len() as u32 + 2);
        words.push(ExecWord { value: MappedText::copied(value, start + 1), span });
        rest = next;
    }
    words
}

#[test]
fn an_exec_form_is_a_command() {
    let source = "CMD [\"env\", \"A=1\", \"nginx\", \"-g\", \"daemon off;\"]";
    let script = Script::of_words(&exec(source), &Variables::new());
    assert_eq!(lines(script.body()), ["env A=1 nginx -g daemon off;", "A=1 nginx -g daemon off; [by env]"]);
    assert_eq!(
        script.body().commands[0].span.slice(source),
        "\"env\", \"A=1\", \"nginx\", \"-g\", \"daemon off;\""
    );
    assert!(script.findings().is_empty());
}

#[test]
fn an_exec_form_that_starts_a_shell_is_seen_through() {
    let source = "CMD [\"/bin/sh\", \"-c\", \"cd $1 && (echo `date`)\"]";
    let script = Script::of_words(&exec(source), &Variables::new());
    assert_eq!(
        lines(script.body()),
        [
            "/bin/sh -c cd $1 && (echo `date`)",
            "cd ? [ShellText]",
            "echo ? [Subshell ShellText]",
            "date [Substitution Subshell ShellText]",
        ]
    );
    let finding = script.findings().into_iter().find(|finding| finding.code == 2086).expect("SC2086");
    assert_eq!(finding.span.slice(source), "$1");
}

#[test]
fn an_empty_exec_form_has_no_commands() {
    assert!(Script::of_words(&[], &Variables::new()).body().commands.is_empty());
}
