//! The contract, held against real documents.

use dlint_diagnostics::{Origin, Safety, Severity};
use serde_json::Value;

use super::*;
use crate::Format;
use crate::testing::{LATEST, finding, fix, place, report, text, with_rich_report};

const SCHEMA: &str = include_str!("../../schema/output.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn json(report: &Report<'_>) -> Value {
    serde_json::from_str(&text(report, Format::Json)).unwrap()
}

#[test]
fn the_document_is_what_the_contract_says() {
    let document = with_rich_report(|report| text(report, Format::Json));
    assert_eq!(document.matches('\n').count(), 1);
    // Broken into lines here, for people.
    let breaks =
        ["{\"path\":", "{\"code\":", "\"message\":\"a", "\"start\":", "\"labels\":", "\"fingerprint\":"];
    let more = ["{\"title\":", "\"url\":", "\"errors\":[", "\"summary\":"];
    let shown = breaks.iter().chain(&more).fold(document, |shown, at| shown.replace(at, &format!("\n{at}")));
    insta::assert_snapshot!(shown, @r#"
    {"version":1,"files":[
    {"path":"clean","findings":[],"suppressed":[]},
    {"path":"sub/Dockerfile","findings":[
    {"code":"DL3007","name":"latest-tag","variant":null,"aliases":["UseLatest"],"severity":"warning","category":"reproducibility","message":"`latest` moves","why":null,"help":null,
    "url":"https://example.org/rules/DL3007-latest-tag.md","stage":null,"instruction_line":null,
    "start":{"line":1,"column":8,"offset":7},"end":{"line":1,"column":14,"offset":13},
    "labels":[],
    "fingerprint":"167d211fdaf13cae","fixes":[],"no_fix":"somebody else has to"},
    {"code":"DL3042","name":"package-cache-in-layer","variant":"pip","aliases":[],"severity":"info","category":"layers",
    "message":"a cache stays in the layer","why":"it is never read","help":"remove it",
    "url":"https://example.org/rules/DL3009-package-cache-in-layer.md","stage":"日","instruction_line":2,
    "start":{"line":2,"column":1,"offset":22},"end":{"line":2,"column":22,"offset":43},
    "labels":[{"message":"this step",
    "start":{"line":2,"column":1,"offset":22},"end":{"line":2,"column":22,"offset":43}},{"message":"this stage",
    "start":{"line":1,"column":18,"offset":17},"end":{"line":1,"column":19,"offset":20}}],
    "fingerprint":"7939eaed4295e913","fixes":[
    {"title":"delete it","safety":"unsafe","preferred":false,"edits":[
    {"path":"sub/Dockerfile",
    "start":{"line":2,"column":1,"offset":22},"end":{"line":2,"column":22,"offset":43},"text":""}]},
    {"title":"clean up","safety":"safe","preferred":true,"edits":[
    {"path":"sub/Dockerfile",
    "start":{"line":2,"column":22,"offset":43},"end":{"line":2,"column":22,"offset":43},"text":" \\\r\n  && clean"}]},
    {"title":"clean up again","safety":"safe","preferred":false,"edits":[
    {"path":"sub/Dockerfile",
    "start":{"line":2,"column":22,"offset":43},"end":{"line":2,"column":22,"offset":43},"text":"x"}]}],"no_fix":null}],"suppressed":[
    {"code":"DL3007","name":"latest-tag","severity":"warning","message":"`latest` moves, too",
    "start":{"line":1,"column":8,"offset":7},"end":{"line":1,"column":14,"offset":13},
    "fingerprint":"af2bac3ddc5c04b8","comment":{"origin":"hadolint","reason":"it must",
    "start":{"line":2,"column":1,"offset":22},"end":{"line":2,"column":12,"offset":33}}}]}],
    "errors":[
    {"path":"gone","message":"no such file"}],
    "summary":{"files":2,"errors":0,"warnings":1,"info":1,"style":0,"fixable_safe":1,"fixable_unsafe":0,"fixed":3,"suppressed":1,"known":0}}
    "#);
}

#[test]
fn documents_are_valid_and_every_key_is_described() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    // For this test only: a key that the schema does not describe is an error.
    let mut strict = schema();
    for object in strict["$defs"].as_object_mut().unwrap().values_mut() {
        object["additionalProperties"] = Value::Bool(false);
    }
    strict["additionalProperties"] = Value::Bool(false);
    let strict = jsonschema::validator_for(&strict).unwrap();

    let empty = SourceFile::new("", "");
    for document in [with_rich_report(json), json(&report(&empty, &[]))] {
        assert!(validator.is_valid(&document), "{:?}", validator.iter_errors(&document).collect::<Vec<_>>());
        assert!(strict.is_valid(&document), "{:?}", strict.iter_errors(&document).collect::<Vec<_>>());
    }
}

#[test]
fn a_document_without_any_one_of_its_keys_is_not_valid() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let document = with_rich_report(json);
    let pointers = [
        "",
        "/files/1",
        "/files/1/suppressed/0",
        "/files/1/suppressed/0/comment",
        "/files/1/findings/1",
        "/files/1/findings/1/start",
        "/errors/0",
        "/summary",
    ]
    .into_iter()
    .chain(["/files/1/findings/1/labels/0", "/files/1/findings/1/fixes/1"])
    .chain(["/files/1/findings/1/fixes/1/edits/0", "/files/1/findings/1/fixes/1/edits/0/end"]);
    for pointer in pointers {
        let keys: Vec<String> =
            document.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect();
        for key in keys {
            let mut broken = document.clone();
            broken.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(&key);
            assert!(!validator.is_valid(&broken), "{pointer}/{key} is not required");
        }
    }
}

