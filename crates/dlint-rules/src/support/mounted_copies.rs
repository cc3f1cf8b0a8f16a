//! Mounts that take the place of copies which the step that needs them deletes again.

use dlint_diagnostics::{Change, NoFix, Safety};
use dlint_linter::{Cx, Feature, Reporter};
use dlint_model::Step;
use dlint_model::effects::{Action, CommandId, Effect};
use dlint_model::path::ImagePath;
use dlint_shell::Word;
use dlint_syntax::Keyword;
use dlint_text::Span;

use super::instead_of_copy::bind_mount;
use super::join::{Edited, join, plain_body};
use super::layers_below::Kept;
use super::limits::STEPS_OF_A_STAGE;
use super::mount_users::{MountTarget, Users, is_deleted_by};
use super::rows::{cut_from_list, outermost};
use super::system_folders::{is_of_system, is_system_folder};
use super::whole_lines::whole_lines;

/// What makes mounts of copies.
#[derive(Debug)]
struct Mounted {
    /// Each place, with its text.
    edits: Edited,
    /// What is different in the build.
    changes: Vec<Change>,
    /// What a builder has to know.
    needs: Feature,
}

/// Whether what is copied is deleted again, or stays in the image although only one step needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The last step deletes it.
    Deleted,
    /// It is an archive that one step unpacks.
    Unpacked,
}

/// Offers to mount what is copied for the steps that use it; or says why that would not do.
pub(crate) fn mount_instead<'r>(
    kept: &[Kept<'_>],
    fate: Fate,
    step: &Step<'_>,
    cx: &Cx<'_>,
    reporter: Reporter<'r>,
) -> Reporter<'r> {
    match mount_copies(kept, fate, step, cx) {
        Ok(mounted) => reporter
            .fix("mount it for the steps that need it instead of copying it", Safety::Unsafe, |edits| {
                edits.scattered();
                edits.replace_all(mounted.edits);
                edits.needs(mounted.needs);
            })
            .declares(mounted.changes),
        Err(reason) => reporter.no_fix(reason),
    }
}

/// The edits that mount what is copied for the steps that use it.
///
/// # Errors
///
/// Why a mount would not do the same, or nobody knows.
fn mount_copies(kept: &[Kept<'_>], fate: Fate, step: &Step<'_>, cx: &Cx<'_>) -> Result<Mounted, NoFix> {
    if step.onbuild.is_some() {
        return Err(NoFix::new("the trigger runs in another build"));
    }
    let mut edits = Vec::new();
    let mut flags: Vec<String> = Vec::new();
    let mut targets: Vec<MountTarget> = Vec::new();
    let mut done: Vec<usize> = Vec::new();
    for one in kept {
        check_copy(one, kept, step)?;
        let (flag, path) = mount(one, cx)?;
        if !flags.contains(&flag) {
            flags.push(flag);
            targets.push(MountTarget { path, is_tree: one.is_tree() || one.path.is_pattern() });
        }
        if !done.contains(&one.step.index) {
            done.push(one.step.index);
            edits.push((whole_lines(one.step.instruction, cx), String::new()));
        }
    }
    // Of what is copied, the image keeps what is not deleted.
    let effects = &cx.build.effects(step).all;
    let goes = |one: &Kept<'_>| {
        let mut deletions = effects
            .iter()
            .filter(|effect| matches!(effect.action, Action::Delete { .. }) && effect.is_certain);
        deletions.any(|effect| one.goes_with(&effect.action))
    };
    if fate == Fate::Deleted && !kept.iter().all(goes) {
        return Err(NoFix::new("the image keeps a part of the copy"));
    }
    let lies_in = |(index, target): (usize, &MountTarget)| {
        let others = targets.iter().enumerate().filter(|(other, _)| *other != index);
        others.map(|(_, other)| &other.path).any(|other| other.covers(&target.path).is_possible())
    };
    if targets.iter().enumerate().any(lies_in) {
        return Err(NoFix::new("one mount would lie in the other"));
    }
    if targets.iter().any(|target| target.is_tree && hides(target, kept, cx)) {
        return Err(NoFix::new("the mount would hide what is in the folder already"));
    }
    let users = Users::of(kept, &targets, step, cx)?;
    let is_elsewhere = |one: &Kept<'_>| {
        let is_there = |user: &&Step<'_>| user.state.workdir == one.step.state.workdir;
        !one.path.as_str().starts_with('/') && !users.all.iter().all(is_there)
    };
    if kept.iter().any(is_elsewhere) {
        return Err(NoFix::new("the steps do not run in the same folder"));
    }
    if users.write {
        if users.all.len() > 1 {
            edits.extend(join(&between(&users.all, cx), cx)?);
        }
        for flag in &mut flags {
            flag.push_str(",rw");
        }
    }
    let changes = vec![
        Change::Removes("COPY", String::new()),
        Change::Flags { keyword: "RUN", flag: "mount".to_owned() },
        Change::Layers,
    ];
    let needs = if users.write { Feature::WritableMount } else { Feature::Mount };
    let mut mounted = Mounted { edits, changes, needs };
    let mounts = if users.write { 1 } else { users.all.len() };
    for user in users.all.iter().take(mounts) {
        let at = Span::at(user.instruction.keyword_text.span().end);
        mounted.edits.push((at, format!(" {}", flags.join(" "))));
    }
    if users.last_only_deletes {
        mounted.edits.push((whole_lines(step.instruction, cx), String::new()));
        mounted.changes.push(Change::RunsNoMore("rm".to_owned()));
    } else {
        without_deletions(&targets, step, cx, &mut mounted)?;
    }
    Ok(mounted)
}

