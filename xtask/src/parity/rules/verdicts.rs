//! The verdicts: `docs/parity.md` has a table for each predicate that excuses much of a code, and in it the places that
//! somebody looked at, with what came of it.
//!
//! A heading names code and predicate: `### DL3009 · the step empties the cache`. A row is a place, what stands there,
//! and the verdict.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};

use super::counts::Counts;
use super::{Peer, is_of};

/// How many places are looked at; all, where there are fewer.
const LOOKED_AT: usize = 20;

/// What stands between the code and the predicate in a heading.
const DOT: &str = " · ";

/// A row of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) place: String,
    pub(super) what: String,
    pub(super) says: String,
}

/// The tables of the page, by code and predicate.
#[derive(Debug, Default)]
pub(super) struct Verdicts(BTreeMap<(String, String), Vec<Verdict>>);

impl Verdicts {
    /// Reads the page.
    pub(super) fn read(page: &str) -> Result<Self> {
        let mut tables: BTreeMap<(String, String), Vec<Verdict>> = BTreeMap::new();
        let mut open = None;
        for line in page.lines() {
            if line.starts_with('#') {
                let names = line.strip_prefix("### ").and_then(|heading| heading.split_once(DOT));
                open = names.map(|(code, predicate)| (code.to_owned(), predicate.to_owned()));
                if let Some(key) = &open {
                    let before = tables.insert(key.clone(), Vec::new());
                    ensure!(before.is_none(), "two tables for {}{DOT}{}", key.0, key.1);
                }
            } else if let Some(table) = open.as_ref().and_then(|key| tables.get_mut(key)) {
                table.extend(row(line)?);
            }
        }
        Ok(Self(tables))
    }

    /// The table for a code and a predicate.
    pub(super) fn of(&self, code: &str, predicate: &str) -> &[Verdict] {
        let key = (code.to_owned(), predicate.to_owned());
        self.0.get(&key).map(Vec::as_slice).unwrap_or_default()
    }

    /// What is wrong with the tables for a program: too few places, places that are not excused, tables that nothing
    /// needs.
    pub(super) fn complaints(&self, peer: Peer, codes: &BTreeMap<String, Counts>) -> Vec<String> {
        let mut complaints = Vec::new();
        for (code, counts) in codes {
            for (predicate, places) in &counts.excused {
                let name = format!("{code}{DOT}{predicate}");
                let verdicts = self.of(code, predicate);
                let shown: BTreeSet<&str> = verdicts.iter().map(|verdict| &*verdict.place).collect();
                let needed = if counts.is_many(places.len()) { places.len().min(LOOKED_AT) } else { 0 };
                if shown.len() < needed {
                    complaints.push(format!("{name}: {} verdicts of {needed}", shown.len()));
                }
                for verdict in verdicts {
                    if !places.contains(&verdict.place) {
                        complaints.push(format!("{name}: {} is not excused by it", verdict.place));
                    } else if !verdict.says.starts_with("right") || verdict.what.is_empty() {
                        complaints.push(format!("{name}: {} is not said to be right", verdict.place));
                    }
                }
            }
        }
        let excuses = |(code, predicate): &(String, String)| {
            codes.get(code).is_some_and(|counts| counts.excused.contains_key(predicate.as_str()))
        };
        let unused = self.0.keys().filter(|key| is_of(peer, &key.0) && !excuses(key));
        complaints.extend(unused.map(|(code, predicate)| format!("{code}{DOT}{predicate}: excuses nothing")));
        complaints
    }
}

/// A row: none for the head of the table and for a line that is no table's.
fn row(line: &str) -> Result<Option<Verdict>> {
    let Some(cells) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) else {
        return Ok(None);
    };
    // A bar of the text is written `\|`.
    let cells: Vec<String> = cells.split(" | ").map(|cell| cell.trim().replace("\\|", "|")).collect();
    let [place, what, says] = cells.as_slice() else {
        anyhow::bail!("no row of three cells: `{line}`");
    };
    let (place, what, says) = (place.clone(), what.clone(), says.clone());
    Ok((place != "place").then_some(Verdict { place, what, says }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Verdicts\n\n## hadolint\n\nWords | between.\n\n\
        ### DL3009 · `rm -rf` of something else\n\n\
        | place | what stands there | verdict |\n|---|---|---|\n\
        | 0012:3 | `rm -rf /tmp/x \\|\\| true` | right: the lists stay |\n\
        | 0013:4 | `rm -rf a` | wrong: they go |\n\n\
        ### UndefinedVar · the image sets it\n\n\
        | place | what stands there | verdict |\n|---|---|---|\n\
        | check/test/01:5 | `$PATH` | right: it does |\n";

    fn counts(predicate: &'static str, places: &[&str]) -> Counts {
        let places = places.iter().map(|place| (*place).to_owned()).collect();
        Counts { excused: [(predicate, places)].into(), ..Counts::default() }
    }

    #[test]
    fn a_page_is_read_by_its_headings_and_rows() {
        let verdicts = Verdicts::read(PAGE).unwrap();
        let rows = verdicts.of("DL3009", "`rm -rf` of something else");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].place, "0012:3");
        assert_eq!(rows[0].what, "`rm -rf /tmp/x || true`");
        assert_eq!(rows[0].says, "right: the lists stay");
        assert_eq!(verdicts.of("UndefinedVar", "the image sets it")[0].place, "check/test/01:5");
        assert!(verdicts.of("DL3009", "another").is_empty());
        assert!(Verdicts::read("### A · b\n| one | two |\n").is_err());
        assert!(Verdicts::read("### A · b\n### A · b\n").is_err());
    }

    #[test]
    fn what_is_missing_or_wrong_on_the_page_is_said() {
        let verdicts = Verdicts::read(PAGE).unwrap();
        let name = "`rm -rf` of something else";
        let complaints =
            |counts: Counts| verdicts.complaints(Peer::Hadolint, &[("DL3009".to_owned(), counts)].into());
        assert_eq!(
            complaints(counts(name, &["0012:3", "0013:4", "0014:5"])),
            [
                "DL3009 · `rm -rf` of something else: 2 verdicts of 3",
                "DL3009 · `rm -rf` of something else: 0013:4 is not said to be right",
            ]
        );
        assert_eq!(
            complaints(counts(name, &["0013:4"]))[0],
            "DL3009 · `rm -rf` of something else: 0012:3 is not excused by it"
        );
        assert_eq!(
            complaints(counts("another", &["1:1"])),
            ["DL3009 · another: 0 verdicts of 1", "DL3009 · `rm -rf` of something else: excuses nothing",]
        );
        // The other program's tables are not this one's.
        let none = verdicts.complaints(Peer::BuildKit, &BTreeMap::new());
        assert_eq!(none, ["UndefinedVar · the image sets it: excuses nothing"]);
    }
}
