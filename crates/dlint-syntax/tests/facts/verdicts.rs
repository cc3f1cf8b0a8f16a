//! Which of several errors the builder stops at.

use dlint_syntax::Phase;

use super::support::{class_in_stage, parsed};

#[test]
fn an_error_in_the_lines_comes_before_any_error_in_an_instruction() {
    for (text, expected) in [
        ("FETCH\nENV A\n", ("missing-value", 2)),
        ("RUN x\nFROM one\nCMD [1]\n", ("json-not-strings", 3)),
        ("FROM one\nCOPY a\nRUN <<E\n", ("unterminated-heredoc", 3)),
        ("FROM one AS 1\nLABEL a=b c\nENV A\n", ("missing-equals", 2)),
        ("ARG A\nENV A\n", ("missing-value", 2)),
        ("# escape=x\nENV A\n", ("invalid-escape", 0)),
        ("# syntax=a\n# syntax=b\n# escape=x\nFROM one", ("duplicate-directive", 1)),
    ] {
        let file = parsed(text);
        assert_eq!(file.verdict(), Some(expected), "{text:?}");
        assert_eq!(file.file.verdict().unwrap().kind.phase(), Phase::Lines, "{text:?}");
    }
}

#[test]
fn among_errors_of_one_phase_the_first_is_the_verdict() {
    for (text, expected) in [
        ("FROM one\nFETCH\nCOPY a\n", ("unknown-instruction", 2)),
        ("FROM one\nCOPY a\nFETCH\n", ("missing-destination", 2)),
        ("FROM one two\nFETCH\n", ("invalid-from", 1)),
        ("USER x\nFETCH\nFROM one", ("no-build-stage", 1)),
        ("FETCH\nUSER x\nFROM one", ("unknown-instruction", 1)),
        ("FROM one\nENV A\nRUN <<E\n", ("missing-value", 2)),
        ("FROM one\nRUN <<E\nx\nE\nENV A=1 B\nRUN <<F\n", ("missing-equals", 5)),
        // An instruction that is wrong in itself is that, also in front of the first FROM.
        ("USER\nFROM one", ("exactly-one-argument", 1)),
        ("ARG =x\nUSER x\nFROM one", ("blank-name", 1)),
        // JSON is read before heredocs are looked for.
        ("FROM one\nCMD [1]\nRUN <<E", ("json-not-strings", 2)),
    ] {
        assert_eq!(parsed(text).verdict(), Some(expected), "{text:?}");
    }
}

#[test]
fn all_errors_are_there_not_just_the_first() {
    let file = parsed("FROM one\nFETCH\nENV A=1 B\nCOPY a\nRUN --x y\nUSER\n");
    let mut classes = file.classes();
    classes.sort_unstable();
    assert_eq!(
        classes,
        [
            "exactly-one-argument",
            "missing-destination",
            "missing-equals",
            "unknown-flag",
            "unknown-instruction"
        ]
    );
}

#[test]
fn an_instruction_that_cannot_be_read_is_complained_about_once() {
    for (text, expected) in [
        ("ENV A", "missing-value"),
        ("LABEL a", "missing-value"),
        ("SHELL [1]", "json-not-strings"),
        ("HEALTHCHECK NONE [1]", "json-not-strings"),
        ("ENV A=1 B", "missing-equals"),
        ("CMD [1]", "json-not-strings"),
    ] {
        assert_eq!(parsed(format!("FROM one\n{text}")).classes(), [expected], "{text}");
    }
}

#[test]
fn arguments_are_counted_before_flags_are_looked_at() {
    for (text, expected) in [
        ("COPY --bad a", "missing-destination"),
        ("ADD --bad", "missing-destination"),
        ("EXPOSE --bad", "at-least-one-argument"),
        ("VOLUME --bad", "at-least-one-argument"),
        ("USER --bad", "exactly-one-argument"),
        ("WORKDIR --bad", "exactly-one-argument"),
        ("MAINTAINER --bad", "exactly-one-argument"),
        ("ONBUILD --bad", "at-least-one-argument"),
        ("HEALTHCHECK --bad", "at-least-one-argument"),
        ("FROM --bad", "invalid-from"),
        ("FROM --bad one two", "invalid-from"),
        ("FROM --bad one AS 2", "invalid-stage-name"),
    ] {
        assert_eq!(class_in_stage(text), Some(expected), "{text}");
    }
}

