//! What is said about the comments themselves. The pages of the rules have the plain cases.

use dlint::Selection;

use super::{check, places, with};

#[test]
fn what_dlint_does_not_know_is_said_and_the_rest_counts() {
    check(
        "DL3004,invalid-ignore",
        &[
            ("FROM a\n# dlint ignore=DL3O04,DL3004\nRUN sudo x\n", "invalid-ignore@2", "DL3004@3"),
            ("FROM a\n# dlint ignore=DL3004 DL3007\nRUN sudo x\n", "invalid-ignore@2", "DL3004@3"),
            ("FROM a\n# dlint ignore=DL3004 until=soon\nRUN sudo x\n", "invalid-ignore@2", "DL3004@3"),
            ("FROM a\n# dlint ignore=\nRUN sudo x\n", "invalid-ignore@2 DL3004@3", ""),
            ("FROM a\n# dlint file-ignores=DL3004\nRUN sudo x\n", "invalid-ignore@2 DL3004@3", ""),
            ("FROM a\nRUN sudo x \\\n# dlint ignore=syntax\n y\n", "DL3004@2 invalid-ignore@3", ""),
            // What dlint does not know may be another tool's, or of another version.
            ("FROM a\n# hadolint ignore=DL3062,DL3058,SC3999\nRUN x\n", "", ""),
            ("FROM a\n# hadolint ignore=DL2001\nRUN x\n", "invalid-ignore@2", ""),
            ("FROM a\n# check=skip=NotYetThere\nRUN x\n", "", ""),
            ("FROM a\n# check=skip=StageNamecasing\nRUN x\n", "invalid-ignore@2", ""),
            ("FROM a\n# shellcheck disable=SC9999\nRUN x\n", "", ""),
            ("FROM a\n# tally ignore=tally/whatever\nRUN x\n", "", ""),
            // Comments about dlint are not for dlint.
            ("FROM a\n# dlint = a linter\n# dlint is = to none\nRUN x\n", "invalid-ignore@3", ""),
            ("# dlint reads this\n# dlintignore=x\nFROM a\n", "", ""),
        ],
    );
}

#[test]
fn the_rules_about_comments_can_be_ignored_like_others() {
    check(
        "invalid-ignore,expired-ignore,ignore-without-reason,DL1001",
        &[
            (
                "# dlint file-ignore=DL1001,ignore-without-reason\n# dlint ignore=nobody\nFROM a\n",
                "invalid-ignore@2",
                "DL1001@1 ignore-without-reason@1 DL1001@2 ignore-without-reason@2",
            ),
            // A comment belongs to the instruction behind it.
            ("FROM a\n# dlint ignore=invalid-ignore,nobody -- so\nRUN x\n", "DL1001@2", "invalid-ignore@2"),
            (
                "FROM a\n# dlint ignore=expired-ignore -- so\n# dlint ignore=DL3004 until=2001-01-01 -- so\nRUN x\n",
                "DL1001@2 DL1001@3",
                "expired-ignore@3",
            ),
        ],
    );
}

/// What is unused, with these codes looked for.
fn unused(codes: &str, text: &str) -> String {
    let select = codes.split(',').map(str::to_owned).collect();
    let outcome = with(&Selection { select, warn_unused_ignores: true, ..Selection::default() }, text);
    let source = dlint::SourceFile::new("Dockerfile", text);
    let unused = outcome.findings.iter().filter(|finding| finding.code() == "unused-ignore");
    unused.map(|finding| source.slice(finding.primary.span)).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_ignore_is_unused_where_nothing_is_found_though_it_is_looked_for() {
    for (text, expected) in [
        ("FROM a\n# dlint ignore=DL3004\nRUN sudo x\n", ""),
        ("FROM a\n# dlint ignore=DL3004\nRUN x\n", "DL3004"),
        ("FROM a\n# dlint ignore=DL3020,DL3004\nRUN sudo x\n", "DL3020"),
        // What is not looked for, and what nobody knows, is not judged.
        ("FROM a\n# dlint ignore=DL3008,DL9999,ALL,DL3\nRUN x\n", ""),
        ("FROM a\n# hadolint ignore=DL3008,DL3999,DL3004\nRUN x\n", "DL3004"),
        // The nearest one does it; one that comes too late does nothing.
        ("# dlint file-ignore=DL3004\nFROM a\n# dlint ignore=DL3004\nRUN sudo x\n", "DL3004"),
        ("FROM a\n# dlint ignore=DL3004,dl3004\nRUN sudo x\n", "dl3004"),
        // The comments of other tools are for those.
        ("FROM a\n# hadolint ignore=DL3004\n# dlint ignore=DL3004\n# tally ignore=DL3004\nRUN sudo x\n", ""),
        // What is nobody's fault but the comment's own is said elsewhere.
        ("FROM a\n# dlint ignore=DL3004 until=2001-01-01\nRUN x\n# dlint ignore=DL3004\n", ""),
        ("FROM a\n# dlint ignore=unused-ignore,DL3004\nRUN x\n", ""),
        ("FROM a\n# dlint ignore=unused-ignore\nRUN x\n", ""),
        ("# check=skip=all;error=true\nFROM a\n", ""),
        ("FROM a\n# check=skip=SecretsUsedInArgOrEnv\nENV A=x\n", "SecretsUsedInArgOrEnv"),
    ] {
        assert_eq!(unused("DL3004,DL3020,DL3064", text), expected, "{text}");
    }
    // What only those see who ask for a rule is enough.
    let text = "FROM debian:13\n# dlint ignore=SC2086\nRUN apt-get install $packages\n";
    assert_eq!(unused("recommended", text), "");
    // A place beside the finding is enough for another tool's comment.
    let text = "FROM a\nCMD [\"a\"]\n# hadolint ignore=DL4003\nCMD [\"b\"]\n";
    assert_eq!(unused("DL4003", text), "");
}

#[test]
fn a_reason_is_asked_for_of_all_comments() {
    let asked = |text: &str| {
        let outcome = with(&Selection { require_ignore_reason: true, ..Selection::default() }, text);
        places(text, &outcome).0.matches("ignore-without-reason").count()
    };
    let text = |comment: &str| format!("FROM debian:13\n# {comment}\nRUN make\n");
    for comment in [
        "dlint ignore=DL3004 -- so",
        "dlint ignore=DL3004 until=2099-01-01 -- so",
        "hadolint ignore=DL3004 # so",
        "check=skip=all // so",
        "shellcheck disable=SC2086 # so",
        "tally ignore=DL3004;reason=so",
        "hadolint shell=bash",
        "check=error=true",
    ] {
        assert_eq!(asked(&text(comment)), 0, "{comment}");
    }
    for comment in [
        "dlint ignore=DL3004",
        "dlint ignore=DL3004 --",
        "hadolint ignore=DL3004 #",
        "check=skip=all",
        "shellcheck disable=SC2086",
        "tally ignore=DL3004;reason=",
    ] {
        assert_eq!(asked(&text(comment)), 1, "{comment}");
    }
}
