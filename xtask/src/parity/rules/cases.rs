//! The recorded answers: the files, and what the other program says about each.

use std::path::Path;

use anyhow::{Context, Result};
use dlint_model::context::{BuildContext, FindContext, MemoryContext, NoContext};
use dlint_text::SourceFile;
use serde_json::Value;

use super::Peer;
use crate::parity::lines;

/// A file, and what the other program says about it.
pub(super) struct Case {
    pub(super) id: String,
    pub(super) source: SourceFile,
    /// What lies around the file: a `.dockerignore`, or nothing.
    pub(super) around: Around,
    pub(super) theirs: Vec<(String, u32)>,
    /// Whether the other program was asked for all that it has, the checks that are off otherwise among them.
    pub(super) asked_for_all: bool,
}

/// The files of conformance cases, with the name of the answer; the last ones were made with all checks on.
const CONFORMANCE: &[(&str, &str)] = &[
    ("lint", "oracle"),
    ("edge", "oracle_lint_experimental"),
    ("instructions", "oracle_lint_experimental"),
    ("parser_literals", "oracle_lint_experimental"),
    ("parser_testfiles", "oracle_lint_experimental"),
];

/// The build context of a case, where something is known of it.
#[derive(Debug, Default)]
pub(super) struct Around(Option<MemoryContext>);

impl FindContext for Around {
    fn find(&self, _sources: &[String]) -> Box<dyn BuildContext> {
        match &self.0 {
            Some(context) => Box::new(context.clone()),
            None => Box::new(NoContext),
        }
    }
}

/// The cases, and how many files the other program could not read; nothing where there is no data.
pub(super) fn cases(peer: Peer, data: &Path) -> Result<Option<(Vec<Case>, usize)>> {
    let name = if peer == Peer::Hadolint { "hadolint.jsonl" } else { "buildkit-check.jsonl" };
    let recorded = data.join("corpus/oracle").join(name);
    if !recorded.is_file() {
        println!("there is no `{}`; name the folder with --data", recorded.display());
        return Ok(None);
    }
    let mut cases = Vec::new();
    let mut unread = 0;
    for line in lines(&recorded)? {
        let answer: Value = serde_json::from_str(&line?)?;
        let id = answer["id"].as_str().unwrap_or_default().to_owned();
        let Some(theirs) = findings(peer, &answer) else {
            unread += 1;
            continue;
        };
        let path = data.join(format!("corpus/dockerfiles/{id}.Dockerfile"));
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let source = SourceFile::decode(&*id, bytes)?;
        cases.push(Case { source, id, around: Around::default(), theirs, asked_for_all: false });
    }
    if peer == Peer::BuildKit {
        unread += conformance(data, &mut cases)?;
    }
    Ok(Some((cases, unread)))
}

/// What the other program says about a file of the corpus; `None` where it stops.
fn findings(peer: Peer, answer: &Value) -> Option<Vec<(String, u32)>> {
    let list = match peer {
        Peer::Hadolint => &answer["findings"],
        // After an error it says no more.
        Peer::BuildKit if stops(answer) => return None,
        Peer::BuildKit => &answer["warnings"],
    };
    let pair = |one: &Value| Some((one[0].as_str()?.to_owned(), one[1].as_u64()? as u32));
    let findings: Vec<_> = list.as_array()?.iter().filter_map(pair).collect();
    let stops = findings.iter().any(|(code, _)| code == "DL1000");
    (!stops).then_some(findings)
}

fn stops(answer: &Value) -> bool {
    !answer["parse_error"].is_null() || !answer["build_error"].is_null()
}

/// Adds the cases of the conformance files; how many of them it stops at.
fn conformance(data: &Path, cases: &mut Vec<Case>) -> Result<usize> {
    let mut unread = 0;
    for (name, oracle) in CONFORMANCE {
        let path = data.join(format!("conformance/buildkit/{name}.jsonl"));
        if !path.is_file() {
            continue;
        }
        for line in lines(&path)? {
            let case: Value = serde_json::from_str(&line?)?;
            let answer = &case[oracle];
            if stops(answer) {
                unread += 1;
                continue;
            }
            let pair =
                |one: &Value| Some((one["rule"].as_str()?.to_owned(), one["start_line"].as_u64()? as u32));
            let theirs = answer["warnings"].as_array().into_iter().flatten().filter_map(pair).collect();
            let id = case["id"].as_str().unwrap_or_default().to_owned();
            let text = case["dockerfile"].as_str().unwrap_or_default();
            let ignored = case["dockerignore"].as_str();
            let around = Around(ignored.map(|text| MemoryContext::new([(".dockerignore", text)])));
            let source = SourceFile::new(&*id, text);
            let asked_for_all = *oracle == "oracle_lint_experimental";
            cases.push(Case { id, source, around, theirs, asked_for_all });
        }
    }
    Ok(unread)
}
