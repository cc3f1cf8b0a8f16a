//! Very deep nesting.

use super::measure::check;

const DEPTH: usize = 10_000;

#[test]
fn onbuild_in_onbuild() {
    check(
        DEPTH,
        |depth| format!("{}RUN a", "ONBUILD ".repeat(depth)),
        |file| {
            let onbuild = file.instructions[0].as_onbuild().unwrap();
            assert_eq!((onbuild.chained.len(), onbuild.trigger.is_some()), (DEPTH - 1, true));
        },
    );
}

#[test]
fn onbuild_in_onbuild_on_a_line_of_its_own_each() {
    check(
        DEPTH,
        |depth| format!("{}RUN a", "ONB\\\nUILD --a=\"b\" \\\n".repeat(depth)),
        |file| {
            assert_eq!(file.instructions[0].as_onbuild().unwrap().chained.len(), DEPTH - 1);
        },
    );
}

#[test]
fn brackets_and_substitutions_in_every_instruction() {
    for piece in ["${", "${a:-", "${a:-${b#", "${a/b/", "(", "$(", "[", "[\"", "{", "$((", "\"${a:-'", "`"] {
        for start in [
            "RUN <<E ",
            "RUN <<",
            "COPY <<E ",
            "ENV A=",
            "ARG A=",
            "FROM ",
            "EXPOSE ",
            "CMD ",
            "VOLUME ",
            "LABEL ",
            "HEALTHCHECK CMD ",
            "USER ",
            "RUN --mount=from=",
            "ONBUILD RUN << ",
        ] {
            let text = |depth: usize| format!("{start}{}", piece.repeat(depth));
            check(DEPTH, text, |file| assert_eq!(file.instructions.len(), 1));
        }
    }
}

#[test]
fn substitutions_that_are_closed() {
    for (open, close) in
        [("${a:-", "}"), ("${a:+\"", "\"}"), ("${a#", "}"), ("${a/b/", "}"), ("${a:-x ", " y}")]
    {
        for start in ["RUN <<E ", "RUN <<", "FROM a:", "EXPOSE "] {
            let text = |depth: usize| format!("{start}{}x{}\n", open.repeat(depth), close.repeat(depth));
            check(DEPTH, text, |file| assert_eq!(file.instructions.len(), 1));
        }
    }
}

#[test]
fn deep_json() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[[],[\"b\",", "[]]]"), ("[{\"a\":", "}]")] {
        let text = |depth: usize| format!("CMD [{}1{}]", open.repeat(depth), close.repeat(depth));
        check(DEPTH * 4, text, |file| assert_eq!(file.instructions.len(), 1));
    }
}
