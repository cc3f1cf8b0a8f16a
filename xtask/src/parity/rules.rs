//! The rules, compared with what hadolint and `BuildKit` say about the same files.
//!
//! Compared are sets of (file, code, first line of the instruction). A difference that is meant is excused by a
//! predicate with a name: see [`excuses`].

#![expect(clippy::indexing_slicing, reason = "a key that is not in a JSON value gives null")]

mod excuses;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use dlint::{Input, RuleSet, Selection, Settings, lint};
use dlint_model::Build;
use dlint_syntax::File;
use dlint_text::SourceFile;
use serde_json::Value;

use super::lines;

/// The share that has to agree in each direction, in thousandths, for a code with [`FEW`] findings or more.
const AGREED: usize = 995;

/// A code with fewer findings of theirs is shown, and decides nothing.
const FEW: usize = 20;

/// A program to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    Hadolint,
    BuildKit,
}

/// A file, and what the other program says about it.
struct Case {
    id: String,
    source: SourceFile,
    theirs: Vec<(String, u32)>,
}

/// What both say, what only one of them says, and how often each excuse was needed.
#[derive(Default)]
struct Counts {
    agreed: usize,
    theirs: Vec<String>,
    ours: Vec<String>,
    excused: BTreeMap<&'static str, Vec<String>>,
}

/// Compares all rules; whether enough agrees.
pub(crate) fn rules(
    peer: Peer,
    data: &Path,
    only: Option<&str>,
    show: usize,
    if_present: bool,
) -> Result<bool> {
    let (cases, unread) = match cases(peer, data)? {
        Some(cases) => cases,
        None if if_present => return Ok(true),
        None => bail!("there is no data in `{}`; name the folder with --data", data.display()),
    };
    let rules = dlint::rules();
    let select = vec!["ALL".to_owned()];
    let ignore = vec!["shellcheck".to_owned()];
    let settings = Settings::new(&rules, &Selection { select, ignore, ..Selection::default() })?;
    let known = known(&rules, peer);
    let mut codes: BTreeMap<String, Counts> = BTreeMap::new();
    for case in &cases {
        compare(peer, case, &settings, &rules, &known, &mut codes);
    }
    println!("{} files; {unread} more that the other program does not read", cases.len());
    Ok(print(&codes, &known, only, show))
}

/// The other program's codes that a rule of ours has, as its own code or as an alias.
fn known(rules: &RuleSet, peer: Peer) -> BTreeSet<&'static str> {
    let variants = rules.rules().iter().flat_map(|rule| rule.meta.variants());
    variants.filter_map(|variant| code_of(variant.code, variant.aliases, peer)).collect()
}