/// Whether something else may lie in a folder that is mounted: a program of the base image, or what a step before has
/// put there.
fn hides(target: &MountTarget, kept: &[Kept<'_>], cx: &Cx<'_>) -> bool {
    let Some(first) = kept.iter().map(|one| one.step).min_by_key(|step| step.index) else { return true };
    let text = target.path.as_str();
    let is_for_others = ["/tmp/", "/opt/", "/srv/", "/mnt/", "/var/tmp/", "/usr/src/", "/home/", "/root/"]
        .iter()
        .any(|folder| text.strip_prefix(folder).is_some_and(|rest| !rest.is_empty()));
    if is_system_folder(&target.path) || is_of_system(&target.path) && !is_for_others {
        return true;
    }
    let is_there = |effect: &Effect| match &effect.action {
        Action::Write { path, .. } => *path != target.path && target.path.covers(path).is_yes(),
        _ => false,
    };
    let steps = cx.build.chain(first.stage).flat_map(|stage| stage.steps.iter());
    let mut before =
        steps.filter(|step| step.stage != first.stage || step.index < first.index).take(STEPS_OF_A_STAGE);
    before.any(|step| cx.build.effects(step).all.iter().any(is_there))
}

/// All steps from the first of these to the last.
fn between<'s>(users: &[&'s Step<'s>], cx: &Cx<'s>) -> Vec<&'s Step<'s>> {
    let (Some(first), Some(last)) = (users.first(), users.last()) else { return Vec::new() };
    let steps = cx.stages.get(first.stage).and_then(|stage| stage.steps.get(first.index..=last.index));
    steps.unwrap_or_default().iter().collect()
}

