//! What an editor shows at its edge, and what is not offered where somebody else serves it.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::Client;
use crate::{UNTITLED, uri};

fn status(client: &mut Client, document: &str) -> Value {
    client.of("dlint/status", document, &json!({}))
}

fn same(shown: &Value, path: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().expect("a path");
    shown.as_str().is_some_and(|shown| real(Path::new(shown)) == real(path))
}

#[test]
fn what_a_document_is_linted_with_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, app) = (folder.path().join("dlint.toml"), folder.path().join("app"));
    std::fs::create_dir(&app).expect("a folder");
    std::fs::write(app.join("go.mod"), "").expect("a file");
    std::fs::write(&config, "builder = \"buildah\"\nexclude = [\"old\"]\n").expect("a file");
    let mut client = Client::plain();

    let document = uri(&app.join("Dockerfile"));
    client.open(&document, "# syntax=docker/dockerfile:1.7-labs\nFROM scratch\nCOPY go.mod /\n");
    let told = status(&mut client, &document);
    assert!(same(&told["config"], &config), "{told}");
    assert!(same(&told["context"], &app), "{told}");
    assert_eq!(told["contextIsInferred"], true);
    assert_eq!(told["builder"], "Buildah");
    assert_eq!(told["frontend"], "1.7-labs");
    assert_eq!(told["version"], env!("CARGO_PKG_VERSION"));

    // Nothing around it has what is copied.
    client.replace(&document, 2, "FROM scratch\nCOPY nowhere-to-be-found /\n");
    let told = status(&mut client, &document);
    assert_eq!((&told["context"], &told["contextIsInferred"]), (&Value::Null, &json!(false)));
    assert_eq!(told["frontend"], Value::Null);

    // Of what the project leaves out there is nothing to say.
    let left_out = uri(&folder.path().join("old"));
    client.open(&left_out, "FROM scratch\n");
    assert_eq!(status(&mut client, &left_out), Value::Null);
    assert_eq!(status(&mut client, "file:///not/open"), Value::Null);
    client.open(UNTITLED, "FROM scratch\n");
    let told = status(&mut client, UNTITLED);
    assert_eq!((&told["builder"], &told["context"]), (&json!("BuildKit"), &Value::Null));

    // Beside what is open, it may be about that.
    let folders = json!([{ "uri": uri(&app), "name": "app" }]);
    let mut client = Client::with(&json!({}), &json!({ "workspaceFolders": folders }));
    client.open(UNTITLED, "FROM scratch\nCOPY go.mod /\n");
    let told = status(&mut client, UNTITLED);
    assert!(same(&told["context"], &app), "{told}");
}

#[test]
fn what_is_switched_off_from_the_beginning_is_not_offered() {
    for (feature, provider) in [
        ("completion", "completionProvider"),
        ("hover", "hoverProvider"),
        ("signatureHelp", "signatureHelpProvider"),
        ("navigation", "definitionProvider"),
        ("navigation", "referencesProvider"),
        ("navigation", "documentHighlightProvider"),
        ("rename", "renameProvider"),
        ("symbols", "documentSymbolProvider"),
        ("symbols", "workspaceSymbolProvider"),
        ("folding", "foldingRangeProvider"),
        ("selection", "selectionRangeProvider"),
        ("semanticTokens", "semanticTokensProvider"),
        ("links", "documentLinkProvider"),
        ("inlayHints", "inlayHintProvider"),
        ("codeLens", "codeLensProvider"),
        ("formatting", "documentFormattingProvider"),
        ("formatting", "documentRangeFormattingProvider"),
        ("codeActions", "codeActionProvider"),
        ("diagnostics", "diagnosticProvider"),
    ] {
        let pulls = json!({ "textDocument": { "diagnostic": {} } });
        let offered = |options: Value| {
            let client = Client::with(&pulls, &json!({ "initializationOptions": options }));
            !client.capabilities[provider].is_null()
        };
        assert!(offered(json!({})), "{provider}");
        assert!(!offered(json!({ "features": { feature: false } })), "{provider}");
    }
}
