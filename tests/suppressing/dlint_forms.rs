//! `# dlint ignore=…` and its sisters.

use super::check;

/// `DL3004` is `sudo`, `DL3020` is `ADD` of a file.
const CODES: &str = "DL3004,DL3020,DL3007";

#[test]
fn before_an_instruction() {
    check(
        CODES,
        &[
            ("FROM a\n# dlint ignore=DL3004\nRUN sudo x\nRUN sudo y\n", "DL3004@4", "DL3004@3"),
            ("FROM a\n  # dlint ignore=DL3004\nRUN sudo x\n", "", "DL3004@3"),
            ("FROM a\n#dlint ignore=DL3004\nRUN sudo x\n", "", "DL3004@3"),
            ("FROM a\r\n# dlint ignore=DL3004\r\nRUN sudo x\r\n", "", "DL3004@3"),
            ("# dlint ignore=DL3007\nFROM a:latest\n", "", "DL3007@2"),
            // All of a long instruction, and of its heredocs.
            ("FROM a\n# dlint ignore=DL3004\nRUN x && \\\n sudo x\n", "", "DL3004@4"),
            ("FROM a\n# dlint ignore=DL3004\nRUN <<EOF\nsudo x\nEOF\n", "", "DL3004@4"),
            ("FROM a\n# dlint ignore=DL3004\nONBUILD RUN sudo x\n", "", "DL3004@3"),
            // Other comments and blank lines do no harm.
            ("FROM a\n# dlint ignore=DL3004\n\n#\n# why not\n\nRUN sudo x\n", "", "DL3004@7"),
            ("FROM a\n# dlint ignore=DL3020\n# dlint ignore=DL3004\nRUN sudo x\n", "", "DL3004@4"),
            // Nothing but the very next instruction, and nothing but that code.
            ("FROM a\n# dlint ignore=DL3004\nRUN x\nRUN sudo x\n", "DL3004@4", ""),
            ("FROM a\nRUN sudo x\n# dlint ignore=DL3004\n", "DL3004@2", ""),
            ("FROM a\n# dlint ignore=DL3020\nRUN sudo x\n", "DL3004@3", ""),
            ("# dlint ignore=DL3004\nFROM a\nRUN sudo x\n", "DL3004@3", ""),
            // No comments at all.
            ("FROM a\nRUN sudo x # dlint ignore=DL3004\n", "DL3004@2", ""),
            ("FROM a\n# # dlint ignore=DL3004\nRUN sudo x\n", "DL3004@3", ""),
            ("FROM a\nRUN sudo echo '\\\n\\# dlint ignore=DL3004'\n", "DL3004@2", ""),
        ],
    );
}

#[test]
fn codes_names_aliases_groups_and_beginnings() {
    let ignores = |names: &str| {
        let text = format!("FROM a\n# dlint ignore={names}\nRUN sudo x\n");
        match super::places(&text, &super::outcome("DL3004", &text)) {
            (kept, ignored) if kept.is_empty() && ignored == "DL3004@3" => true,
            (kept, ignored) if kept == "DL3004@3" && ignored.is_empty() => false,
            found => panic!("{names}: {found:?}"),
        }
    };
    for names in [
        "DL3004",
        "dl3004",
        "sudo-in-run",
        "SUDO-in-run",
        "DL3007, DL3004",
        "DL3007 ,\tDL3004,",
        "DL9999,DL3004",
        "DL",
        "DL3",
        "dl300",
        "ALL",
        "security",
        "hadolint",
        "DL3004 because",
    ] {
        assert!(ignores(names), "{names}");
    }
    for names in ["DL3020", "DL30044", "3004", "secrets", "buildkit", "sudo", "*", "", "DL3007 DL3004"] {
        assert!(!ignores(names), "{names}");
    }
}

#[test]
fn between_the_lines_of_an_instruction() {
    check(
        CODES,
        &[
            ("FROM a\nRUN x && \\\n# dlint ignore=DL3004\n sudo x\n", "", "DL3004@4"),
            // The whole instruction, also what stands before it.
            (
                "FROM a\nRUN sudo x && \\\n    # dlint ignore=DL3004\n    y\nRUN sudo z\n",
                "DL3004@5",
                "DL3004@2",
            ),
            ("FROM a\nADD \\\n# dlint ignore=DL3020\n b c\nADD b c\n", "DL3020@5", "DL3020@2"),
            // Behind a dangling escape, the next line is part of the instruction.
            ("FROM a\nRUN sudo x \\\n# dlint ignore=DL3004\n", "", "DL3004@2"),
            // The line above has no escape: the comment stands in front of the next instruction.
            ("FROM a\nRUN sudo x\n# dlint ignore=DL3004\nRUN y\n", "DL3004@2", ""),
        ],
    );
}

