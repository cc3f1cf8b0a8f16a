//! Every feature on every kind of document: whatever it holds, each question has an answer, and each place in an answer is
//! one of the document.

use std::cell::Cell;

use serde_json::{Value, json};

use crate::UNTITLED;
use crate::client::Client;

/// How many places of a document are asked about.
const PLACES: usize = 40;

/// Documents that servers stumble over: half typed, broken, or made of what they count wrong.
fn documents() -> Vec<(&'static str, String)> {
    let emoji = "# 👩‍👩‍👧 tools\nFROM debian:13 AS größe\nARG NAME=\"😀 é\"\nENV 名=$NAME X=😀${NAME:-🐳}\n\
                 RUN echo \"😀🐳\" && cd /tmp && echo \"$X\" 😀 | wc\nCOPY --from=größe /ä😀/b /c\nRUN cat <<😀\n$NAME\n😀\nLABEL 😀=\"a\"\n";
    let plain = "# syntax=docker/dockerfile:1\nARG V=13\nFROM debian:$V AS build\nARG V\n\n# why\n\
                 RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    apt-get update \\\n\
                 \n  # and\n    && apt-get install -y curl=$V\nCOPY --from=build --chmod=0755 [\"/a b\", \"/c/\"]\n\
                 COPY <<-one <<'two' /etc/\n\t$V\n\tone\n$V\ntwo\nONBUILD RUN echo $V\nHEALTHCHECK --interval=3s CMD true\n\
                 EXPOSE 80-90/tcp\nUSER www-data\nSTOPSIGNAL SIGTERM\n";
    let half = "FROM debian AS \nCOPY --fro\nCOPY --from= \nRUN --mount=type=cache,tar\nENV A=$\nENV B=${V\nADD [\"a\nHEALTHCHECK --int\n\
                ONBUILD\nONBUILD CO\nUSER \nEXPOSE 80/\nRUN apt-get install -\nFROM --platform=\nRUN echo \"x\nRUN cat <<EOF\nnever\nRU";
    vec![
        ("nothing", String::new()),
        ("a blank", " ".to_owned()),
        ("plain", plain.to_owned()),
        ("no ending", plain.trim_end().to_owned()),
        ("CRLF", plain.replace('\n', "\r\n")),
        ("CR", plain.replace('\n', "\r")),
        ("all line endings", plain.replacen('\n', "\r", 6).replacen('\n', "\r\n", 6)),
        ("a byte order mark", format!("\u{feff}{plain}")),
        ("tabs", plain.replace("    ", "\t\t").replace(" build", "\tbuild")),
        ("emoji", emoji.to_owned()),
        ("emoji and CRLF", format!("\u{feff}{}", emoji.replace('\n', "\r\n"))),
        ("half typed", half.to_owned()),
        ("another escape", plain.replace("\\\n", "`\n").replace("# syntax", "# escape=`\n# syntax")),
        (
            "odd blanks",
            "FROM\u{a0}a\nRUN\u{2028}x\nRUN \u{0} \u{85} y \u{1b}[0m\n\u{feff}COPY a b\n".to_owned(),
        ),
        ("what is no Dockerfile", "{\n  \"a\": [1, 2],\n}\n<html>\n==== x\n".to_owned()),
    ]
}

/// Where a document's places are: how long its lines are, in what the client counts in.
struct Places {
    lines: Vec<Vec<u32>>,
    /// How many ranges were checked.
    checked: Cell<usize>,
}

impl Places {
    /// All places between two characters.
    fn of(text: &str, in_bytes: bool) -> Self {
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        let line = |line: &str| {
            let mut at = 0;
            let mut all = vec![0];
            for c in line.chars() {
                at += if in_bytes { c.len_utf8() } else { c.len_utf16() } as u32;
                all.push(at);
            }
            all
        };
        Self { lines: unified.split('\n').map(line).collect(), checked: Cell::new(0) }
    }

    fn is_one(&self, place: &Value) -> bool {
        let (Some(line), Some(character)) = (place["line"].as_u64(), place["character"].as_u64()) else {
            return false;
        };
        self.lines.get(line as usize).is_some_and(|line| line.contains(&(character as u32)))
    }

    /// Some of them, from the first to the last.
    fn some(&self) -> Vec<(u32, u32)> {
        let lines = (0_u32..).zip(&self.lines);
        let all: Vec<(u32, u32)> =
            lines.flat_map(|(line, all)| all.iter().map(move |character| (line, *character))).collect();
        let step = all.len().div_ceil(PLACES);
        let last = all.last().copied();
        all.into_iter().step_by(step).chain(last).collect()
    }

    /// Checks all ranges in an answer. A range may end where a line that is taken out ends: at the beginning of the next.
    fn check(&self, answer: &Value, what: &str) {
        match answer {
            Value::Object(members) => {
                if let (Some(start), Some(end)) = (members.get("start"), members.get("end")) {
                    let key = |place: &Value| (place["line"].as_u64(), place["character"].as_u64());
                    let is_right = self.is_one(start) && self.is_one(end) && key(start) <= key(end);
                    assert!(is_right, "{what}: {start} to {end}");
                    self.checked.set(self.checked.get() + 1);
                }
                members.values().for_each(|value| self.check(value, what));
            }
            Value::Array(values) => values.iter().for_each(|value| self.check(value, what)),
            _ => {}
        }
    }

