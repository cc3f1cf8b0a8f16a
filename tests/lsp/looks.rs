//! What a file looks like: colours, links, hints, lenses, and its layout.

use serde_json::{Value, json};

use crate::UNTITLED;
use crate::client::Client;

const TEXT: &str = "# a remark\nARG TAG=13\nFROM debian:${TAG} AS build\nRUN apt-get update \\\n  && apt-get install -y \"curl\"\nCOPY --from=build /a /b\n";

/// Tokens by their places: line, character, length, type.
fn placed(data: &Value) -> Vec<(u64, u64, u64, u64)> {
    let numbers: Vec<u64> = data.as_array().expect("numbers").iter().filter_map(Value::as_u64).collect();
    let (mut line, mut character) = (0, 0);
    let of = |token: &[u64]| {
        character = if token[0] == 0 { character + token[1] } else { token[1] };
        line += token[0];
        (line, character, token[2], token[3])
    };
    numbers.chunks(5).map(of).collect()
}

#[test]
fn tokens_are_whole_in_part_and_as_a_difference() {
    let mut client = Client::plain();
    let legend = client.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
    let kind = |name: &str| {
        legend.as_array().and_then(|all| all.iter().position(|one| one == name)).map(|at| at as u64)
    };
    client.open(UNTITLED, TEXT);
    let all = client.of("textDocument/semanticTokens/full", UNTITLED, &json!({}));
    let tokens = placed(&all["data"]);
    assert!(tokens.contains(&(0, 0, 10, kind("comment").expect("a kind"))), "{tokens:?}");
    assert!(tokens.contains(&(2, 0, 4, kind("keyword").expect("a kind"))), "{tokens:?}");
    assert!(tokens.iter().any(|token| token.0 == 4 && token.1 == 5 && token.2 == 7), "`apt-get`: {tokens:?}");
    let ends = tokens
        .windows(2)
        .all(|pair| (pair[0].0, pair[0].1 + pair[0].2) <= (pair[1].0, pair[1].1) || pair[0].0 < pair[1].0);
    assert!(ends, "tokens overlap: {tokens:?}");

    let range =
        json!({ "range": { "start": { "line": 2, "character": 0 }, "end": { "line": 3, "character": 0 } } });
    let part = client.of("textDocument/semanticTokens/range", UNTITLED, &range);
    let part = placed(&part["data"]);
    assert!(!part.is_empty() && part.iter().all(|token| token.0 == 2 && tokens.contains(token)), "{part:?}");

    client.replace(UNTITLED, 2, &TEXT.replace("/a /b", "/a /b\nUSER ada"));
    let has = json!({ "previousResultId": all["resultId"] });
    let delta = client.of("textDocument/semanticTokens/full/delta", UNTITLED, &has);
    let edit = &delta["edits"][0];
    let mut data: Vec<Value> = all["data"].as_array().expect("numbers").clone();
    let start = edit["start"].as_u64().unwrap_or_default() as usize;
    let end = start + edit["deleteCount"].as_u64().unwrap_or_default() as usize;
    data.splice(start..end, edit["data"].as_array().cloned().unwrap_or_default());
    let now = client.of("textDocument/semanticTokens/full", UNTITLED, &json!({}));
    assert_eq!(Value::Array(data), now["data"]);
    // An answer that nobody remembers is answered with all.
    let lost =
        client.of("textDocument/semanticTokens/full/delta", UNTITLED, &json!({ "previousResultId": "x" }));
    assert_eq!(lost["data"], now["data"]);
}

#[test]
fn links_lead_to_registries_and_files() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("app.js"), "").expect("a file");
    let uri = format!("file://{}/Dockerfile", folder.path().display());
    let mut client = Client::plain();
    client.open(&uri, "# syntax=docker/dockerfile:1\nFROM node:22\nCOPY app.js /\nFROM ghcr.io/a/b\nFROM ");
    let links = client.of("textDocument/documentLink", &uri, &json!({}));
    let targets: Vec<&str> =
        links.as_array().expect("links").iter().filter_map(|link| link["target"].as_str()).collect();
    for expected in ["hub.docker.com/r/docker/dockerfile", "hub.docker.com/_/node", "/app.js", "ghcr.io/a/b"]
    {
        assert!(targets.iter().any(|target| target.contains(expected)), "{expected} in {targets:?}");
    }
}

#[test]
fn hints_and_lenses_are_off_until_they_are_wanted() {
    let range =
        json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } } });
    let mut client = Client::plain();
    client.open(UNTITLED, TEXT);
    assert!(client.of("textDocument/inlayHint", UNTITLED, &range).is_null());
    assert!(client.of("textDocument/codeLens", UNTITLED, &json!({})).is_null());
    let wanted = json!({ "initializationOptions": { "features": { "inlayHints": true, "codeLens": true } } });
    let mut client = Client::with(&json!({}), &wanted);
    client.open(UNTITLED, &format!("{TEXT}ENV API_TOKEN=kR7pWz2mQxL0vB9t\nWORKDIR /$API_TOKEN\n"));
    let hints = client.of("textDocument/inlayHint", UNTITLED, &range);
    assert!(hints.to_string().contains("13") && !hints.to_string().contains("kR7pWz2mQxL0vB9t"), "{hints}");
    let lenses = client.of("textDocument/codeLens", UNTITLED, &json!({}));
    let title = lenses[0]["command"]["title"].as_str().unwrap_or_default();
    assert!(title.contains("layer"), "{lenses}");
    assert_eq!(lenses[0]["range"]["start"]["line"], 2);
}

#[test]
fn formatting_changes_no_meaning_and_nothing_twice() {
    let mut client = Client::plain();
    let options = json!({ "options": { "tabSize": 4, "insertSpaces": true } });
    for (before, after) in [
        ("FROM a   \nRUN x \\\n y\\\n\t  z  \n\n", "FROM a\nRUN x \\\n    y\\\n         z\n\n"),
        (
            "FROM a\nRUN echo \"a  \\\n b\"\nCOPY <<EOF /x\n  a   \nEOF",
            "FROM a\nRUN echo \"a  \\\n b\"\nCOPY <<EOF /x\n  a   \nEOF\n",
        ),
        ("FROM a\r\nRUN x  \r\n", "FROM a\r\nRUN x\r\n"),
        ("FROM a\nRUN <<EOF\n  x   \n", "FROM a\nRUN <<EOF\n  x   \n"),
        ("", ""),
    ] {
        client.close(UNTITLED);
        client.open(UNTITLED, before);
        let edits = client.of("textDocument/formatting", UNTITLED, &options);
        let now = crate::actions::edited(before, &json!({ "changes": { "x": edits } }));
        assert_eq!(now, after, "{before:?}");
        client.close(UNTITLED);
        client.open(UNTITLED, &now);
        let again = client.of("textDocument/formatting", UNTITLED, &options);
        assert_eq!(again, json!([]), "{now:?}");
    }
    client.close(UNTITLED);
    client.open(UNTITLED, "FROM a   \nRUN b   \n");
    let range = json!({
        "range": { "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 8 } },
        "options": { "tabSize": 4, "insertSpaces": true },
    });
    let edits = client.of("textDocument/rangeFormatting", UNTITLED, &range);
    assert!(
        edits.as_array().is_some_and(|edits| edits.len() == 1 && edits[0]["range"]["start"]["line"] == 1),
        "{edits}"
    );
}