#[test]
fn in_heredocs() {
    check(
        CODES,
        &[
            ("FROM a\nRUN <<EOF\n# dlint ignore=DL3004\nsudo x\nEOF\nRUN sudo y\n", "DL3004@6", "DL3004@4"),
            ("FROM a\nRUN <<EOF\n#!/bin/bash\nx\nsudo x\n\t# dlint ignore=DL3004\nEOF\n", "", "DL3004@5"),
            ("FROM a\nRUN sudo python3 <<EOF\n# dlint ignore=DL3004\nEOF\n", "", "DL3004@2"),
            ("FROM a\nRUN sudo bash <<EOF\n# dlint ignore=DL3004\nEOF\n", "", "DL3004@2"),
            // What is written to a file says nothing about the instruction.
            ("FROM a\nRUN sudo tee /x <<EOF\n# dlint ignore=DL3004\nEOF\n", "DL3004@2", ""),
            ("FROM a\nRUN sudo node <<EOF\n# dlint ignore=DL3004\nEOF\n", "DL3004@2", ""),
            (
                "FROM a\nCOPY --from=b:latest <<EOF /x\n# dlint ignore=ALL\nEOF\nRUN sudo x\n",
                "DL3007@2 DL3004@5",
                "",
            ),
            (
                "FROM a\nADD b <<EOF /x/\n# dlint ignore=DL3020\n# dlint file-ignore=DL3020\nEOF\n",
                "DL3020@2",
                "",
            ),
        ],
    );
}

#[test]
fn for_the_file() {
    check(
        CODES,
        &[
            ("# dlint file-ignore=DL3004\nFROM a\nRUN sudo x\nRUN sudo y\n", "", "DL3004@3 DL3004@4"),
            ("FROM a\nRUN sudo x\n# dlint file-ignore=DL3004\n", "", "DL3004@2"),
            ("FROM a\nRUN sudo x && \\\n# dlint file-ignore=DL3004\ny\nRUN sudo x", "", "DL3004@2 DL3004@5"),
            ("# dlint file-ignore=DL3020\nFROM a\nRUN sudo x\n", "DL3004@3", ""),
        ],
    );
}

#[test]
fn for_a_stage() {
    check(
        CODES,
        &[
            ("# dlint stage-ignore=DL3004\nFROM a\nRUN sudo x\nFROM b\nRUN sudo y\n", "DL3004@5", "DL3004@3"),
            (
                "FROM a\nRUN sudo x\n# dlint stage-ignore=DL3004\n\n# so\nFROM b\nRUN sudo y\nRUN sudo z",
                "DL3004@2",
                "DL3004@7 DL3004@8",
            ),
            ("# dlint stage-ignore=DL3007\nFROM a:latest\nFROM b:latest\n", "DL3007@3", "DL3007@2"),
            // It stands before no FROM.
            ("FROM a\n# dlint stage-ignore=DL3004\nRUN sudo x\n", "DL3004@3", ""),
            ("# dlint stage-ignore=DL3004\nARG b\nFROM a\nRUN sudo x\n", "DL3004@4", ""),
            (
                "FROM a\nRUN sudo x \\\n# dlint stage-ignore=DL3004\n\nFROM b\nRUN sudo x\n",
                "DL3004@2 DL3004@6",
                "",
            ),
        ],
    );
}

#[test]
fn one_variant_leaves_the_others() {
    let text = "FROM debian:13\n# dlint ignore=DL3042\nRUN apt-get update && pip install flask\n";
    check("package-cache-in-layer", &[(text, "DL3009@3", "DL3042@3")]);
    let whole = text.replace("DL3042", "package-cache-in-layer");
    check("package-cache-in-layer", &[(&whole, "", "DL3009@3 DL3042@3")]);
}

#[test]
fn a_finding_belongs_to_the_place_of_its_first_label() {
    // The first CMD is void; the second one is shown beside it.
    let text = |first: &str, second: &str| format!("FROM a\n{first}CMD [\"a\"]\n{second}CMD [\"b\"]\n");
    check(
        "DL4003",
        &[
            (&text("# dlint ignore=DL4003\n", ""), "", "DL4003@3"),
            (&text("", "# dlint ignore=DL4003\n"), "DL4003@2", ""),
            // hadolint and BuildKit report it elsewhere.
            (&text("", "# hadolint ignore=DL4003\n"), "", "DL4003@2"),
            (&text("", "# check=skip=MultipleInstructionsDisallowed\n"), "", "DL4003@2"),
        ],
    );
}

#[test]
fn what_stops_the_build_is_never_hidden() {
    for names in ["syntax", "DL1000", "ALL", "correctness"] {
        for form in ["dlint ignore", "dlint file-ignore", "hadolint ignore", "hadolint global ignore"] {
            let text = format!("FROM a\n# {form}={names}\nRUNN x\n");
            check("syntax", &[(&text, "syntax@3", "")]);
        }
    }
    // Where the rule that says it better is ignored, the builder's own error shows.
    check("DL3043", &[("FROM a\n# dlint ignore=DL3043\nONBUILD FROM b\n", "syntax@3", "DL3043@3")]);
}
