//! Whether the default set is calm, and whether it is right: counts over real files, and a sample to be judged by hand.

#![expect(clippy::indexing_slicing, reason = "a key that is not in a JSON value gives null")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use dlint::{Encoding, Finding, Fingerprint, Input, Selection, Settings, Severity, SourceFile, lint};
use serde_json::Value;

use crate::listing::sorted;

/// What is asked of the default set; means in hundredths, shares in hundredths.
const MEAN: usize = 100;
const MEDIAN: usize = 2;
const NINETIETH: usize = 6;
const FAILING: usize = 40;
/// The mean of warnings and errors in the files of those who make Docker's official images.
const OFFICIAL_MEAN: usize = 30;
const OFFICIAL: &str = "docker-library/";

/// How many findings a sample has, and how many of them have to be right.
const SAMPLE: usize = 100;
const RIGHT: usize = 97;

/// The same for one rule.
const EACH: usize = 20;
const EACH_RIGHT: usize = 19;

/// Codes of other tools whose rules are dlint's own by now.
const BETTERED: &[&str] = &["DL3022", "DL3064"];

/// Where the verdicts are.
const PAGE: &str = "docs/precision.md";

/// A file, and what the default set finds in it.
struct Checked {
    id: String,
    source: SourceFile,
    findings: Vec<Finding>,
}

/// Counts what the default set finds; whether that is few enough.
pub(crate) fn calm(data: &Path) -> Result<bool> {
    let files = check_all(data, &[])?;
    let official = official(data)?;
    let count = |one: &Checked| one.findings.iter().filter(|finding| is_grave(finding)).count();
    let mean = |of: &[&Checked]| of.iter().map(|one| count(one)).sum::<usize>() * 100 / of.len().max(1);
    let all: Vec<&Checked> = files.iter().collect();
    let theirs: Vec<&Checked> = files.iter().filter(|one| official.contains(&one.id)).collect();
    let mut totals: Vec<usize> = files.iter().map(|one| one.findings.len()).collect();
    totals.sort_unstable();
    let at = |tenths: usize| totals.get(totals.len() * tenths / 10).copied().unwrap_or_default();
    let failing = files.iter().filter(|one| count(one) > 0).count() * 100 / files.len().max(1);
    println!("{} files, {} of them under {OFFICIAL}", all.len(), theirs.len());
    let figures = [
        ("errors and warnings in 100 files", mean(&all), MEAN),
        ("the same of Docker's official images", mean(&theirs), OFFICIAL_MEAN),
        ("all findings of a file, median", at(5), MEDIAN),
        ("all findings of a file, 90th percentile", at(9), NINETIETH),
        ("files in a hundred that fail", failing, FAILING),
    ];
    for (what, measured, most) in figures {
        println!("{what}: {measured} (at most {most})");
    }
    let mut codes: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for finding in files.iter().flat_map(|one| &one.findings) {
        *codes.entry((finding.severity, finding.code())).or_default() += 1;
    }
    let mut codes: Vec<_> = codes.into_iter().collect();
    codes.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    for ((severity, code), times) in codes.iter().take(30) {
        println!("{times:>6} {severity} {code}");
    }
    Ok(figures.iter().all(|(_, measured, most)| measured <= most))
}

/// A finding, the file that it is in, and its place there: `0012:3:8`.
struct Drawn<'a> {
    key: String,
    place: String,
    file: &'a Checked,
    finding: &'a Finding,
}

/// What came of a sample.
#[derive(Default)]
struct Judged {
    right: usize,
    wrong: usize,
    open: usize,
}

/// Picks findings at random, each as likely as any other, and shows them with the verdicts that the page has for them.
pub(crate) fn sample(root: &Path, data: &Path, seed: u64) -> Result<bool> {
    let verdicts = verdicts(&std::fs::read_to_string(root.join(PAGE)).unwrap_or_default());
    let files = check_all(data, &[])?;
    let drawn = draw(&files, seed, SAMPLE, |_| true);
    let Judged { right, wrong, open } = show(&drawn, &verdicts);
    println!("{} findings: {right} right, {wrong} wrong, {open} without a verdict", drawn.len());
    Ok(right >= RIGHT)
}

/// The same for each of dlint's own rules, and those that it has bettered, one by one: how many files it flags, and
/// findings to be judged where it has enough. Rules that are off are asked for.
pub(crate) fn sample_each(root: &Path, data: &Path, seed: u64, only: Option<&str>) -> Result<bool> {
    let verdicts = verdicts(&std::fs::read_to_string(root.join(PAGE)).unwrap_or_default());
    let rules = dlint::rules();
    let own = |code: &str| code.starts_with("DK") || BETTERED.contains(&code);
    let wanted = |code: &str| only.map_or_else(|| own(code), |only| only == code);
    let metas = rules.rules().iter().map(|rule| &rule.meta);
    let variants = metas.flat_map(|meta| meta.variants().map(move |variant| (meta, variant.code)));
    let variants: Vec<_> = variants.filter(|(_, code)| wanted(code)).collect();
    let off: Vec<&str> = variants.iter().filter(|(meta, _)| !meta.default).map(|(_, code)| *code).collect();
    let files = check_all(data, &off)?;
    let mut rows = Vec::new();
    let mut is_right = true;
    for (meta, code) in variants {
        let of = |finding: &Finding| finding.code() == code;
        let flagged = files.iter().filter(|file| file.findings.iter().any(of)).count();
        let findings = files.iter().flat_map(|file| &file.findings).filter(|finding| of(finding)).count();
        let set = if meta.default { "on" } else { "off" };
        let mut row = format!("| {code} | {} | {set} | {flagged} | {findings} |", meta.name);
        if findings >= EACH {
            let Judged { right, wrong, open } = show(&draw(&files, seed, EACH, of), &verdicts);
            let judged =
                if open > 0 { format!("{open} open") } else { format!("{right} of {}", right + wrong) };
            write!(row, " {judged} |")?;
            is_right &= !meta.default || right >= EACH_RIGHT;
        } else {
            row.push_str(" too few |");
        }
        rows.push(row);
    }
    println!("\n| code | rule | default set | files | findings | right |\n|---|---|---|---|---|---|");
    for row in &rows {
        println!("{row}");
    }
    Ok(is_right)
}

