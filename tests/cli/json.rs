//! The document that other programs read: its shape, and its places.

use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, Report};

fn schema() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dlint-report/schema/output.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

#[test]
fn every_document_fits_the_schema() {
    let folder = Folder::new();
    folder
        .write(
            "Dockerfile",
            "FROM debian:latest as Build\nRUN x \\\n\nUSER a\nMAINTAINER Ada\nFROM Build as build\n",
        )
        .write("broken.Dockerfile", "RUNN\nONBUILD ONBUILD\nEXPOSE 99999\nRUN <<EOF\n")
        .write("good.Dockerfile", "FROM debian:13\n")
        .write("empty.Dockerfile", "")
        .write("bytes.Dockerfile", b"FROM a:1\nRUN \xff\n")
        .write("wide.Dockerfile", b"\xff\xfeF\0")
        .write("none/README", "");
    let schema = schema();
    for arguments in [
        &[][..],
        &["."],
        &["good.Dockerfile"],
        &["none"],
        &["gone", "broken.Dockerfile"],
        &["--select", "ALL"],
        &["--select", "DL3007"],
        &["-q"],
        &["-v"],
        &["--fail-on", "never"],
        &["--unsafe-fixes"],
        &["--fix", "--unsafe-fixes"],
    ] {
        let document = folder.run([&["-f", "json"], arguments].concat()).json().0;
        let errors: Vec<String> = schema
            .iter_errors(&document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:#?}");
        assert_eq!(document["version"], 1);
    }
}

#[test]
fn every_file_is_listed_once_either_as_read_or_as_not_readable() {
    let folder = Folder::new();
    folder.write("a", "FROM a:1\n").write("b", "").write("c", b"\xfe\xff\0F");
    let report = folder.run(["-f", "json", "a", "b", "c", "d"]).exits_with(2).json();
    assert_eq!(report.paths(), ["a", "b"]);
    let errors = report.errors();
    assert!(errors.len() == 2 && errors[0].starts_with("c: ") | errors[1].starts_with("c: "), "{errors:?}");
    assert_eq!(report.0["summary"]["files"], 2);
    assert_eq!(report.0["summary"]["errors"], 1, "that `b` is empty");
}

#[test]
fn the_keys_are_those_that_were_promised_in_their_order() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM --platform=$TARGETPLATFORM debian:13\n");
    let text = folder.run(["-f", "json"]).exits_with(0).stdout;
    let keys: Vec<&str> = text.split('"').skip(1).step_by(2).zip(text.split('"').skip(2).step_by(2)).fold(
        Vec::new(),
        |mut keys, (word, behind)| {
            if behind.starts_with(':') {
                keys.push(word);
            }
            keys
        },
    );
    let place = "start line column offset end line column offset";
    let finding = format!(
        "code name variant aliases severity category message why help url stage instruction_line {place} labels \
         fingerprint fixes title safety preferred edits path {place} text no_fix"
    );
    let summary =
        "errors summary files errors warnings info style fixable_safe fixable_unsafe fixed suppressed known";
    assert_eq!(keys.join(" "), format!("version files path findings {finding} suppressed {summary}"));
    assert_eq!(text.lines().count(), 1, "a document is one line");
}

/// What a place is for somebody who counts by hand.
fn counted(content: &[u8], offset: usize) -> (usize, usize) {
    let before = &content[..offset];
    let line = before.split(|byte| *byte == b'\n').count();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let text = String::from_utf8_lossy(&before[start..]);
    (line, text.trim_start_matches('\u{feff}').chars().count() + 1)
}

/// Every place in the document is what one counts, and this is the text between the findings' places.
fn texts<'a>(report: &Report, content: &'a [u8]) -> Vec<(String, &'a str)> {
    let number = |place: &Value, key: &str| {
        usize::try_from(place[key].as_u64().expect("a number")).expect("a small number")
    };
    let check = |thing: &Value| {
        let offsets = ["start", "end"].map(|key| {
            let place = &thing[key];
            let offset = number(place, "offset");
            assert_eq!((number(place, "line"), number(place, "column")), counted(content, offset), "{thing}");
            offset
        });
        assert!(offsets[0] <= offsets[1] && offsets[1] <= content.len(), "{thing}");
        std::str::from_utf8(&content[offsets[0]..offsets[1]]).expect("characters are not cut")
    };
    let array = |value: &'_ Value| value.as_array().cloned().expect("an array");
    let mut texts = Vec::new();
    for finding in report.findings("Dockerfile") {
        texts.push((finding["code"].as_str().expect("a code").to_owned(), check(finding)));
        for label in array(&finding["labels"]) {
            check(&label);
        }
        for edit in array(&finding["fixes"]).iter().flat_map(|fix| array(&fix["edits"])) {
            check(&edit);
            assert_eq!(edit["path"], "Dockerfile");
        }
    }
    texts
}

