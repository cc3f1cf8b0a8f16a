//! Proves the fixes on every file of a folder: safe ones first, then all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use dlint::{Input, RuleSet, Safety, Selection, Settings, SourceFile, lint};

/// Codes of rules whose fixes are about comments.
const ABOUT_COMMENTS: &[&str] = &["unused-ignore", "invalid-ignore"];

/// How much of a place is shown.
const WIDTH: usize = 400;

/// What was found under one floor.
#[derive(Default)]
struct Tally {
    files: usize,
    /// Files that are no text, too large, or not to be read.
    unread: usize,
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
    /// Why the others have none.
    refused: BTreeMap<String, usize>,
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
        let unread = if tally.unread > 0 { format!(" ({} unreadable)", tally.unread) } else { String::new() };
        let Tally { files, changed, fixed, .. } = tally;
        println!("{name}: {files} files{unread}, {changed} changed, {fixed} fixes applied");
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

/// Goes through the files on all cores.
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
            let tally = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all.unread += tally.unread;
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
    let source = std::fs::read(path).ok().and_then(|bytes| SourceFile::decode("Dockerfile", bytes).ok());
    let Some(source) = source else {
        tally.unread += 1;
        return;
    };
    let name = path.display();
    let proof = dlint::prove_fixes(settings, rules, &Input::new(&source), floor);
    tally.files += 1;
    tally.changed += usize::from(proof.fixed.source.text() != source.text());
    tally.fixed += proof.fixed.applied.len();
    for harm in proof.harm {
        tally.harm.entry(harm.kind()).or_default().push(format!("{name}: {harm}"));
    }
}

/// How many findings of each rule have a fix, and why the others have none, as Markdown.
fn print_shares(files: &[PathBuf], settings: &Settings, rules: &RuleSet) -> Result<()> {
    let mut shares: BTreeMap<&'static str, Share> = BTreeMap::new();
    for path in files {
        let Ok(source) = SourceFile::decode("Dockerfile", std::fs::read(path)?) else { continue };
        for finding in lint(settings, rules, &Input::new(&source)).findings {
            let share = shares.entry(finding.code()).or_default();
            share.findings += 1;
            share.safe += usize::from(finding.fix(Safety::Safe).is_some());
            if finding.fix(Safety::Unsafe).is_some() {
                share.any += 1;
            } else {
                let reason = finding.no_fix.as_ref().map_or("there is none yet", |reason| reason.as_str());
                *share.refused.entry(reason.to_owned()).or_default() += 1;
            }
        }
    }
    println!("| rule | findings | with a safe fix | with any fix | why not |\n|---|--:|--:|--:|---|");
    for (code, share) in shares.iter().filter(|(_, share)| share.any > 0) {
        let percent = |count: usize| format!("{} %", count * 100 / share.findings.max(1));
        let (safe, any) = (percent(share.safe), percent(share.any));
        let mut refused: Vec<_> = share.refused.iter().collect();
        refused.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), *reason));
        let refused: Vec<String> =
            refused.into_iter().map(|(reason, count)| format!("{count}: {reason}")).collect();
        println!("| `{code}` | {} | {safe} | {any} | {} |", share.findings, refused.join("; "));
    }
    Ok(())
}