/// Draws some of the findings that are wanted, in the order of their places.
///
/// A finding is in the sample by a number that is made of the seed and its own place, so that a change of some findings
/// leaves the rest of the sample as it was.
fn draw(files: &[Checked], seed: u64, count: usize, wanted: impl Fn(&Finding) -> bool) -> Vec<Drawn<'_>> {
    let mut all = Vec::new();
    for file in files {
        for finding in file.findings.iter().filter(|finding| wanted(finding)) {
            let at = file.source.position(finding.primary.span.start, Encoding::Utf32);
            let place = format!("{}:{}:{}", file.id, at.line, at.column);
            let text = format!("{seed} {place} {}", finding.message);
            let key = Fingerprint::new(finding.code(), &text).to_string();
            all.push(Drawn { key, place, file, finding });
        }
    }
    all.sort_by(|a, b| (&a.key, &a.place).cmp(&(&b.key, &b.place)));
    all.truncate(count);
    all.sort_by(|a, b| (&a.place, a.finding.code()).cmp(&(&b.place, b.finding.code())));
    all
}

/// Prints what was drawn, and counts the verdicts.
fn show(drawn: &[Drawn<'_>], verdicts: &BTreeMap<(String, String), String>) -> Judged {
    let mut judged = Judged::default();
    for Drawn { place, file, finding, .. } in drawn {
        let verdict = verdicts.get(&(place.clone(), finding.code().to_owned()));
        match verdict {
            None => judged.open += 1,
            Some(verdict) if verdict.starts_with("right") => judged.right += 1,
            Some(_) => judged.wrong += 1,
        }
        let at = file.source.position(finding.primary.span.start, Encoding::Utf32);
        let line = file.source.slice(file.source.lines().line_span(at.line)).trim();
        println!("{place} {}[{}] {}", finding.severity, finding.code(), finding.message);
        println!("    {}", line.chars().take(150).collect::<String>());
        println!("    {}", verdict.map_or("no verdict", String::as_str));
    }
    judged
}

/// The rows `| place | code | verdict |` of a page, by place and code.
fn verdicts(page: &str) -> BTreeMap<(String, String), String> {
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim().trim_matches('|').split(" | ").map(str::trim).collect();
        let [place, code, verdict] = cells.as_slice() else { return None };
        Some(((place.trim_matches('`').to_owned(), code.trim_matches('`').to_owned()), (*verdict).to_owned()))
    });
    rows.collect()
}

fn is_grave(finding: &Finding) -> bool {
    finding.severity >= Severity::Warning
}

/// Lints all files with the default set, and with what is asked for on top of it.
fn check_all(data: &Path, asked: &[&str]) -> Result<Vec<Checked>> {
    let folder = data.join("corpus/dockerfiles");
    let paths = sorted(&folder)?;
    if paths.is_empty() {
        bail!("there is no file in {}", folder.display());
    }
    let rules = dlint::rules();
    let extend_select = asked.iter().map(|code| (*code).to_owned()).collect();
    let settings = Settings::new(&rules, &Selection { extend_select, ..Selection::default() })?;
    let check = |path: &PathBuf| {
        let id = path.file_name().unwrap_or_default().to_string_lossy();
        let id = id.split('.').next().unwrap_or_default().to_owned();
        let source = SourceFile::decode(&*id, std::fs::read(path)?)?;
        let findings = lint(&settings, &rules, &Input::new(&source)).findings;
        Ok(Checked { id, source, findings })
    };
    paths.iter().map(check).collect()
}

/// The files of those who make Docker's official images.
fn official(data: &Path) -> Result<BTreeSet<String>> {
    let path = data.join("corpus/index.jsonl");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut ids = BTreeSet::new();
    for line in text.lines() {
        let entry: Value = serde_json::from_str(line)?;
        if entry["repo"].as_str().is_some_and(|repo| repo.starts_with(OFFICIAL)) {
            ids.extend(entry["id"].as_str().map(str::to_owned));
        }
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_read_from_the_table() {
        let page = "# Title\n\n| place | code | verdict |\n|---|---|---|\n| 0001:2:3 | `DL3007` | right: a | b |\n\
                    | 0002:9:1 | DL3009 | wrong: the lists are deleted |\n";
        let verdicts = verdicts(page);
        let of =
            |place: &str, code: &str| verdicts.get(&(place.to_owned(), code.to_owned())).map(String::as_str);
        assert_eq!(of("0002:9:1", "DL3009"), Some("wrong: the lists are deleted"));
        assert_eq!(of("0001:2:3", "DL3007"), None, "a row with a cell too many is none");
    }
}
