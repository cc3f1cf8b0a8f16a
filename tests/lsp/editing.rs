//! What helps to write: on files that are good, half typed, and broken.

use serde_json::{Value, json};

use crate::UNTITLED;
use crate::client::Client;

/// Where the cursor is in a text.
const CURSOR: char = '‸';

/// A client that takes what there is.
fn client() -> Client {
    Client::new(&json!({
        "textDocument": {
            "completion": { "completionItem": { "snippetSupport": true } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "definition": { "linkSupport": true },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    }))
}

/// Opens a text, and gives the place of its cursor.
fn open(client: &mut Client, text: &str) -> (u32, u32) {
    let before = text.split(CURSOR).next().unwrap_or_default();
    let line = before.matches('\n').count() as u32;
    let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count() as u32;
    client.close(UNTITLED);
    client.open(UNTITLED, &text.replace(CURSOR, ""));
    (line, character)
}

fn labels(items: &Value) -> Vec<&str> {
    let items = items.as_array().or_else(|| items["items"].as_array()).expect("items");
    items.iter().map(|item| item["label"].as_str().unwrap_or_default()).collect()
}

#[test]
fn completion_knows_what_may_stand_there() {
    let mut client = client();
    let triggers = client.capabilities["completionProvider"]["triggerCharacters"].as_array().map(Vec::len);
    assert!(triggers.is_some_and(|count| count > 2));
    for (text, wanted, unwanted) in [
        ("FROM debian:13\nCO‸", "COPY", "--from"),
        ("‸", "FROM", "RUN"),
        ("FROM a AS build\nFROM b\nCOPY --from=‸", "build", "COPY"),
        ("FROM a\nCOPY --‸", "--chown=", "--mount="),
        ("FROM a\nRUN --mount=type=‸", "cache", "COPY"),
        ("FROM a\nRUN --mount=type=cache,‸", "target=", "cache"),
        ("FROM a\nARG VERSION=1\nENV PATH_TO=/x\nWORKDIR /$‸", "VERSION", "COPY"),
        ("FROM a\nSTOPSIGNAL ‸", "SIGTERM", "COPY"),
        ("FROM a\nONBUILD ‸", "RUN", "FROM"),
        ("FROM a\nRUN apt-get install ‸", "-y", "COPY"),
        ("# esc‸\nFROM a\n", "# escape=", "RUN"),
        ("FROM a\n# dlint ignore=‸\nRUN cd /tmp\n", "DK7003", "COPY"),
        ("FROM a\nRUN <<EOF\necho\nEOF\nEX‸\nRUN \"", "EXPOSE", "--from"),
        ("from a\r\nco‸\r\n", "copy", "COPY"),
    ] {
        let at = open(&mut client, text);
        let items = client.at("textDocument/completion", UNTITLED, at);
        let labels = labels(&items);
        let has =
            |word: &str| labels.iter().any(|label| label.trim_end_matches('=') == word.trim_end_matches('='));
        assert!(has(wanted), "{text:?}: no {wanted:?} in {labels:?}");
        assert!(!has(unwanted), "{text:?}: {unwanted:?} in {labels:?}");
    }
    let at = open(&mut client, "FROM a\nARG API_TOKEN=kR7pWz2mQxL0vB9t\nENV X=$‸");
    let items = client.at("textDocument/completion", UNTITLED, at);
    assert!(
        labels(&items).contains(&"API_TOKEN") && !items.to_string().contains("kR7pWz2mQxL0vB9t"),
        "{items}"
    );
}

#[test]
fn context_paths_are_those_that_a_build_sees() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["package.json", "src/main.js", "secret.log", ".dockerignore"] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, if name == ".dockerignore" { "*.log\n" } else { "" }).expect("a file");
    }
    let uri = format!("file://{}/Dockerfile", folder.path().display());
    let mut client = client();
    client.open(&uri, "FROM node:22\nCOPY \n");
    let items = client.at("textDocument/completion", &uri, (1, 5));
    let labels = labels(&items);
    assert!(labels.contains(&"package.json") && labels.contains(&"src/"), "{labels:?}");
    assert!(!labels.contains(&"secret.log"), "{labels:?}");
}

