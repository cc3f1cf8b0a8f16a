//! Which words open a heredoc, and what they say about it.

use super::support::{names, parsed, verdict_in_stage};

/// The names of the heredocs that a line opens.
fn opened(line: &str) -> Vec<String> {
    let file = parsed(line);
    names(&file.file.instructions[0].heredocs).into_iter().map(str::to_owned).collect()
}

#[test]
fn only_run_copy_and_add_open_heredocs() {
    for keyword in ["RUN", "run", "COPY", "ADD", "aDd", "ONBUILD RUN", "ONBUILD COPY", "ONBUILD ADD"] {
        assert_eq!(opened(&format!("{keyword} <<E x")), ["E"], "{keyword}");
    }
    for keyword in [
        "CMD",
        "ENTRYPOINT",
        "SHELL",
        "HEALTHCHECK CMD",
        "ENV A=",
        "LABEL a",
        "ARG",
        "USER",
        "WORKDIR",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "MAINTAINER",
        "FROM",
        "FETCH",
    ] {
        assert_eq!(opened(&format!("{keyword} <<E x")), Vec::<String>::new(), "{keyword}");
    }
}

#[test]
fn the_json_form_opens_none() {
    for text in ["RUN [\"cat\", \"<<E\"]", "COPY [\"<<E\", \"/x\"]", "ADD [\"a\",\"b\" ,\"<< E\"]"] {
        assert_eq!(opened(text), Vec::<String>::new(), "{text}");
    }
    // Almost JSON is no JSON.
    assert_eq!(opened("RUN [\"cat\", <<E ]"), ["E"]);
    assert_eq!(opened("COPY [\"a\"] <<E /x"), ["E"]);
}

#[test]
fn a_word_that_begins_with_a_number_and_two_angles_opens_one() {
    for (text, expected) in [
        ("RUN <<E", &["E"][..]),
        ("RUN cat << E > x", &["E"]),
        ("RUN cat <<\tE", &["E"]),
        ("RUN 3<<E", &["E"]),
        ("RUN 3<<-E", &["E"]),
        ("RUN <<-E", &["E"]),
        ("RUN <<E; x", &["E;"]),
        ("RUN <<E>x", &["E>x"]),
        ("RUN (<<E)", &[]),
        ("RUN x;<<E", &[]),
        ("RUN x|<<E", &[]),
        ("RUN x <<E|y", &["E|y"]),
        ("RUN cat<<E", &[]),
        ("RUN x3<<E", &[]),
        ("RUN -<<E", &[]),
        ("RUN <<<E", &[]),
        ("RUN <<<<E", &[]),
        ("RUN <<E<F", &[]),
        ("RUN <<E<<F", &[]),
        ("RUN < <E", &[]),
        ("RUN <E", &[]),
        ("RUN <<", &[]),
        ("RUN <<-", &[]),
        ("RUN <<- E", &[]),
        ("RUN << -E", &["-E"]),
        ("RUN <<--E", &["-E"]),
        ("RUN $((1<<2))", &[]),
        ("RUN $((1 <<2))", &["2))"]),
        ("RUN $((1 << 2))", &["2))"]),
        ("RUN << 2", &["2"]),
    ] {
        assert_eq!(opened(text), expected, "{text:?}");
    }
}

