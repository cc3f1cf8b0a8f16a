//! The workspace: the files that nobody has opened, those that are left out, and the files that others go by.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, codes};
use crate::uri;

/// What a client can do that asks for diagnostics.
fn pulls() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

/// A folder with these files in it.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// A client with a folder open.
fn client(can: &Value, folder: &Path) -> Client {
    Client::with(can, &json!({ "workspaceFolders": [{ "uri": uri(folder), "name": "x" }] }))
}

/// What the workspace is said to have: the names of the files, and what is found in them or that it is known.
fn report(client: &mut Client, folder: &Path, known: &Value) -> (Vec<(String, String)>, Value) {
    let params = json!({ "previousResultIds": known });
    let report = client.request("workspace/diagnostic", &params).expect("a report");
    let items = report["items"].as_array().expect("a list");
    let start = format!("{}/", uri(folder));
    let mut told: Vec<(String, String)> = items
        .iter()
        .map(|item| {
            let name = item["uri"].as_str().unwrap_or_default().trim_start_matches(&start).to_owned();
            let is_full = item["kind"] == "full";
            (name, if is_full { codes(&item["items"]).join(" ") } else { "unchanged".to_owned() })
        })
        .collect();
    told.sort();
    let ids = items.iter().filter(|item| item["resultId"].is_string());
    let ids = ids.map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect();
    (told, ids)
}

fn pairs(told: &[(String, String)]) -> Vec<(&str, &str)> {
    told.iter().map(|(name, found)| (name.as_str(), found.as_str())).collect()
}

#[test]
fn the_workspace_has_what_nobody_has_opened() {
    let folder = folder(&[
        ("Dockerfile", "FROM debian:latest\n"),
        ("web/app.Dockerfile", "FROM debian\n"),
        // The command walks such a folder, too.
        (".devcontainer/Dockerfile", "FROM debian\n"),
        ("vendor/Dockerfile", "FROM debian\n"),
        ("web/node_modules/Dockerfile", "FROM debian\n"),
        (".gitignore", "node_modules\n"),
        ("dlint.toml", "exclude = ['legacy']\ninclude = ['*.docker']\n"),
        ("legacy/deep/Dockerfile", "FROM debian\n"),
        ("x.docker", "FROM debian\n"),
    ]);
    let mut client = client(&pulls(), folder.path());
    client.open(&uri(&folder.path().join("Dockerfile")), "FROM debian:13\n");
    let (told, _) = report(&mut client, folder.path(), &json!([]));
    let expected = [
        (".devcontainer/Dockerfile", "DL3006"),
        ("Dockerfile", ""),
        ("vendor/Dockerfile", "DL3006"),
        ("web/app.Dockerfile", "DL3006"),
        ("x.docker", "DL3006"),
    ];
    assert_eq!(pairs(&told), expected);
    let found = client.request("workspace/symbol", &json!({ "query": "" })).expect("symbols");
    assert!(!found.to_string().contains("legacy"), "{found}");
}

#[test]
fn what_is_left_out_with_its_folder_is_not_linted_either() {
    for (config, path, expected) in [
        ("exclude = ['legacy']", "legacy/Dockerfile", &[][..]),
        ("exclude = ['legacy']", "a/legacy/b/Dockerfile", &[]),
        ("exclude = ['*.old']", "Dockerfile.old", &[]),
        ("exclude = ['legacy']", "a/Dockerfile", &["DL3007"]),
    ] {
        let folder = folder(&[("dlint.toml", config), (path, "")]);
        let document = uri(&folder.path().join(path));
        let mut client = client(&json!({}), folder.path());
        client.open(&document, "FROM debian:latest\n");
        assert_eq!(client.codes(&document), expected, "{config}: {path}");
    }
}

