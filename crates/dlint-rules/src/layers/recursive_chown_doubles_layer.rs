//! `DK1002` recursive-chown-doubles-layer. Spec: rules/DK1002-recursive-chown-doubles-layer.md

use dlint_diagnostics::{Category, Change, FixKind, NoFix, Safety, Severity};
use dlint_linter::{Check, Cx, Edits, Feature, Findings, Reporter, Rule};
use dlint_model::effects::{Action, Effect, Origin, Shape};
use dlint_model::path::ImagePath;
use dlint_model::{Stage, Step};
use dlint_syntax::Keyword;

use crate::support::add_modes::{fetched_by_add, give_to_adds};
use crate::support::attributes::{AttributeChange, change, has_it_already};
use crate::support::copy_flags::give_to_copies;
use crate::support::join::{Edited, join_since};
use crate::support::layers_below::{Kept, above_layers, calls, mentions};
use crate::support::owner_advice::instead_of_change;
use crate::support::small_files::{has_heavy_name, is_small};
use crate::support::unseen_folders::{is_of_package, unseen};

pub(crate) static RULE: Rule = Rule::new("DK1002", "recursive-chown-doubles-layer", Check::Stage(check))
    .category(Category::Layers)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Safe));

/// The programs that change who may do what.
const PROGRAMS: &[&str] = &["chgrp", "chmod", "chown", "setfacl"];

/// How many places a finding names.
const MOST_PLACES: usize = 4;

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !mentions(stage, PROGRAMS, cx) {
        return;
    }
    let wanted = |step: &Step<'_>| step.instruction.keyword == Keyword::Run && calls(step, PROGRAMS, cx);
    above_layers(stage, cx, wanted, |_, effect| is_written(effect), |step, kept| look(step, kept, cx, out));
}

/// Whether something is put there; a folder too, though it takes no room.
fn is_written(effect: &Effect) -> bool {
    let is_kept = match &effect.action {
        Action::Write { shape: Shape::Folder, .. } | Action::Move { .. } => true,
        Action::Write { origin, .. } => !matches!(origin, Origin::Create | Origin::Output | Origin::Edit),
        _ => false,
    };
    is_kept && effect.is_certain
}

/// Whether a file that is copied weighs, by its name: a program that `ADD` fetches, an archive of classes.
fn weighs(kept: &Kept<'_>) -> bool {
    fetched_by_add(kept).is_some() || kept.path.file_name().is_some_and(has_heavy_name)
}

/// Whether it is no small file, and more than the name of a package says so.
fn weighs_for_sure(kept: &Kept<'_>, cx: &Cx<'_>) -> bool {
    !is_small(kept, cx) && !is_of_package(kept)
}

fn is_folder(kept: &Kept<'_>) -> bool {
    matches!(kept.effect.action, Action::Write { shape: Shape::Folder, .. })
}

fn look<'s>(step: &'s Step<'s>, kept: &[Kept<'s>], cx: &Cx<'s>, out: &mut Findings<'_>) {
    let all = &cx.build.effects(step).all;
    let mut changes: Vec<(AttributeChange<'_>, Vec<Kept<'_>>)> = Vec::new();
    for (index, effect) in all.iter().enumerate() {
        let Some(change) = change(effect) else { continue };
        // What is made, a folder or the home of a user, is none of the files that are there.
        let stores = |other: &Effect, path: &ImagePath| {
            other.action.stored() == Some(path)
                && !matches!(other.action, Action::Write { origin: Origin::Create, .. })
        };
        let is_own = |path: &ImagePath| all.iter().take(index).any(|other| stores(other, path));
        let met = |one: &&Kept<'_>| {
            let covered =
                if one.is_tree() { change.path.empties(one.path) } else { change.path.covers(one.path) };
            // A single file that is copied is a matter of its own, unless its name says that it weighs.
            let is_heavy_file = || one.step.instruction.keyword == Keyword::Run || weighs(one);
            // What is changed alone is not what is in it.
            let is_named = || {
                change.path == one.path
                    || change.path.is_pattern() && change.path.parent() == one.path.parent()
            };
            let counts = change.recursive || !one.is_tree() && is_named() && is_heavy_file();
            covered.is_yes() && counts && !is_folder(one) && !is_own(one.path)
        };
        let mut met: Vec<Kept<'_>> = kept.iter().filter(met).copied().collect();
        if change.recursive && met.is_empty() && !is_own(change.path) {
            met = unseen(change.path, step, cx);
        }
        met.retain(|one| !has_it_already(one, &change, step, cx));
        if !change.recursive {
            met.retain(|one| !is_small(one, cx));
        }
        if !met.is_empty() {
            changes.push((change, met));
        }
    }
    report(step, &changes, kept, cx, out);
}

