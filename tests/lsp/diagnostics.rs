//! Diagnostics: sent and asked for, exact, and never older than what is open.

use serde_json::{Value, json};

use crate::client::{Client, codes};
use crate::{UNTITLED, uri};

/// What a client can do that asks for diagnostics.
fn pulls() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

#[test]
fn a_finding_is_at_its_token_with_all_that_it_says() {
    let published = json!({
        "relatedInformation": true,
        "tagSupport": { "valueSet": [1, 2] },
        "codeDescriptionSupport": true,
    });
    let mut client = Client::new(&json!({ "textDocument": { "publishDiagnostics": published } }));
    client.open(UNTITLED, "FROM debian:latest\nMAINTAINER Ada\nCMD a\nCMD [\"b\"]\n");
    let sent = client.published(UNTITLED);
    assert_eq!(sent["version"], 1);
    let found = sent["diagnostics"].as_array().expect("a list");
    let of = |code: &str| found.iter().find(|one| one["code"] == code).expect("a finding");
    let latest = of("DL3007");
    assert_eq!(
        latest["range"],
        json!({ "start": { "line": 0, "character": 12 }, "end": { "line": 0, "character": 18 } })
    );
    assert_eq!((&latest["severity"], &latest["source"]), (&json!(3), &json!("dlint")));
    let message = latest["message"].as_str().expect("a text");
    assert!(message.lines().count() == 3 && message.contains("\nhelp: "), "{message}");
    let link = latest["codeDescription"]["href"].as_str().expect("a link");
    assert!(link.ends_with("/DL3007-latest-tag.md"), "{link}");
    assert_eq!(of("DL4000")["tags"], json!([2]));
    assert_eq!(of("DL4003")["tags"], json!([1]));
    assert!(of("DL4003")["relatedInformation"][0]["message"].is_string());
}

#[test]
fn a_client_that_asks_is_not_sent_anything() {
    let mut client = Client::new(&pulls());
    assert_eq!(client.capabilities["diagnosticProvider"]["workspaceDiagnostics"], true);
    client.open(UNTITLED, "FROM debian:latest\n");
    let report = client.of("textDocument/diagnostic", UNTITLED, &json!({}));
    assert_eq!((&report["kind"], codes(&report["items"])), (&json!("full"), vec!["DL3007".to_owned()]));
    assert!(client.all_published(UNTITLED).is_empty());
    let mut other = Client::plain();
    assert_eq!(other.capabilities.get("diagnosticProvider"), None);
    other.open(UNTITLED, "FROM debian:latest\n");
    assert_eq!(other.codes(UNTITLED), ["DL3007"]);
}

#[test]
fn what_is_half_typed_is_said_and_the_rest_stays() {
    let mut client = Client::plain();
    client.open(UNTITLED, "FROM debian:latest\n");
    assert_eq!(client.codes(UNTITLED), ["DL3007"]);
    let mut version = 1;
    for half in [
        "COPY",
        "COPY --fro",
        "COPY --from ",
        "RU",
        "RUN <<EOF\necho",
        "ENV",
        "LABEL a=\"b",
        "HEALTHCHECK --",
    ] {
        version += 1;
        client.replace(UNTITLED, version, &format!("FROM debian:latest\n{half}"));
        let sent = client.published(UNTITLED);
        let codes = codes(&sent["diagnostics"]);
        assert!(codes.contains(&"DL3007".to_owned()) && codes.len() > 1, "{half:?}: {codes:?}");
        assert_eq!(sent["version"], version);
    }
    client.replace(UNTITLED, 99, "");
    client.published(UNTITLED);
    client.close(UNTITLED);
    assert_eq!(client.published(UNTITLED)["diagnostics"], json!([]));
}

