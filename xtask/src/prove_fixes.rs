//! Fixes every file of a folder, and looks for harm: safe fixes first, then all of them.
//!
//! What the engine promises is tested again from outside: the file before is held against the file after, and the file
//! after is fixed once more.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use dlint::{
    Finding, FixError, Fixed, Input, Outcome, RuleSet, Safety, Selection, Settings, SourceFile,
    fix_until_stable, lint,
};

/// Codes of rules whose fixes are about comments.
const ABOUT_COMMENTS: &[&str] = &["unused-ignore", "invalid-ignore"];

/// How much of a place is shown.
const WIDTH: usize = 400;

/// What was found under one floor.
#[derive(Default)]
struct Tally {
    files: usize,
    changed: usize,
    fixed: usize,
    harm: BTreeMap<&'static str, Vec<String>>,
}

/// Findings and fixes of one rule.
#[derive(Default)]
struct Share {
    findings: usize,
    safe: usize,
    any: usize,
}

/// Proves the fixes on every file below a folder; whether no harm was done.
pub(crate) fn prove_fixes(folders: &[PathBuf], show: usize, shares: bool) -> Result<bool> {
    let mut files = Vec::new();
    for folder in folders {
        collect(folder, &mut files)?;
    }
    files.sort();
    let rules = dlint::rules();
    let ignore = ABOUT_COMMENTS.iter().map(|code| (*code).to_owned()).collect();
    let selection = Selection { select: vec!["ALL".into()], ignore, ..Selection::default() };
    let settings = Settings::new(&rules, &selection)?;
    let mut good = true;
    for (name, floor) in [("safe fixes", Safety::Safe), ("safe and unsafe fixes", Safety::Unsafe)] {
        let tally = over(&files, |file, tally| prove(file, &settings, &rules, floor, tally));
        println!("{name}: {} files, {} changed, {} fixes applied", tally.files, tally.changed, tally.fixed);
        for (harm, places) in &tally.harm {
            println!("    {:>5} {harm}", places.len());
            for place in places.iter().take(show) {
                let line: String = place.replace('\n', "⏎").chars().take(WIDTH).collect();
                println!("          {line}");
            }
        }
        good &= tally.harm.is_empty();
    }
    if shares {
        print_shares(&files, &settings, &rules)?;
    }
    Ok(good)
}

/// Every file below a folder that may be a Dockerfile.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if folder.is_file() {
        files.push(folder.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_dir() {
            if name != "target" && !name.starts_with('.') {
                collect(&path, files)?;
            }
        } else if name.contains("dockerfile") || name.contains("containerfile") {
            files.push(path);
        }
    }
    Ok(())
}

/// Goes through the files on both cores.
fn over(files: &[PathBuf], work: impl Fn(&Path, &mut Tally) + Sync) -> Tally {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut tally = Tally::default();
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(file, &mut tally);
        }
        tally
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut all = Tally::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        for thread in threads {
            let tally = thread.join().unwrap_or_default();
            all.files += tally.files;
            all.changed += tally.changed;
            all.fixed += tally.fixed;
            for (harm, places) in tally.harm {
                all.harm.entry(harm).or_default().extend(places);
            }
        }
    });
    all.harm.values_mut().for_each(|places| places.sort());
    all
}

