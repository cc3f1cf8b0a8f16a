//! Very many heredocs, with and without an end.

use super::measure::check;

const HEREDOCS: usize = 20_000;

fn numbered(count: usize, word: impl Fn(usize) -> String) -> String {
    (0..count).map(word).collect()
}

#[test]
fn without_an_end_and_with_names_of_their_own() {
    check(
        HEREDOCS,
        |count| numbered(count, |number| format!("RUN <<N{number}\nx\n")),
        |file| {
            assert_eq!(file.instructions.len(), HEREDOCS);
        },
    );
}

#[test]
fn without_an_end_and_with_the_same_name() {
    check(
        HEREDOCS,
        |count| "RUN <<N\nx\n".repeat(count),
        |file| assert_eq!(file.instructions.len(), HEREDOCS),
    );
    check(
        HEREDOCS,
        |count| "RUN <<-N\n\tx\n".repeat(count),
        |file| {
            assert_eq!(file.instructions.len(), HEREDOCS);
        },
    );
}

#[test]
fn without_an_end_because_the_only_one_is_indented() {
    let text = |count: usize| "RUN <<N\nx\n".repeat(count) + "\tN\n";
    check(HEREDOCS, text, |file| assert_eq!(file.instructions.len(), HEREDOCS));
}

#[test]
fn without_an_end_because_of_a_line_that_is_too_long() {
    let long = "x".repeat(70_000);
    let text = |count: usize| numbered(count, |number| format!("RUN <<N{number}\nx\n")) + &long;
    check(HEREDOCS, text, |file| assert_eq!(file.instructions.len(), HEREDOCS));
    let text = |count: usize| format!("{}{long}\nN\n", "RUN <<N\nx\n".repeat(count));
    check(HEREDOCS, text, |file| assert_eq!(file.instructions.len(), HEREDOCS));
}

#[test]
fn with_an_end() {
    check(
        HEREDOCS,
        |count| numbered(count, |number| format!("RUN <<N{number}\nx\nN{number}\n")),
        |file| {
            assert!(file.errors.len() < 2);
        },
    );
    check(HEREDOCS, |count| "RUN <<N\nx\nN\n".repeat(count), |file| assert!(file.errors.len() < 2));
}

#[test]
fn many_on_one_line() {
    let ends = |count: usize| numbered(count, |number| format!("N{number}\n"));
    for (keyword, destination) in [("RUN", ""), ("COPY", " /x"), ("ONBUILD COPY", " /x")] {
        let opening = |count: usize| {
            format!("{keyword}{}{destination}\n", numbered(count, |number| format!(" <<N{number}")))
        };
        check(HEREDOCS, opening, |file| assert_eq!(file.instructions[0].heredocs.len(), HEREDOCS));
        check(
            HEREDOCS,
            |count| opening(count) + &ends(count),
            |file| {
                assert_eq!(file.instructions[0].heredocs.len(), HEREDOCS);
            },
        );
    }
}

#[test]
fn many_with_the_same_name_on_one_line() {
    for (keyword, destination) in [("RUN", ""), ("COPY", " /x")] {
        let text =
            |count: usize| format!("{keyword}{}{destination}\n{}", " <<N".repeat(count), "N\n".repeat(count));
        check(HEREDOCS, text, |file| assert_eq!(file.instructions[0].heredocs.len(), HEREDOCS));
    }
}

#[test]
fn plain_sources_in_front_of_many_heredocs() {
    let text = |count: usize| {
        let openers = numbered(count, |number| format!(" <<N{number}"));
        format!("COPY{}{openers} /x\n", " a".repeat(count))
    };
    check(HEREDOCS, text, |file| assert_eq!(file.instructions[0].heredocs.len(), HEREDOCS));
}

#[test]
fn words_that_look_like_heredocs() {
    for word in
        [" a<<E", " <<<E", " \"<<E\"", " $((1<<2))", " <<", " <", " <<\"\"", " <<E<", " \\<<E", " 1<2"]
    {
        check(
            200_000,
            |words| format!("RUN a{}", word.repeat(words)),
            |file| {
                assert!(file.instructions[0].heredocs.is_empty());
            },
        );
    }
}

#[test]
fn words_that_do_not_stand_in_the_line() {
    for word in [
        " ${x:-y}z",
        " a${x:-y}b${z:-c}",
        " ${x:-\"y z\"}",
        " ${x:-y z}",
        " ${x/y/z}a",
        " ${x#y}a",
        " ${x:+y}",
        " $x\\ y",
        " ${x}",
        " ${x-y}${z+\\a}",
    ] {
        check(
            HEREDOCS,
            |words| format!("RUN <<E{}\nE\n", word.repeat(words)),
            |file| {
                assert_eq!(file.instructions.len(), 1);
            },
        );
    }
}

#[test]
fn a_body_of_many_lines() {
    check(
        100_000,
        |lines| format!("RUN <<E\n{}E\n", "a\n".repeat(lines)),
        |file| {
            assert_eq!(file.instructions[0].last_line, 100_002);
        },
    );
    check(
        100_000,
        |lines| format!("RUN <<E\n{}", "RUN\n".repeat(lines)),
        |file| {
            assert_eq!(file.instructions[0].last_line, 100_001);
        },
    );
}

#[test]
fn a_name_of_a_megabyte() {
    let text = |bytes: usize| {
        let name = "N".repeat(bytes);
        format!("RUN cat \\\n<<{name}\nx\n{name}\n")
    };
    check(60_000, text, |file| assert!(file.instructions[0].heredocs[0].terminator.is_some()));
    check(1_000_000, text, |file| assert_eq!(file.instructions[0].heredocs.len(), 1));
}
