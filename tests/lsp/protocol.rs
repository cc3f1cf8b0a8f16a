//! What any server has to get right: order, ends, cancelling, panics, and many things at a time.

use serde_json::{Value, json};

use crate::UNTITLED;
use crate::client::Client;

#[test]
fn hello_and_goodbye() {
    let mut client = Client::plain();
    assert_eq!(client.capabilities["positionEncoding"], "utf-16");
    assert_eq!(client.capabilities["textDocumentSync"]["change"], 2);
    client.open(UNTITLED, "FROM a\n");
    assert_eq!(client.quit(), 0);
}

#[test]
fn a_goodbye_may_have_parameters_that_say_nothing() {
    for params in [json!(null), json!({}), json!([])] {
        let mut client = Client::plain();
        assert_eq!(client.request("shutdown", &params), Ok(Value::Null), "{params}");
        client.notify("exit", &Value::Null);
        assert_eq!(client.status(), 0);
    }
}

#[test]
fn an_exit_without_a_shutdown_is_a_mistake() {
    let mut client = Client::plain();
    client.notify("exit", &Value::Null);
    assert_eq!(client.status(), 1);
}

#[test]
fn a_client_that_goes_away_takes_the_server_with_it() {
    let mut client = Client::plain();
    client.open(UNTITLED, "FROM a\n");
    client.hang_up();
    assert_eq!(client.status(), 1);
    assert_eq!(client.errors(), "");
}

#[test]
fn before_hello_nothing_is_answered_but_with_an_error() {
    let mut client = Client::start(&["--stdio"]);
    let error = client.request("textDocument/hover", &json!({})).expect_err("an error");
    assert_eq!(error["code"], -32002);
    client.hello(&json!({}), &json!({}));
    assert_eq!(client.quit(), 0);
}

#[test]
fn what_nobody_knows_is_an_error_and_no_end() {
    let mut client = Client::plain();
    let error = client.request("textDocument/teaParty", &json!({})).expect_err("an error");
    assert_eq!(error["code"], -32601);
    let error = client.request("textDocument/hover", &json!({ "x": 1 })).expect_err("an error");
    assert_eq!(error["code"], -32602);
    client.notify("textDocument/didOpen", &json!({ "x": 1 }));
    client.open(UNTITLED, "FROM debian\n");
    assert_eq!(client.codes(UNTITLED), ["DL3006"]);
}

#[test]
fn three_thousand_edits_come_in_order() {
    let mut client = Client::new(&json!({ "textDocument": { "diagnostic": {} } }));
    client.open(UNTITLED, "FROM debian:13\nRUN echo \n");
    for number in 0..3_000 {
        let at = json!({ "line": 1, "character": 9 + number });
        client.change(UNTITLED, number + 2, &json!([{ "range": { "start": at, "end": at }, "text": "x" }]));
    }
    let at = json!({ "line": 1, "character": 3_009 });
    let range = json!({ "start": at, "end": at });
    client.change(UNTITLED, 3_002, &json!([{ "range": range, "text": " && cd /tmp" }]));
    // The question comes right behind the edits, and is about what they have left.
    let report = client.of("textDocument/diagnostic", UNTITLED, &json!({}));
    let found = report["items"].as_array().expect("a list");
    let cd = found.iter().find(|one| one["code"] == "DK7003").expect("a `cd` without effect");
    assert_eq!(cd["range"]["start"], json!({ "line": 1, "character": 3_013 }));
}

#[test]
fn two_hundred_questions_are_all_answered() {
    let mut client = Client::new(&json!({ "textDocument": { "diagnostic": {} } }));
    client.open(UNTITLED, "FROM debian:latest\nRUN cd /tmp\n");
    let asked: Vec<i64> = (0..200)
        .map(|_| client.ask("textDocument/diagnostic", &json!({ "textDocument": { "uri": UNTITLED } })))
        .collect();
    for id in asked.into_iter().rev() {
        assert_eq!(client.answer(id).expect("an answer")["items"].as_array().map(Vec::len), Some(2));
    }
}

#[test]
fn a_question_can_be_taken_back() {
    let mut client = Client::new(&json!({ "textDocument": { "diagnostic": {} } }));
    let text = format!("FROM debian:13\n{}", "RUN echo $A | sed s/a/b/ && cd /tmp\n".repeat(1_000));
    client.open(UNTITLED, &text);
    let id = client.ask("textDocument/diagnostic", &json!({ "textDocument": { "uri": UNTITLED } }));
    client.notify("$/cancelRequest", &json!({ "id": id }));
    // It may have been faster than the wish; then there is an answer.
    if let Err(error) = client.answer(id) {
        assert_eq!(error["code"], -32800);
    }
    client.replace(UNTITLED, 2, "FROM debian:latest\n");
    let report = client.of("textDocument/diagnostic", UNTITLED, &json!({}));
    assert_eq!(crate::client::codes(&report["items"]), ["DL3007"]);
}

#[test]
fn a_question_does_not_wait_for_a_longer_one() {
    let mut client = Client::new(&json!({ "textDocument": { "diagnostic": {} } }));
    let line = "RUN echo $A | sed s/a/b/ && apt-get install -y curl && cd /tmp\n";
    client.open("untitled:long", &format!("FROM debian:13\n{}", line.repeat(1_500)));
    client.open(UNTITLED, "FROM debian:latest\n");
    let long = client.ask("textDocument/diagnostic", &json!({ "textDocument": { "uri": "untitled:long" } }));
    let short = client.ask("textDocument/diagnostic", &json!({ "textDocument": { "uri": UNTITLED } }));
    let first = client.wait(|message| message["id"] == long || message["id"] == short).expect("an answer");
    assert_eq!(first["id"], short);
    client.answer(long).expect("an answer");
}

#[test]
fn a_log_has_what_was_done_and_nothing_of_what_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log");
    let mut client = Client::start(&["--stdio", "--log-file", path.to_str().expect("a path")]);
    client.hello(&json!({}), &json!({}));
    client.open(UNTITLED, "FROM debian:13\nENV TOKEN=kR7pWz2mQxL0vB9t\n");
    client.published(UNTITLED);
    assert_eq!(client.quit(), 0);
    let log = std::fs::read_to_string(path).expect("a log");
    assert!(log.contains("begins") && log.contains("textDocument/didOpen: "), "{log}");
    assert!(!log.contains("kR7pWz2mQxL0vB9t"), "{log}");
}

#[test]
fn a_log_that_cannot_be_written_is_said() {
    let mut client = Client::start(&["--log-file", "/nowhere/at/all"]);
    assert_eq!(client.status(), 2);
    assert!(client.errors().contains("--log-file"));
}

#[test]
fn a_long_file_that_is_edited_for_long_takes_little_memory() {
    let mut client = Client::plain();
    let stage = "FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci && echo \"$HOME\" | tr a b\nCMD [\"node\"]\n";
    let text = stage.repeat(600);
    client.open(UNTITLED, &text);
    client.published(UNTITLED);
    for version in 2..12 {
        client.replace(UNTITLED, version, &format!("{text}RUN echo {version}\n"));
        client.published(UNTITLED);
        client.of("textDocument/semanticTokens/full", UNTITLED, &json!({}));
        client.of("textDocument/documentSymbol", UNTITLED, &json!({}));
    }
    assert!(client.resident().is_none_or(|mib| mib < 80.0), "{:?} MiB", client.resident());
}
