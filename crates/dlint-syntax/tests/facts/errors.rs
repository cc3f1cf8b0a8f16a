//! Every error of the builder: when it comes, on which line, and what it is called.

use super::support::{parsed, verdict_in_stage};

/// Checks the verdicts on instructions behind a `FROM` and an `ARG`, thus on line 3.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let found = verdict_in_stage(&format!("ARG A\n{text}\nUSER z\n"));
        let expected = if expected.is_empty() { None } else { Some((*expected, 3)) };
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn an_instruction_that_does_not_exist() {
    check(&[
        ("FETCH x", "unknown-instruction"),
        ("RUN;", "unknown-instruction"),
        ("&& x", "unknown-instruction"),
        ("INCLUDE", "unknown-instruction"),
        ("//", "unknown-instruction"),
    ]);
    let file = parsed("FROM one\nCPOY a b");
    assert_eq!(file.file.errors[0].kind.help().as_deref(), Some("did you mean `COPY`?"));
}

#[test]
fn a_flag_that_does_not_exist() {
    check(&[
        ("ADD --from=x a b", "unknown-flag"),
        ("COPY --checksum=x a b", "unknown-flag"),
        ("COPY --Link a b", "unknown-flag"),
        ("RUN --link x", "unknown-flag"),
        ("CMD --x y", "unknown-flag"),
        ("ENTRYPOINT --x y", "unknown-flag"),
        ("SHELL --x [\"y\"]", "unknown-flag"),
        ("ENV --x A=b", "unknown-flag"),
        ("LABEL --x a=b", "unknown-flag"),
        ("EXPOSE --x 80", "unknown-flag"),
        ("VOLUME --x /y", "unknown-flag"),
        ("USER --x y", "unknown-flag"),
        ("WORKDIR --x y", "unknown-flag"),
        ("MAINTAINER --x y", "unknown-flag"),
        ("ONBUILD --x RUN y", "unknown-flag"),
        ("HEALTHCHECK --x CMD y", "unknown-flag"),
        ("FROM --x one", "unknown-flag"),
        ("RUN --= x", "unknown-flag"),
    ]);
}

#[test]
fn a_flag_that_exists() {
    check(&[
        (
            "ADD --chown=a --chmod=1 --link --keep-git-dir --checksum=x --unpack --exclude=a --exclude=b c d",
            "",
        ),
        ("COPY --from=a --chown=b --chmod=1 --link --parents --exclude=a --exclude=b c d", ""),
        ("RUN --mount=type=ssh --mount=type=tmpfs --network=none --security=insecure x", ""),
        ("RUN --device=a --device=b x", ""),
        ("FROM --platform=x one", ""),
        (
            "HEALTHCHECK --interval=1s --timeout=1s --start-period=1s --start-interval=1s --retries=1 CMD x",
            "",
        ),
    ]);
}

#[test]
fn a_flag_twice() {
    check(&[
        ("COPY --from=a --from=a b c", "duplicate-flag"),
        ("COPY --link --link=false b c", "duplicate-flag"),
        ("ADD --chown=a --link --chown=b c d", "duplicate-flag"),
        ("RUN --network=none --network=host x", "duplicate-flag"),
        ("FROM --platform=a --platform=b one", "duplicate-flag"),
        ("HEALTHCHECK --retries=1 --retries=1 CMD x", "duplicate-flag"),
    ]);
}

#[test]
fn a_flag_without_a_value() {
    check(&[
        ("COPY --from a b", "missing-flag-value"),
        ("COPY --exclude a b", "missing-flag-value"),
        ("COPY --link= a b", "missing-flag-value"),
        ("RUN --mount x", "missing-flag-value"),
        ("FROM --platform one", "missing-flag-value"),
        ("HEALTHCHECK --interval CMD x", "missing-flag-value"),
        ("COPY --from= a b", ""),
        ("FROM --platform= one", ""),
    ]);
}

#[test]
fn too_few_arguments() {
    check(&[
        ("ADD", "missing-destination"),
        ("ADD a", "missing-destination"),
        ("COPY [\"a\"]", "missing-destination"),
        ("COPY []", "missing-destination"),
        ("COPY --from=a b", "missing-destination"),
        ("ARG", "at-least-one-argument"),
        ("ENV", "at-least-one-argument"),
        ("LABEL", "at-least-one-argument"),
        ("EXPOSE", "at-least-one-argument"),
        ("VOLUME", "at-least-one-argument"),
        ("VOLUME []", "at-least-one-argument"),
        ("SHELL", "at-least-one-argument"),
        ("SHELL []", "at-least-one-argument"),
        ("HEALTHCHECK", "at-least-one-argument"),
        ("ONBUILD", "at-least-one-argument"),
        ("USER", "exactly-one-argument"),
        ("WORKDIR", "exactly-one-argument"),
        ("STOPSIGNAL", "exactly-one-argument"),
        ("MAINTAINER", "exactly-one-argument"),
        ("FROM", "invalid-from"),
    ]);
}