#[test]
fn emoji_carriage_returns_tabs_and_marks_move_nothing() {
    for (text, expected) in [
        ("FROM debian:13\nRUN echo \"😀\" && cd /tmp\n", (1, 17)),
        ("FROM debian:13\r\nRUN echo a && \\\r\n\tcd /tmp\r\n", (2, 1)),
        ("\u{feff}FROM debian:13\nRUN cd /tmp\n", (1, 4)),
        ("FROM debian:13\rRUN x\nRUN cd /tmp\n", (2, 4)),
        ("# escape=`\nFROM debian:13\nRUN echo é `\n  && cd /tmp\n", (3, 5)),
    ] {
        let mut client = Client::plain();
        client.open(UNTITLED, text);
        let sent = client.published(UNTITLED);
        let found = sent["diagnostics"].as_array().expect("a list");
        let cd = found.iter().find(|one| one["code"] == "DK7003");
        if let Some(cd) = cd {
            let start = &cd["range"]["start"];
            assert_eq!(
                (start["line"].as_u64(), start["character"].as_u64()),
                (Some(expected.0), Some(expected.1)),
                "{text:?}"
            );
        } else {
            assert!(text.contains("\rRUN x"), "{text:?}: {found:?}");
        }
    }
    // A client that takes bytes gets bytes.
    let encodings = json!({ "general": { "positionEncodings": ["utf-16", "utf-8"] } });
    let mut client = Client::new(&encodings);
    assert_eq!(client.capabilities["positionEncoding"], "utf-8");
    client.open(UNTITLED, "FROM debian:13\nRUN echo \"😀\" && cd /tmp\n");
    let sent = client.published(UNTITLED);
    assert_eq!(sent["diagnostics"][0]["range"]["start"], json!({ "line": 1, "character": 19 }));
}

#[test]
fn a_burst_is_looked_at_a_few_times_and_the_last_one_stands() {
    let mut client = Client::plain();
    client.open(UNTITLED, "FROM debian:13\n");
    client.published(UNTITLED);
    for version in 2..52 {
        let tag = if version == 51 { "latest" } else { "13" };
        client.replace(UNTITLED, version, &format!("FROM debian:{tag}\n{}", "RUN true\n".repeat(3)));
    }
    let sent = client.all_published(UNTITLED);
    assert!((1..=3).contains(&sent.len()), "{} times", sent.len());
    let last = sent.last().expect("diagnostics");
    assert_eq!(last["version"], 51);
    assert!(codes(&last["diagnostics"]).contains(&"DL3007".to_owned()), "{last}");
}

