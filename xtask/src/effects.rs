//! How much dlint knows of the commands that real Dockerfiles run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use dlint_model::Build;
use dlint_model::effects::{CommandId, Knowledge};
use dlint_text::SourceFile;

use crate::listing::sorted;

/// The share of the commands that has to be known, in thousandths.
const KNOWN: usize = 850;

/// How many unknown names the documentation lists.
const LISTED: usize = 50;

/// The page that lists them, and the lines around the list.
const PAGE: &str = "docs/effects.md";
const BEGIN: &str = "<!-- the list is written by `cargo xtask effects --write` -->";
const END: &str = "<!-- end of the list -->";

/// What was counted.
#[derive(Default)]
struct Counts {
    known: usize,
    builds: usize,
    unknown: usize,
    /// Each unknown name, with how often it is run and in how many files.
    names: BTreeMap<String, (usize, usize)>,
}

/// Counts over all files of the folder; whether enough is known.
pub(crate) fn effects(root: &Path, data: &Path, write: bool, if_present: bool) -> Result<bool> {
    let folder = data.join("corpus/dockerfiles");
    if !folder.is_dir() {
        let message = format!("there is no `{}`; name the folder with --data", folder.display());
        if if_present {
            println!("{message}");
            return Ok(true);
        }
        bail!(message);
    }
    let mut counts = Counts::default();
    for path in sorted(&folder)? {
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        count(&SourceFile::decode("Dockerfile", bytes)?, &mut counts);
    }
    let all = counts.known + counts.builds + counts.unknown;
    let share = |part: usize| part * 1000 / all.max(1);
    let print = |what: &str, part: usize| {
        println!("{what}: {part} of {all}, {}.{}%", share(part) / 10, share(part) % 10);
    };
    print("known", counts.known);
    print("builds", counts.builds);
    print("unknown", counts.unknown);
    let list = list(&counts);
    if write {
        write_page(&root.join(PAGE), &list)?;
    } else {
        print!("{list}");
    }
    Ok(share(counts.known) >= KNOWN)
}

/// Counts the commands that a file's `RUN`s run: those of the wrappers, and those that they wrap.
fn count(source: &SourceFile, counts: &mut Counts) {
    let file = dlint_syntax::parse(source);
    let build = Build::new(source, &file);
    let mut unknown_here: BTreeMap<String, usize> = BTreeMap::new();
    let steps = build.stages().iter().flat_map(|stage| stage.own_steps().chain(&stage.triggers));
    for step in steps.filter(|step| step.instruction.keyword == dlint_syntax::Keyword::Run) {
        let effects = build.effects(step);
        for (script, body) in build.scripts(step).iter().map(|script| script.script.body()).enumerate() {
            for (command, shell) in
                body.commands.iter().enumerate().filter(|(_, shell)| !shell.words.is_empty())
            {
                match Knowledge::of(effects.of_command(CommandId { script, command })) {
                    Knowledge::Known => counts.known += 1,
                    Knowledge::Build => counts.builds += 1,
                    Knowledge::Unknown => {
                        counts.unknown += 1;
                        let name = shell.base_name().unwrap_or("(a name that only the build knows)");
                        *unknown_here.entry(name.to_owned()).or_default() += 1;
                    }
                }
            }
        }
    }
    for (name, times) in unknown_here {
        let (all, files) = counts.names.entry(name).or_default();
        *all += times;
        *files += 1;
    }
}

/// The most frequent unknown names as a table.
fn list(counts: &Counts) -> String {
    let mut names: Vec<_> = counts.names.iter().collect();
    names.sort_by_key(|(name, (times, _))| (std::cmp::Reverse(*times), (*name).clone()));
    let mut list = "| command | times | files |\n|---|---:|---:|\n".to_owned();
    for (name, (times, files)) in names.iter().take(LISTED) {
        let name = if name.starts_with('(') { (*name).clone() } else { format!("`{name}`") };
        // Writing to a String cannot fail.
        let _ = writeln!(list, "| {name} | {times} | {files} |");
    }
    list
}

fn write_page(path: &Path, list: &str) -> Result<()> {
    let page = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let (before, rest) = page.split_once(BEGIN).context("the page has no list")?;
    let (_, behind) = rest.split_once(END).context("the page's list has no end")?;
    std::fs::write(path, format!("{before}{BEGIN}\n\n{list}\n{END}{behind}"))?;
    Ok(())
}