#[test]
fn hover_says_what_it_is_and_where_it_comes_from() {
    let mut client = client();
    for (text, expected) in [
        ("FROM debian:13\nCO‸PY a /b\n", "COPY"),
        ("ARG V=13\nFROM debian:$V‸\n", "13"),
        ("FROM debian:1‸3\n", "Trixie"),
        ("FROM a\nARG NAME=ada\nENV X=$NA‸ME\n", "ada"),
        ("FROM a\nRUN --mo‸unt=type=cache,target=/x true\n", "mount"),
        ("FROM a AS build\nFROM b\nCOPY --from=bui‸ld /x /y\n", "build"),
        ("FROM a\n# dlint ignore=DK70‸03\nRUN cd /tmp\n", "cd"),
        ("FROM debian:13\nR‸UN apt-get update && apt-get install -y curl\n", "curl"),
        ("FROM a\nHEALTHCHE‸CK --inter\nRUN \"", "HEALTHCHECK"),
    ] {
        let at = open(&mut client, text);
        let hover = client.at("textDocument/hover", UNTITLED, at);
        let value = hover["contents"]["value"].as_str().unwrap_or_default();
        assert!(value.contains(expected), "{text:?}: {hover}");
        assert!(hover["range"]["start"]["line"].is_u64(), "{hover}");
    }
    let at = open(&mut client, "FROM a\nENV API_TO‸KEN=kR7pWz2mQxL0vB9t\n");
    let hover = client.at("textDocument/hover", UNTITLED, at);
    assert!(hover.is_object() && !hover.to_string().contains("kR7pWz2mQxL0vB9t"), "{hover}");
    let at = open(&mut client, "FROM a\n\n‸\n");
    assert!(client.at("textDocument/hover", UNTITLED, at).is_null());
}

#[test]
fn signatures_follow_the_cursor() {
    let mut client = client();
    for (text, active) in [
        ("FROM a\nCOPY ‸", true),
        ("FROM a\nCOPY a /b‸", true),
        ("FROM a\nWORKDIR ‸", true),
        ("FROM a\n# COPY ‸", false),
        ("‸", false),
    ] {
        let at = open(&mut client, text);
        let help = client.at("textDocument/signatureHelp", UNTITLED, at);
        assert_eq!(
            help["signatures"].as_array().is_some_and(|all| !all.is_empty()),
            active,
            "{text:?}: {help}"
        );
    }
}

const STAGES: &str = "ARG TAG=13\nFROM debian:${TAG} AS build\nARG TAG\nENV DIR=/opt\nRUN make -C $DIR\nFROM build AS test\nRUN --mount=from=build,target=/x ls\nFROM scratch\nCOPY --from=build /out /\nONBUILD COPY --from=build /out /\n";

#[test]
fn definitions_references_and_highlights() {
    let mut client = client();
    client.open(UNTITLED, STAGES);
    let definition = client.at("textDocument/definition", UNTITLED, (8, 14));
    assert_eq!(definition[0]["targetSelectionRange"]["start"], json!({ "line": 1, "character": 22 }));
    let references = client.request(
        "textDocument/references",
        &json!({
            "textDocument": { "uri": UNTITLED },
            "position": { "line": 1, "character": 24 },
            "context": { "includeDeclaration": true },
        }),
    );
    let references = references.expect("places");
    let lines: Vec<u64> = references
        .as_array()
        .expect("places")
        .iter()
        .map(|place| place["range"]["start"]["line"].as_u64().unwrap_or_default())
        .collect();
    assert_eq!(lines, [1, 5, 6, 8, 9]);
    let highlights = client.at("textDocument/documentHighlight", UNTITLED, (3, 5));
    assert_eq!(highlights.as_array().map(Vec::len), Some(2), "{highlights}");
    let mut plain = Client::plain();
    plain.open(UNTITLED, STAGES);
    let definition = plain.at("textDocument/definition", UNTITLED, (8, 14));
    assert_eq!(definition[0]["range"]["start"]["line"], 1);
}

