//! What is inside of a heredoc, and where it ends.

use super::support::{parsed, verdict_in_stage};

/// The bodies of a file's only instruction with heredocs, and whether each has an end.
fn bodies(text: &str) -> Vec<(String, bool)> {
    let file = parsed(text);
    let heredocs = file.file.instructions.iter().flat_map(|instruction| &instruction.heredocs);
    heredocs.map(|heredoc| (heredoc.body.to_string(), heredoc.terminator.is_some())).collect()
}

fn body(text: &str) -> String {
    let mut bodies = bodies(text);
    let (body, ended) = bodies.pop().unwrap();
    assert!(ended, "{text:?}");
    body
}

#[test]
fn the_end_is_a_line_that_is_the_name() {
    for (text, expected) in [
        ("RUN <<E\nx\nE\n", "x\n"),
        ("RUN <<E\nE", ""),
        ("RUN <<E\nx\nE\r\n", "x\n"),
        ("RUN <<E\nx\nE\r", "x\n"),
        ("RUN <<E\r\nx\r\nE\r\r\n", "x\r\n"),
        (
            "RUN <<E\nEE\n E\nE \n\tE\ne\nE x\n\u{feff}E\n\u{a0}E\nE\n",
            "EE\n E\nE \n\tE\ne\nE x\n\u{feff}E\n\u{a0}E\n",
        ),
        ("RUN <<\"E F\"\nE\nF\nE F\n", "E\nF\n"),
        ("RUN <<E;\nE\nE;\n", "E\n"),
    ] {
        assert_eq!(body(text), expected, "{text:?}");
    }
}

#[test]
fn a_dash_cuts_tabs_and_only_tabs_off_the_end() {
    for (text, expected) in [
        ("RUN <<-E\n\tx\n\tE\n", "\tx\n"),
        ("RUN <<-E\n\t\t\tE\n", ""),
        ("RUN <<-E\nE\n", ""),
        ("RUN <<-E\n E\n\t E\n \tE\nE\t\n\u{b}E\n\tE\r\n", " E\n\t E\n \tE\nE\t\n\u{b}E\n"),
    ] {
        assert_eq!(body(text), expected, "{text:?}");
    }
}

#[test]
fn the_body_is_kept_as_it_is() {
    let kept = "# comment\n# escape=`\n\n  \\\ntwo \\\n\t three\r\n${x}\\$\u{feff}é\nFROM two\nRUN <<F\n";
    for opener in ["<<E", "<<-E", "<<'E'"] {
        let text = format!("FROM one\nRUN {opener}\n{kept}E\nUSER y\n");
        let file = parsed(text.as_str());
        let run = &file.file.instructions[1];
        assert_eq!(run.heredocs[0].body.as_str(), kept);
        assert_eq!(file.at(run.heredocs[0].body.span()), kept);
        assert_eq!(file.kinds(), "TThhhhhhhhheT");
        assert_eq!(file.verdict(), None);
        assert_eq!((run.first_line, run.last_line), (2, 12));
    }
}

#[test]
fn the_instruction_s_text_does_not_reach_into_the_body() {
    let file = parsed("RUN cat <<E | sort\nx\nE\n");
    assert_eq!(file.texts(), ["RUN cat <<E | sort"]);
    assert_eq!(file.at(file.last().span), "RUN cat <<E | sort");
    assert_eq!(file.last().command_line().unwrap().text.as_str(), "cat <<E | sort");
}

#[test]
fn the_last_line_of_the_file_can_be_the_end() {
    assert_eq!(body("RUN <<E\nx\nE"), "x\n");
    assert_eq!(parsed("RUN <<E\nx\nE").line_ranges(), [(1, 3)]);
}

#[test]
fn an_escape_at_the_end_of_the_line_comes_before_the_body() {
    assert_eq!(body("RUN <<E cat \\\n\n# x\n y\nz\nE\n"), "z\n");
    // The end is just text of the line that goes on, and then it is missing.
    assert_eq!(verdict_in_stage("RUN <<E \\\nE\n"), Some(("unterminated-heredoc", 2)));
}

#[test]
fn a_heredoc_without_an_end_is_an_error() {
    for text in [
        "RUN <<E",
        "RUN <<E\n",
        "RUN <<E\nx\n",
        "RUN <<E\n E\n",
        "RUN <<E\nE \n",
        "RUN <<-E\n E\n",
        "RUN <<'E'\n'E'\n",
        "COPY <<E /x\ne\n",
        "RUN $((1 << 2))\n",
        "RUN <<A <<B\nA\n",
    ] {
        assert_eq!(verdict_in_stage(text), Some(("unterminated-heredoc", 2)), "{text:?}");
    }
    // The first of two takes the lines up to the end of the file, and the second has none either.
    let file = parsed("FROM one\nRUN <<A <<B\nB\n");
    assert_eq!(file.verdict(), Some(("unterminated-heredoc", 2)));
}

#[test]
fn the_first_heredoc_without_an_end_is_the_verdict() {
    let text = "RUN --bad x\nRUN <<E\nx\nE\nRUN <<F\nx\nRUN <<G\n";
    assert_eq!(verdict_in_stage(text), Some(("unterminated-heredoc", 6)));
}

#[test]
fn instructions_behind_a_heredoc_without_an_end_are_found_again() {
    let file = parsed("FROM one\nRUN <<E\nmake\nUSER me\nCMD [\"x\"]\n");
    assert_eq!(file.texts(), ["FROM one", "RUN <<E", "USER me", "CMD [\"x\"]"]);
    assert_eq!(file.classes(), ["unterminated-heredoc"]);
}