fn report(
    step: &Step<'_>,
    changes: &[(AttributeChange<'_>, Vec<Kept<'_>>)],
    kept: &[Kept<'_>],
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let mut below: Vec<Kept<'_>> = Vec::new();
    for one in changes.iter().flat_map(|(_, met)| met) {
        if !below.iter().any(|other| other.effect.span == one.effect.span) {
            below.push(*one);
        }
    }
    // The one that weighs is the one to speak of.
    let heavy = changes.iter().find(|(_, met)| met.iter().any(|one| weighs_for_sure(one, cx)));
    let Some((first, _)) = heavy.or_else(|| changes.first()) else { return };
    let message = format!("changing the {} of `{}` stores its files a second time", first.what, first.path);
    let mut reporter = out
        .report(&RULE, first.effect.span, message)
        .why("a layer that changes the owner or the mode of a file has all of the file in it, and the layer below keeps it, too")
        .help(instead_of_change(changes, kept, step, cx));
    for one in below.iter().take(MOST_PLACES) {
        reporter = reporter.secondary(one.effect.span, "this layer has them already");
    }
    let others = changes.iter().filter(|(other, _)| other.effect.span != first.effect.span);
    for (other, _) in others.take(MOST_PLACES) {
        reporter = reporter.secondary(other.effect.span, "and this is the same");
    }
    if heavy.is_none() {
        // Nobody minds a script that is there twice.
        reporter = reporter.severity(Severity::Info).pedantic();
    }
    fix(step, changes, &below, kept, cx, reporter);
}

fn fix(
    step: &Step<'_>,
    changes: &[(AttributeChange<'_>, Vec<Kept<'_>>)],
    below: &[Kept<'_>],
    kept: &[Kept<'_>],
    cx: &Cx<'_>,
    reporter: Reporter<'_>,
) {
    let own = |one: &Kept<'_>| one.step.stage == step.stage && one.step.inherited_from.is_none();
    if step.onbuild.is_some() || !below.iter().all(own) {
        reporter.no_fix(NoFix::new("what stores the files is in another stage"));
        return;
    }
    if let [(change, _)] = changes
        && let Some(given) = give_to_adds(step, change.effect, change.flag, change.value, below, cx)
    {
        reporter
            .fix(format!("add with `--{}={}`", change.flag, given.value), Safety::Unsafe, |edits| {
                edits.scattered();
                edits.replace_all(given.edits);
                needs(edits, change.flag);
            })
            .declares(given.changes);
        return;
    }
    let apart = match join_since(below.iter().map(|one| one.step), step, cx) {
        Ok(joined) => {
            reporter
                .fix("join the steps", Safety::Safe, |edits| edits.replace_all(joined))
                .declares([Change::Layers]);
            return;
        }
        Err(reason) => reason,
    };
    let given = match changes {
        [(change, _)] if below.iter().any(|one| one.step.instruction.keyword != Keyword::Run) => {
            give(step, change, below, kept, cx)
        }
        _ => Err(apart),
    };
    match given {
        Ok((flag, value, edited)) => reporter
            .fix(format!("copy with `--{flag}={value}`"), Safety::Unsafe, |edits| {
                edits.scattered();
                edits.replace_all(edited);
                needs(edits, flag);
            })
            .declares(changes_of_copies(flag)),
        Err(reason) => reporter.no_fix(reason),
    };
}

/// The flag, its value, and the edits that give it to the copies.
fn give<'c>(
    step: &Step<'_>,
    change: &AttributeChange<'c>,
    below: &[Kept<'_>],
    kept: &[Kept<'_>],
    cx: &Cx<'_>,
) -> Result<(&'static str, &'c str, Edited), NoFix> {
    let made = |one: &&Kept<'_>| {
        is_folder(one) && one.path != change.path && change.path.covers(one.path).is_possible()
    };
    if kept.iter().any(|one| made(&one)) {
        return Err(NoFix::new("folders are made below it, which no copy brings"));
    }
    if change.path.is_pattern() && below.iter().any(Kept::is_tree) {
        return Err(NoFix::new("the pattern names less than what a flag of the copy reaches"));
    }
    let value = change.value.ok_or(NoFix::new("nobody knows the owner or the mode"))?;
    let edited = give_to_copies(step, change.effect, (change.flag, value), below, cx)?;
    Ok((change.flag, value, edited))
}

/// Every builder knows `--chown`, but not every one `--chmod`.
fn needs(edits: &mut Edits, flag: &str) {
    if flag == "chmod" {
        edits.needs(Feature::Chmod);
    }
}

/// What changes when copies give the owner or the mode themselves.
fn changes_of_copies(flag: &str) -> Vec<Change> {
    let flags = ["ADD", "COPY"].map(|keyword| Change::Flags { keyword, flag: flag.to_owned() });
    let commands = ["chgrp", "chmod", "chown", "sudo"].map(str::to_owned);
    let commands =
        commands.into_iter().flat_map(|name| [Change::Runs(name.clone()), Change::RunsNoMore(name)]);
    flags.into_iter().chain(commands).collect()
}