#[test]
fn flags_are_looked_at_before_arguments_are_counted() {
    for text in [
        "ENV --bad",
        "LABEL --bad",
        "ENV --bad =x",
        "SHELL --bad",
        "SHELL --bad x",
        "COPY --bad a <<E\nE",
        "VOLUME --bad [\"\"]",
        "HEALTHCHECK --bad SOMETIMES",
        "HEALTHCHECK --bad CMD",
        "HEALTHCHECK --interval=x --bad CMD y",
        "RUN --mount=from=$x --bad y",
        "RUN --network=x --bad y",
        "ONBUILD --bad FROM one",
    ] {
        assert_eq!(class_in_stage(text), Some("unknown-flag"), "{text}");
    }
}

#[test]
fn the_flags_of_an_onbuild_are_looked_at_before_its_trigger() {
    assert_eq!(class_in_stage("ONBUILD --bad ONBUILD RUN x"), Some("unknown-flag"));
    assert_eq!(class_in_stage("ONBUILD --bad ONBUILD"), Some("unknown-flag"));
}

#[test]
fn nobody_looks_at_the_flags_of_these() {
    for text in [
        "ARG --bad A",
        "ARG --bad --bad A=1",
        "STOPSIGNAL --bad=x SIGINT",
        "HEALTHCHECK --bad NONE",
        "HEALTHCHECK --interval=x --interval=y none",
        "ONBUILD RUN --bad x",
    ] {
        assert_eq!(class_in_stage(text), None, "{text}");
    }
    assert_eq!(class_in_stage("ARG --bad"), Some("at-least-one-argument"));
    assert_eq!(class_in_stage("STOPSIGNAL --bad"), Some("exactly-one-argument"));
    assert_eq!(class_in_stage("HEALTHCHECK --bad NONE x"), Some("healthcheck-none-arguments"));
}

#[test]
fn flags_are_looked_at_one_after_the_other() {
    for (text, expected) in [
        ("COPY --link=x --bad a b", "invalid-boolean"),
        ("COPY --bad --link=x a b", "unknown-flag"),
        ("COPY --from --bad a b", "missing-flag-value"),
        ("COPY --link --link=x a b", "duplicate-flag"),
        ("COPY --link=x --link=y a b", "invalid-boolean"),
        ("COPY --from=a --from b c", "duplicate-flag"),
    ] {
        assert_eq!(class_in_stage(text), Some(expected), "{text}");
    }
}

#[test]
fn the_checks_of_a_run_and_a_healthcheck_have_their_order() {
    for (text, expected) in [
        ("RUN --security=x --network=y --mount=from=$z a", "mount-from-variable"),
        ("RUN --security=x --network=none a", "invalid-mode"),
        ("HEALTHCHECK --retries=x --interval=y CMD", "missing-healthcheck-command"),
        ("HEALTHCHECK --interval=x SOMETIMES", "unknown-healthcheck"),
        ("HEALTHCHECK --retries=x --start-interval=1ns CMD z", "duration-too-short"),
        ("HEALTHCHECK --timeout=1ns --interval=x CMD z", "invalid-duration"),
    ] {
        assert_eq!(class_in_stage(text), Some(expected), "{text}");
    }
}

#[test]
fn a_quote_that_is_never_closed_is_found_where_words_are_expanded_and_is_no_part_of_the_verdict() {
    for (text, place) in [
        ("ENV A=\"b", Some("\"b")),
        ("ENV A it's", Some("'s")),
        ("ENV \"A=b\"", Some("\"A")),
        ("LABEL a='b c", Some("'b")),
        ("ARG A=\"b", Some("\"b")),
        ("COPY \"a b\" /c/", Some("\"a")),
        ("ADD [\"it's\", \"/c/\"]", Some("'s")),
        ("EXPOSE \"80 90\"", Some("\"80")),
        ("WORKDIR /it's", Some("'s")),
        ("USER \"a", Some("\"a")),
        ("VOLUME /it's", Some("'s")),
        ("ENV A=\"b\" C='d' E=it\\'s", None),
        ("COPY <<\"A\" /c\nit's\nA", None),
        ("RUN echo it's", None),
        ("CMD it's", None),
        ("ONBUILD ENV A=\"b", None),
    ] {
        let text = format!("FROM one\n{text}\n");
        let source = dlint_text::SourceFile::new("Dockerfile", text.as_str());
        let file = dlint_syntax::parse(&source);
        let found = file.errors.iter().find(|error| error.kind.class() == "open-quote");
        let offset = place.map(|place| text.rfind(place).expect("the place") as u32);
        assert_eq!(found.map(|error| error.span.start), offset, "{text:?}");
        assert_eq!(file.verdict(), None, "{text:?}");
    }
}

