//! Findings that dlint makes or takes back by itself.

use dlint_shell::{Dialect, Script, Shell, Variables};
use dlint_text::MappedText;

/// The places of the findings under a code.
fn at(code: u16, text: &str) -> Vec<String> {
    in_shell(Shell::Sh, code, text)
}

fn in_shell(shell: Shell, code: u16, text: &str) -> Vec<String> {
    let variables: Variables = [("GIVEN", "1"), ("UID", "1000")].into_iter().collect();
    let script = Script::read(&MappedText::copied(text, 0), Dialect::plain(shell), &variables);
    let findings = script.findings().into_iter().filter(|finding| finding.code == code);
    findings.map(|finding| finding.span.slice(text).to_owned()).collect()
}

#[test]
fn a_link_needs_two_ends() {
    for text in ["ln -s ../x", "cd a && ln ../x", "ln -sfn -- -x", "ln -s \"$X/y\""] {
        assert_eq!(at(2226, text), ["ln"], "{text}");
    }
    for text in [
        "ln -s a b",
        "ln -s a .",
        "ln -st /usr/bin a",
        "ln --target-directory=b a",
        "ln",
        "ln -s $A",
        "ln *",
        "ln {a,b}",
        "ln \"$@\"",
    ] {
        assert_eq!(at(2226, text), [""; 0], "{text}");
    }
    assert_eq!(at(2225, "cp a"), ["cp"]);
    assert_eq!(at(2224, "mv -f a"), ["mv"]);
    assert_eq!(at(2224, "mv a b"), [""; 0]);
}

#[test]
fn a_negation_that_checks_nothing_is_found() {
    for text in [
        "set -e; ! grep x f; y",
        "set -ex\nif a; then ! grep x f; fi\ny",
        "set -o errexit; { ! grep x f; }; y",
    ] {
        assert_eq!(at(2251, text), ["!"], "{text}");
    }
    for text in [
        "! grep x f; y",
        "set -e; ! grep x f",
        "set -e; ! grep x f && y",
        "set -e; a && ! grep x f; y",
        "set -e; if ! grep x f; then z; fi; y",
        "set -e; while ! grep x f; do z; done; y",
        "set -e; f() { ! grep x f; }; f; y",
        "set -e; x=$(! grep x f); y",
        "set -e; ( ! grep x f ); y",
        "set -e; { ! grep x f; } || y",
    ] {
        assert_eq!(at(2251, text), [""; 0], "{text}");
    }
}

#[test]
fn variables_of_bash_are_found_in_plain_shells() {
    assert_eq!(
        at(3028, "mkdir a && cd $_ && echo \"${RANDOM}\" > $SECONDS"),
        ["$_", "${RANDOM}", "$SECONDS"]
    );
    assert_eq!(at(3028, "for i in $PIPESTATUS; do a; done"), ["$PIPESTATUS"]);
    assert_eq!(at(3028, "echo $UID $HOME $X"), [""; 0]);
    assert_eq!(at(3028, "EUID=1; echo $EUID; read SECONDS; echo $SECONDS"), [""; 0]);
    assert_eq!(at(3028, "bash -c 'echo $RANDOM'"), [""; 0]);
    assert_eq!(in_shell(Shell::Bash, 3028, "cd $_"), [""; 0]);
    assert_eq!(in_shell(Shell::Busybox, 3028, "echo $RANDOM $_"), ["$_"]);
}

#[test]
fn a_comparison_by_expr_is_found() {
    assert_eq!(at(2003, "expr \"$A\" = b && c"), ["expr"]);
    assert_eq!(at(2003, "expr 1 + 1"), ["expr"]);
    assert_eq!(at(2003, "expr \"$A\" : b"), [""; 0]);
}

#[test]
fn a_fallback_behind_what_cannot_fail_is_no_finding() {
    assert_eq!(at(2015, "a && echo b || c"), [""; 0]);
    assert_eq!(at(2015, "a && b || c"), ["&&"]);
}

#[test]
fn a_variable_that_is_given_its_own_value_stays_harmless() {
    assert_eq!(at(2086, "export GIVEN=$GIVEN && rm $GIVEN"), [""; 0]);
    assert_eq!(at(2086, "GIVEN=$OTHER && rm $GIVEN"), ["$GIVEN"]);
}

#[test]
fn a_backslash_that_does_nothing_is_one_finding() {
    assert_eq!(at(1001, "echo \\q"), ["\\q"]);
    assert_eq!(at(1004, "echo \\q"), [""; 0]);
}
