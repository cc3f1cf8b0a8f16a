//! `DK1001` delete-in-later-layer. Spec: rules/DK1001-delete-in-later-layer.md

use std::borrow::Cow;

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Reporter, Rule};
use dlint_model::effects::{Action, Effect, Origin, ReadFrom, Shape};
use dlint_model::packages::{Manager, Operation};
use dlint_model::path::ImagePath;
use dlint_model::{Stage, Step};
use dlint_shell::base_name;
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::archives::unpacked_since;
use crate::support::copied_parts::{is_copied_part, is_optional};
use crate::support::fed_secrets::{fed_secret, instead_of_secret};
use crate::support::held_twice::{HeldTwice, held_twice, instead_of_second};
use crate::support::index_needed::index_needed;
use crate::support::instead_of_copy::instead_of_copy;
use crate::support::join::join_since;
use crate::support::layers_below::{Kept, above_layers, calls, mentions};
use crate::support::mounted_copies::{Fate, mount_instead};
use crate::support::packages::calls_manager;
use crate::support::removed_names::name_of;
use crate::support::secret_files::holds_secrets;
use crate::support::small_files::{is_list, is_small};
use crate::support::split_updates::is_split_install;

pub(crate) static RULE: Rule = Rule::new("DK1001", "delete-in-later-layer", Check::Stage(check))
    .category(Category::Layers)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Safe));

/// The programs that remove something.
const PROGRAMS: &[&str] = &["find", "mv", "rm", "unlink"];

/// What is written wherever something is removed: by a program, or by what package managers call cleaning up.
const WORDS: &[&str] =
    &["-S", "cache", "cc", "clean", "clear", "find", "gc", "mv", "prune", "purge", "rm", "unlink"];

/// How many places a finding names.
const MOST_PLACES: usize = 4;

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !mentions(stage, WORDS, cx) {
        return;
    }
    let wanted = |step: &Step<'_>| {
        step.instruction.keyword == Keyword::Run && (calls(step, PROGRAMS, cx) || calls_manager(step, cx))
    };
    above_layers(stage, cx, wanted, |_, effect| has_weight(effect), |step, kept| look(step, kept, cx, out));
}

/// Whether it takes room: an empty folder, a link, or a line that `echo` writes, does not.
fn has_weight(effect: &Effect) -> bool {
    let by_origin = match &effect.action {
        Action::Write { shape: Shape::Folder, .. } => false,
        Action::Write { origin, .. } => !matches!(origin, Origin::Create | Origin::Output | Origin::Edit),
        Action::Move { .. } => true,
        _ => false,
    };
    by_origin && effect.is_certain
}

/// Something that is removed, and what keeps it.
struct Removal<'s> {
    span: Span,
    /// What it is called in the message.
    name: String,
    /// The path; `None` where the package manager knows it.
    path: Option<&'s ImagePath>,
    is_move: bool,
    kept: Vec<Kept<'s>>,
}

fn look(step: &Step<'_>, kept: &[Kept<'_>], cx: &Cx<'_>, out: &mut Findings<'_>) {
    let all = &cx.build.effects(step).all;
    let mut removals: Vec<Removal<'_>> = Vec::new();
    for (index, effect) in all.iter().enumerate() {
        let before = all.get(..index).unwrap_or_default();
        removals.extend(removal(step, effect, before, kept, cx));
    }
    for is_move in [false, true] {
        let alike: Vec<&Removal<'_>> = removals.iter().filter(|removal| removal.is_move == is_move).collect();
        report(step, &alike, cx, out);
    }
}

