//! Directives, and comments that keep rules quiet.

use super::{detail, has, has_not, item, labels, nothing, taken};

#[test]
fn directives_stand_at_the_top() {
    for text in ["#‸", "# ‸", "# s‸", "#syn‸\nFROM a\n", "# escape=`\n# ‸\nFROM a\n"] {
        has(text, &["# syntax="]);
    }
    has("‸", &["# syntax=", "# escape=", "# check="]);
    has_not("# escape=`\n# ‸\nFROM a\n", &["# escape="]);
    has_not("FROM a\n# ‸", &["# syntax=", "# escape="]);
    has("FROM a\n# ch‸\nRUN x", &["# check="]);
    has_not("# note\n# s‸\nFROM a\n", &["# syntax="]);
    assert_eq!(taken("# sy‸\nFROM a\n", "# syntax="), "# syntax=${1:docker/dockerfile:1}\nFROM a\n");
}

#[test]
fn their_values_are_known() {
    has("# syntax=‸", &["docker/dockerfile:1", "docker/dockerfile:1-labs"]);
    has("# escape=‸\nFROM a", &["`", "\\"]);
    has("# check=‸\nFROM a", &["skip=", "error=true"]);
    has("# check=skip=‸\nFROM a", &["all", "StageNameCasing"]);
    has("# check=skip=StageNameCasing,‸\nFROM a", &["UndefinedVar"]);
    has_not("# check=skip=StageNameCasing,‸\nFROM a", &["StageNameCasing", "all"]);
    has("# check=skip=UndefinedVar;‸\nFROM a", &["error=true"]);
    has("# check=skip=UndefinedVar;error=‸\nFROM a", &["true", "false"]);
    has("FROM a\n# check=skip=‸\nRUN x", &["JSONArgsRecommended"]);
    nothing("# check=skip=UndefinedVar ‸\nFROM a");
    nothing("# syntax=docker/dockerfile:1 ‸");
    nothing("FROM a\n# syntax=‸\nRUN x");
    assert_eq!(
        taken("# syntax=docker/dock‸er\nFROM a\n", "docker/dockerfile:1"),
        "# syntax=docker/dockerfile:1\nFROM a\n"
    );
    assert_eq!(
        taken("# check=skip=Sta‸,UndefinedVar\nFROM a\n", "StageNameCasing"),
        "# check=skip=StageNameCasing,UndefinedVar\nFROM a\n"
    );
}

#[test]
fn rules_are_named_by_code_name_and_summary() {
    has("FROM a\n# dlint ignore=‸\nRUN x", &["DL3007", "SC2086", "DK1001"]);
    let rule = item("FROM a\n# dlint ignore=DL3‸\nRUN x", "DL3007");
    assert_eq!(rule.detail.as_deref(), Some("latest-tag"));
    assert_eq!(rule.filter_text.as_deref(), Some("DL3007 latest-tag"));
    assert!(rule.documentation.is_some());
    has_not("FROM a\n# dlint ignore=DL3007,‸\nRUN x", &["DL3007"]);
    has("FROM a\n# hadolint ignore=‸\nRUN x", &["DL3007", "SC2086"]);
    has_not("FROM a\n# hadolint ignore=‸\nRUN x", &["DK1001"]);
    has_not("FROM a\n# shellcheck disable=‸\nRUN x", &["DL3007"]);
    has("FROM a\n# dlint ignore=DL3007 ‸\nRUN x", &["until=", "-- "]);
    nothing("FROM a\n# dlint ignore=DL3007 -- because ‸\nRUN x");
    assert_eq!(
        taken("FROM a\n# dlint ignore=DL3‸, SC2086\nRUN x", "DL3008"),
        "FROM a\n# dlint ignore=DL3008, SC2086\nRUN x"
    );
    has("FROM a\nRUN x \\\n  # dlint ignore=‸\n  y", &["DL3008"]);
}

#[test]
fn comments_begin_with_what_means_something() {
    has("FROM a\n# dl‸\nRUN x", &["# dlint ignore=", "# dlint file-ignore="]);
    has("FROM a\n# dlint ‸\nRUN x", &["# dlint ignore="]);
    assert_eq!(taken("FROM a\n# hado‸\nRUN x", "# hadolint ignore="), "FROM a\n# hadolint ignore=\nRUN x");
    nothing("FROM a\n# what this does‸\nRUN x");
    nothing("FROM a\n# dlint is good‸\nRUN x");
    nothing("FROM a\n# see x=‸\nRUN x");
    nothing("FROM a\n‸# dlint\nRUN x");
    assert_eq!(detail("#‸", "# syntax="), "which frontend reads the file");
    assert_eq!(labels("# syn‸").len(), 1);
}
