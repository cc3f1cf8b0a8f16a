//! `# check=`, compared with what `BuildKit` does with it: which warnings survive, whether they fail the build, and
//! whether the comment itself does.
//!
//! Whether a rule of ours finds the same is another comparison: here only what both find counts.

#![expect(clippy::indexing_slicing, reason = "a key that is not in a JSON value gives null")]

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail};
use dlint::{Finding, Input, Outcome, RuleSet, Selection, Settings, Severity, lint};
use dlint_syntax::SyntaxErrorKind;
use dlint_text::SourceFile;
use serde_json::{Value, json};

use super::lines;
use super::tally::Tally;

/// The check that runs only where it is asked for.
const EXPERIMENTAL: &str = "InvalidDefinitionDescription";

/// Compares with the recorded cases; whether all agreed.
pub(crate) fn check_comments(data: &Path, show: usize, if_present: bool) -> Result<bool> {
    let folder = data.join("conformance/buildkit");
    if !folder.is_dir() {
        let message = format!("there is no `{}`; name the folder with --data", folder.display());
        if if_present {
            println!("{message}");
            return Ok(true);
        }
        bail!(message);
    }
    let rules = dlint::rules();
    let mut tally = Tally::default();
    for name in ["parser_testfiles", "parser_literals", "instructions", "edge", "lint"] {
        for line in lines(&folder.join(format!("{name}.jsonl")))? {
            let case: Value = serde_json::from_str(&line?)?;
            let text = case["dockerfile"].as_str().unwrap_or_default();
            // In these answers the experimental checks are on.
            let experimental = &case["oracle_lint_experimental"];
            let answer = if experimental.is_null() { &case["oracle"] } else { experimental };
            let is_comment = |line: &str| line.contains('#') && line.to_lowercase().contains("check");
            if text.lines().any(is_comment) && !answer.is_null() {
                let place = format!("{name} {}", case["id"].as_str().unwrap_or_default());
                compare(&mut tally, &rules, &place, text, answer, !experimental.is_null())?;
            }
        }
    }
    Ok(tally.print(show))
}

fn compare(
    tally: &mut Tally,
    rules: &RuleSet,
    place: &str,
    text: &str,
    answer: &Value,
    experimental: bool,
) -> Result<()> {
    let source = SourceFile::new("Dockerfile", text);
    let outcome = lint(&settings(rules, experimental)?, rules, &Input::new(&source));
    let message = answer["build_error"]["message"].as_str().unwrap_or_default();
    let is_refused = message.starts_with("failed to parse check options");
    let is_wrong = |kind: &SyntaxErrorKind| {
        matches!(kind, SyntaxErrorKind::InvalidCheckOption { .. } | SyntaxErrorKind::InvalidCheckError { .. })
    };
    let refuses = outcome.file.errors.iter().any(|error| is_wrong(&error.kind));
    tally.compare("the comment fails the build", place, &json!(is_refused), &json!(refuses));
    let fails = message.starts_with("lint violation found");
    if answer["parse_error"].is_string() || (!message.is_empty() && !fails) {
        return Ok(());
    }
    let theirs: BTreeSet<(String, u32)> = answer["warnings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|warning| {
            let line = u32::try_from(warning["start_line"].as_u64()?).ok()?;
            Some((warning["rule"].as_str()?.to_owned(), first_line(&outcome, line)))
        })
        .collect();
    for (is_kept, finding) in findings(&outcome) {
        let Some(check) = check_of(finding) else { continue };
        let line = source.lines().line(finding.primary.span.start);
        let what = (check.to_owned(), first_line(&outcome, line));
        let is_theirs = theirs.contains(&what);
        // What we find and they do not has nothing to do with comments, where none names it.
        let names_it = |line: &&str| line.contains("skip=") && (line.contains(check) || line.contains("all"));
        let is_comment = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
        let above: Vec<&str> = text.lines().take(what.1 as usize - 1).collect();
        let mut comments = above.iter().take_while(|line| is_comment(line));
        let mut own = above.iter().rev().take_while(|line| is_comment(line));
        if !is_theirs && is_kept && !comments.any(names_it) && !own.any(names_it) {
            continue;
        }
        let place = format!("{place} {check} in line {}", what.1);
        tally.compare("a warning survives", &place, &json!(is_theirs), &json!(is_kept));
        // Some are errors in any case.
        if is_kept && finding.rule.severity < Severity::Error {
            let is_error = finding.severity == Severity::Error;
            tally.compare("a warning fails the build", &place, &json!(fails), &json!(is_error));
        }
    }
    Ok(())
}

fn findings(outcome: &Outcome) -> impl Iterator<Item = (bool, &Finding)> {
    let kept = outcome.findings.iter().map(|finding| (true, finding));
    kept.chain(outcome.suppressed.iter().map(|suppressed| (false, &suppressed.finding)))
}

/// All of `BuildKit`'s checks on, but for the experimental one where it has to be asked for.
fn settings(rules: &RuleSet, experimental: bool) -> Result<Settings> {
    let extend_select = if experimental {
        vec!["buildkit".to_owned()]
    } else {
        let variants = rules.rules().iter().flat_map(|rule| rule.meta.variants());
        let codes =
            variants.flat_map(|variant| [variant.code].into_iter().chain(variant.aliases.iter().copied()));
        codes.filter(|code| is_check(code) && *code != EXPERIMENTAL).map(str::to_owned).collect()
    };
    Ok(Settings::new(rules, &Selection { extend_select, ..Selection::default() })?)
}

/// What `BuildKit` calls it.
fn check_of(finding: &Finding) -> Option<&'static str> {
    let variant = finding.variant;
    [variant.code].into_iter().chain(variant.aliases.iter().copied()).find(|code| is_check(code))
}

/// The names of `BuildKit`'s checks are words without digits that begin with a capital letter.
fn is_check(code: &str) -> bool {
    code.starts_with(|c: char| c.is_ascii_uppercase()) && code.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The line in which the instruction begins that a line belongs to, or the one that it is a comment of.
fn first_line(outcome: &Outcome, line: u32) -> u32 {
    let instructions = &outcome.file.instructions;
    let owner = instructions.iter().find(|instruction| line <= instruction.last_line);
    owner.map_or(line, |owner| owner.first_line)
}
