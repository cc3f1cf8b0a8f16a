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
use super::join::{Edited, plain_body};
use super::layers_below::Kept;
use super::rows::{cut_from_list, outermost};
use super::secret_mounts::is_in_the_way;
use super::whole_lines::whole_lines;

/// What makes mounts of copies.
#[derive(Debug)]
struct Mounted {
    /// Each place, with its text.
    edits: Edited,
    /// What is different in the build.
    changes: Vec<Change>,
}

/// Offers to mount what is copied for one step, which uses and deletes it; or says why that would not do.
pub(crate) fn mount_instead<'r>(
    kept: &[Kept<'_>],
    step: &Step<'_>,
    cx: &Cx<'_>,
    reporter: Reporter<'r>,
) -> Reporter<'r> {
    match mount_copies(kept, step, cx) {
        Ok(mounted) => reporter
            .fix("mount it for this step instead of copying it", Safety::Unsafe, |edits| {
                edits.scattered();
                edits.replace_all(mounted.edits);
                edits.needs(Feature::Mount);
            })
            .declares(mounted.changes),
        Err(reason) => reporter.no_fix(reason),
    }
}

/// The edits that mount what is copied for one step, which uses and deletes it; nothing else may do either.
///
/// # Errors
///
/// Why a mount would not do the same, or nobody knows.
fn mount_copies(kept: &[Kept<'_>], step: &Step<'_>, cx: &Cx<'_>) -> Result<Mounted, NoFix> {
    if step.onbuild.is_some() {
        return Err(NoFix::new("the trigger runs in another build"));
    }
    let mut edits = Vec::new();
    let mut flags: Vec<String> = Vec::new();
    let mut targets: Vec<ImagePath> = Vec::new();
    let mut done: Vec<usize> = Vec::new();
    for one in kept {
        check_copy(one, kept, step, cx)?;
        let (flag, target) = mount(one, step, cx)?;
        if !flags.contains(&flag) {
            flags.push(flag);
            targets.push(target);
        }
        if !done.contains(&one.step.index) {
            done.push(one.step.index);
            edits.push((whole_lines(one.step.instruction, cx), String::new()));
        }
    }
    // What runs behind the deletion does not find the files, today as well.
    let deletes = |effect: &&Effect| effect.action.removed().is_some_and(|path| goes(path, &targets));
    let all = &cx.build.effects(step).all;
    let last = all.iter().rposition(|effect| deletes(&effect)).map_or(all.len(), |last| last + 1);
    let effects = all.get(..last).unwrap_or_default();
    let is_own_folder = |effect: &Effect, target: &ImagePath| {
        let removed = effect.action.removed().filter(|path| path.is_exact());
        removed.is_some_and(|path| *path == target.parent() && path.as_str().matches('/').count() > 1)
    };
    let spoils = |effect: &Effect, target: &ImagePath| {
        is_in_the_way(&effect.action, target) && !is_own_folder(effect, target)
    };
    if targets.iter().any(|target| effects.iter().any(|effect| spoils(effect, target))) {
        return Err(NoFix::new("the step changes the files, and a mount is read-only"));
    }
    let at = Span::at(step.instruction.keyword_text.span().end);
    edits.push((at, format!(" {}", flags.join(" "))));
    let changes = vec![
        Change::Removes("COPY", String::new()),
        Change::Flags { keyword: "RUN", flag: "mount".to_owned() },
        Change::Layers,
    ];
    let mut mounted = Mounted { edits, changes };
    without_deletions(&targets, step, cx, &mut mounted)?;
    Ok(mounted)
}

/// Checks that a copy brings nothing else, and that nothing but this step uses what it brings.
fn check_copy(one: &Kept<'_>, kept: &[Kept<'_>], step: &Step<'_>, cx: &Cx<'_>) -> Result<(), NoFix> {
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
    if copy.state.workdir != step.state.workdir && !one.path.as_str().starts_with('/') {
        return refused("the steps do not run in the same folder");
    }
    let stage = cx.stages.get(step.stage);
    let between = stage.and_then(|stage| stage.steps.get(copy.index + 1..step.index)).unwrap_or_default();
    if between.iter().any(|other| other.instruction.keyword == Keyword::Run) {
        return refused("a step in between may need the files");
    }
    Ok(())
}

/// The mount that stands for a copy, and its target.
fn mount(one: &Kept<'_>, step: &Step<'_>, cx: &Cx<'_>) -> Result<(String, ImagePath), NoFix> {
    let (flag, target) = bind_mount(one, one.path, cx);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-=,@+:".contains(c);
    if !flag.chars().all(is_plain) || flag.ends_with("target=") || flag.ends_with("target=/") {
        return Err(NoFix::new("nobody knows where the files are"));
    }
    let is_written = |effect: &Effect| matches!(&effect.action, Action::Build { folder } if folder.meets(&target).is_possible());
    if cx.build.effects(step).all.iter().any(is_written) {
        return Err(NoFix::new("the step builds in the folder, and a mount is read-only"));
    }
    Ok((flag, target))
}

/// The edits that leave the deletions out: what is mounted cannot be deleted.
fn without_deletions(
    targets: &[ImagePath],
    step: &Step<'_>,
    cx: &Cx<'_>,
    mounted: &mut Mounted,
) -> Result<(), NoFix> {
    let mut commands: Vec<CommandId> = Vec::new();
    for effect in &cx.build.effects(step).all {
        if effect.action.removed().is_some_and(|path| goes(path, targets)) {
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

/// Whether a deletion is of what is mounted: the target, or all that matches in it.
fn goes(path: &ImagePath, targets: &[ImagePath]) -> bool {
    targets
        .iter()
        .any(|target| path.covers(target).is_possible() || path.is_pattern() && path.parent() == *target)
}

/// Takes the words out of an `rm` that name what is mounted, or all of it.
fn without_words(
    id: CommandId,
    targets: &[ImagePath],
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
                && effect.action.removed().is_some_and(|path| goes(path, targets))
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