#[test]
fn places_are_exact_in_any_text() {
    let plain = "# 日本 😀\tä\nARG 日本=😀\nFROM debian:latest\tas Bäuild\nLABEL a=\"😀\" \\\n\n\tb=日本\n\
        FROM scratch AS bäuild\n# e\u{301}\nEXPOSE\t80443 日本\nMAINTAINER 日本 😀";
    let expected = [
        ("DL3007", "latest"),
        ("FromAsCasing", "as"),
        ("NoEmptyContinuation", ""),
        ("DL3011", "80443"),
        ("DL4000", "MAINTAINER"),
    ];
    for content in [
        plain.to_owned(),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{plain}"),
        format!("\u{feff}{}", plain.replace('\n', "\r\n")),
    ] {
        let folder = Folder::new();
        folder.write("Dockerfile", &content);
        let report = folder.run(["-f", "json", "--extend-select", "FromAsCasing"]).exits_with(1).json();
        let texts = texts(&report, content.as_bytes());
        for (code, text) in expected {
            assert!(texts.contains(&(code.to_owned(), text)), "{code} {text:?} in {texts:?}");
        }
    }
}

#[test]
fn places_are_those_of_the_bytes_on_disk_where_they_are_not_utf8() {
    let content = b"# \xff\xfe\xe9\nFROM debian:latest\nRUN \xe2\x82 x\nEXPOSE \xc3\xa4 80443\n";
    let folder = Folder::new();
    folder.write("Dockerfile", content);
    let report = folder.run(["-f", "json"]).exits_with(1).json();
    let places: Vec<_> = report
        .findings("Dockerfile")
        .iter()
        .filter(|finding| ["DL3007", "DL3011", "encoding"].contains(&finding["code"].as_str().unwrap_or("")))
        .map(|finding| {
            let place = |key: &str| (finding[key]["line"].as_u64(), finding[key]["offset"].as_u64());
            let ((line, start), (_, end)) = (place("start"), place("end"));
            (line.unwrap_or(0), start.unwrap_or(0), end.unwrap_or(0))
        })
        .collect();
    let at = |text: &[u8]| {
        content.windows(text.len()).position(|window| window == text).expect("it is there") as u64
    };
    let (latest, port) = (at(b"latest"), at(b"80443"));
    assert_eq!(places, [(1, 2, 3), (2, latest, latest + 6), (4, port, port + 5)]);
}

#[test]
fn the_edits_are_what_fix_does() {
    for content in [
        "FROM a:1 as Bu\nARG 日=1\nFROM b:1\nCOPY --from=BU /日 /\n",
        "FROM --platform=$TARGETPLATFORM a:1\r\nRUN x && \\\r\n\r\n y\r\nMAINTAINER 😀",
    ] {
        let folder = Folder::new();
        folder.write("Dockerfile", content);
        let report = folder.run(["-f", "json", "--extend-select", "StageNameCasing,FromAsCasing"]).json();
        let mut edits: Vec<(usize, usize, String)> = report
            .findings("Dockerfile")
            .iter()
            .filter_map(|finding| finding["fixes"].as_array()?.iter().find(|fix| fix["preferred"] == true))
            .filter_map(|fix| fix["edits"].as_array())
            .flatten()
            .map(|edit| {
                let at = |key: &str| usize::try_from(edit[key]["offset"].as_u64().unwrap_or(0)).unwrap_or(0);
                (at("start"), at("end"), edit["text"].as_str().unwrap_or_default().to_owned())
            })
            .collect();
        edits.sort();
        assert!(edits.len() > 1);
        let mut expected = content.to_owned();
        for (start, end, text) in edits.iter().rev() {
            expected.replace_range(*start..*end, text);
        }
        folder.run(["--fix", "--extend-select", "StageNameCasing,FromAsCasing"]);
        assert_eq!(folder.read("Dockerfile"), expected.as_bytes());
    }
}
