//! The shell findings, compared with ShellCheck's answers.

#![expect(clippy::indexing_slicing, reason = "a key that is not in a JSON value gives null")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use dlint_shell::{Dialect, Script, Shell, Variables};
use dlint_syntax::{Arguments, CommandLine, File, Instruction};
use dlint_text::{MappedText, MappedTextBuilder, SourceFile};
use serde_json::Value;

use super::lines;

/// The share that has to agree, in thousandths: of ShellCheck's findings those we have, of ours those it confirms.
const AGREED: usize = 990;

/// What both say, what only ShellCheck says, what only we say; with the places of the last two.
#[derive(Default)]
struct Counts {
    agreed: usize,
    theirs: Vec<String>,
    ours: Vec<String>,
}

/// Compares with everything in the folder; whether enough agreed.
pub(crate) fn shell(data: &Path, show: usize, if_present: bool) -> Result<bool> {
    let corpus = data.join("corpus");
    let recorded = corpus.join("oracle/shellcheck.jsonl.gz");
    if !recorded.is_file() {
        let message = format!("there is no `{}`; name the folder with --data", recorded.display());
        if if_present {
            println!("{message}");
            return Ok(true);
        }
        bail!(message);
    }
    let mut codes: BTreeMap<u16, Counts> = BTreeMap::new();
    let mut bodies = 0;
    let mut missing = Vec::new();
    let mut reading = Duration::ZERO;
    let mut linting = Duration::ZERO;
    let mut open: Option<(String, SourceFile, File)> = None;
    for line in lines(&recorded)? {
        let case: Value = serde_json::from_str(&line?)?;
        let id = case["id"].as_str().unwrap_or_default();
        if open.as_ref().is_none_or(|(open, ..)| open != id) {
            let path = corpus.join(format!("dockerfiles/{id}.Dockerfile"));
            let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let source = SourceFile::decode(id, bytes)?;
            let file = dlint_syntax::parse(&source);
            open = Some((id.to_owned(), source, file));
        }
        let Some((_, source, file)) = &open else { continue };
        let place = format!("{id}:{}", case["line"]);
        let Some(text) = body(file, case["line"].as_u64().unwrap_or_default()) else {
            missing.push(place);
            continue;
        };
        bodies += 1;
        let shell = Shell::from_name(case["shell"].as_str().unwrap_or_default());
        let names = case["vars"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let variables: Variables = names.map(|name| (name, "1")).collect();
        let start = Instant::now();
        let script = Script::read(&text, Dialect::plain(shell), &variables);
        let read = Instant::now();
        let findings = script.findings();
        linting += read.elapsed();
        ensure!(script.shortcut_is_right(), "{place} is taken for plain and is not");
        reading += read - start;
        let mut ours: Vec<_> =
            findings.iter().map(|finding| (finding.code, source.slice(finding.span))).collect();
        for theirs in case["codes"].as_array().into_iter().flatten().filter_map(Value::as_u64) {
            let code = theirs as u16;
            let counts = codes.entry(code).or_default();
            if let Some(found) = ours.iter().position(|(ours, _)| *ours == code) {
                ours.remove(found);
                counts.agreed += 1;
            } else {
                counts.theirs.push(place.clone());
            }
        }
        for (code, at) in ours {
            codes.entry(code).or_default().ours.push(format!("{place} `{at}`"));
        }
    }
    print(&codes, show);
    let each = |time: Duration| time.as_micros() / bodies.max(1);
    println!("\n{bodies} bodies, {} µs each to read, {} µs each to check", each(reading), each(linting));
    if !missing.is_empty() {
        println!("no such RUN: {}", missing.join(" "));
    }
    let agreed: usize = codes.values().map(|counts| counts.agreed).sum();
    let theirs: usize = codes.values().map(|counts| counts.theirs.len()).sum();
    let ours: usize = codes.values().map(|counts| counts.ours.len()).sum();
    let present = share("ShellCheck's findings present", agreed, theirs);
    let confirmed = share("our findings confirmed", agreed, ours);
    Ok(missing.is_empty() && present >= AGREED && confirmed >= AGREED)
}

fn share(what: &str, agreed: usize, others: usize) -> usize {
    let share = agreed * 1000 / (agreed + others).max(1);
    println!("{what}: {agreed} of {}, {}.{}%", agreed + others, share / 10, share % 10);
    share
}

fn print(codes: &BTreeMap<u16, Counts>, show: usize) {
    println!("{:<8} {:>7} {:>12} {:>10}", "code", "agreed", "only theirs", "only ours");
    for (code, counts) in codes {
        let (theirs, ours) = (counts.theirs.len(), counts.ours.len());
        println!("SC{code:<6} {:>7} {theirs:>12} {ours:>10}", counts.agreed);
        for place in counts.theirs.iter().take(show) {
            println!("         theirs {place}");
        }
        for place in counts.ours.iter().take(show) {
            println!("         ours   {place}");
        }
    }
}

/// The text of the `RUN` on a line, as the builder hands it to the shell.
fn body(file: &File, line: u64) -> Option<MappedText> {
    let on_line = |instruction: &&Instruction| u64::from(instruction.first_line) == line;
    let instruction = file.instructions.iter().find(on_line)?;
    let instruction = match instruction.as_onbuild() {
        Some(onbuild) => onbuild.trigger.as_deref()?,
        None => instruction,
    };
    let Arguments::Run(CommandLine { text, exec: None }) = &instruction.arguments else { return None };
    let Some(first) = instruction.heredocs.first() else { return Some(text.clone()) };
    if text.span() == first.opener {
        return Some(first.body.clone());
    }
    let mut builder = MappedTextBuilder::new(text.span().start);
    builder.copy_part(text, 0..text.len());
    for heredoc in &instruction.heredocs {
        builder.resolved("\n", dlint_text::Span::at(heredoc.body.span().start));
        builder.copy_part(&heredoc.body, 0..heredoc.body.len());
        builder.resolved(
            &heredoc.name,
            heredoc.terminator.unwrap_or(dlint_text::Span::at(heredoc.body.span().end)),
        );
    }
    Some(builder.finish())
}