#[test]
fn a_rename_follows_every_reference_or_says_why_not() {
    let mut client = client();
    client.open(UNTITLED, STAGES);
    let prepared = client.at("textDocument/prepareRename", UNTITLED, (1, 24));
    assert!(prepared.to_string().contains("build"), "{prepared}");
    let rename = |client: &mut Client, line: u32, character: u32, new: &str| {
        client.request(
            "textDocument/rename",
            &json!({
                "textDocument": { "uri": UNTITLED },
                "position": { "line": line, "character": character },
                "newName": new,
            }),
        )
    };
    let edit = rename(&mut client, 8, 14, "compile").expect("an edit");
    let edits = edit["documentChanges"][0]["edits"].as_array().expect("edits");
    assert_eq!(edits.len(), 5, "{edit}");
    assert!(edits.iter().all(|edit| edit["newText"] == "compile"));
    for (new, line) in [("test", 8), ("not a name", 8), ("", 8), ("0", 8)] {
        let error = rename(&mut client, line, 14, new).expect_err("a reason");
        assert!(error["message"].as_str().is_some_and(|reason| reason.len() > 10), "{new:?}: {error}");
    }
    let edit = rename(&mut client, 3, 5, "FOLDER").expect("an edit");
    assert_eq!(edit["documentChanges"][0]["edits"].as_array().map(Vec::len), Some(2), "{edit}");
}

#[test]
fn symbols_have_stages_as_parents() {
    let mut client = client();
    client.open(UNTITLED, STAGES);
    let symbols = client.of("textDocument/documentSymbol", UNTITLED, &json!({}));
    let parents: Vec<&str> = symbols
        .as_array()
        .expect("symbols")
        .iter()
        .filter(|symbol| symbol["children"].as_array().is_some_and(|children| !children.is_empty()))
        .filter_map(|symbol| symbol["name"].as_str())
        .collect();
    assert_eq!(parents.len(), 3, "{parents:?}");
    let mut plain = Client::plain();
    plain.open(UNTITLED, STAGES);
    let flat = plain.of("textDocument/documentSymbol", UNTITLED, &json!({}));
    assert!(flat[0]["location"]["uri"].is_string(), "{flat}");
    let found = plain.request("workspace/symbol", &json!({ "query": "build" })).expect("symbols");
    assert!(found.to_string().contains("build"), "{found}");
}

#[test]
fn folds_and_selections() {
    let mut client = client();
    let text = "# one\n# two\nFROM a\nRUN x \\\n  && y \\\n  && z\nCOPY <<EOF /a\nb\nc\nEOF\nFROM b\nRUN w\n";
    client.open(UNTITLED, text);
    let folds = client.of("textDocument/foldingRange", UNTITLED, &json!({}));
    let lines: Vec<(u64, u64)> = folds
        .as_array()
        .expect("folds")
        .iter()
        .map(|fold| {
            (fold["startLine"].as_u64().unwrap_or_default(), fold["endLine"].as_u64().unwrap_or_default())
        })
        .collect();
    for expected in [(0, 1), (3, 5), (2, 9)] {
        assert!(lines.contains(&expected), "{expected:?} in {lines:?}");
    }
    let positions = json!({ "positions": [{ "line": 4, "character": 5 }, { "line": 7, "character": 0 }] });
    let ranges = client.of("textDocument/selectionRange", UNTITLED, &positions);
    let mut depth = 0;
    let mut range = &ranges[0];
    while range.is_object() {
        depth += 1;
        range = &range["parent"];
    }
    assert!(ranges.as_array().is_some_and(|all| all.len() == 2) && depth >= 3, "{ranges}");
}

#[test]
fn what_is_switched_off_is_not_there() {
    let mut client = Client::with(
        &json!({}),
        &json!({ "initializationOptions": { "features": { "hover": false, "completion": false } } }),
    );
    client.open(UNTITLED, "FROM debian:13\nCO");
    assert!(client.at("textDocument/hover", UNTITLED, (0, 1)).is_null());
    assert!(client.at("textDocument/completion", UNTITLED, (1, 2)).is_null());
    assert!(!client.of("textDocument/documentSymbol", UNTITLED, &json!({})).is_null());
    // What is not open has nothing to say.
    assert!(client.at("textDocument/hover", "file:///nowhere", (0, 1)).is_null());
}