    /// Decodes semantic tokens, each of which is inside of its line.
    fn check_tokens(&self, answer: &Value, what: &str) {
        let data: Vec<u32> = answer["data"].as_array().into_iter().flatten().map(number).collect();
        let (mut line, mut character) = (0, 0);
        for token in data.chunks(5) {
            let [lines, characters, length, ..] = *token else { panic!("{what}: {token:?}") };
            if lines > 0 {
                character = 0;
            }
            (line, character) = (line + lines, character + characters);
            let places = self.lines.get(line as usize).unwrap_or_else(|| panic!("{what}: line {line}"));
            let is_right =
                length > 0 && places.contains(&character) && places.contains(&(character + length));
            assert!(is_right, "{what}: {length} at {line}:{character}");
        }
    }
}

fn number(value: &Value) -> u32 {
    value.as_u64().and_then(|number| u32::try_from(number).ok()).expect("a number")
}

/// What is asked about a document.
fn about_documents(end: &Value) -> Vec<(&'static str, Value)> {
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": end });
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    vec![
        ("textDocument/diagnostic", json!({})),
        ("textDocument/documentSymbol", json!({})),
        ("textDocument/foldingRange", json!({})),
        ("textDocument/semanticTokens/full", json!({})),
        ("textDocument/semanticTokens/range", json!({ "range": all })),
        ("textDocument/documentLink", json!({})),
        ("textDocument/inlayHint", json!({ "range": all })),
        ("textDocument/codeLens", json!({})),
        ("textDocument/formatting", json!({ "options": options })),
        ("textDocument/rangeFormatting", json!({ "options": options, "range": all })),
        ("textDocument/codeAction", json!({ "range": all, "context": { "diagnostics": [] } })),
        ("dlint/status", json!({})),
    ]
}

/// What is asked about a place. Renaming may be refused; the others have an answer, if only that there is nothing.
const ABOUT_PLACES: [&str; 6] = [
    "textDocument/completion",
    "textDocument/hover",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/documentHighlight",
    "textDocument/references",
];

fn client(in_bytes: bool) -> Client {
    let encodings = if in_bytes { json!(["utf-8"]) } else { json!(["utf-16"]) };
    let can = json!({
        "general": { "positionEncodings": encodings },
        "textDocument": {
            "diagnostic": {},
            "completion": { "completionItem": { "snippetSupport": true } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    });
    let options = json!({ "features": { "inlayHints": true, "codeLens": true } });
    Client::with(&can, &json!({ "initializationOptions": options }))
}

fn ask_everything(client: &mut Client, name: &str, text: &str, places: &Places, some: &[(u32, u32)]) {
    client.open(UNTITLED, text);
    let last = places.lines.len() - 1;
    let end = json!({ "line": last, "character": places.lines[last].last() });
    for (method, more) in about_documents(&end) {
        let answer = client.of(method, UNTITLED, &more);
        let what = format!("{name}, {method}");
        if method.contains("semanticTokens") {
            places.check_tokens(&answer, &what);
        } else {
            places.check(&answer, &what);
        }
    }
    for at @ (line, character) in some {
        let position = json!({ "line": line, "character": character });
        let document = json!({ "uri": UNTITLED });
        let params = json!({ "textDocument": document, "position": position, "context": { "includeDeclaration": true, "triggerKind": 1, "isRetrigger": false } });
        for method in ABOUT_PLACES {
            let what = format!("{name}, {method} at {at:?}");
            let answer = client.request(method, &params).unwrap_or_else(|error| panic!("{what}: {error}"));
            places.check(&answer, &what);
        }
        let params = json!({ "textDocument": document, "positions": [position] });
        let answer = client.request("textDocument/selectionRange", &params).expect("ranges");
        places.check(&answer, &format!("{name}, selections at {at:?}"));
        let params = json!({ "textDocument": document, "position": position, "newName": "other" });
        for method in ["textDocument/prepareRename", "textDocument/rename"] {
            match client.request(method, &params) {
                Ok(answer) => places.check(&answer, &format!("{name}, {method} at {at:?}")),
                // A mistake of dlint's own has another number.
                Err(error) => assert_eq!(error["code"], -32602, "{name}, {method} at {at:?}: {error}"),
            }
        }
    }
    client.close(UNTITLED);
}

#[test]
fn every_question_has_an_answer_and_every_range_is_in_the_document() {
    for in_bytes in [false, true] {
        let mut client = client(in_bytes);
        for (name, text) in documents() {
            let places = Places::of(&text, in_bytes);
            ask_everything(&mut client, name, &text, &places, &places.some());
            assert!(places.checked.get() > text.len() / 20, "{name}: {} ranges", places.checked.get());
        }
        assert_eq!(client.quit(), 0);
    }
}

#[test]
fn a_line_of_a_megabyte_is_one_like_others() {
    let mut client = client(false);
    for (name, text) in [
        ("words", format!("FROM debian:13\nENV A=b\nRUN echo {}$A\nRUN cd /tmp\n", "$A b ".repeat(200_000))),
        ("one word", format!("FROM debian:13\nLABEL a={}\nCOPY a b\n", "é".repeat(500_000))),
        ("a comment", format!("# {}\nFROM debian\nCOPY a b\n", "x ".repeat(500_000))),
    ] {
        let places = Places::of(&text, false);
        ask_everything(&mut client, name, &text, &places, &[(0, 6), (2, 12)]);
    }
    assert_eq!(client.quit(), 0);
}