/// What an effect removes of the layers below; `None` where that is nothing.
fn removal<'s>(
    step: &Step<'_>,
    effect: &'s Effect,
    before: &[Effect],
    kept: &[Kept<'s>],
    cx: &Cx<'_>,
) -> Option<Removal<'s>> {
    if !effect.is_certain || effect.mount.is_some() {
        return None;
    }
    if let Action::Packages(action) = &effect.action {
        let fills = |other: &Effect| matches!(&other.action, Action::Packages(own) if own.manager == action.manager && own.operation != Operation::Clean);
        // It empties another folder than that of the lists, yet whoever runs it means to be rid of both.
        if action.manager != Manager::Apt || action.operation != Operation::Clean || before.iter().any(fills)
        {
            return None;
        }
        let filled = |one: &&Kept<'_>| {
            matches!(one.effect.action, Action::Write { origin: Origin::Cache(Manager::Apt), .. })
        };
        let kept: Vec<Kept<'s>> = kept.iter().filter(filled).copied().collect();
        let name = format!("the cache of `{}`", action.program);
        return (!kept.is_empty()).then_some(Removal {
            span: action.verb,
            name,
            path: None,
            is_move: false,
            kept,
        });
    }
    let removed = effect.action.removed()?;
    // What the step has moved away is not there any more.
    let is_own = |path: &ImagePath| {
        before.iter().any(|other| match &other.action {
            Action::Move { from, .. } if from.covers(path).is_yes() => true,
            action => action.stored() == Some(path),
        })
    };
    let goes = |one: &&Kept<'s>| {
        let is_part = || is_copied_part(one, removed, cx);
        (one.goes_with(&effect.action) || is_part()) && !is_own(one.path)
    };
    let mut gone: Vec<Kept<'s>> = kept.iter().filter(goes).copied().collect();
    gone.retain(|one| {
        !unpacked_since(one, step, cx) && !is_split_install(one, before, cx) && !is_secret(one, removed, cx)
    });
    if gone.is_empty() {
        return None;
    }
    let is_move = matches!(effect.action, Action::Move { .. });
    Some(Removal {
        span: effect.span,
        name: name_of(removed, effect, &cx.build.effects(step).all),
        path: Some(removed),
        is_move,
        kept: gone,
    })
}

/// Whether it is a file with secrets, of which `secret-file-copied` says that it stays.
fn is_secret(kept: &Kept<'_>, removed: &ImagePath, cx: &Cx<'_>) -> bool {
    let reads = cx.build.effects(kept.step).all.iter().filter(|effect| effect.span == kept.effect.span);
    let mut sources = reads.filter_map(|effect| match &effect.action {
        Action::Read { path, from: ReadFrom::Context } if path.is_exact() => Some(path.as_str()),
        _ => None,
    });
    let is_removed =
        |source: &str| removed.covers(kept.path).is_yes() || Some(base_name(source)) == removed.file_name();
    sources.any(|source| is_removed(source) && holds_secrets(source, cx).is_some())
}

fn report(step: &Step<'_>, removals: &[&Removal<'_>], cx: &Cx<'_>, out: &mut Findings<'_>) {
    let weighs =
        |one: &Kept<'_>| !is_small(one, cx) && !is_list(one, step) && !is_for_script(one, removals, cx);
    // The one that weighs is the one to speak of.
    let heavy = removals.iter().find(|removal| removal.kept.iter().any(weighs));
    // A password is worse than any weight.
    let secret = removals.iter().find_map(|removal| {
        let path = removal.kept.iter().find_map(|one| fed_secret(one, step, cx))?;
        (!removal.is_move).then_some((removal, path))
    });
    let Some(first) = secret.map(|(removal, _)| removal).or(heavy).or_else(|| removals.first()) else {
        return;
    };
    let (message, mut why) = if first.is_move {
        let message = format!("moving {} in a later layer stores it twice", first.name);
        (
            message,
            "the layer below keeps it under its old name, this one has it again, and every pull carries both",
        )
    } else {
        let message = format!("deleting {} in a later layer frees nothing", first.name);
        (
            message,
            "this layer only hides it: the one that stores it keeps every byte, and every pull carries them",
        )
    };
    let mut all: Vec<Kept<'_>> = Vec::new();
    for one in removals.iter().flat_map(|removal| &removal.kept) {
        if !all.iter().any(|other| other.effect.span == one.effect.span) {
            all.push(*one);
        }
    }
    // There is room for few: those that weigh.
    all.sort_by_key(|one| !weighs(one));
    let severity = if heavy.or(secret.map(|(removal, _)| removal)).is_some() {
        Severity::Warning
    } else {
        Severity::Info
    };
    let named = first.kept.iter().find(|one| weighs(one)).or_else(|| first.kept.first());
    let alike = |one: &&Kept<'_>| named.is_some_and(|named| named.path == one.path) && !first.is_move;
    let held = first.kept.iter().filter(alike).find_map(|one| Some((one, held_twice(one, cx)?)));
    let help = match (secret, named, held) {
        (Some((_, path)), ..) => {
            why = "this layer only hides it: the layer that stores it keeps the password, for whoever has the image";
            Cow::Owned(instead_of_secret(path))
        }
        (None, _, Some((one, held))) => {
            Cow::Owned(instead_of_second(&held, one, first.path.unwrap_or(one.path), cx))
        }
        (None, Some(one), None) => help(one, first, &all, step, cx),
        _ => Cow::default(),
    };
    let mut reporter = out.report(&RULE, first.span, message).severity(severity).why(why).help(help);
    if severity == Severity::Info && (first.is_move || first.kept.iter().any(is_optional)) {
        // Nobody minds a configuration that is there twice, and no mount leaves out what is not there.
        reporter = reporter.pedantic();
    }
    for one in all.iter().take(MOST_PLACES) {
        reporter = reporter.secondary(one.effect.span, "this layer keeps it");
    }
    let is_new =
        |held: &HeldTwice<'_>| secret.is_none() && all.iter().all(|one| one.effect.span != held.first.span);
    if let Some((_, held)) = held.filter(|(_, held)| is_new(held)) {
        reporter = reporter.secondary(held.first.span, "and this one has it, too");
    }
    for other in removals.iter().filter(|other| other.span != first.span).take(MOST_PLACES) {
        reporter =
            reporter.secondary(other.span, if first.is_move { "and so does this" } else { "nor does this" });
    }
    fix(step, &all, cx, reporter);
}

