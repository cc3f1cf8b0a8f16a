//! Each format, held against what hadolint writes of such findings.

use dlint_text::SourceFile;

use super::*;
use crate::FileReport;
use crate::termcolor::{Ansi, NoColor};
use crate::testing::{CACHE, LATEST, finding, place};
use dlint_diagnostics::{Category, Finding, FixKind, Priority, RuleMeta, Severity, Status};

static SYNTAX: RuleMeta = RuleMeta {
    name: "syntax",
    code: "syntax",
    aliases: &["DL1000"],
    variants: &[],
    category: Category::Correctness,
    severity: Severity::Error,
    default: true,
    fix: FixKind::None,
    priority: Priority::Normal,
    status: Status::Stable,
    since: "0.1.0",
};

const TEXT: &str = "FROM a:latest\nRUN apt update && \\\n    apt install <b>\n";

/// Two findings of one code in one instruction, and one of another.
fn found() -> (SourceFile, Vec<Finding>) {
    let source = SourceFile::new("Dockerfile", TEXT);
    let mut cache = finding(&CACHE, place(TEXT, "install"), "\"lists\" & <caches> stay");
    cache.instruction_line = Some(2);
    cache.why = Some("they are large".to_owned());
    let mut again = finding(&CACHE, place(TEXT, "<b>"), "something else");
    again.instruction_line = Some(2);
    let mut latest = finding(&LATEST, place(TEXT, "latest"), "it moves");
    latest.instruction_line = Some(1);
    (source, vec![cache, again, latest])
}

