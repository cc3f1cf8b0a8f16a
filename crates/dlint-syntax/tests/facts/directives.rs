//! Parser directives: where they count, and what ends them.

use super::support::{Parsed, parsed};

/// The names and values of a file's directives.
fn directives(file: &Parsed) -> Vec<(&'static str, &str)> {
    file.file.directives.iter().map(|found| (found.kind.as_str(), file.at(found.value))).collect()
}

#[test]
fn the_three_directives_are_known_in_any_case_and_spacing() {
    for (line, expected) in [
        ("# syntax=docker/dockerfile:1", ("syntax", "docker/dockerfile:1")),
        ("#syntax=a/b", ("syntax", "a/b")),
        ("#\t SynTAX \t=\t a/b \t", ("syntax", "a/b")),
        ("# ESCAPE=`", ("escape", "`")),
        ("# escape = \\", ("escape", "\\")),
        ("# Check=skip=JSONArgsRecommended;error=true", ("check", "skip=JSONArgsRecommended;error=true")),
        ("# check=skip=a // why", ("check", "skip=a // why")),
        ("#\u{c}check=skip=a", ("check", "skip=a")),
        // White space in front of it does not matter to the parser (but to those who read `check` and `syntax`).
        ("  \u{a0}# escape=`", ("escape", "`")),
    ] {
        let file = parsed(format!("{line}\nFROM one\n"));
        assert_eq!(directives(&file), [expected], "{line:?}");
        assert_eq!((file.class(), file.kinds().as_str()), (None, "DT"), "{line:?}");
    }
}

#[test]
fn directives_stand_one_behind_the_other_at_the_top() {
    let file = parsed("# syntax=a\n#check=skip=all\n# escape=`\nFROM one\n");
    assert_eq!(directives(&file), [("syntax", "a"), ("check", "skip=all"), ("escape", "`")]);
    assert_eq!(file.file.escape, '`');
    assert_eq!(file.file.directives.iter().map(|found| found.line).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn directives_count_behind_a_byte_order_mark() {
    let file = parsed("\u{feff}# escape=`\n# syntax=a\nFROM one\nRUN a`\nb");
    assert_eq!(directives(&file), [("escape", "`"), ("syntax", "a")]);
    assert_eq!(file.texts(), ["FROM one", "RUN ab"]);
}

#[test]
fn any_other_line_ends_the_directives() {
    for other in [
        "",
        "   ",
        "# just words",
        "#",
        "#!/usr/bin/env docker",
        "# author=me",
        "# my-key=value",
        "# syntax",
        "# syntax=",
        "# 1syntax=a",
        "# syn tax=a",
        "# =a",
        "FROM zero",
        "// syntax=a",
        "\u{feff}# syntax=a",
    ] {
        let file = parsed(format!("# check=skip=x\n{other}\n# escape=`\nFROM one\n"));
        assert_eq!(directives(&file), [("check", "skip=x")], "{other:?}");
        assert_eq!(file.file.escape, '\\', "{other:?}");
    }
}

#[test]
fn the_last_line_of_a_file_can_be_a_directive() {
    let file = parsed("# syntax=a");
    assert_eq!(directives(&file), [("syntax", "a")]);
    assert_eq!(file.verdict(), Some(("no-instructions", 1)));
}

#[test]
fn a_directive_stands_only_once_even_with_the_same_value() {
    for (text, line) in [
        ("# escape=\\\n# escape=\\\nFROM one", 1),
        ("# escape=`\n# escape=\\\nFROM one", 1),
        ("# syntax=a\n# check=skip=x\n# SYNTAX=b\nFROM one", 2),
        ("# check=skip=x\n# check=skip=x\nFROM one", 1),
    ] {
        // The builder counts a directive's line only after it has read it.
        assert_eq!(parsed(text).verdict(), Some(("duplicate-directive", line)), "{text:?}");
    }
    assert_eq!(parsed("# syntax=a\n\n# syntax=a\nFROM one").verdict(), None);
}

#[test]
fn the_escape_is_a_backslash_or_a_backtick_and_nothing_else() {
    for value in ["x", "\\\\", "``", "`\\", "\\ # why", "'`'", "\u{b4}", "backtick"] {
        let file = parsed(format!("# escape={value}\nFROM one"));
        assert_eq!(file.verdict(), Some(("invalid-escape", 0)), "{value}");
        assert_eq!(file.file.escape, '\\', "{value}");
    }
    assert_eq!(parsed("# syntax=a\n# escape=x\nFROM one").verdict(), Some(("invalid-escape", 1)));
    assert_eq!(parsed("# escape=`  \t\r\nFROM one").verdict(), None);
}

#[test]
fn a_value_may_be_a_blank() {
    // The pattern wants at least one character behind the `=`, and a blank is one if there is no other.
    let file = parsed("# check= \n# syntax=a\nFROM one");
    assert_eq!(file.file.directives.len(), 2);
    assert_eq!(parsed("# escape= \nFROM one").class(), Some("invalid-escape"));
}

#[test]
fn any_unicode_white_space_may_stand_behind_the_hash() {
    for space in ["\u{a0}", "\u{b}", "\u{3000}"] {
        let file = parsed(format!("#{space}escape=`\nFROM one"));
        assert_eq!(file.file.escape, '`', "{space:?}");
    }
    // But not around the `=`.
    assert_eq!(parsed("# escape\u{a0}=`\nFROM one").file.escape, '\\');
}

#[test]
fn directives_are_no_comments() {
    let file = parsed("# syntax=a\n# escape=`\n# a comment\nFROM one");
    assert_eq!(file.kinds(), "DD#T");
    assert_eq!(file.file.comments.len(), 1);
    assert_eq!(file.file.comments_before(file.last()).len(), 1);
    // A directive that comes too late is a comment like others.
    let file = parsed("# a comment\n# escape=`\nFROM one");
    assert_eq!((file.kinds().as_str(), file.file.comments.len()), ("##T", 2));
}

#[test]
fn a_line_behind_a_directive_does_not_continue_it() {
    let file = parsed("# escape=\\\n# syntax=a \\\nFROM one");
    assert_eq!(directives(&file), [("escape", "\\"), ("syntax", "a \\")]);
    assert_eq!(file.texts(), ["FROM one"]);
}