/// Whether it is what a script of its name works with, which goes together with it: `tool` for `install-tool.sh`.
fn is_for_script(kept: &Kept<'_>, removals: &[&Removal<'_>], cx: &Cx<'_>) -> bool {
    let Some(name) = kept.path.file_name().filter(|name| name.len() > 2 && kept.is_tree()) else {
        return false;
    };
    let is_copied = |one: &Kept<'_>| one.step.instruction.as_transfer().is_some();
    let is_its_script = |one: &Kept<'_>| {
        let script = one.path.file_name().unwrap_or_default();
        is_copied(one)
            && script.rsplit('.').next() == Some("sh")
            && script.contains(name)
            && is_small(one, cx)
    };
    is_copied(kept) && removals.iter().flat_map(|removal| &removal.kept).any(is_its_script)
}

fn help(
    kept: &Kept<'_>,
    removal: &Removal<'_>,
    all: &[Kept<'_>],
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> Cow<'static, str> {
    let keyword = kept.step.instruction.keyword;
    let text = match &kept.effect.action {
        _ if removal.is_move && keyword != Keyword::Run => "copy it to where it belongs",
        _ if removal.is_move => "put it there in the step that makes it",
        Action::Write { origin: Origin::Context | Origin::Copy, .. } if keyword != Keyword::Run => {
            let path = removal.path.unwrap_or(kept.path);
            let advice = instead_of_copy(kept, path, step, cx);
            let is_other = |one: &&Kept<'_>| {
                one.step.instruction.keyword != Keyword::Run
                    && one.effect.span != kept.effect.span
                    && instead_of_copy(one, one.path, step, cx) != advice
            };
            // Each file of a folder that is deleted as a whole needs a mount of its own.
            let has_others =
                advice.starts_with("mount") && all.iter().take(MOST_PLACES).any(|one| is_other(&one));
            let apart = match (has_others, kept.path.is_pattern()) {
                (false, _) => "",
                (true, false) => ", and the other copies likewise",
                (true, true) => ", and the other copies likewise, in a folder of their own",
            };
            return Cow::Owned(advice + apart);
        }
        Action::Write { origin: Origin::Cache(manager), .. } => {
            if let Some(update) = index_needed(kept, *manager, step, cx) {
                return Cow::Owned(update);
            }
            "clean up at the end of the `RUN` that installs"
        }
        Action::Write { origin: Origin::Download, .. } if keyword == Keyword::Add => {
            "download it with `curl` or `wget` in the `RUN` that deletes it"
        }
        _ => "delete it in the same `RUN` that makes it",
    };
    Cow::Borrowed(text)
}

/// Joins the steps from the first that stores something of it to this one.
fn fix(step: &Step<'_>, kept: &[Kept<'_>], cx: &Cx<'_>, reporter: Reporter<'_>) {
    match join_since(kept.iter().map(|one| one.step), step, cx) {
        Ok(joined) => reporter
            .fix("join the steps", Safety::Safe, |edits| edits.replace_all(joined))
            .declares([Change::Layers]),
        Err(apart) if kept.iter().all(|one| one.step.instruction.keyword == Keyword::Run) => {
            reporter.no_fix(apart)
        }
        Err(_) => mount_instead(kept, Fate::Deleted, step, cx, reporter),
    };
}