/// What the other program calls a code of ours.
fn code_of(code: &'static str, aliases: &'static [&'static str], peer: Peer) -> Option<&'static str> {
    let is_theirs = |code: &&str| match peer {
        Peer::Hadolint => code.starts_with("DL"),
        Peer::BuildKit => code.chars().all(char::is_alphabetic) && code.chars().any(char::is_uppercase),
    };
    std::iter::once(&code).chain(aliases).copied().find(is_theirs)
}

fn compare(
    peer: Peer,
    case: &Case,
    settings: &Settings,
    rules: &RuleSet,
    known: &BTreeSet<&'static str>,
    codes: &mut BTreeMap<String, Counts>,
) {
    let file = dlint_syntax::parse(&case.source);
    let build = Build::new(&case.source, &file);
    let outcome = lint(settings, rules, &Input::new(&case.source));
    let ours: BTreeSet<(String, u32)> = outcome
        .findings
        .iter()
        .filter_map(|finding| {
            let code = code_of(finding.variant.code, finding.variant.aliases, peer)?;
            Some((code.to_owned(), finding.instruction_line?))
        })
        .collect();
    let theirs: BTreeSet<(String, u32)> = case
        .theirs
        .iter()
        .filter(|(code, _)| known.contains(code.as_str()))
        .map(|(code, line)| (code.clone(), first_line(&file, *line)))
        .collect();
    for (code, line) in ours.union(&theirs) {
        let key = (code.clone(), *line);
        let counts = codes.entry(code.clone()).or_default();
        let place = format!("{}:{line}", case.id);
        match (ours.contains(&key), theirs.contains(&key)) {
            (true, true) => counts.agreed += 1,
            (is_ours, _) => {
                let question = excuses::Question { build: &build, line: *line, code, is_ours };
                if let Some(excuse) = excuses::excuse(peer, &question) {
                    counts.excused.entry(excuse).or_default().push(place);
                } else if is_ours {
                    counts.ours.push(place);
                } else {
                    counts.theirs.push(place);
                }
            }
        }
    }
}

/// The first line of the instruction that a line belongs to.
fn first_line(file: &File, line: u32) -> u32 {
    let behind = file.instructions.partition_point(|instruction| instruction.first_line <= line);
    let instruction = behind.checked_sub(1).and_then(|index| file.instructions.get(index));
    instruction
        .filter(|instruction| line <= instruction.last_line)
        .map_or(line, |instruction| instruction.first_line)
}

/// The recorded answers; how many files the other program could not read.
fn cases(peer: Peer, data: &Path) -> Result<Option<(Vec<Case>, usize)>> {
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
        cases.push(Case { source: SourceFile::decode(&*id, bytes)?, id, theirs });
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
        Peer::BuildKit if !answer["parse_error"].is_null() || !answer["build_error"].is_null() => {
            return None;
        }
        Peer::BuildKit => &answer["warnings"],
    };
    let pair = |one: &Value| Some((one[0].as_str()?.to_owned(), one[1].as_u64()? as u32));
    let findings: Vec<_> = list.as_array()?.iter().filter_map(pair).collect();
    let stops = findings.iter().any(|(code, _)| code == "DL1000");
    (!stops).then_some(findings)
}

/// Adds the cases of the conformance files; how many of them it stops at.
fn conformance(data: &Path, cases: &mut Vec<Case>) -> Result<usize> {
    let path = data.join("conformance/buildkit/lint.jsonl");
    let mut unread = 0;
    if !path.is_file() {
        return Ok(0);
    }
    for line in lines(&path)? {
        let case: Value = serde_json::from_str(&line?)?;
        let answer = &case["oracle"];
        if !answer["parse_error"].is_null() || !answer["build_error"].is_null() {
            unread += 1;
            continue;
        }
        let pair = |one: &Value| Some((one["rule"].as_str()?.to_owned(), one["start_line"].as_u64()? as u32));
        let theirs = answer["warnings"].as_array().into_iter().flatten().filter_map(pair).collect();
        let id = case["id"].as_str().unwrap_or_default().to_owned();
        let text = case["dockerfile"].as_str().unwrap_or_default();
        cases.push(Case { source: SourceFile::new(&*id, text), id, theirs });
    }
    Ok(unread)
}

fn print(
    codes: &BTreeMap<String, Counts>,
    known: &BTreeSet<&'static str>,
    only: Option<&str>,
    show: usize,
) -> bool {
    println!(
        "{:<30} {:>7} {:>12} {:>10} {:>8} {:>8} {:>10}",
        "code", "agreed", "only theirs", "only ours", "excused", "present", "confirmed"
    );
    let mut enough = true;
    for (code, counts) in codes.iter().filter(|(code, _)| only.is_none_or(|only| only == *code)) {
        let share = |others: usize| counts.agreed * 1000 / (counts.agreed + others).max(1);
        let (present, confirmed) = (share(counts.theirs.len()), share(counts.ours.len()));
        let excused: usize = counts.excused.values().map(Vec::len).sum();
        let is_bad = counts.agreed + counts.theirs.len() >= FEW && present.min(confirmed) < AGREED;
        enough &= !is_bad;
        let percent = |share: usize| format!("{}.{}%", share / 10, share % 10);
        println!(
            "{code:<30} {:>7} {:>12} {:>10} {excused:>8} {:>8} {:>10}{}",
            counts.agreed,
            counts.theirs.len(),
            counts.ours.len(),
            percent(present),
            percent(confirmed),
            if is_bad { "  too few" } else { "" }
        );
        for place in counts.theirs.iter().take(show) {
            println!("      theirs {place}");
        }
        for place in counts.ours.iter().take(show) {
            println!("      ours   {place}");
        }
        for (excuse, places) in &counts.excused {
            println!("      {:>4} × {excuse}", places.len());
            for place in places.iter().take(show) {
                println!("             {place}");
            }
        }
    }
    println!("{} codes are compared", known.len());
    enough
}
