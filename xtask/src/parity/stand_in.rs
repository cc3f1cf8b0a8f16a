//! `dlint hadolint` beside hadolint itself: both programs are run with the same configurations over the same files.
//!
//! Compared are sets of (code, line, severity) and the exit status, but for the differences that are meant: those of the
//! rules have the same predicates as in the comparison with recorded answers. Shell findings are counted apart, for
//! hadolint shows one of them for each `RUN`.

#![expect(clippy::indexing_slicing, reason = "a key that is not in a JSON value gives null")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use dlint_model::Build;
use dlint_text::SourceFile;
use serde_json::Value;

use super::Peer;
use super::rules::excuse;
use crate::listing::sorted;

/// Where the configurations are.
const CONFIGS: &str = "tests/hadolint";

/// What a program says about a file.
struct Answer {
    rows: BTreeSet<(String, u32, String)>,
    succeeds: bool,
}

/// What came of the comparison under one configuration.
#[derive(Default)]
struct Counts {
    files: usize,
    agreed: usize,
    shell: [usize; 3],
    excused: BTreeMap<&'static str, usize>,
    open: Vec<String>,
    statuses: Vec<String>,
}

/// Runs both over every `step`-th file, with the configurations whose name holds `only`; whether all differences are meant.
pub(crate) fn stand_in(
    root: &Path,
    data: &Path,
    [hadolint, dlint]: [&Path; 2],
    step: usize,
    only: &str,
) -> Result<bool> {
    let files = sorted(&data.join("corpus/dockerfiles"))?;
    let files: Vec<&PathBuf> = files.iter().step_by(step.max(1)).collect();
    let mut is_same = true;
    let configs = sorted(&root.join(CONFIGS))?;
    let name = |config: &Path| config.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for config in configs.into_iter().filter(|config| name(config).contains(only)) {
        let mut counts = Counts::default();
        for file in &files {
            compare(hadolint, dlint, &config, file, &mut counts)?;
        }
        let excused: usize = counts.excused.values().sum();
        let [both, theirs, ours] = counts.shell;
        println!(
            "{}: {} files, {} agreed, {} differ, {excused} excused, {} exit statuses differ; shell: {both} agreed, {theirs} only theirs, {ours} only ours",
            name(&config),
            counts.files,
            counts.agreed,
            counts.open.len(),
            counts.statuses.len()
        );
        for line in counts.open.iter().chain(&counts.statuses).take(20) {
            println!("    {line}");
        }
        is_same &= counts.open.is_empty() && counts.statuses.is_empty();
    }
    Ok(is_same)
}

fn compare(hadolint: &Path, dlint: &Path, config: &Path, file: &Path, counts: &mut Counts) -> Result<()> {
    let theirs = ask(hadolint, &[], config, file)?;
    // After an error it says no more.
    if theirs.rows.iter().any(|(code, ..)| code == "DL1000") {
        return Ok(());
    }
    let ours = ask(dlint, &["hadolint"], config, file)?;
    let source = SourceFile::decode("Dockerfile", std::fs::read(file)?)?;
    let parsed = dlint_syntax::parse(&source);
    let build = Build::new(&source, &parsed);
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    counts.files += 1;
    let mut differs = false;
    for row in ours.rows.union(&theirs.rows) {
        let (code, line, severity) = row;
        let (is_ours, is_theirs) = (ours.rows.contains(row), theirs.rows.contains(row));
        differs |= is_ours != is_theirs;
        if code.starts_with("SC") {
            let index = if is_ours && is_theirs { 0 } else { 1 + usize::from(is_ours) };
            counts.shell[index] += 1;
        } else if is_ours && is_theirs {
            counts.agreed += 1;
        } else if code == "DL1000" && is_ours && is_refused(&parsed, &source, *line) {
            *counts.excused.entry("BuildKit refuses it, and hadolint reads on").or_default() += 1;
        } else if let Some(excuse) = excuse(Peer::Hadolint, &build, *line, code, is_ours) {
            *counts.excused.entry(excuse).or_default() += 1;
        } else {
            let who = if is_ours { "ours" } else { "theirs" };
            counts.open.push(format!("{name}:{line} {code} {severity} {who}"));
        }
    }
    // Where both find the same, they have to end the same way.
    if !differs && ours.succeeds != theirs.succeeds {
        counts.statuses.push(format!("{name}: exit status"));
    }
    Ok(())
}

/// Whether the builder refuses what stands in a line.
fn is_refused(file: &dlint_syntax::File, source: &SourceFile, line: u32) -> bool {
    file.errors.iter().any(|error| source.lines().line(error.span.start) == line)
}

fn ask(program: &Path, first: &[&str], config: &Path, file: &Path) -> Result<Answer> {
    let output = Command::new(program)
        .args(first)
        .args(["--no-color", "-f", "json", "-c"])
        .arg(config)
        .arg(file)
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    // A format of the configuration is written in front of or behind the one that is asked for.
    let start = if text.starts_with('[') { 0 } else { text.rfind("\n[").map_or(text.len(), |line| line + 1) };
    let documents = serde_json::Deserializer::from_str(text.get(start..).unwrap_or_default());
    let Some(Ok(Value::Array(rows))) = documents.into_iter().next() else {
        bail!("{} wrote no JSON about {}: {text}", program.display(), file.display());
    };
    let row = |row: &Value| {
        let code = row["code"].as_str()?.to_owned();
        Some((code, row["line"].as_u64()? as u32, row["level"].as_str()?.to_owned()))
    };
    Ok(Answer { rows: rows.iter().filter_map(row).collect(), succeeds: output.status.success() })
}
