//! The rules, compared with what hadolint and `BuildKit` say about the same files.
//!
//! Compared are sets of (file, code, first line of the instruction). A difference that is meant is excused by a
//! predicate with a name: see [`excuses`]; what a predicate excuses, somebody has looked at: see [`verdicts`].

#![expect(clippy::indexing_slicing, reason = "a key that is not in a JSON value gives null")]

mod asked;
mod cases;
mod counts;
mod excuses;
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use dlint::{Input, RuleSet, Selection, Settings, lint};
use dlint_model::Build;
use dlint_syntax::File;

use cases::{Case, cases};
use counts::Counts;
use verdicts::Verdicts;

pub(crate) use excuses::excuse;

/// The page of the verdicts, from the root of the project.
const PAGE: &str = "docs/parity.md";

/// A program to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    Hadolint,
    BuildKit,
}

/// What to print of a comparison.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Show<'a> {
    /// Only this code.
    pub(crate) only: Option<&'a str>,
    /// How many places for each kind of difference.
    pub(crate) places: usize,
}

impl Show<'_> {
    /// Whether the most important lines will do.
    const fn is_short(self) -> bool {
        self.only.is_none() && self.places == 0
    }
}

/// Compares all rules; whether enough agrees, and whether somebody looked at what does not.
pub(crate) fn rules(root: &Path, peer: Peer, data: &Path, show: Show<'_>, if_present: bool) -> Result<bool> {
    let (cases, unread) = match cases(peer, data)? {
        Some(cases) => cases,
        None if if_present => return Ok(true),
        None => bail!("there is no data in `{}`; name the folder with --data", data.display()),
    };
    let page = root.join(PAGE);
    let page = std::fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let verdicts = Verdicts::read(&page)?;
    let rules = dlint::rules();
    let select = vec!["ALL".to_owned()];
    // Its own rules say more about some places, and then the others are silent.
    let ignore = vec!["shellcheck".to_owned(), "dlint".to_owned()];
    let settings = Settings::new(&rules, &Selection { select, ignore, ..Selection::default() })?;
    let known = known(&rules, peer);
    let mut codes: BTreeMap<String, Counts> = BTreeMap::new();
    for case in &cases {
        compare(peer, case, &settings, &rules, &known, &mut codes);
    }
    println!("{} files; {unread} more, which the other program does not read, are left out", cases.len());
    println!("not compared where the other program was not asked: {}", asked::off(peer).join(", "));
    let enough = print(&codes, &verdicts, show);
    println!("{} codes are compared", known.iter().filter(|code| !asked::off(peer).contains(code)).count());
    let complaints = verdicts.complaints(peer, &codes);
    for complaint in &complaints {
        println!("{PAGE}: {complaint}");
    }
    Ok(enough && complaints.is_empty())
}

/// The other program's codes that a rule of ours has, as its own code or as an alias.
fn known(rules: &RuleSet, peer: Peer) -> BTreeSet<&'static str> {
    let variants = rules.rules().iter().flat_map(|rule| rule.meta.variants());
    variants.filter_map(|variant| code_of(variant.code, variant.aliases, peer)).collect()
}

/// Whether a code is one of the other program's.
fn is_of(peer: Peer, code: &str) -> bool {
    match peer {
        Peer::Hadolint => code.starts_with("DL"),
        Peer::BuildKit => code.chars().all(char::is_alphabetic) && code.chars().any(char::is_uppercase),
    }
}

/// What the other program calls a code of ours.
fn code_of(code: &'static str, aliases: &'static [&'static str], peer: Peer) -> Option<&'static str> {
    std::iter::once(&code).chain(aliases).copied().find(|code| is_of(peer, code))
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
    let outcome = lint(settings, rules, &Input::new(&case.source).with_context(&case.around));
    let is_asked = |code: &str| case.asked_for_all || asked::is_asked(peer, code, &file, &case.source);
    let ours = outcome.findings.iter().filter_map(|finding| {
        let code = code_of(finding.variant.code, finding.variant.aliases, peer)?;
        Some((code.to_owned(), finding.instruction_line?))
    });
    let ours: BTreeSet<(String, u32)> = ours.filter(|(code, _)| is_asked(code)).collect();
    let theirs = case.theirs.iter().filter(|(code, _)| known.contains(code.as_str()) && is_asked(code));
    let theirs: BTreeSet<(String, u32)> =
        theirs.map(|(code, line)| (code.clone(), first_line(&file, *line))).collect();
    for key in ours.union(&theirs) {
        let (code, line) = key;
        let counts = codes.entry(code.clone()).or_default();
        let is_ours = ours.contains(key);
        if is_ours && theirs.contains(key) {
            counts.agreed += 1;
            continue;
        }
        let place = format!("{}:{line}", case.id);
        if let Some(excuse) = excuse(peer, &build, *line, code, is_ours) {
            counts.excused.entry(excuse).or_default().push(place);
            counts.excused_theirs += usize::from(!is_ours);
        } else if is_ours {
            counts.ours.push(place);
        } else {
            counts.theirs.push(place);
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

/// Prints a line for each code, and one for each predicate that excuses much of it; whether enough agrees.
fn print(codes: &BTreeMap<String, Counts>, verdicts: &Verdicts, show: Show<'_>) -> bool {
    println!(
        "{:<30} {:>7} {:>12} {:>10} {:>8} {:>8} {:>10}",
        "code", "agreed", "only theirs", "only ours", "excused", "present", "confirmed"
    );
    let percent = |share: usize| format!("{}.{}%", share / 10, share % 10);
    for (code, counts) in codes.iter().filter(|(code, _)| show.only.is_none_or(|only| only == *code)) {
        println!(
            "{code:<30} {:>7} {:>12} {:>10} {:>8} {:>8} {:>10}{}",
            counts.agreed,
            counts.theirs.len(),
            counts.ours.len(),
            counts.all_excused(),
            percent(counts.present()),
            percent(counts.confirmed()),
            if counts.is_too_few() { "  too few" } else { "" }
        );
        for (whose, places) in [("theirs", &counts.theirs), ("ours  ", &counts.ours)] {
            for place in places.iter().take(show.places) {
                println!("      {whose} {place}");
            }
        }
        for (excuse, places) in &counts.excused {
            let is_many = counts.is_many(places.len());
            if !is_many && show.is_short() {
                continue;
            }
            let looked_at = verdicts.of(code, excuse);
            let many = if is_many { ", more than 5%" } else { "" };
            println!("      {:>4} × {excuse} ({} verdicts{many})", places.len(), looked_at.len());
            for verdict in looked_at.iter().take(show.places) {
                println!("             {} {}: {}", verdict.place, verdict.what, verdict.says);
            }
            let unseen = places.iter().filter(|place| looked_at.iter().all(|seen| seen.place != **place));
            for place in unseen.take(show.places) {
                println!("             {place}");
            }
        }
    }
    !codes.values().any(Counts::is_too_few)
}