/// What the builder cannot put values into, and what is no port or signal: no part of the verdict, and wrong all the same.
#[test]
fn what_stops_the_build_when_values_are_put_in() {
    for (text, expected) in [
        ("ENV A=${B:wrong}", Some(("bad-expansion", "${B:wrong}"))),
        ("ENV A=x${B^^} C=d", Some(("bad-expansion", "${B^^}"))),
        ("ARG A=${B:0:3}", Some(("bad-expansion", "${B:0:3}"))),
        ("WORKDIR /a/${B", Some(("bad-expansion", "${B"))),
        ("LABEL a=${}", Some(("bad-expansion", "${}"))),
        ("COPY ${B/x} /c", Some(("bad-expansion", "${B/x}"))),
        ("COPY --chown=${B!} a /c", Some(("bad-expansion", "${B!}"))),
        ("COPY <<EOF /c\nx ${B,,} y\nEOF", Some(("bad-expansion", "${B,,}"))),
        ("RUN --mount=type=bind,source=${B:x},target=/c d", Some(("bad-expansion", "${B:x}"))),
        ("FROM ${B,}", Some(("bad-expansion", "${B,}"))),
        ("EXPOSE ${B:x}", Some(("bad-expansion", "${B:x}"))),
        ("USER ${B:-${C:x}}", Some(("bad-expansion", "${C:x}"))),
        // Others read these.
        ("COPY <<'EOF' /c\n${B,,}\nEOF", None),
        ("RUN echo ${B^^}", None),
        ("CMD echo ${B^^}", None),
        ("HEALTHCHECK CMD ${B^^}", None),
        ("ONBUILD ENV A=${B^^}", None),
        ("COPY --from=${B^^} a /c", None),
        // Whether they are right depends on values.
        ("ENV A=${B:?} C=${D?no}", None),
        ("ENV A=${B:-c} C=${D:+e} F=${G#*/} H=${I%%.*} J=${K//a/b} L=\\${M^^} N='${O^^}'", None),
        ("EXPOSE 80", None),
        ("EXPOSE 0 080 80-90/udp 53/TCP 80/ 8080:80 127.0.0.1::80 ${P} $P-90 80/$Q \"80\" 70000", None),
        ("EXPOSE 3000/tcp/udp 80/tcp/ 8000-8010-8020", None),
        ("EXPOSE x", Some(("invalid-port", "x"))),
        ("EXPOSE 80 80/abc", Some(("invalid-port", "abc"))),
        ("EXPOSE 90-80", Some(("invalid-port", "90-80"))),
        ("EXPOSE 80-", Some(("invalid-port", "80-"))),
        ("EXPOSE /tcp", Some(("invalid-port", "/tcp"))),
        ("EXPOSE 8080:http", Some(("invalid-port", "http"))),
        ("EXPOSE 80,90", Some(("invalid-port", "80,90"))),
        ("STOPSIGNAL SIGTERM", None),
        ("STOPSIGNAL quit", None),
        ("STOPSIGNAL SIGRTMIN+3", None),
        ("STOPSIGNAL 9", None),
        ("STOPSIGNAL ${S:-SIGX}", None),
        ("STOPSIGNAL SIGTERN", Some(("invalid-signal", "SIGTERN"))),
        ("STOPSIGNAL 0", Some(("invalid-signal", "0"))),
    ] {
        let text = format!("FROM one\n{text}\n");
        let source = dlint_text::SourceFile::new("Dockerfile", text.as_str());
        let file = dlint_syntax::parse(&source);
        let found = file.errors.first().map(|error| (error.kind.class(), source.slice(error.span)));
        assert_eq!(found, expected, "{text:?}");
        assert_eq!(file.verdict(), None, "{text:?}");
    }
}
