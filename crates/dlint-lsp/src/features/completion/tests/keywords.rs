//! Where an instruction may begin.

use tower_lsp::lsp_types::{CompletionItemTag, InsertTextFormat};

use super::{has, has_not, item, labels, nothing, taken};

#[test]
fn before_the_first_stage_stand_from_and_arg_alone() {
    for text in ["", "‸", "F‸", "# a comment\n‸", "ARG A=1\n‸", "\n‸\nFROM a\n", "\u{feff}‸"] {
        has(text, &["FROM", "ARG", "FROM image AS name"]);
        has_not(text, &["RUN", "COPY", "CMD"]);
    }
    assert_eq!(labels("F‸").first().map(String::as_str), Some("FROM"));
}

#[test]
fn in_a_stage_stands_everything() {
    for text in ["FROM a\n‸", "FROM a\nRU‸", "FROM a\r\nRU‸\r\nCMD a\r\n", "FROM a\nRUN <<E\nx\nE\n‸"]
    {
        has(text, &["FROM", "RUN", "COPY", "RUN --mount=type=cache", "MAINTAINER"]);
    }
    let old = item("FROM a\n‸", "MAINTAINER");
    assert_eq!(old.tags, Some(vec![CompletionItemTag::DEPRECATED]));
}

#[test]
fn a_keyword_takes_the_place_of_the_whole_word() {
    assert_eq!(taken("FROM a\nRU‸\n", "RUN"), "FROM a\nRUN \n");
    assert_eq!(taken("FROM a\nR‸UNN x\n", "RUN"), "FROM a\nRUN x\n");
    assert_eq!(taken("FROM a\n  RU‸", "RUN"), "FROM a\n  RUN ");
    has_not("FROM a\nR‸UNN x\n", &["RUN command"]);
}

#[test]
fn keywords_are_in_the_case_of_the_file() {
    has("from a\nrun b\n‸", &["copy", "from image as name", "run <<EOF", "healthcheck none"]);
    has_not("from a\nrun b\n‸", &["COPY"]);
    has("from a\nRUN b\nRUN c\n‸", &["COPY"]);
    assert_eq!(taken("from a\nru‸", "run"), "from a\nrun ");
    assert_eq!(taken("from a\nru‸", "run <<EOF"), "from a\nrun <<EOF\nset -e\n${1:command}\nEOF");
    has("from a\nonbuild ‸", &["run", "copy"]);
}

#[test]
fn snippets_are_marked_and_continue_lines_as_the_file_does() {
    let snippet = item("FROM a\n‸", "RUN command && command");
    assert_eq!(snippet.insert_text_format, Some(InsertTextFormat::SNIPPET));
    assert_eq!(
        taken("# escape=`\nFROM a\n‸", "RUN command && command"),
        "# escape=`\nFROM a\nRUN ${1:command} `\n    && ${2:command}"
    );
}

#[test]
fn behind_onbuild_stand_its_children() {
    for text in ["FROM a\nONBUILD ‸", "FROM a\nONBUILD R‸", "FROM a\nONBUILD R‸UN x"] {
        has(text, &["RUN", "COPY", "ADD"]);
        has_not(text, &["FROM", "ONBUILD", "MAINTAINER"]);
    }
    assert_eq!(taken("FROM a\nONBUILD R‸ x", "RUN"), "FROM a\nONBUILD RUN x");
}

#[test]
fn nothing_begins_where_something_goes_on() {
    nothing("FROM a\nENV A=1 \\\n‸");
    nothing("FROM a\nENV A=1 \\\n  ‸\n  B=2\n");
    nothing("FROM a\nCOPY <<EOF /x\n‸");
    nothing("FROM a\nCOPY <<EOF /x\nFR‸\nEOF\n");
    nothing("FROM a\nCOPY <<EOF /x\ny\nEO‸F\n");
    nothing("FROM a\nLABEL a=b ‸");
    nothing("FROM a\nWORKDIR ‸");
    nothing("FROM a\nXYZ ‸");
}

#[test]
fn behind_an_image_stands_as() {
    assert_eq!(taken("FROM a ‸", "AS name"), "FROM a AS ${1:name}");
    assert_eq!(taken("from a A‸\n", "as name"), "from a as ${1:name}\n");
    nothing("FROM a AS ‸");
    nothing("FROM a AS b ‸");
}

#[test]
fn healthcheck_has_two_forms() {
    assert_eq!(taken("FROM a\nHEALTHCHECK C‸", "CMD"), "FROM a\nHEALTHCHECK CMD ");
    has("FROM a\nHEALTHCHECK ‸", &["CMD", "NONE", "--interval"]);
    has_not("FROM a\nHEALTHCHECK --interval=1s ‸", &["NONE", "--interval"]);
    has("FROM a\nHEALTHCHECK --interval=1s ‸", &["CMD", "--timeout"]);
    nothing("FROM a\nHEALTHCHECK CMD ‸");
}
