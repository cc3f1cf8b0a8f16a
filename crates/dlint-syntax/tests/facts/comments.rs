//! Comments: to which instruction they belong, and what they keep fixes from touching.

use dlint_syntax::LineKind;

use super::support::{Parsed, parsed};

/// The comments that belong to the last instruction, as they stand there.
fn before_last(file: &Parsed) -> Vec<&str> {
    file.file.comments_before(file.last()).iter().map(|comment| file.at(comment.span)).collect()
}

#[test]
fn comments_belong_to_the_next_instruction() {
    for (text, expected) in [
        ("# a\n# b\nFROM one", &["# a", "# b"][..]),
        ("#a\nFROM one", &["#a"]),
        ("#!/bin/sh\n# a\nFROM one", &["#!/bin/sh", "# a"]),
        ("# a\nFROM one\nRUN two", &[]),
        ("# a\nFROM one\n# b\nRUN two", &["# b"]),
        ("FROM one\n#  b \t\r\nRUN two", &["#  b \t"]),
    ] {
        assert_eq!(before_last(&parsed(text)), expected, "{text:?}");
    }
}

#[test]
fn an_empty_comment_parts_those_before_it_from_the_instruction() {
    for (text, expected) in [
        ("# a\n#\nFROM one", &[][..]),
        ("# a\n#\n# b\nFROM one", &["# b"]),
        ("# a\n# \t\u{a0}\r\n# b\nFROM one", &["# b"]),
        ("# a\n##\n# b\nFROM one", &["# a", "##", "# b"]),
        // In front of an indented one stands a blank, and that is what the builder takes for the hash.
        ("# a\n #\n# b\nFROM one", &["# a", "#", "# b"]),
    ] {
        assert_eq!(before_last(&parsed(text)), expected, "{text:?}");
    }
}

#[test]
fn a_blank_line_parts_nothing() {
    assert_eq!(before_last(&parsed("# a\n\n \t\n# b\n\r\n\nFROM one")), ["# a", "# b"]);
}

#[test]
fn an_indented_comment_is_known_for_one() {
    let file = parsed("# a\n  # b\n\u{a0}# c\nFROM one");
    let comments = file.file.comments_before(file.last());
    assert_eq!(comments.iter().map(|comment| comment.indented).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(comments.iter().map(|comment| comment.line).collect::<Vec<_>>(), [1, 2, 3]);
    let texts: Vec<_> = comments.iter().map(|comment| comment.text(&file.source)).collect();
    assert_eq!(texts, ["a", "b", "c"]);
    // A byte order mark is no indentation.
    assert!(!parsed("\u{feff}# a\nFROM one").file.comments[0].indented);
}

#[test]
fn comments_inside_an_instruction_belong_to_none() {
    for text in [
        "FROM one\nRUN a \\\n# dropped\n b\nRUN two",
        "FROM one\nRUN a \\\n b \\\n# dropped\n\nRUN a\nRUN two",
        "FROM one\nRUN <<E\n# in the body\nE\nRUN two",
    ] {
        let file = parsed(text);
        assert_eq!(before_last(&file), Vec::<&str>::new(), "{text:?}");
    }
    // The first comment inside does not take over those in front either.
    let file = parsed("# a\nFROM \\\n# dropped\none");
    assert_eq!(before_last(&file), ["# a"]);
    assert_eq!(file.file.comments.len(), 2);
}

#[test]
fn a_line_of_a_heredoc_is_no_comment() {
    let file = parsed("FROM one\nRUN <<E\n# in the body\nE\n# b\nRUN two");
    assert_eq!(file.file.comments.len(), 1);
    assert_eq!(before_last(&file), ["# b"]);
}

#[test]
fn each_line_knows_which_comment_it_is() {
    let file = parsed("# a\nFROM one\n# b\nRUN two \\\n  # c\n three\n");
    let mut found = Vec::new();
    for (index, line) in file.file.lines.iter().enumerate() {
        if let LineKind::Comment(number) | LineKind::DroppedComment(number) = line.kind {
            found.push((index + 1, number));
        }
    }
    // Between instructions the number is the comment's, inside one it is the instruction's.
    assert_eq!(found, [(1, 0), (3, 1), (5, 1)]);
    assert_eq!(file.file.comments[2].line, 5);
}

#[test]
fn nothing_of_an_instruction_s_text_lies_in_a_dropped_line_or_at_an_escape() {
    let file = parsed("FROM one\nRUN a \\\n# dropped \\\n\n  && b \\ \n&& c\n");
    let run = file.last();
    for segment in run.text.segments() {
        let copied = file.at(segment.source);
        assert!(!copied.contains(['\\', '\n', '#']), "{copied:?}");
        let line = file.file.lines.iter().find(|line| line.span.covers(segment.source)).unwrap();
        assert_eq!(line.kind, LineKind::Text(1));
    }
    let dropped = file.file.lines_of(run).iter().filter(|line| !matches!(line.kind, LineKind::Text(_)));
    for offset in dropped.flat_map(|line| line.span.range()) {
        assert_eq!(run.text.text_offset(offset as u32), None);
    }
}