#[test]
fn quoted_and_escaped_angles_open_none() {
    for text in
        ["RUN \"<<E\"", "RUN '<<E'", "RUN \\<<E", "RUN <\\<E", "RUN \"x <<E\"", "RUN <'<E'", "RUN ''<<E"]
    {
        assert_eq!(opened(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_name_that_is_nothing_opens_none() {
    for text in ["RUN <<\"\"", "RUN <<''", "RUN <<\"\"''"] {
        assert_eq!(opened(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(opened("RUN <<\"\"E"), ["E"]);
}

#[test]
fn the_number_in_front_is_the_file_descriptor() {
    for (text, expected) in
        [("RUN <<E", 0), ("RUN 0<<E", 0), ("RUN 3<<E", 3), ("RUN 012<<E", 12), ("RUN 255<<-E", 255)]
    {
        assert_eq!(parsed(text).file.instructions[0].heredocs[0].descriptor, expected, "{text}");
    }
}

#[test]
fn the_number_in_front_may_be_of_any_length() {
    for digits in ["4294967296", "99999999999999999999999"] {
        assert_eq!(opened(&format!("RUN {digits}<<E")), ["E"], "{digits}");
    }
}

#[test]
fn the_name_may_be_anything() {
    let long = "N".repeat(10_000);
    for name in [
        "a",
        "1",
        "end-of-file",
        "a/b.txt",
        "Ünïcödé",
        "文書",
        "🐳",
        "a=b",
        "a,b",
        "#",
        "x--",
        "[x]",
        "{y}",
        &long,
    ] {
        let file = parsed(format!("RUN cat <<{name}\nx\n{name}\nRUN y"));
        assert_eq!(names(&file.file.instructions[0].heredocs), [name]);
        assert_eq!((file.file.instructions.len(), file.file.instructions[0].last_line), (2, 3), "{name}");
    }
}

#[test]
fn any_quote_in_the_name_takes_the_body_as_it_is() {
    for (word, name, expand) in [
        ("<<E", "E", true),
        ("<<'E'", "E", false),
        ("<<\"E\"", "E", false),
        ("<<-\"E\"", "E", false),
        ("<< 'E'", "E", false),
        ("<<E'O'F", "EOF", false),
        ("<<E\"\"", "E", false),
        ("<<'E F'", "E F", false),
        ("<<\"it's\"", "it's", false),
        // An escape is no quote.
        ("<<\\E", "E", true),
        ("<<E\\ F", "E F", true),
        ("<<E\\\"F", "E\"F", true),
        ("<<E\\'", "E'", true),
    ] {
        let file = parsed(format!("RUN cat {word}\n{name}\n"));
        let heredoc = &file.file.instructions[0].heredocs[0];
        assert_eq!((heredoc.name.as_str(), heredoc.expand), (name, expand), "{word}");
        assert!(heredoc.terminator.is_some(), "{word}");
    }
}

#[test]
fn a_line_opens_any_number_in_order() {
    let file = parsed("RUN a <<A 5<<-B c << 'C'\n1\nA\n2\n\tB\n3\nC\nUSER x");
    let heredocs = &file.file.instructions[0].heredocs;
    let bodies: Vec<_> = heredocs.iter().map(|heredoc| heredoc.body.as_str()).collect();
    assert_eq!((names(heredocs), bodies), (vec!["A", "B", "C"], vec!["1\n", "2\n", "3\n"]));
    assert_eq!(file.kinds(), "TheheheT");
    let many = (0..300).map(|number| format!(" <<N{number}")).collect::<Vec<_>>().concat();
    let ends = (0..300).map(|number| format!("N{number}\n")).collect::<Vec<_>>().concat();
    let file = parsed(format!("RUN cat{many}\n{ends}"));
    assert_eq!((file.last().heredocs.len(), file.classes().as_slice()), (300, &["no-build-stage"][..]));
}

#[test]
fn a_name_may_come_twice() {
    let file = parsed("COPY <<E <<E /x\n1\nE\n2\nE\n");
    let copy = file.last();
    assert_eq!(copy.heredocs.iter().map(|found| found.body.as_str()).collect::<Vec<_>>(), ["1\n", "2\n"]);
    // The builder finds the content by its name, so both sources are the last one.
    let sources = &copy.as_transfer().unwrap().sources;
    assert_eq!(sources.iter().map(|source| source.heredoc).collect::<Vec<_>>(), [Some(1), Some(1)]);
}

#[test]
fn a_quote_that_is_never_closed_leaves_a_line_without_heredocs() {
    for text in [
        "RUN it's <<E",
        "RUN <<E it's",
        "RUN \"<<E",
        "COPY <<E \"/x",
        "RUN <<'E",
        "RUN ${x <<E",
        "RUN ${ <<E",
    ] {
        assert_eq!(opened(text), Vec::<String>::new(), "{text}");
        assert_eq!(verdict_in_stage(text), None, "{text}");
    }
    assert_eq!(opened("RUN it\\'s <<E"), ["E"]);
    assert_eq!(opened("RUN it's <<E it's"), Vec::<String>::new());
}

#[test]
fn a_substitution_with_a_modifier_erases_what_stands_before_it_in_the_word() {
    for text in ["RUN <<E${x:-y}", "RUN <<E${x:-y}F", "RUN <<${x:-y}", "RUN <<E${x/a/b}F", "RUN <<E${x#y}F"] {
        assert_eq!(opened(text), Vec::<String>::new(), "{text}");
    }
    // Without a modifier nothing is lost, and nothing expanded.
    assert_eq!(opened("RUN <<$X"), ["$X"]);
    assert_eq!(opened("RUN <<E${X}F"), ["E${X}F"]);
    // It erases within its word only.
    assert_eq!(opened("RUN <<A ${x:-y} <<B"), ["A", "B"]);
}

#[test]
fn a_byte_order_mark_in_front_of_the_name_is_dropped() {
    let file = parsed("RUN <<\u{feff}E\nx\nE\nUSER y");
    assert_eq!(names(&file.file.instructions[0].heredocs), ["E"]);
    assert_eq!(file.kinds(), "TheT");
    assert_eq!(opened("RUN <<E\u{feff}"), ["E\u{feff}"]);
}

#[test]
fn heredocs_are_looked_for_in_the_joined_line() {
    for (text, kinds) in [
        ("RUN cat \\\n# dropped <<D\n\n <<E\nx\nE\n", "TcbThe"),
        ("RUN cat <\\\n<E\nx\nE\n", "TThe"),
        ("RUN cat <<\\\nE\nx\nE\n", "TThe"),
        ("RUN <<E cat \\\n  | sort\nx\nE\n", "TThe"),
    ] {
        let file = parsed(text);
        assert_eq!((names(&file.last().heredocs), file.kinds().as_str()), (vec!["E"], kinds), "{text:?}");
    }
    assert_eq!(opened("RUN a # <<E"), ["E"]);
    assert_eq!(opened("RUN --mount=x=<<E y"), Vec::<String>::new());
}

#[test]
fn the_sources_of_a_copy_are_cut_at_blanks_and_heredocs_are_not() {
    let file = parsed("COPY a << E 'b c' <<F /x\n1\nE\n2\nF\n");
    let transfer = file.last().as_transfer().unwrap();
    let sources: Vec<_> =
        transfer.sources.iter().map(|source| (source.word.as_str(), source.heredoc)).collect();
    let plain = |word| (word, None);
    assert_eq!(sources, [plain("a"), plain("<<"), plain("E"), plain("'b"), plain("c'"), ("<<F", Some(1))]);
    assert_eq!(names(&file.last().heredocs), ["E", "F"]);
}
