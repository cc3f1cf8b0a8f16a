//! Fixes of shell code, in every way that shell code stands in a file.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_diagnostics::{FixKind, Safety};
use dlint_linter::{Check, Input, Rule, RuleSet, Selection, Settings, ShellText, fix_until_stable, lint};
use dlint_text::SourceFile;

const fn rule(code: &'static str, name: &'static str, number: u16, most: Safety) -> Rule {
    let text = ShellText { number, message: "wrong", why: "because", help: "do better" };
    Rule::new(code, name, Check::Shell(text)).fix(FixKind::Sometimes(most))
}

static UNQUOTED: Rule = rule("SC2086", "unquoted-variable", 2086, Safety::Unsafe);
static EGREP: Rule = rule("SC2196", "deprecated-egrep", 2196, Safety::Safe);
static BACKTICKS: Rule = rule("SC2006", "backticks", 2006, Safety::Safe);
static SOURCE: Rule = rule("SC3046", "source-in-sh", 3046, Safety::Safe);
static DECLARED: Rule = rule("SC2155", "exit-status-hidden", 2155, Safety::Unsafe);
static CD: Rule = rule("SC2164", "unchecked-cd", 2164, Safety::Unsafe);

fn rules() -> RuleSet {
    RuleSet::new([&BACKTICKS, &UNQUOTED, &DECLARED, &CD, &EGREP, &SOURCE])
}

/// A file after its fixes.
fn fixed(text: &str, floor: Safety) -> String {
    let rules = rules();
    let all = Selection { select: vec!["ALL".into()], ..Selection::default() };
    let settings = Settings::new(&rules, &all).expect("a selection");
    let source = SourceFile::new("Dockerfile", text);
    let result = fix_until_stable(&settings, &rules, &Input::new(&source), floor);
    assert_eq!(result.error, None, "{text:?}");
    result.source.text().to_owned()
}

#[test]
fn a_fix_is_written_the_way_its_place_is_read() {
    for (text, expected) in [
        // Continued lines, with comments between them, and a word at the beginning of a line.
        (
            "FROM a\nRUN rm \\\n# $x\n  /b/$1 \\\n/c/$2\n",
            "FROM a\nRUN rm \\\n# $x\n  /b/\"$1\" \\\n/c/\"$2\"\n",
        ),
        ("FROM a\nRUN cd \\\n# a\n$1\n", "FROM a\nRUN cd \\\n# a\n\"$1\"\n"),
        ("FROM a\r\nRUN rm \\\r\n  /b/$1\r\n", "FROM a\r\nRUN rm \\\r\n  /b/\"$1\"\r\n"),
        (
            "# escape=`\nFROM debian\nRUN rm `\n /b/$1`\n\n",
            "# escape=`\nFROM debian\nRUN rm `\n /b/\"$1\"`\n\n",
        ),
        // Heredocs.
        ("FROM a\nRUN <<E\nrm /b/$1\nE\n", "FROM a\nRUN <<E\nrm /b/\"$1\"\nE\n"),
        ("FROM a\nRUN <<-E\n\t# $1\n\tcd $1\n\tE\n", "FROM a\nRUN <<-E\n\t# $1\n\tcd \"$1\" || exit\n\tE\n"),
        ("FROM a\r\nRUN <<E\r\nrm /b/$1\r\nE\r\n", "FROM a\r\nRUN <<E\r\nrm /b/\"$1\"\r\nE\r\n"),
        (
            "FROM a\nCOPY <<'E' /x.sh\n#!/bin/sh\nrm /b/$1\nE\n",
            "FROM a\nCOPY <<'E' /x.sh\n#!/bin/sh\nrm /b/\"$1\"\nE\n",
        ),
        // The exec form is JSON.
        (r#"CMD ["sh", "-c", "rm /b/$1"]"#, r#"CMD ["sh", "-c", "rm /b/\"$1\""]"#),
        (r#"CMD ["sh", "-c", "rm \"/a\" /b/$1 `c`"]"#, r#"CMD ["sh", "-c", "rm \"/a\" /b/\"$1\" $(c)"]"#),
        ("CMD [\"sh\", \"-c\", \"rm \\\n/b/$1\"]", "CMD [\"sh\", \"-c\", \"rm \\\n/b/\\\"$1\\\"\"]"),
        (r#"CMD ["sudo", "sh", "-c", "egrep a b"]"#, r#"CMD ["sudo", "sh", "-c", "grep -E a b"]"#),
    ] {
        let text = if text.contains("FROM") { text.to_owned() } else { format!("FROM a\n{text}\n") };
        let expected =
            if expected.contains("FROM") { expected.to_owned() } else { format!("FROM a\n{expected}\n") };
        assert_eq!(fixed(&text, Safety::Unsafe), expected, "{text:?}");
    }
}

#[test]
fn where_nobody_knows_what_an_edit_would_do_there_is_no_fix() {
    for line in [
        // Another image runs it.
        "ONBUILD RUN rm /b/$1",
        // The builder puts variables in before the shell sees it.
        "COPY <<E /x.sh\n#!/bin/sh\nrm /b/$1\nE",
        // Something else takes the word apart first.
        r#"CMD ["env", "-S", "sh -c 'rm /b/$1'"]"#,
        r#"CMD ["sh", "-c", "sh -c 'rm /b/$1'"]"#,
        // What is edited is an escape of JSON's, or next to one.
        r#"CMD ["sh", "-c", "rm /b/\u0024x"]"#,
        // The packages are several words.
        "RUN apt-get install -y $1",
        r#"RUN x=$(cat /x); echo "a"$x"b""#,
        "RUN echo `a \\`b\\``",
        "RUN echo `a # b`",
        "RUN echo $`a`",
        "RUN export A=$(b) || c",
        "RUN if export A=$(b); then c; fi",
        "RUN export A=$(b) > c",
        "RUN a && cd /x; b",
        "RUN source x.sh",
    ] {
        let text = format!("FROM a\n{line}\n");
        assert_eq!(fixed(&text, Safety::Unsafe), text);
    }
}

#[test]
fn a_fix_is_never_safer_than_it_says_itself() {
    let rules = rules();
    let settings = Settings::new(&rules, &Selection::default()).expect("a selection");
    let source = SourceFile::new("Dockerfile", "FROM debian\nRUN source ./x; egrep a b; rm /b/$1\n");
    let findings = lint(&settings, &rules, &Input::new(&source)).findings;
    let safeties: Vec<(&str, Safety)> =
        findings.iter().flat_map(|found| found.fixes.iter().map(|fix| (found.code(), fix.safety))).collect();
    let expected = [("SC3046", Safety::Unsafe), ("SC2196", Safety::Unsafe), ("SC2086", Safety::Unsafe)];
    assert_eq!(safeties, expected);
    let safe = "FROM a\nRUN echo \"`b`\"\n";
    assert_eq!(fixed(safe, Safety::Safe), safe.replace("`b`", "$(b)"));
}

#[test]
fn two_steps_keep_the_chain_that_they_stand_in() {
    for (line, expected) in [
        ("export A=$(b) && c", "A=$(b) && export A && c"),
        ("a && export A=$(b); c", "a && A=$(b) && export A; c"),
        ("set -e; export A=\"$(b)\"; c", "set -e; A=\"$(b)\"; export A; c"),
        ("export A=$(b)", "A=$(b); export A"),
        ("f() { local a=$(b); }; f", "f() { local a; a=$(b); }; f"),
    ] {
        let text = |line: &str| format!("FROM a\nRUN {line}\n");
        assert_eq!(fixed(&text(line), Safety::Unsafe), text(expected));
    }
}
