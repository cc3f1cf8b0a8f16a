//! Lines that are too long for the builder.

use super::support::parsed;

/// A line of `length` bytes that begins with `start`.
fn line(start: &str, length: usize) -> String {
    format!("{start}{}", "x".repeat(length - start.len()))
}

#[test]
fn a_line_may_have_65536_bytes_with_its_line_feed_or_65535_at_the_end_of_the_file() {
    let error = Some(("line-too-long", 1));
    for (second, ending, expected) in [
        (line("RUN ", 65_535), "\n", None),
        (line("RUN ", 65_536), "\n", error),
        (line("RUN ", 65_535), "", None),
        (line("RUN ", 65_536), "", error),
        (line("RUN ", 65_534), "\r\n", None),
        (line("RUN ", 65_535), "\r\n", error),
        (line("# ", 65_535), "\n", None),
        (line("# ", 65_536), "\n", error),
        (" ".repeat(65_535), "\n", None),
        (" ".repeat(65_536), "\n", error),
    ] {
        let file = parsed(format!("FROM one\n{second}{ending}"));
        assert_eq!(file.verdict(), expected, "{} bytes, {ending:?}", second.len());
    }
}

#[test]
fn bytes_are_counted_as_they_stand_in_the_file() {
    // 65,531 bytes that are not UTF-8, each of which is three bytes of the decoded text.
    let mut bytes = b"FROM one\nRUN ".to_vec();
    bytes.extend(std::iter::repeat_n(0xff, 65_531));
    bytes.push(b'\n');
    assert_eq!(parsed(bytes.clone()).verdict(), None);
    bytes.insert(13, b'x');
    assert_eq!(parsed(bytes).verdict(), Some(("line-too-long", 1)));
    let text = format!("FROM one\nRUN {}\n", "é".repeat(40_000));
    assert_eq!(parsed(text).verdict(), Some(("line-too-long", 1)));
}

#[test]
fn a_byte_order_mark_counts_as_bytes_too() {
    let text = format!("\u{feff}{}\nFROM one\n", line("# ", 65_533));
    assert_eq!(parsed(text).class(), Some("no-instructions"));
    let text = format!("\u{feff}{}\nFROM one\n", line("# ", 65_532));
    assert_eq!(parsed(text).class(), None);
}

#[test]
fn a_logical_line_has_no_bound() {
    let part = format!("{}\\\n", "x".repeat(60_000));
    let file = parsed(format!("FROM one\nRUN {}", part.repeat(5)));
    assert_eq!(file.verdict(), None);
    assert_eq!(file.last().text.len(), 300_004);
}

#[test]
fn a_line_that_is_too_long_in_front_of_all_instructions_hides_them() {
    let long = line("# ", 70_000);
    assert_eq!(parsed(format!("{long}\nFROM one\n")).verdict(), Some(("no-instructions", 0)));
    assert_eq!(parsed(format!("# a\n\n{long}\nFROM one\n")).verdict(), Some(("no-instructions", 2)));
    assert_eq!(parsed(line("FROM ", 70_000)).verdict(), Some(("no-instructions", 0)));
}

#[test]
fn a_continuation_line_that_is_too_long_leaves_the_instruction_before_it() {
    let long = "x".repeat(70_000);
    assert_eq!(parsed(format!("FROM \\\none\\\n{long}\n")).verdict(), Some(("line-too-long", 2)));
    assert_eq!(parsed(format!("FROM \\\none\\\n# {long}\n")).verdict(), Some(("line-too-long", 2)));
}

#[test]
fn what_was_read_before_the_long_line_is_looked_at_first() {
    // The builder never sees the long line, so it ends the instruction there, and then that is wrong.
    let long = "x".repeat(70_000);
    let file = parsed(format!("FROM one\nENV NAME \\\n{long}\n"));
    assert_eq!(file.verdict(), Some(("missing-value", 2)));
}

#[test]
fn inside_of_a_heredoc_a_line_that_is_too_long_leaves_it_without_an_end() {
    let long = "x".repeat(70_000);
    for text in [format!("FROM one\nRUN <<E\n{long}\nE\n"), format!("FROM one\nRUN <<E\nshort\n{long}\nE\n")]
    {
        assert_eq!(parsed(text).verdict(), Some(("unterminated-heredoc", 2)));
    }
    let file = parsed(format!("FROM one\nRUN <<E\nshort\nE\n# {long}\n"));
    assert_eq!(file.verdict(), Some(("line-too-long", 4)));
}

#[test]
fn the_other_instructions_are_there_all_the_same() {
    let long = line("RUN ", 70_000);
    let file = parsed(format!("FROM one\n{long}\nUSER two\n"));
    assert_eq!(file.file.instructions.len(), 3);
    assert_eq!(file.classes(), ["line-too-long"]);
}
