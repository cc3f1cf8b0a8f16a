//! What the standard asks for, held against a document in which every key has a value.

use dlint_text::SourceFile;
use serde_json::Value;

use crate::testing::{LATEST, finding, place, report, text, with_rich_report};
use crate::{Format, Report};

fn sarif(report: &Report<'_>) -> Value {
    serde_json::from_str(&text(report, Format::Sarif)).unwrap()
}

#[test]
fn the_document_is_what_the_standard_says() {
    let log = with_rich_report(sarif);
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap());
}

#[test]
fn results_name_rules_that_are_there_and_say_whether_they_are_ignored() {
    let log = with_rich_report(sarif);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["suppressions"].is_array(), "of all or of none");
    }
    let ignored: Vec<&Value> =
        results.iter().filter(|result| result["suppressions"] != Value::Array(Vec::new())).collect();
    assert_eq!(ignored.len(), 1);
    assert_eq!(ignored[0]["suppressions"][0]["justification"], "it must");
}

#[test]
fn what_failed_is_a_notification() {
    let log = with_rich_report(sarif);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], "no such file");
}

#[test]
fn a_run_without_findings_is_a_document_too() {
    let source = SourceFile::new("Dockerfile", "FROM a:1\n");
    let log = sarif(&report(&source, &[]));
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn columns_are_those_of_characters() {
    let content = "FROM 日本:latest\n";
    let source = SourceFile::new("Dockerfile", content);
    let findings = [finding(&LATEST, place(content, "latest"), "`latest` moves")];
    let log = sarif(&report(&source, &findings));
    let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    let want = serde_json::json!({ "startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 15 });
    assert_eq!(*region, want);
}