#[test]
fn settings_and_configurations_hold_and_are_read_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("Dockerfile");
    let config = folder.path().join("dlint.toml");
    std::fs::write(&config, "ignore = [\"DL3007\"]\n").expect("a file");
    let text = "FROM debian:latest\nRUN cd /tmp\n";
    let document = uri(&path);
    let mut client = Client::new(&json!({}));
    client.open(&document, text);
    assert_eq!(client.codes(&document), ["DK7003"]);

    std::fs::write(&config, "ignore = [\"DK7003\"]\n").expect("a file");
    let changed = json!({ "changes": [{ "uri": uri(&config), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", &changed);
    assert_eq!(client.codes(&document), ["DL3007"]);

    let settings = json!({ "settings": { "dlint": { "ignore": ["DL3007"] } } });
    client.notify("workspace/didChangeConfiguration", &settings);
    assert!(client.codes(&document).is_empty());
    let settings = json!({ "settings": { "dlint": { "features": { "diagnostics": false } } } });
    client.notify("workspace/didChangeConfiguration", &settings);
    assert!(client.codes(&document).is_empty());
    // What is no rule is said, and nothing else is lost.
    let settings = json!({ "settings": { "dlint": { "select": ["DL9999X"] } } });
    client.notify("workspace/didChangeConfiguration", &settings);
    let told = client.wait(|message| message["method"] == "window/showMessage").expect("a message");
    assert!(told["params"]["message"].as_str().is_some_and(|text| text.contains("DL9999X")), "{told}");
    assert_eq!(client.codes(&document), ["DL3007"]);
}

#[test]
fn a_client_that_can_be_asked_is_asked() {
    let can = json!({ "workspace": { "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::start(&[]);
    client.settings = json!({ "ignore": ["DL3007"] });
    client.hello(&can, &json!({}));
    client.open(UNTITLED, "FROM debian:latest\n");
    let mut last = client.codes(UNTITLED);
    if !last.is_empty() {
        // It was opened before the answer came.
        last = client.codes(UNTITLED);
    }
    assert!(last.is_empty(), "{last:?}");
    let asked = client.wait(|message| message["method"] == "client/registerCapability").expect("a wish");
    let watchers = &asked["params"]["registrations"][0]["registerOptions"]["watchers"];
    assert!(watchers.as_array().is_some_and(|all| all.iter().any(|one| one["globPattern"] == "**/*.toml")));
}

#[test]
fn a_client_that_has_no_settings_says_nothing_by_it() {
    let can = json!({ "workspace": { "configuration": true } });
    for answer in [json!(null), json!({})] {
        let mut client = Client::start(&[]);
        client.settings = answer;
        client.hello(&can, &json!({ "initializationOptions": { "ignore": ["DL3007"] } }));
        client.notify("workspace/didChangeConfiguration", &json!({ "settings": null }));
        client.open(UNTITLED, "FROM debian:latest\nRUN cd /tmp\n");
        let sent = client.all_published(UNTITLED);
        let last = sent.last().expect("diagnostics");
        assert_eq!(codes(&last["diagnostics"]), ["DK7003"]);
    }
}

#[test]
fn a_mistake_in_a_configuration_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("dlint.toml"), "ignor = []\n").expect("a file");
    let document = uri(&folder.path().join("Dockerfile"));
    let mut client = Client::plain();
    client.open(&document, "FROM debian:latest\n");
    let told = client.wait(|message| message["method"] == "window/showMessage").expect("a message");
    let text = told["params"]["message"].as_str().unwrap_or_default();
    assert!(text.contains("dlint.toml:1") && text.contains("ignor"), "{text}");
    assert_eq!(client.codes(&document), ["DL3007"]);
}

#[test]
fn the_ignore_file_and_the_context_count() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("app.js", "");
    write(".env", "API_TOKEN=kR7pWz2mQxL0vB9t\n");
    write(".dockerignore", "*.log\n");
    let document = uri(&folder.path().join("Dockerfile"));
    let mut client = Client::plain();
    client.open(&document, "FROM node:22\nUSER node\nCOPY . /app\n");
    let sent = client.published(&document);
    assert!(codes(&sent["diagnostics"]).contains(&"DK4003".to_owned()), "{sent}");
    assert!(!sent.to_string().contains("kR7pWz2mQxL0vB9t"));
    write(".dockerignore", ".env\n");
    let changed = json!({ "changes": [{ "uri": uri(&folder.path().join(".dockerignore")), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", &changed);
    assert!(!client.codes(&document).contains(&"DK4003".to_owned()));
}

#[test]
fn a_file_that_comes_is_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("src")).expect("a folder");
    std::fs::write(folder.path().join("dlint.toml"), "context = \".\"\n").expect("a file");
    let document = uri(&folder.path().join("Dockerfile"));
    let mut client = Client::plain();
    client.open(&document, "FROM node:22\nUSER node\nCOPY package.json /app/\n");
    assert!(client.codes(&document).contains(&"DK7024".to_owned()));
    std::fs::write(folder.path().join("package.json"), "{}").expect("a file");
    let change = json!({ "uri": uri(&folder.path().join("package.json")), "type": 1 });
    for _ in 0..50 {
        client.notify("workspace/didChangeWatchedFiles", &json!({ "changes": [change] }));
    }
    let sent = client.all_published(&document);
    assert!((1..=3).contains(&sent.len()), "{} times", sent.len());
    let last = sent.last().expect("diagnostics");
    assert!(!codes(&last["diagnostics"]).contains(&"DK7024".to_owned()), "{last}");
}

#[test]
fn the_editor_shows_what_the_command_would() {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        "FROM debian:latest AS Base\nRUN apt-get update\nRUN apt-get install curl\nRUN cd /tmp\nCOPY . .\n";
    std::fs::write(folder.path().join("Dockerfile"), text).expect("a file");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dlint"))
        .args(["-f", "json"])
        .current_dir(folder.path())
        .output()
        .expect("the command runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = report["files"][0]["findings"].as_array().expect("a list");
    let by_command: Vec<(String, u64, u64)> = findings
        .iter()
        .map(|one| {
            let number = |key: &str| one["start"][key].as_u64().unwrap_or_default() - 1;
            (one["code"].as_str().unwrap_or_default().to_owned(), number("line"), number("column"))
        })
        .collect();
    let document = uri(&folder.path().join("Dockerfile"));
    let mut client = Client::plain();
    client.open(&document, text);
    let sent = client.published(&document);
    let by_server: Vec<(String, u64, u64)> = sent["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            let number = |key: &str| one["range"]["start"][key].as_u64().unwrap_or_default();
            (one["code"].as_str().unwrap_or_default().to_owned(), number("line"), number("character"))
        })
        .collect();
    assert!(by_command.len() > 3);
    assert_eq!(by_server, by_command);
}

#[test]
fn a_line_of_a_megabyte_is_a_line() {
    let mut client = Client::plain();
    client.open(UNTITLED, &format!("FROM debian:latest\nRUN echo {}\n", "x".repeat(1 << 20)));
    assert!(client.codes(UNTITLED).contains(&"DL3007".to_owned()));
}