fn written(format: HadolintFormat, path: Option<&str>) -> String {
    let (source, findings) = found();
    let broken = SourceFile::new("broken", "FROM a\n FOO\n");
    let error = [finding(&SYNTAX, place(broken.text(), "FOO"), "no such instruction")];
    let clean = SourceFile::new("clean", "FROM a:1\n");
    let files = [
        FileReport {
            source: &source,
            findings: &findings,
            suppressed: &[],
            secrets: &crate::testing::NOTHING,
            fail_on: None,
        },
        FileReport {
            source: &broken,
            findings: &error,
            suppressed: &[],
            secrets: &crate::testing::NOTHING,
            fail_on: None,
        },
        FileReport {
            source: &clean,
            findings: &[],
            suppressed: &[],
            secrets: &crate::testing::NOTHING,
            fail_on: None,
        },
    ];
    let mut out = NoColor::new(Vec::new());
    write_as_hadolint(HadolintReport { files: &files, path }, format, &mut out).unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

#[test]
fn lines() {
    assert_eq!(
        written(HadolintFormat::Tty, None),
        "Dockerfile:1 DL3007 warning: it moves\n\
         Dockerfile:2 DL3009 info: \"lists\" & <caches> stay; they are large\n\
         broken:2:2 no such instruction\n"
    );
    assert_eq!(
        written(HadolintFormat::Gnu, None),
        "hadolint:Dockerfile:1: DL3007 warning: it moves\n\
         hadolint:Dockerfile:2: DL3009 info: \"lists\" & <caches> stay; they are large\n\
         hadolint:broken:2:2: no such instruction\n"
    );
}

#[test]
fn colours_mark_the_severity_alone() {
    let (source, findings) = found();
    let files = [FileReport {
        source: &source,
        findings: &findings,
        suppressed: &[],
        secrets: &crate::testing::NOTHING,
        fail_on: None,
    }];
    let mut out = Ansi::new(Vec::new());
    let report = HadolintReport { files: &files, path: None };
    write_as_hadolint(report, HadolintFormat::Tty, &mut out).unwrap();
    let text = String::from_utf8(out.into_inner()).unwrap();
    let first = text.lines().next().unwrap();
    assert!(first.starts_with("Dockerfile:1 DL3007 \u{1b}["), "{first:?}");
    assert!(first.ends_with("warning\u{1b}[0m: it moves"), "{first:?}");
}

#[test]
fn json() {
    assert_eq!(
        written(HadolintFormat::Json, Some("app/Dockerfile")),
        concat!(
            r#"[{"code":"DL3007","column":1,"file":"app/Dockerfile","level":"warning","line":1,"message":"it moves"},"#,
            r#"{"code":"DL3009","column":1,"file":"app/Dockerfile","level":"info","line":2,"message":"\"lists\" & <caches> stay; they are large"},"#,
            r#"{"code":"DL1000","column":2,"file":"app/Dockerfile","level":"error","line":2,"message":"no such instruction"}]"#,
        )
    );
}

#[test]
fn code_climate_and_what_is_made_of_it() {
    let first = r#"{"categories":["Bug Risk"],"check_name":"DL3007","description":"it moves","location":{"lines":{"begin":1,"end":1},"path":"Dockerfile"},"severity":"major","type":"issue"}"#;
    let last = r#"{"categories":["Bug Risk"],"check_name":"DL1000","description":"no such instruction","location":{"path":"broken","positions":{"begin":{"column":2,"line":2},"end":{"column":2,"line":2}}},"severity":"blocker","type":"issue"}"#;
    let stream = written(HadolintFormat::Codeclimate, None);
    let issues: Vec<&str> = stream.split_terminator('\0').collect();
    assert_eq!((issues.len(), issues[0], issues[2]), (3, first, last));
    assert!(issues[1].contains(r#""severity":"info""#));

    let array = written(HadolintFormat::GitlabCodeclimate, None);
    let issues: Vec<serde_json::Value> = serde_json::from_str(&array).unwrap();
    let mut fingerprints: Vec<&str> =
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 3);
    let mut without = issues[0].clone();
    without.as_object_mut().unwrap().remove("fingerprint");
    assert_eq!(without.to_string(), first);
}

#[test]
fn codacy_and_sonarqube() {
    let codacy = written(HadolintFormat::Codacy, None);
    assert!(codacy.starts_with(
        r#"{"filename":"Dockerfile","line":1,"message":"it moves","patternId":"DL3007"}{"filename""#
    ));
    let sonarqube = written(HadolintFormat::Sonarqube, None);
    assert!(sonarqube.starts_with(concat!(
        r#"{"issues":[{"engineId":"Hadolint","primaryLocation":{"filePath":"Dockerfile","message":"it moves","#,
        r#""textRange":{"endColumn":1,"endLine":1,"startColumn":0,"startLine":1}},"ruleId":"DL3007","severity":"MAJOR","type":"CODE_SMELL"},"#,
    )));
    assert!(sonarqube.ends_with(
        r#""textRange":{"endColumn":2,"endLine":2,"startColumn":2,"startLine":2}},"ruleId":"DL1000","severity":"BLOCKER","type":"BUG"}]}"#
    ));
}

#[test]
fn sarif() {
    let text = written(HadolintFormat::Sarif, None);
    let sarif: serde_json::Value = serde_json::from_str(&text).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    assert_eq!(
        results[0].to_string(),
        concat!(
            r#"{"level":"warning","locations":[{"physicalLocation":{"artifactLocation":{"uri":"Dockerfile"},"#,
            r#""region":{"endColumn":1,"endLine":1,"sourceLanguage":"dockerfile","startColumn":1,"startLine":1}}}],"#,
            r#""message":{"text":"it moves"},"ruleId":"DL3007"}"#,
        )
    );
    assert_eq!(results[1]["level"], "note");
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["name"], "Hadolint");
}

#[test]
fn xml() {
    assert_eq!(
        written(HadolintFormat::Checkstyle, None),
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8"?><checkstyle version="4.3"><file name="Dockerfile">"#,
            r#"<error column="1" line="1" message="it moves" severity="warning" source="DL3007"/>"#,
            r#"<error column="1" line="2" message="&quot;lists&quot; &amp; &lt;caches&gt; stay; they are large" severity="info" source="DL3009"/></file>"#,
            r#"<file name="broken"><error column="2" line="2" message="no such instruction" severity="error" source="DL1000"/></file>"#,
            r#"<file name="clean"/></checkstyle>"#,
        )
    );
    let junit = written(HadolintFormat::Junit, None);
    assert!(junit.contains(r#"<testsuite errors="0" failures="2" id="hadolint" name="dlint" time="0">"#));
    assert!(junit.contains(r#"<testsuite errors="1" failures="1" id="hadolint" name="dlint" time="0">"#));
    assert!(junit.ends_with(
        r#"<testsuite errors="0" failures="0" id="hadolint" name="dlint" time="0"/></testsuites>"#
    ));
    assert!(junit.contains("File: Dockerfile\nLine: 1\nwarning: it moves\n</failure></testcase>"));
}

#[test]
fn every_format_is_found_by_its_name() {
    for format in HadolintFormat::ALL {
        assert_eq!(HadolintFormat::named(format.as_str()), Some(format));
    }
    assert_eq!(HadolintFormat::named("yaml"), None);
}