#[test]
fn a_document_with_values_of_another_kind_is_not_valid_and_one_with_more_keys_is() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let with = |pointer: &str, value: Value| {
        let mut document = with_rich_report(json);
        *document.pointer_mut(pointer).unwrap() = value;
        validator.is_valid(&document)
    };
    assert!(!with("/version", 2.into()));
    assert!(!with("/files/1/findings/0/severity", "fatal".into()));
    assert!(!with("/files/1/findings/0/start/line", 0.into()));
    assert!(!with("/files/1/findings/0/fingerprint", "x".into()));
    assert!(!with("/files/1/findings/1/fixes/0/safety", "display-only".into()));
    assert!(!with("/summary/fixed", Value::from(-1)));
    assert!(!with("/files/1/suppressed/0/comment/origin", "eslint".into()));

    let mut document = with_rich_report(json);
    document["later"] = "a key of a later version".into();
    assert!(validator.is_valid(&document));
}

#[test]
fn every_severity_and_category_is_in_the_schema() {
    let properties = &schema()["$defs"]["finding"]["properties"];
    for severity in Severity::ALL {
        assert!(properties["severity"]["enum"].as_array().unwrap().contains(&severity.as_str().into()));
    }
    for category in dlint_diagnostics::Category::ALL {
        assert!(properties["category"]["examples"].as_array().unwrap().contains(&category.as_str().into()));
    }
}

#[test]
fn every_origin_is_in_the_schema() {
    let origins = &schema()["$defs"]["comment"]["properties"]["origin"]["enum"];
    assert_eq!(*origins, serde_json::json!(Origin::ALL.map(Origin::as_str)));
}

#[test]
fn a_file_that_is_not_utf8_has_its_own_offsets_and_no_fixes() {
    let source = SourceFile::decode("f", b"\xff\xf0\xff FROM x\n".to_vec()).unwrap();
    let span = place(source.text(), "FROM");
    let mut findings = [finding(&LATEST, span, "wrong")];
    findings[0].fixes = vec![fix("repair", Safety::Safe, span, "")];
    let document = json(&report(&source, &findings));
    let found = &document["files"][0]["findings"][0];
    assert_eq!(found["start"], serde_json::json!({ "line": 1, "column": 5, "offset": 4 }));
    assert_eq!(found["end"], serde_json::json!({ "line": 1, "column": 9, "offset": 8 }));
    assert_eq!(found["fixes"], serde_json::json!([]));
    assert_eq!(document["summary"]["fixable_safe"], 0);
}

#[test]
fn a_byte_order_mark_counts_in_offsets_and_not_in_columns() {
    let source = SourceFile::new("f", "\u{feff}FROM x\n");
    let findings = [finding(&LATEST, place(source.text(), "x"), "wrong")];
    let found = &json(&report(&source, &findings))["files"][0]["findings"][0];
    assert_eq!(found["start"], serde_json::json!({ "line": 1, "column": 6, "offset": 8 }));
}

#[test]
fn what_could_steer_a_terminal_is_escaped_and_means_the_same() {
    let nasty = "\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2028}\u{feff}\u{e0041}\"\\\n日";
    let source = SourceFile::new(nasty, "FROM x\n");
    let findings = [finding(&LATEST, Span::new(0, 4), nasty)];
    let document = text(&report(&source, &findings), Format::Json);
    let (line, end) = document.split_at(document.len() - 1);
    assert_eq!(end, "\n");
    assert!(!line.chars().any(crate::printable::is_unsafe), "{line}");
    assert!(line.contains(r#"\u001b[31m\u007f\u009b\u202e\u2028\ufeff\udb40\udc41\"\\\n日"#), "{line}");
    let value: Value = serde_json::from_str(line).unwrap();
    assert_eq!(value["files"][0]["path"], nasty);
    assert_eq!(value["files"][0]["findings"][0]["message"], nasty);
}

#[test]
fn without_pages_there_are_no_links() {
    let source = SourceFile::new("f", "FROM x\n");
    let findings = [finding(&LATEST, Span::new(0, 4), "wrong")];
    let document = json(&Report { docs_url: "", ..report(&source, &findings) });
    assert_eq!(document["files"][0]["findings"][0]["url"], Value::Null);
}

#[test]
fn lines_are_findings_as_in_the_document_and_fit_the_schema() {
    let mut line_schema = schema();
    line_schema["$ref"] = "#/$defs/line".into();
    for key in ["required", "properties", "type"] {
        line_schema.as_object_mut().unwrap().remove(key);
    }
    let validator = jsonschema::validator_for(&line_schema).unwrap();
    let (document, lines) = with_rich_report(|report| (json(report), text(report, Format::JsonLines)));
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    for (line, finding) in lines.iter().zip(document["files"][1]["findings"].as_array().unwrap()) {
        let mut own = line.clone();
        assert_eq!(own.as_object_mut().unwrap().remove("path").unwrap(), "sub/Dockerfile");
        assert_eq!(own, *finding);
    }
    assert_eq!(lines[2], document["errors"][0]);
    for line in &lines {
        assert!(validator.is_valid(line), "{:?}", validator.iter_errors(line).collect::<Vec<_>>());
        let mut broken = line.clone();
        broken.as_object_mut().unwrap().remove("path");
        assert!(!validator.is_valid(&broken));
        broken = line.clone();
        broken.as_object_mut().unwrap().remove("message");
        assert!(!validator.is_valid(&broken));
    }
}
