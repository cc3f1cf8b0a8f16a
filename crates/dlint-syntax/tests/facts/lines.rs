//! Physical lines, and how they become logical ones.

use super::support::{class, parsed, words};

#[test]
fn a_line_ends_at_a_line_feed_and_loses_all_returns_at_its_end() {
    for (text, expected) in [
        ("FROM one\nRUN two\n", &["FROM one", "RUN two"][..]),
        ("FROM one\r\nRUN two\r\n", &["FROM one", "RUN two"]),
        ("FROM one\r\r\r\nRUN two", &["FROM one", "RUN two"]),
        ("FROM one\r", &["FROM one"]),
        ("FROM one\n\r\nRUN two\n\r", &["FROM one", "RUN two"]),
    ] {
        assert_eq!(parsed(text).texts(), expected, "{text:?}");
    }
}

#[test]
fn a_carriage_return_alone_ends_no_line_but_is_white_space() {
    let file = parsed("FROM one\rAS\rtwo\nRUN a\rb");
    assert_eq!(file.texts(), ["FROM one\rAS\rtwo", "RUN a\rb"]);
    assert_eq!(words(&file.file.instructions[0]), ["one", "AS", "two"]);
    assert_eq!(class("FROM one\rRUN two\n"), Some("invalid-from"));
    assert_eq!(words(parsed("FROM\rone").last()), ["one"]);
}

#[test]
fn a_byte_order_mark_counts_as_nothing_on_the_first_line_only() {
    assert_eq!(parsed("\u{feff}FROM one").texts(), ["FROM one"]);
    assert_eq!(class("\u{feff}FROM one"), None);
    assert_eq!(class("FROM one\n\u{feff}RUN two"), Some("unknown-instruction"));
    // Only one mark, and only in front of everything else.
    assert_eq!(class("\u{feff}\u{feff}FROM one"), Some("unknown-instruction"));
    assert_eq!(class(" \u{feff}FROM one"), Some("unknown-instruction"));
    // It is text on a continuation line.
    assert_eq!(parsed("RUN a\\\n\u{feff}b").texts(), ["RUN a\u{feff}b"]);
}

#[test]
fn unicode_white_space_in_front_of_an_instruction_goes() {
    for space in
        [" ", "\t \t", "\u{b}", "\u{c}", "\r", "\u{85}", "\u{a0}", "\u{1680}", "\u{2028}", "\u{3000}"]
    {
        let file = parsed(format!("FROM one\n{space}RUN two"));
        assert_eq!(file.texts(), ["FROM one", "RUN two"], "{space:?}");
        assert_eq!(file.class(), None, "{space:?}");
    }
    // A zero-width space is none.
    assert_eq!(class("FROM one\n\u{200b}RUN two"), Some("unknown-instruction"));
}

#[test]
fn white_space_in_front_of_a_continuation_line_stays() {
    for space in [" ", "\t\t", "\u{a0}", "\u{3000}"] {
        assert_eq!(parsed(format!("RUN one\\\n{space}two")).texts(), [format!("RUN one{space}two")]);
    }
    let file = parsed("RU\\\n  N one");
    assert_eq!(file.texts(), ["RU  N one"]);
    assert_eq!(file.last().keyword_text.as_str(), "RU");
}

