//! What the standard and GitHub ask of SARIF, held against a whole report.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::support::Folder;
use crate::{input, report};

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn the_log_has_what_the_standard_requires() {
    let log = report(&input(), "sarif").json().0;
    assert_eq!((&log["version"], array(&log["runs"]).len()), (&"2.1.0".into(), 1));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "dlint");
    assert!(text(&driver["informationUri"]).starts_with("https://"));
    let mut ids = BTreeSet::new();
    for rule in array(&driver["rules"]) {
        assert!(ids.insert(text(&rule["id"])), "{rule}");
        for key in ["shortDescription", "fullDescription", "help"] {
            assert!(!text(&rule[key]["text"]).is_empty(), "{rule}");
        }
        assert!(text(&rule["shortDescription"]["text"]).chars().count() <= 1024, "{rule}");
        assert!(!text(&rule["help"]["markdown"]).is_empty(), "{rule}");
        assert!(text(&rule["helpUri"]).starts_with("https://"), "{rule}");
        assert!(
            ["error", "warning", "note"].contains(&text(&rule["defaultConfiguration"]["level"])),
            "{rule}"
        );
    }
    let invocation = &run["invocations"][0];
    assert_eq!((&invocation["executionSuccessful"], &invocation["exitCode"]), (&false.into(), &2.into()));
    assert_eq!(array(&invocation["toolExecutionNotifications"]).len(), 2);
}

#[test]
fn results_point_at_rules_files_and_text() {
    let folder = input();
    let log = report(&folder, "sarif").json().0;
    let document = report(&folder, "json").json();
    let run = &log["runs"][0];
    let rules = array(&run["tool"]["driver"]["rules"]);
    let mut findings = document.paths().into_iter().flat_map(|path| document.findings(path));
    let (mut related, mut fixed) = (0, 0);
    for result in array(&run["results"]) {
        let finding = findings.next().expect("as many as in JSON");
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small one");
        assert_eq!((&rules[index]["id"], &result["ruleId"]), (&result["ruleId"], &finding["code"]));
        assert_eq!(result["partialFingerprints"]["dlint/v1"], finding["fingerprint"]);
        let physical = &result["locations"][0]["physicalLocation"];
        assert!(run["originalUriBaseIds"][text(&physical["artifactLocation"]["uriBaseId"])].is_object());
        let region = &physical["region"];
        assert_eq!(
            [&region["startLine"], &region["startColumn"]],
            [&finding["start"]["line"], &finding["start"]["column"]]
        );
        assert_eq!(
            [&region["endLine"], &region["endColumn"]],
            [&finding["end"]["line"], &finding["end"]["column"]]
        );
        related += result["relatedLocations"].as_array().map_or(0, Vec::len);
        let fixes = result["fixes"].as_array().map_or(0, Vec::len);
        assert_eq!(fixes, array(&finding["fixes"]).len(), "{result}");
        fixed += fixes;
    }
    assert!(findings.next().is_none() && related > 0 && fixed > 1, "{related} {fixed}");
    let uris: BTreeSet<&str> = array(&run["results"])
        .iter()
        .map(|result| text(&result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]))
        .collect();
    assert_eq!(uris.into_iter().collect::<Vec<_>>(), ["Dockerfile", "a%20b,100%25&'.Dockerfile"]);
}

#[test]
fn services_get_paths_from_the_root_of_the_repository() {
    let folder = Folder::new();
    folder.write(".git/HEAD", "").write("deploy/images/Dockerfile", "FROM debian:latest\n");
    folder.write("deploy/other/Dockerfile", "FROM debian:latest\n");
    let run = |format| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dlint"));
        command.args(["--no-config", "-f", format, "Dockerfile", "../other"]);
        let output =
            command.current_dir(folder.path("deploy/images")).output().expect("dlint can be started");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    let log: Value = serde_json::from_str(&run("sarif")).expect("JSON");
    let issues: Value = serde_json::from_str(&run("gitlab")).expect("JSON");
    let uri = |index: usize| {
        text(&log["runs"][0]["results"][index]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
    };
    let path = |index: usize| text(&issues[index]["location"]["path"]);
    let mut found = [uri(0), uri(1), path(0), path(1)];
    found.sort_unstable();
    let (one, other) = ("deploy/images/Dockerfile", "deploy/other/Dockerfile");
    assert_eq!(found, [one, one, other, other]);
    let commands = run("github");
    assert!(
        commands.contains(" file=deploy/images/Dockerfile,")
            && commands.contains(" file=deploy/other/Dockerfile,")
    );
    assert!(
        run("concise").contains("../other/Dockerfile:1:13:"),
        "people and editors are told what they called it"
    );
}
