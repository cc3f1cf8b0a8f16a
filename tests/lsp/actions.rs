//! Code actions: what they are called, what they change, and what comes of it.

use serde_json::{Value, json};

use crate::UNTITLED;
use crate::client::{Client, codes};

/// A client that takes edits when an action is chosen.
fn client() -> Client {
    Client::new(&json!({
        "textDocument": { "codeAction": {
            "dataSupport": true,
            "resolveSupport": { "properties": ["edit"] },
            "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source"] } },
        } },
        "window": { "showDocument": { "support": true } },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
    }))
}

/// The actions for a line.
fn actions(client: &mut Client, uri: &str, line: u32, only: Option<&str>) -> Vec<Value> {
    let range = json!({
        "start": { "line": line, "character": 0 },
        "end": { "line": line, "character": 200 },
    });
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let actions = client.of("textDocument/codeAction", uri, &json!({ "range": range, "context": context }));
    actions.as_array().cloned().unwrap_or_default()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap_or_default()).collect()
}

fn titled<'a>(actions: &'a [Value], beginning: &str) -> &'a Value {
    let found = actions
        .iter()
        .find(|action| action["title"].as_str().is_some_and(|title| title.starts_with(beginning)));
    found.unwrap_or_else(|| panic!("no {beginning:?} among {:?}", titles(actions)))
}

/// A text after the edits that an action makes of it, in whichever of the two forms.
pub(crate) fn edited(text: &str, edit: &Value) -> String {
    let all = match edit["documentChanges"].as_array() {
        Some(changes) => changes
            .iter()
            .flat_map(|change| change["edits"].as_array().cloned().unwrap_or_default())
            .collect(),
        None => edit["changes"]
            .as_object()
            .and_then(|all| all.values().next()?.as_array().cloned())
            .unwrap_or_default(),
    };
    let offset = |place: &Value| {
        let line = place["line"].as_u64().unwrap_or_default() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        start + place["character"].as_u64().unwrap_or_default() as usize
    };
    let mut all: Vec<(usize, usize, &str)> = all
        .iter()
        .map(|edit| {
            let text = edit["newText"].as_str().unwrap_or_default();
            (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]), text)
        })
        .collect();
    all.sort_by_key(|edit| std::cmp::Reverse(edit.0));
    let mut after = text.to_owned();
    for (start, end, new) in all {
        after.replace_range(start..end, new);
    }
    after
}

const TEXT: &str = "FROM debian:13\nMAINTAINER Ada\nRUN apt-get update && apt-get install curl\nRUN apt-get update && apt-get install git\n";

#[test]
fn a_finding_has_its_fix_and_ways_to_ignore_it() {
    let mut client = client();
    client.open(UNTITLED, TEXT);
    let found = actions(&mut client, UNTITLED, 1, None);
    let fix = titled(&found, "Use a label");
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"][0]["code"], "DL4000");
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    let after = edited(TEXT, &fix["edit"]);
    assert!(after.contains("LABEL org.opencontainers.image.authors=\"Ada\"\nRUN"), "{after}");
    for (title, expected) in [
        ("Ignore DL4000 here", "FROM debian:13\n# dlint ignore=DL4000\nMAINTAINER Ada\n"),
        ("Ignore DL4000 in this stage", "# dlint stage-ignore=DL4000\nFROM debian:13\nMAINTAINER Ada\n"),
        ("Ignore DL4000 in this file", "# dlint file-ignore=DL4000\nFROM debian:13\nMAINTAINER Ada\n"),
    ] {
        let after = edited(TEXT, &titled(&found, title)["edit"]);
        assert!(after.starts_with(expected), "{title}: {after}");
        client.replace(UNTITLED, 2, &after);
        let sent = client.all_published(UNTITLED);
        let last = sent.last().expect("diagnostics");
        assert!(!codes(&last["diagnostics"]).contains(&"DL4000".to_owned()), "{title}");
        client.replace(UNTITLED, 1, TEXT);
    }
}

#[test]
fn all_of_a_rule_and_all_of_the_file_are_repaired_when_they_are_chosen() {
    let mut client = client();
    assert_eq!(client.capabilities["codeActionProvider"]["resolveProvider"], true);
    client.open(UNTITLED, TEXT);
    let found = actions(&mut client, UNTITLED, 2, None);
    let all = titled(&found, "Repair all DL3014");
    assert!(all.get("edit").is_none(), "{all}");
    let resolved = client.request("codeAction/resolve", all).expect("an action");
    let after = edited(TEXT, &resolved["edit"]);
    assert_eq!(after, TEXT.replace("install", "install -y"));

    // What an editor asks for on save.
    for only in ["source.fixAll", "source.fixAll.dlint", "source"] {
        let found = actions(&mut client, UNTITLED, 0, Some(only));
        assert_eq!(titles(&found).len(), 1, "{found:?}");
        assert_eq!(found[0]["kind"], "source.fixAll.dlint");
        let resolved = client.request("codeAction/resolve", &found[0]).expect("an action");
        let after = edited(TEXT, &resolved["edit"]);
        let by_command = std::process::Command::new("sh")
            .args([
                "-c",
                "printf %s \"$1\" | \"$2\" --no-config --fix -q -",
                "sh",
                TEXT,
                env!("CARGO_BIN_EXE_dlint"),
            ])
            .output()
            .expect("the command runs");
        assert_eq!(after, String::from_utf8_lossy(&by_command.stdout), "{only}");
        client.open("untitled:second", &after);
        let again = actions(&mut client, "untitled:second", 0, Some(only));
        let again = client.request("codeAction/resolve", &again[0]).expect("an action");
        assert_eq!(edited(&after, &again["edit"]), after);
        client.close("untitled:second");
    }
    assert!(actions(&mut client, UNTITLED, 0, Some("refactor")).is_empty());
}

