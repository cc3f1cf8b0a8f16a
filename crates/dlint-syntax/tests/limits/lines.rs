//! Very many lines, and very long ones.

use super::measure::check;

const LINES: usize = 100_000;

#[test]
fn many_instructions() {
    check(
        LINES,
        |lines| format!("FROM a\n{}", "RUN b c\n".repeat(lines)),
        |file| {
            assert_eq!(file.instructions.len(), LINES + 1);
        },
    );
}

#[test]
fn many_stages() {
    check(LINES, |lines| "FROM a AS b\n".repeat(lines), |file| assert_eq!(file.stages().len(), LINES));
}

#[test]
fn many_wrong_instructions() {
    check(
        LINES,
        |lines| "RUNN a\nENV b\n".repeat(lines / 2),
        |file| {
            assert!(file.errors.len() >= LINES);
        },
    );
}

#[test]
fn many_comments() {
    check(
        LINES,
        |lines| "# a\n".repeat(lines) + "FROM b",
        |file| {
            assert_eq!(file.comments_before(&file.instructions[0]).len(), LINES);
        },
    );
}

#[test]
fn many_directives() {
    check(
        LINES,
        |lines| "# escape=`\n".repeat(lines) + "FROM b",
        |file| {
            assert_eq!(file.directives.len(), LINES);
        },
    );
}

#[test]
fn many_blank_lines() {
    check(
        LINES,
        |lines| format!("FROM a{}", "\r\n".repeat(lines)),
        |file| assert_eq!(file.lines.len(), LINES),
    );
}

#[test]
fn one_instruction_on_many_lines() {
    check(
        LINES,
        |lines| format!("RUN a{}", " \\\n b".repeat(lines)),
        |file| {
            assert_eq!(file.instructions[0].text.segments().count(), LINES + 1);
        },
    );
}

#[test]
fn pairs_on_many_lines() {
    check(
        LINES,
        |lines| format!("ENV A=b{}", " \\\n# c\n C\\\nD=e".repeat(lines / 3)),
        |file| {
            assert_eq!(file.instructions[0].as_pairs().map(<[_]>::len), Some(LINES / 3 + 1));
        },
    );
}

#[test]
fn a_json_array_on_many_lines() {
    check(
        LINES,
        |lines| format!("CMD [\"a\"{}]", ", \\\n\"b\\u0041\\\nc\"".repeat(lines / 2)),
        |file| {
            let words = file.instructions[0].command_line().and_then(|line| line.exec.as_ref());
            assert_eq!(words.map(Vec::len), Some(LINES / 2 + 1));
        },
    );
}

#[test]
fn flags_and_mounts_on_many_lines() {
    check(
        LINES,
        |lines| format!("RUN{} x", " \\\n --mount=a=\\\nb,c=d".repeat(lines / 2)),
        |file| {
            assert_eq!(file.instructions[0].mounts.len(), LINES / 2);
        },
    );
}

#[test]
fn a_comment_on_each_second_line_of_an_instruction() {
    check(
        LINES,
        |lines| format!("RUN a{}", " \\\n# c\n b".repeat(lines / 2)),
        |file| {
            assert_eq!(file.comments.len(), LINES / 2);
        },
    );
}

#[test]
fn blank_lines_behind_a_dangling_escape() {
    check(
        LINES,
        |lines| format!("RUN a \\\n{}", "\n".repeat(lines)),
        |file| {
            assert_eq!(file.instructions[0].last_line as usize, LINES + 1);
        },
    );
}

#[test]
fn lines_that_are_only_an_escape() {
    check(
        LINES,
        |lines| "\\\n".repeat(lines) + "FROM a",
        |file| {
            assert_eq!((file.instructions.len(), file.errors.len()), (1, 0));
        },
    );
}

#[test]
fn a_line_of_a_megabyte() {
    check(
        1_000_000,
        |bytes| format!("RUN {}", "a".repeat(bytes)),
        |file| assert_eq!(file.instructions.len(), 1),
    );
}

#[test]
fn a_line_of_a_megabyte_of_words() {
    check(
        1_000_000,
        |bytes| format!("RUN {}", "a ".repeat(bytes / 2)),
        |file| {
            assert_eq!(file.instructions.len(), 1);
        },
    );
}

#[test]
fn a_megabyte_of_white_space() {
    for instruction in ["RUN", "COPY", "FROM", "ENV", "HEALTHCHECK", "ONBUILD"] {
        check(
            1_000_000,
            |bytes| format!("{instruction}{}a", " ".repeat(bytes)),
            |file| {
                assert_eq!(file.instructions.len(), 1);
            },
        );
    }
}

#[test]
fn a_megabyte_of_escapes() {
    check(
        1_000_000,
        |bytes| format!("ENV A={}", "\\".repeat(bytes)),
        |file| {
            assert_eq!(file.instructions.len(), 1);
        },
    );
}

#[test]
fn lines_that_are_too_long() {
    check(
        100,
        |lines| format!("FROM a\n{}", format!("RUN {}\n", "b".repeat(70_000)).repeat(lines)),
        |file| {
            assert_eq!(file.errors.len(), 100);
        },
    );
}
