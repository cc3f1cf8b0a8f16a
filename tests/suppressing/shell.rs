//! `# shellcheck disable=…` and `# tally ignore=…`.

use super::check;

#[test]
fn before_an_instruction_shellcheck_s_comments_cover_it() {
    check(
        "SC2086,DL3004",
        &[
            (
                "FROM a\n# shellcheck disable=SC2086\nRUN sudo $1\nRUN cat $2\n",
                "DL3004@3 SC2086@4",
                "SC2086@3",
            ),
            ("FROM a\n# shellcheck disable=2086\nRUN cat $1\n", "", "SC2086@3"),
            ("FROM a\n# shellcheck disable=SC2000-SC2100\nRUN cat $1\n", "", "SC2086@3"),
            ("FROM a\n# shellcheck shell=sh disable=SC2034,SC2086 # why\nRUN cat $1\n", "", "SC2086@3"),
            ("FROM a\n# shellcheck disable=all\nRUN sudo $1\n", "DL3004@3", "SC2086@3"),
            ("FROM a\n# shellcheck disable=SC2034\nRUN cat $1\n", "SC2086@3", ""),
            ("FROM a\n# shellcheck disable=DL3004\nRUN sudo x\n", "DL3004@3", ""),
            ("FROM a\n# shellcheck source=SC2086\nRUN cat $1\n", "SC2086@3", ""),
            ("# shellcheck disable=SC2086\nFROM a\nRUN cat $1\n", "SC2086@3", ""),
        ],
    );
}

#[test]
fn inside_a_text_they_cover_the_command_that_follows() {
    check(
        "SC2086",
        &[
            // At the top: all of it.
            ("FROM a\nRUN \\\n# shellcheck disable=SC2086\n cat $1; \\\n cat $2\n", "", "SC2086@4 SC2086@5"),
            (
                "FROM a\nRUN <<'EOF'\n#!/bin/sh\n# shellcheck disable=SC2086\ncat $1\ncat $2\nEOF\n",
                "",
                "SC2086@5 SC2086@6",
            ),
            ("FROM a\nRUN bash <<'EOF'\n# shellcheck disable=SC2086\ncat $1\nEOF\n", "", "SC2086@4"),
            // Further down: a command, a list, a construct.
            (
                "FROM a\nRUN cat $1; \\\n# shellcheck disable=SC2086\n cat $2; \\\n cat $3\n",
                "SC2086@2 SC2086@5",
                "SC2086@4",
            ),
            (
                "FROM a\nRUN x; \\\n# shellcheck disable=SC2086\n cat $2 && \\\n cat $3 | cat $4; \\\n cat $5\n",
                "SC2086@6",
                "SC2086@4 SC2086@5 SC2086@5",
            ),
            (
                "FROM a\nRUN <<'EOF'\nx\n# shellcheck disable=SC2086\nif cat $1; then\n cat $2\nelse\n cat $3\nfi\ncat $4\nEOF\n",
                "SC2086@10",
                "SC2086@5 SC2086@6 SC2086@8",
            ),
            (
                "FROM a\nRUN <<'EOF'\nx\n# shellcheck disable=SC2086\nfor i in a b; do\n cat $1\ndone\ncat $4\nEOF\n",
                "SC2086@8",
                "SC2086@6",
            ),
            (
                "FROM a\nRUN <<'EOF'\nif x; then\n y\n # shellcheck disable=SC2086\n cat $1\n cat $2\nfi\nEOF\n",
                "SC2086@7",
                "SC2086@6",
            ),
            // In the middle of a command: that command.
            (
                "FROM a\nRUN x; cat \\\n# shellcheck disable=SC2086\n $1; \\\n cat $2\n",
                "SC2086@5",
                "SC2086@4",
            ),
            // Behind the last command: nothing.
            ("FROM a\nRUN <<'EOF'\ncat $1\n# shellcheck disable=SC2086\nEOF\n", "SC2086@3", ""),
            // In a file that the script writes: nothing.
            (
                "FROM a\nRUN <<'EOF'\ncat <<X > x\n# shellcheck disable=SC2086\nX\ncat $1\nEOF\n",
                "SC2086@6",
                "",
            ),
        ],
    );
}

#[test]
fn in_a_script_that_is_written_they_are_about_the_script() {
    check(
        "SC2086,DL3020",
        &[
            (
                "FROM a\nCOPY <<'A' <<'B' /x/\n#!/bin/sh\n# shellcheck disable=SC2086\ncat $1\nA\n#!/bin/sh\ncat $1\nB\n",
                "SC2086@8",
                "SC2086@5",
            ),
            (
                "FROM a\nCOPY <<'A' /x.sh\ncat $1\n# shellcheck disable=SC2086\ncat $2\ncat $3\nA\n",
                "SC2086@3 SC2086@6",
                "SC2086@5",
            ),
            // Other comments in it are none of the Dockerfile's.
            ("FROM a\nCOPY <<'A' /x.sh\n# dlint ignore=SC2086\ncat $1\nA\n", "SC2086@4", ""),
        ],
    );
}

#[test]
fn tally_s_comments() {
    check(
        "DL3004,DL3007",
        &[
            ("FROM a\n# tally ignore=DL3004\nRUN sudo x\nRUN sudo y\n", "DL3004@4", "DL3004@3"),
            ("FROM a\n# tally ignore=hadolint/DL3004;reason=it must\nRUN sudo x\n", "", "DL3004@3"),
            ("FROM a\n# tally ignore=DL3007, hadolint/DL3004\nRUN sudo x\n", "", "DL3004@3"),
            ("FROM a\n# tally ignore=all\nRUN sudo x\n", "", "DL3004@3"),
            ("FROM a\nRUN sudo x\n# tally global ignore=DL3004\nRUN sudo y\n", "", "DL3004@2 DL3004@4"),
            ("FROM a\n# tally ignore=hadolint/DL3007\nRUN sudo x\n", "DL3004@3", ""),
            ("FROM a\n# tally stage ignore=DL3004\nRUN sudo x\n", "DL3004@3", ""),
            ("FROM a\n# tally: ignore=DL3004\nRUN sudo x\n", "DL3004@3", ""),
        ],
    );
}