#[test]
fn a_client_that_resolves_nothing_gets_the_edit_at_once() {
    let mut client = Client::plain();
    assert_eq!(client.capabilities["codeActionProvider"]["resolveProvider"], false);
    let text = TEXT.replace('\n', "\r\n");
    client.open(UNTITLED, &text);
    let found = actions(&mut client, UNTITLED, 2, Some("source.fixAll"));
    let after = edited(&text, &found[0]["edit"]);
    assert!(after.contains("install -y curl") && !after.replace("\r\n", "").contains('\n'), "{after:?}");
    let changes = found[0]["edit"]["changes"].as_object().expect("changes by document");
    assert!(changes.contains_key(UNTITLED));
}

#[test]
fn an_unsafe_fix_says_so_and_is_no_part_of_all() {
    let mut client = client();
    client.open(
        UNTITLED,
        "FROM debian:13\nCOPY big.iso /tmp/big.iso\nRUN cat /tmp/big.iso && rm /tmp/big.iso\n",
    );
    let found = actions(&mut client, UNTITLED, 2, None);
    let fix = found.iter().find(|action| {
        action["title"].as_str().is_some_and(|title| title.ends_with("(may change the image)"))
    });
    let fix = fix.unwrap_or_else(|| panic!("{:?}", titles(&found)));
    assert_ne!(fix["isPreferred"], true);
    assert!(titles(&found).iter().all(|title| !title.starts_with("Repair all")), "{found:?}");
}

#[test]
fn the_ignore_file_is_made_and_added_to() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join(".git")).expect("a folder");
    std::fs::write(folder.path().join("index.js"), "").expect("a file");
    let uri = format!("file://{}/Dockerfile", folder.path().display());
    let text = "FROM node:22\nCOPY . /app\n";
    let mut client = client();
    client.open(&uri, text);
    let found = actions(&mut client, &uri, 1, None);
    let fix = titled(&found, "Write a `.dockerignore`");
    let changes = fix["edit"]["documentChanges"].as_array().expect("changes");
    assert_eq!(changes[0]["kind"], "create");
    assert!(changes[0]["uri"].as_str().is_some_and(|uri| uri.ends_with("/.dockerignore")), "{fix}");
    assert_eq!(changes[1]["edits"][0]["newText"], ".git\n");

    std::fs::write(folder.path().join(".dockerignore"), "*.log").expect("a file");
    let changed = json!({ "changes": [{ "uri": format!("file://{}/.dockerignore", folder.path().display()), "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", &changed);
    let found = actions(&mut client, &uri, 1, None);
    let changes = &titled(&found, "Add that to `.dockerignore`")["edit"]["documentChanges"];
    assert_eq!(changes[0]["edits"][0]["newText"], "\n.git\n");
    // A client that makes no files is not asked to.
    std::fs::remove_file(folder.path().join(".dockerignore")).expect("a file");
    let mut plain = Client::plain();
    plain.open(&uri, text);
    let found = actions(&mut plain, &uri, 1, None);
    assert!(titles(&found).iter().all(|title| !title.starts_with("Write a")), "{found:?}");
}

#[test]
fn the_page_of_a_rule_is_opened_by_the_client() {
    let mut client = client();
    client.open(UNTITLED, TEXT);
    let found = actions(&mut client, UNTITLED, 1, None);
    let open = titled(&found, "DL4000: open the page");
    let command = &open["command"];
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    client.request("workspace/executeCommand", &params).expect("an answer");
    let shown = client.wait(|message| message["method"] == "window/showDocument").expect("a wish");
    let uri = shown["params"]["uri"].as_str().unwrap_or_default();
    assert!(uri.starts_with("https://") && uri.ends_with("DL4000-deprecated-maintainer.md"), "{uri}");
    // Nothing else is opened for whoever asks.
    let other = json!({ "command": command["command"], "arguments": ["https://example.org/"] });
    client.request("workspace/executeCommand", &other).expect("an answer");
    client.request("textDocument/codeAction", &json!({})).expect_err("an error");
    assert!(client.wait_for_nothing("window/showDocument"));
}