fn prove(path: &Path, settings: &Settings, rules: &RuleSet, floor: Safety, tally: &mut Tally) {
    let Ok(bytes) = std::fs::read(path) else { return };
    let Ok(source) = SourceFile::decode("Dockerfile", bytes) else { return };
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let before = lint(settings, rules, &Input::new(&source));
    let fixed = fix_until_stable(settings, rules, &Input::new(&source), floor);
    tally.files += 1;
    tally.changed += usize::from(fixed.source.text() != source.text());
    tally.fixed += fixed.applied.len();
    let mut harm = |what: &'static str, of: String| {
        tally.harm.entry(what).or_default().push(format!("{name}: {of}"));
    };
    match &fixed.error {
        Some(FixError::Undeclared { codes, changes }) => {
            harm("undeclared changes", format!("{codes}: {changes}"));
        }
        Some(error) => harm("refused by the engine", error.to_string()),
        None => {}
    }
    let errors = |outcome: &Outcome| outcome.file.errors.len();
    if errors(&fixed.outcome) > errors(&before) {
        harm("no longer parse", codes_of(&fixed));
    }
    for code in appeared(&before, &fixed) {
        harm("new findings", format!("{code} after {}", codes_of(&fixed)));
    }
    if comments(&source, &before) != comments(&fixed.source, &fixed.outcome) {
        harm("lost comments", codes_of(&fixed));
    }
    let patched = fixed.passes.iter().try_fold(source.text().to_owned(), |text, edits| patch(&text, edits));
    if patched.as_deref() != Some(fixed.source.text()) {
        harm("bytes changed outside of edits", codes_of(&fixed));
    }
    let again = fix_until_stable(settings, rules, &Input::new(&fixed.source), floor);
    if again.source.text() != fixed.source.text() {
        harm("changed by a second run", codes_of(&again));
    }
}

/// Applies edits from the end of a text to its beginning.
fn patch(text: &str, edits: &[dlint::Edit]) -> Option<String> {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        text = format!("{}{}{}", text.get(..start)?, edit.text, text.get(end..)?);
    }
    Some(text)
}

fn codes_of(fixed: &Fixed) -> String {
    let mut codes: Vec<&str> = fixed.applied.iter().map(|fix| fix.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.join(", ")
}

/// The codes of which there are more findings than before, as grave as the gravest that was repaired: of a fix that
/// repairs a warning, a hint that comes to light is no harm.
fn appeared(before: &Outcome, fixed: &Fixed) -> Vec<&'static str> {
    let is_repaired = |finding: &&Finding| fixed.applied.iter().any(|fix| fix.code == finding.code());
    let Some(floor) = before.findings.iter().filter(is_repaired).map(|finding| finding.severity).max() else {
        return Vec::new();
    };
    let count = |outcome: &Outcome| {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for finding in outcome.findings.iter().filter(|finding| finding.severity >= floor) {
            *counts.entry(finding.code()).or_default() += 1;
        }
        counts
    };
    let had = count(before);
    let has = count(&fixed.outcome).into_iter();
    has.filter(|(code, count)| *count > had.get(code).copied().unwrap_or_default())
        .map(|(code, _)| code)
        .collect()
}

fn comments(source: &SourceFile, outcome: &Outcome) -> Vec<String> {
    let mut texts: Vec<String> =
        outcome.file.comments.iter().map(|comment| comment.text(source).to_owned()).collect();
    texts.sort();
    texts
}

/// How many findings of each rule have a fix.
fn print_shares(files: &[PathBuf], settings: &Settings, rules: &RuleSet) -> Result<()> {
    let mut shares: BTreeMap<&'static str, Share> = BTreeMap::new();
    for path in files {
        let Ok(source) = SourceFile::decode("Dockerfile", std::fs::read(path)?) else { continue };
        for finding in lint(settings, rules, &Input::new(&source)).findings {
            let share = shares.entry(finding.code()).or_default();
            share.findings += 1;
            share.safe += usize::from(finding.fix(Safety::Safe).is_some());
            share.any += usize::from(finding.fix(Safety::Unsafe).is_some());
        }
    }
    println!("{:<28} {:>9} {:>7} {:>9}", "code", "findings", "safe", "any");
    for (code, share) in shares.iter().filter(|(_, share)| share.any > 0) {
        let percent = |count: usize| format!("{}%", count * 100 / share.findings.max(1));
        println!("{code:<28} {:>9} {:>7} {:>9}", share.findings, percent(share.safe), percent(share.any));
    }
    Ok(())
}