#[test]
fn nothing_to_execute_is_no_error() {
    check(&[
        ("RUN", ""),
        ("RUN []", ""),
        ("CMD", ""),
        ("CMD []", ""),
        ("ENTRYPOINT", ""),
        ("ENTRYPOINT []", ""),
    ]);
}

#[test]
fn a_name_that_is_empty() {
    check(&[
        ("ENV =x", "blank-name"),
        ("ENV A=1 =x", "blank-name"),
        ("LABEL =", "blank-name"),
        ("ARG =x", "blank-name"),
        ("ARG A B=1 =", "blank-name"),
        ("ENV \"\"=x", ""),
    ]);
}

#[test]
fn a_heredoc_as_the_destination() {
    check(&[
        ("COPY a <<E\nE", "heredoc-destination"),
        ("ADD a <<-'E'\nE", "heredoc-destination"),
        ("COPY <<E <<F\nE\nF", "heredoc-destination"),
        ("COPY [\"a\", \"<<E\"]", "heredoc-destination"),
        ("COPY << E\nE", ""),
    ]);
}

#[test]
fn a_healthcheck_that_is_none() {
    check(&[
        ("HEALTHCHECK curl x", "unknown-healthcheck"),
        ("HEALTHCHECK \"CMD\" x", "unknown-healthcheck"),
        ("HEALTHCHECK CMD", "missing-healthcheck-command"),
        ("HEALTHCHECK cmd []", "missing-healthcheck-command"),
        ("HEALTHCHECK NONE x", "healthcheck-none-arguments"),
        ("HEALTHCHECK none [\"\"]", "healthcheck-none-arguments"),
        ("HEALTHCHECK CMD [\"\"]", ""),
    ]);
}

#[test]
fn a_shell_that_is_no_json() {
    check(&[
        ("SHELL bash", "shell-not-json"),
        ("SHELL ['bash']", "shell-not-json"),
        ("SHELL [\"bash\",]", "shell-not-json"),
        ("SHELL [\"\"]", ""),
    ]);
}

#[test]
fn a_volume_that_is_empty() {
    check(&[
        ("VOLUME [\"\"]", "empty-volume"),
        ("VOLUME [\"/a\", \" \\t\"]", "empty-volume"),
        ("VOLUME [\"\\u00a0\"]", "empty-volume"),
        ("VOLUME \"\"", ""),
    ]);
}

#[test]
fn a_mount_from_a_variable() {
    check(&[
        ("RUN --mount=from=$x,target=/y z", "mount-from-variable"),
        ("RUN --mount=type=bind,FROM=a${x} z", "mount-from-variable"),
        ("RUN --mount=type=ssh --mount=from=$$ z", "mount-from-variable"),
        ("RUN --mount=from=x$,target=/y z", ""),
        ("RUN --mount=from=$ z", ""),
        ("RUN --mount=source=$x,target=$y z", ""),
    ]);
}

#[test]
fn a_mode_that_does_not_exist() {
    check(&[
        ("RUN --network=bridge x", "invalid-mode"),
        ("RUN --network=None x", "invalid-mode"),
        ("RUN --network=$x x", "invalid-mode"),
        ("RUN --network= x", "invalid-mode"),
        ("RUN --security=none x", "invalid-mode"),
        ("RUN --network=default x", ""),
        ("RUN --network=host x", ""),
        ("RUN --security=sandbox x", ""),
    ]);
}

#[test]
fn an_error_is_on_the_line_on_which_its_instruction_begins() {
    for (text, expected) in [
        ("FROM one\n\n# x\nCOPY \\\n  --link \\\n  --bad a b\n", ("unknown-flag", 4)),
        ("FROM one\nENV A=1 \\\n\n  B\n", ("missing-equals", 2)),
        ("FROM one\n\\\n\\\nFETCH x\n", ("unknown-instruction", 2)),
        ("FROM one\nCOPY <<E \\\n  <<F\nE\nF\n", ("heredoc-destination", 2)),
        ("RUN one\nFROM two", ("no-build-stage", 1)),
        ("ARG A\n\nUSER one\nFROM two", ("no-build-stage", 3)),
        ("ONBUILD RUN x", ("no-build-stage", 1)),
        ("ARG A\n", ("no-stages", 0)),
    ] {
        assert_eq!(parsed(text).verdict(), Some(expected), "{text:?}");
    }
}

#[test]
fn every_error_has_a_text_and_a_class_of_its_own_words() {
    let file =
        parsed("USER a\nFROM\nFETCH\nCOPY a\nCOPY --x a b\nENV A=1 B\nSHELL x\nVOLUME [\"\"]\nRUN <<E");
    assert_eq!(file.file.errors.len(), 9);
    for error in &file.file.errors {
        let class = error.kind.class();
        assert!(class.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{class}");
        assert!(error.to_string().starts_with(&format!("line {}: ", error.line)), "{error}");
        assert!(!error.kind.to_string().is_empty());
    }
}