#[test]
fn a_line_goes_on_if_it_ends_in_one_escape_and_blanks() {
    for (line, goes_on) in [
        (r"RUN a\", true),
        (r"RUN a \", true),
        ("RUN a \\ \t ", true),
        (r"RUN a\\", false),
        (r"RUN a\\\", false),
        (r"RUN a\\\\", false),
        (r"RUN a\\\\\", false),
        ("RUN a\\\\ \t", false),
        (r"RUN a\ \", true),
        (r"RUN a\\ \", true),
        (r"\", true),
        (r"\\", false),
        ("RUN a\\\r", true),
        ("RUN a\\\r\r", true),
        // Only blanks and tabs may stand behind it.
        ("RUN a\\\r ", false),
        ("RUN a\\\u{b}", false),
        ("RUN a\\\u{a0}", false),
        ("RUN a\\ \u{3000}", false),
        ("RUN a`", false),
    ] {
        let file = parsed(format!("{line}\nUSER z\n"));
        assert_eq!(file.file.instructions.len(), if goes_on { 1 } else { 2 }, "{line:?}");
    }
}

#[test]
fn the_escape_and_the_blanks_behind_it_go_and_nothing_comes_in_their_place() {
    for (text, expected) in [
        ("RU\\\nN one", "RUN one"),
        ("R\\\nU\\ \t\nN\\\n one", "RUN one"),
        ("ENV A=1\\\n2", "ENV A=12"),
        ("RUN a\\\n  b", "RUN a  b"),
        ("RUN a  \\  \nb", "RUN a  b"),
        ("RUN a\\\r\nb\r\n", "RUN ab"),
        ("FROM im\\\nage\\\n:ta\\\ng", "FROM image:tag"),
    ] {
        assert_eq!(parsed(text).texts(), [expected], "{text:?}");
    }
}

#[test]
fn a_line_that_is_only_an_escape_begins_an_instruction() {
    for (text, expected, lines) in [
        ("\\\nFROM one\n", "FROM one", (1, 2)),
        ("\\\n\\ \n\\\nFROM one", "FROM one", (1, 4)),
        ("\n \\\n\n# dropped\nFROM one", "FROM one", (2, 5)),
        ("\\\n  FROM one", "  FROM one", (1, 2)),
    ] {
        let file = parsed(text);
        assert_eq!((file.texts(), file.line_ranges()), (vec![expected], vec![lines]), "{text:?}");
        assert_eq!(file.class(), None, "{text:?}");
    }
}

#[test]
fn an_escape_at_the_end_of_the_file_is_accepted() {
    for text in ["FROM one\nRUN two\\", "FROM one\nRUN two\\\n", "FROM one\nRUN two\\\n\n# x\n \n"] {
        let file = parsed(text);
        assert_eq!(file.texts(), ["FROM one", "RUN two"], "{text:?}");
        assert_eq!(file.class(), None, "{text:?}");
    }
    // An escape alone is an instruction without a keyword, though.
    assert_eq!(parsed("FROM one\n\\").verdict(), Some(("unknown-instruction", 2)));
}

#[test]
fn comments_inside_a_continued_instruction_vanish_even_with_an_escape_at_their_end() {
    for (text, expected, kinds) in [
        ("RUN a \\\n# x\n b", "RUN a  b", "TcT"),
        ("RUN a \\\n# x \\\n b", "RUN a  b", "TcT"),
        ("RUN a \\\n \t# x\n\u{a0}# y\\\n b", "RUN a  b", "TccT"),
        ("RUN a \\\n#\n#\\\n b", "RUN a  b", "TccT"),
        // It does not end the instruction either: the next line belongs to it, whatever that is.
        ("RUN a \\\n# x\nRUN b", "RUN a RUN b", "TcT"),
    ] {
        let file = parsed(text);
        assert_eq!((file.texts(), file.kinds().as_str()), (vec![expected], kinds), "{text:?}");
    }
}

#[test]
fn blank_lines_inside_a_continued_instruction_vanish() {
    for (text, expected, kinds) in [
        ("RUN a \\\n\n b", "RUN a  b", "TbT"),
        ("RUN a \\\n \t\n\u{a0}\n\r\n b", "RUN a  b", "TbbbT"),
        ("RUN a \\\n\nRUN b\nRUN c", "RUN a RUN b", "TbTT"),
        ("RUN a \\\n\n# x\n\n b \\\n\n c", "RUN a  b  c", "TbcbTbT"),
    ] {
        let file = parsed(text);
        assert_eq!((file.texts()[0], file.kinds().as_str()), (expected, kinds), "{text:?}");
    }
    // The builder's warning is about the last line of the instruction, not about the blank one.
    assert_eq!(parsed("RUN a \\\n\n b \\\n c\n").line_ranges(), [(1, 4)]);
}

#[test]
fn a_hash_later_in_a_line_is_text() {
    assert_eq!(words(parsed("RUN a # b").last()), ["a # b"]);
    assert_eq!(words(parsed("EXPOSE 80 # web").last()), ["80", "#", "web"]);
    assert_eq!(parsed("RUN a \\\n b # c \\\n d").texts(), ["RUN a  b # c  d"]);
    assert_eq!(class("FROM one # two"), Some("invalid-from"));
    assert_eq!(class("FROM one\nENV A=1 # x"), Some("missing-equals"));
    assert_eq!(words(parsed("WORKDIR /a # b").last()), ["/a # b"]);
    assert_eq!(words(parsed("COPY a b # c").last()), ["a", "b", "#", "c"]);
}

#[test]
fn a_comment_between_instructions_never_goes_on() {
    let file = parsed("FROM one\n# x \\\nRUN two\n  # y\\\nRUN three");
    assert_eq!(file.texts(), ["FROM one", "RUN two", "RUN three"]);
    assert_eq!(file.kinds(), "T#T#T");
}

#[test]
fn the_last_line_is_the_last_one_consumed() {
    for (text, expected) in [
        ("FROM one\nRUN two \\\n\n\n# x", &[(1, 1), (2, 5)][..]),
        ("FROM one\nRUN two \\\n# x\n\n", &[(1, 1), (2, 4)]),
        ("FROM one\n\n# x\nRUN two\n\n# y\n", &[(1, 1), (4, 4)]),
        ("RUN a \\\n b\nRUN <<E\nx\nE\nRUN c", &[(1, 2), (3, 5), (6, 6)]),
    ] {
        assert_eq!(parsed(text).line_ranges(), expected, "{text:?}");
    }
}

#[test]
fn a_text_is_mapped_both_ways_around_what_was_dropped() {
    let text = "FROM one\nRUN ec\\\n# dropped b\n\nho bcd && \\\n  e\n";
    let file = parsed(text);
    let run = &file.last().text;
    assert_eq!(run.as_str(), "RUN echo bcd &&   e");
    let part = |wanted: &str| {
        let start = run.find(wanted).unwrap();
        run.source_span(start..start + wanted.len())
    };
    assert_eq!(file.at(part("bcd")), "bcd");
    assert_eq!(file.at(part("echo")), "ec\\\n# dropped b\n\nho");
    assert_eq!(file.at(part("&&   e")), "&& \\\n  e");
    for (offset, byte) in text.bytes().enumerate() {
        let mapped = run.text_offset(offset as u32);
        if let Some(mapped) = mapped {
            assert_eq!(run.as_bytes()[mapped as usize], byte);
        }
        let line = file.source.lines().line(offset as u32);
        let dropped = matches!(line, 1 | 3 | 4) || byte == b'\n' || byte == b'\\';
        assert_eq!(mapped.is_none(), dropped, "byte {offset}");
    }
}
