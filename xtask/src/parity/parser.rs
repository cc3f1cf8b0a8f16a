//! The parser and the variable expansion, compared with `BuildKit`'s answers.

#![expect(clippy::indexing_slicing, reason = "a key that is not in a JSON value gives null")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use dlint_text::SourceFile;
use serde_json::{Value, json};

use super::class::class;
use super::tally::Tally;

/// What is compared of each instruction.
const FIELDS: [&str; 9] = [
    "start_line",
    "end_line",
    "value",
    "flags",
    "original",
    "args",
    "attributes",
    "heredocs",
    "prev_comment",
];

/// Compares with everything in the folder; whether all agreed.
pub(crate) fn parser(data: &Path, show: usize, if_present: bool) -> Result<bool> {
    let conformance = data.join("conformance/buildkit");
    let corpus = data.join("corpus");
    if !conformance.is_dir() || !corpus.is_dir() {
        let message =
            format!("there is no data to compare with in `{}`; name its folder with --data", data.display());
        if if_present {
            println!("{message}");
            return Ok(true);
        }
        bail!(message);
    }
    let mut tally = Tally::default();
    for name in ["parser_testfiles", "parser_literals", "torture", "instructions", "edge", "lint"] {
        for line in lines(&conformance.join(format!("{name}.jsonl")))? {
            let case: Value = serde_json::from_str(&line?)?;
            let text = text_of(&case["dockerfile"]);
            compare_file(
                &mut tally,
                &format!("{name} {}", text_of(&case["id"])),
                text.as_bytes(),
                &case["oracle_parse"],
            );
        }
    }
    for line in lines(&corpus.join("oracle/buildkit-parse.jsonl.gz"))? {
        let oracle: Value = serde_json::from_str(&line?)?;
        let id = text_of(&oracle["id"]);
        let path = corpus.join(format!("dockerfiles/{id}.Dockerfile"));
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        compare_file(&mut tally, &format!("corpus {id}"), &bytes, &oracle);
    }
    for line in lines(&conformance.join("shell_words.jsonl"))? {
        compare_word(&mut tally, serde_json::from_str(&line?)?)?;
    }
    Ok(tally.print(show))
}

/// The lines of a file, which may be compressed.
pub(super) fn lines(path: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let reader: Box<dyn Read> = if path.extension().is_some_and(|end| end == "gz") {
        Box::new(flate2::read::GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    Ok(BufReader::new(reader).lines())
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn compare_file(tally: &mut Tally, place: &str, bytes: &[u8], theirs: &Value) {
    let Ok(source) = SourceFile::decode(place, bytes.to_vec()) else {
        tally.compare("decoded", place, &json!(true), &json!(false));
        return;
    };
    let tree = dlint::debug::Tree::new(&source, &dlint_syntax::parse(&source));
    let ours = serde_json::to_value(tree).unwrap_or_default();
    for kind in ["parse_error", "typed_error"] {
        let their_error = &theirs[kind];
        let their_error = match their_error.get("message") {
            None => Value::Null,
            Some(message) => json!([their_error["line"], class(text_of(message))]),
        };
        let our_error = &ours[kind];
        let our_error =
            if our_error.is_null() { Value::Null } else { json!([our_error["line"], our_error["class"]]) };
        tally.compare(kind, place, &their_error, &our_error);
    }
    // `BuildKit` gives nothing else once it has refused a file.
    if !theirs["parse_error"].is_null() {
        return;
    }
    tally.compare("escape", place, &theirs["escape"], &ours["escape"]);
    tally.compare("directives", place, &theirs["directives"], &ours["directives"]);
    let warned = |tree: &Value| {
        tree["warnings"].as_array().into_iter().flatten().map(|each| each["line"].clone()).collect::<Vec<_>>()
    };
    tally.compare("warnings", place, &warned(theirs).into(), &warned(&ours).into());
    let empty = Vec::new();
    let their_list = theirs["instructions"].as_array().unwrap_or(&empty);
    let our_list = ours["instructions"].as_array().unwrap_or(&empty);
    tally.compare("instruction count", place, &json!(their_list.len()), &json!(our_list.len()));
    for (theirs, ours) in their_list.iter().zip(our_list) {
        compare_instruction(tally, &format!("{place}:{}", theirs["start_line"]), theirs, ours);
    }
}

fn compare_instruction(tally: &mut Tally, place: &str, theirs: &Value, ours: &Value) {
    for field in FIELDS {
        tally.compare(field, place, &theirs[field], &ours[field]);
    }
    if theirs["child"].is_object() || ours["child"].is_object() {
        tally.compare("child", place, &json!(theirs["child"].is_object()), &json!(ours["child"].is_object()));
        compare_instruction(tally, &format!("{place} child"), &theirs["child"], &ours["child"]);
    }
}

fn compare_word(tally: &mut Tally, case: Value) -> Result<()> {
    let id = text_of(&case["id"]).to_owned();
    let oracle = case["oracle"].clone();
    let question: dlint::debug::Question = serde_json::from_value(case)?;
    let answer = serde_json::to_value(question.answer())?;
    for field in ["result", "words", "matched", "unmatched"] {
        tally.compare(&format!("shell_words {field}"), &id, &oracle[field], &answer[field]);
    }
    // A message that the word itself brings (`${x?message}`) has no class of its own.
    let message = oracle["error"].as_str();
    let class = message.map(|message| match class(message) {
        unknown if unknown == message => {
            answer["class"].as_str().filter(|class| ["not-set", "empty"].contains(class))
        }
        class => Some(class),
    });
    tally.compare(
        "shell_words error",
        &id,
        &json!(class.map(|class| class.unwrap_or("not-set"))),
        &answer["class"],
    );
    Ok(())
}