#[test]
fn what_a_client_has_is_not_sent_again() {
    let folder = folder(&[
        ("a/Dockerfile", "FROM debian:latest\n"),
        ("b/Dockerfile", "FROM debian\n"),
        ("c/Dockerfile", "FROM x:1\n"),
    ]);
    let path = |name: &str| folder.path().join(name).join("Dockerfile");
    let mut client = client(&pulls(), folder.path());
    let (told, known) = report(&mut client, folder.path(), &json!([]));
    assert_eq!(pairs(&told), [("a/Dockerfile", "DL3007"), ("b/Dockerfile", "DL3006"), ("c/Dockerfile", "")]);
    let all_known =
        [("a/Dockerfile", "unchanged"), ("b/Dockerfile", "unchanged"), ("c/Dockerfile", "unchanged")];
    let (told, known) = report(&mut client, folder.path(), &known);
    assert_eq!(pairs(&told), all_known);
    // Open or not, it is the same text.
    client.open(&uri(&path("a")), "FROM debian:latest\n");
    let (told, known) = report(&mut client, folder.path(), &known);
    assert_eq!(pairs(&told), all_known);
    client.replace(&uri(&path("a")), 2, "FROM debian:13\n");
    std::fs::write(path("b"), "FROM debian:latest\nRUN cd /tmp\n").expect("a file");
    std::fs::remove_file(path("c")).expect("a file");
    let (told, known) = report(&mut client, folder.path(), &known);
    assert_eq!(pairs(&told), [("a/Dockerfile", ""), ("b/Dockerfile", "DL3007 DK7003"), ("c/Dockerfile", "")]);
    // What has once been said to be gone is not said again.
    let (told, known) = report(&mut client, folder.path(), &known);
    assert_eq!(pairs(&told), [("a/Dockerfile", "unchanged"), ("b/Dockerfile", "unchanged")]);
    // Settings change what is found in the same text.
    let settings = json!({ "settings": { "dlint": { "ignore": ["DK7003"] } } });
    client.notify("workspace/didChangeConfiguration", &settings);
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh").expect("a wish");
    let (told, _) = report(&mut client, folder.path(), &known);
    assert_eq!(pairs(&told), [("a/Dockerfile", ""), ("b/Dockerfile", "DL3007")]);
}

#[test]
fn a_client_that_tells_of_files_is_told_of_new_ones() {
    let folder = folder(&[("a/Dockerfile", "FROM x:1\n")]);
    let mut can = pulls();
    can["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    let mut client = client(&can, folder.path());
    assert_eq!(pairs(&report(&mut client, folder.path(), &json!([])).0), [("a/Dockerfile", "")]);
    let new = folder.path().join("Dockerfile");
    std::fs::write(&new, "FROM debian:latest\n").expect("a file");
    let changed = json!({ "changes": [{ "uri": uri(&new), "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", &changed);
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh").expect("a wish");
    let (told, _) = report(&mut client, folder.path(), &json!([]));
    assert_eq!(pairs(&told), [("Dockerfile", "DL3007"), ("a/Dockerfile", "")]);
}

#[test]
fn files_that_others_go_by_are_watched_whatever_they_are_called() {
    let folder = folder(&[
        ("app/dlint.toml", "extend = '../base.conf'\nbaseline = 'known.json'\n"),
        ("base.conf", "ignore = ['DL3007']\n"),
    ]);
    for is_relative in [true, false] {
        let watched = json!({ "dynamicRegistration": true, "relativePatternSupport": is_relative });
        let can = json!({ "workspace": { "didChangeWatchedFiles": watched } });
        let mut client = client(&can, &folder.path().join("app"));
        let document = uri(&folder.path().join("app/Dockerfile"));
        client.open(&document, "FROM debian:latest\n");
        assert!(client.codes(&document).is_empty());
        let is_wish = |message: &Value| {
            message["method"] == "client/registerCapability"
                && message["params"]["registrations"][0]["id"] == "dlint-other-files"
        };
        let wish = client.wait(is_wish).expect("a wish");
        let watchers = &wish["params"]["registrations"][0]["registerOptions"]["watchers"];
        let expected = if is_relative {
            let of = |base: &Path, name: &str| json!({ "globPattern": { "baseUri": format!("{}/", uri(base)), "pattern": name } });
            json!([of(&folder.path().join("app"), "known.json"), of(folder.path(), "base.conf")])
        } else {
            json!([{ "globPattern": "**/known.json" }, { "globPattern": "**/base.conf" }])
        };
        assert_eq!(watchers, &expected);
    }
}

#[test]
fn what_is_wrong_with_the_first_settings_is_told() {
    for (options, expected) in [
        (json!({ "select": ["DL9999X"] }), "DL9999X"),
        (json!({ "configPath": "/nowhere/at/all.toml" }), "/nowhere/at/all.toml"),
    ] {
        let mut client = Client::with(&json!({}), &json!({ "initializationOptions": options }));
        let told = client.wait(|message| message["method"] == "window/showMessage").expect("a message");
        assert!(told["params"]["message"].as_str().is_some_and(|text| text.contains(expected)), "{told}");
        assert!(client.wait_for_nothing("window/showMessage"), "{expected}");
    }
}