/// Checks that a copy brings nothing else, and that nothing but this step uses what it brings.
fn check_copy(one: &Kept<'_>, kept: &[Kept<'_>], step: &Step<'_>) -> Result<(), NoFix> {
    let refused = |reason: &'static str| Err(NoFix::new(reason));
    let copy = one.step;
    if copy.stage != step.stage || copy.onbuild.is_some() || copy.inherited_from.is_some() {
        return refused("what stores the files is in another stage");
    }
    let Some(transfer) = copy.instruction.as_transfer().filter(|_| copy.instruction.keyword == Keyword::Copy)
    else {
        return refused("the steps do not follow each other");
    };
    if copy.instruction.flags.iter().any(|flag| !matches!(&*flag.name, "from" | "link")) {
        return refused("the copy gives the files another owner or mode, or leaves some out");
    }
    let brought = kept.iter().filter(|other| std::ptr::eq(other.step, copy)).count();
    if transfer.sources.len() != brought || !copy.instruction.heredocs.is_empty() {
        return refused("the same `COPY` brings other files, too");
    }
    Ok(())
}

/// The mount that stands for a copy, and its target.
fn mount(one: &Kept<'_>, cx: &Cx<'_>) -> Result<(String, ImagePath), NoFix> {
    let (flag, target) = bind_mount(one, one.path, cx);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-=,@+:".contains(c);
    if !flag.chars().all(is_plain) || flag.ends_with("target=") || flag.ends_with("target=/") {
        return Err(NoFix::new("nobody knows where the files are"));
    }
    Ok((flag, target))
}

/// The edits that leave the deletions out: what is mounted cannot be deleted.
fn without_deletions(
    targets: &[MountTarget],
    step: &Step<'_>,
    cx: &Cx<'_>,
    mounted: &mut Mounted,
) -> Result<(), NoFix> {
    let mut commands: Vec<CommandId> = Vec::new();
    for effect in &cx.build.effects(step).all {
        if effect.action.removed().is_some_and(|path| is_deleted_by(path, targets)) {
            let id = effect.command.ok_or(NoFix::new(ODD))?;
            if !commands.contains(&id) {
                commands.push(id);
                without_words(id, targets, step, cx, mounted)?;
            }
        }
    }
    Ok(())
}

/// Why a deletion cannot be taken out.
const ODD: &str = "the command that deletes it does something else, too";

/// Takes the words out of an `rm` that name what is mounted, or all of it.
fn without_words(
    id: CommandId,
    targets: &[MountTarget],
    step: &Step<'_>,
    cx: &Cx<'_>,
    mounted: &mut Mounted,
) -> Result<(), NoFix> {
    let own = outermost(step, Some(id), cx).ok_or(NoFix::new(ODD))?;
    let command = plain_body(step, cx)?.commands.get(id.command).ok_or(NoFix::new(ODD))?;
    if command.base_name() != Some("rm") || !own.redirections.is_empty() {
        return Err(NoFix::new(ODD));
    }
    let effects = &cx.build.effects(step).all;
    let deleted = |word: Span| {
        effects.iter().any(|effect| {
            effect.command == Some(id)
                && effect.span == word
                && effect.action.removed().is_some_and(|path| is_deleted_by(path, targets))
        })
    };
    let operands = command.arguments().iter().filter(|word| !word.beginning.starts_with('-'));
    let (ours, others): (Vec<&Word>, Vec<&Word>) = operands.partition(|word| deleted(word.span()));
    if ours.is_empty() {
        return Err(NoFix::new(ODD));
    }
    mounted.changes.push(Change::RunsNoMore("rm".to_owned()));
    if others.is_empty() {
        let cut = cut_from_list(step, id, cx)?;
        mounted.edits.push((cut.span, String::new()));
        mounted.changes.extend(cut.changes);
        return Ok(());
    }
    let is_ours = |word: &Word| ours.iter().any(|other| other.span() == word.span());
    let mut end = None;
    let mut left: Vec<&str> = Vec::new();
    for word in &command.words {
        let start = end.replace(word.span().end).unwrap_or(word.span().start);
        if is_ours(word) {
            mounted.edits.push((Span::new(start, word.span().end), String::new()));
        } else {
            left.push(cx.source.slice(word.span()));
        }
    }
    mounted.changes.push(Change::Runs(left.join(" ")));
    Ok(())
}
