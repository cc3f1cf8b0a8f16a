//! `HEALTHCHECK`, `ONBUILD`, and files without instructions or stages.

use dlint_syntax::Keyword;

use super::support::{class, class_in_stage, names, parsed, verdict_in_stage, words};

#[test]
fn a_file_without_instructions_is_an_error() {
    for (text, line) in [
        ("", 0),
        ("\n", 1),
        ("# only\n# comments", 2),
        ("# escape=`\n\n  \n", 3),
        ("\u{feff}", 1),
        ("\u{a0}\n\t# x\n\u{3000}", 3),
    ] {
        assert_eq!(parsed(text).verdict(), Some(("no-instructions", line)), "{text:?}");
    }
}

#[test]
fn a_file_without_a_from_has_no_stages() {
    for text in ["ARG A", "ARG A=1\n# x\nARG B\n"] {
        assert_eq!(parsed(text).verdict(), Some(("no-stages", 0)), "{text:?}");
    }
    let file = parsed("ARG A\nFROM one\nRUN x\nFROM two AS three\nUSER y\n");
    assert_eq!(file.verdict(), None);
    let stages = file.file.stages();
    assert_eq!(stages.iter().map(dlint_syntax::Stage::label).collect::<Vec<_>>(), ["0", "three"]);
    assert_eq!(stages.iter().map(|stage| stage.instructions.len()).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(file.file.preamble().len(), 1);
}

#[test]
fn a_healthcheck_is_a_word_and_then_json_or_a_text() {
    for (text, expected, json) in [
        ("HEALTHCHECK NONE", &["NONE"][..], false),
        ("healthcheck none", &["none"], false),
        ("HEALTHCHECK CMD curl -f / || exit 1", &["CMD", "curl -f / || exit 1"], false),
        ("HEALTHCHECK Cmd  [\"a b\", \"c\"]", &["Cmd", "a b", "c"], true),
        ("HEALTHCHECK CMD []", &["CMD"], true),
        ("HEALTHCHECK CMD ['a']", &["CMD", "['a']"], false),
        ("HEALTHCHECK CMD[\"a\"]", &["CMD[\"a\"]"], false),
        ("HEALTHCHECK --interval=1m CMD\ta", &["CMD", "a"], false),
        ("HEALTHCHECK CMD \\\n  a \\\n  b", &["CMD", "a   b"], false),
    ] {
        let file = parsed(text);
        assert_eq!(words(file.last()), expected, "{text:?}");
        assert_eq!(file.last().is_json(), json, "{text:?}");
    }
    // NONE takes no arguments, and an empty array is none.
    assert_eq!(class_in_stage("HEALTHCHECK NONE []"), None);
    assert_eq!(class_in_stage("HEALTHCHECK CMD []"), Some("missing-healthcheck-command"));
}

#[test]
fn an_onbuild_holds_an_instruction() {
    let file = parsed("FROM one\nONBUILD  copy --from=two [\"a b\", \"c\"]");
    let onbuild = file.last().as_onbuild().unwrap();
    let trigger = onbuild.trigger.as_deref().unwrap();
    assert_eq!((trigger.keyword, trigger.keyword_text.as_str()), (Keyword::Copy, "copy"));
    assert_eq!(trigger.text.as_str(), "copy --from=two [\"a b\", \"c\"]");
    assert_eq!(trigger.flags[0].text.as_str(), "--from=two");
    assert_eq!(words(trigger), ["a b", "c"]);
    assert_eq!((onbuild.chained.len(), file.class()), (0, None));
}

#[test]
fn a_bare_onbuild_can_be_read_but_is_an_error() {
    let file = parsed("FROM one\nONBUILD\nRUN two");
    assert_eq!(file.verdict(), Some(("at-least-one-argument", 2)));
    assert!(file.file.instructions[1].as_onbuild().unwrap().trigger.is_none());
    assert_eq!(file.file.instructions.len(), 3);
}

#[test]
fn nested_onbuilds_can_be_read_but_are_an_error() {
    let file = parsed("FROM one\nONBUILD onbuild ONBUILD --x RUN a");
    let onbuild = file.last().as_onbuild().unwrap();
    assert_eq!(onbuild.chained.len(), 2);
    assert_eq!(onbuild.chained[1].flags.len(), 1);
    assert_eq!(onbuild.trigger.as_deref().unwrap().keyword, Keyword::Run);
    assert_eq!(file.verdict(), Some(("chained-onbuild", 2)));
    assert_eq!(class_in_stage("ONBUILD ONBUILD"), Some("chained-onbuild"));
}

#[test]
fn nobody_looks_at_what_an_onbuild_triggers() {
    for text in [
        "ONBUILD FETCH it",
        "ONBUILD RUN --nonsense x",
        "ONBUILD RUN --mount=from=$x true",
        "ONBUILD COPY a",
        "ONBUILD COPY --link=maybe a b",
        "ONBUILD EXPOSE",
        "ONBUILD ARG",
        "ONBUILD ENV =x",
        "ONBUILD USER",
        "ONBUILD SHELL bash",
        "ONBUILD VOLUME [\"\"]",
        "ONBUILD HEALTHCHECK SOMETIMES",
        "ONBUILD HEALTHCHECK --interval=x CMD y",
        "ONBUILD COPY a <<E\nE",
    ] {
        assert_eq!(class_in_stage(text), None, "{text}");
    }
}

#[test]
fn what_an_onbuild_triggers_must_be_readable() {
    for (text, expected) in [
        ("ONBUILD ENV A", "missing-value"),
        ("ONBUILD LABEL a=b c", "missing-equals"),
        ("ONBUILD CMD [1]", "json-not-strings"),
        ("ONBUILD RUN <<E", "unterminated-heredoc"),
        ("ONBUILD ONBUILD ENV A", "missing-value"),
    ] {
        // The builder reads all lines first, so this wins over errors in front of it.
        assert_eq!(verdict_in_stage(&format!("FETCH\n{text}\n")), Some((expected, 3)), "{text}");
    }
}

#[test]
fn some_instructions_cannot_be_triggered() {
    for text in ["ONBUILD FROM two", "ONBUILD from", "ONBUILD MAINTAINER me", "ONBUILD maintainer"] {
        assert_eq!(class_in_stage(text), Some("forbidden-trigger"), "{text}");
    }
}

#[test]
fn an_onbuild_opens_the_heredocs_of_its_trigger_one_level_deep() {
    for (text, expected) in [
        ("ONBUILD RUN <<E\nx\nE\n", &["E"][..]),
        ("onbuild copy <<E <<F /x\nE\nF\n", &["E", "F"]),
        ("ONBUILD ADD <<E /x\nE\n", &["E"]),
        ("ONBUILD --x RUN <<E\nE\n", &["E"]),
        ("ONBUILD CMD <<E\n", &[]),
        ("ONBUILD ONBUILD RUN <<E\n", &[]),
        ("ONBUILD RUN [\"<<E\"]\n", &[]),
        ("ONBUILD FETCH <<E\n", &[]),
        ("ONBUILD <<E\n", &[]),
    ] {
        let file = parsed(text);
        assert_eq!(names(&file.file.instructions[0].heredocs), expected, "{text:?}");
    }
    let file = parsed("ONBUILD COPY a <<E /x\nbody\nE\nRUN y");
    let onbuild = &file.file.instructions[0];
    assert_eq!((onbuild.first_line, onbuild.last_line), (1, 3));
    let trigger = onbuild.as_onbuild().unwrap().trigger.as_deref().unwrap();
    let sources: Vec<_> =
        trigger.as_transfer().unwrap().sources.iter().map(|source| source.heredoc).collect();
    assert_eq!(sources, [None, Some(0)]);
}

#[test]
fn the_meaning_of_a_word_is_not_asked() {
    // The builder finds these only when it walks over the stages.
    for text in [
        "EXPOSE 99999",
        "EXPOSE x/y/z",
        "STOPSIGNAL nonsense",
        "RUN --mount=type=nonsense x",
        "RUN --mount=nonsense x",
        "COPY --chmod=999 a b",
        "COPY --from=nowhere a b",
        "ADD --checksum=x a b",
        "ENV A=\"b",
        "WORKDIR ${",
        "USER $(id)",
        "LABEL a=${b:=c}",
    ] {
        assert_eq!(class_in_stage(text), None, "{text}");
    }
    assert_eq!(class("FROM Upper/Case:bad:tag"), None);
    assert_eq!(class("FROM one AS two\nFROM three AS two"), None);
}
