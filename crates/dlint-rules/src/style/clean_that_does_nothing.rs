//! `DK8007` clean-that-does-nothing. Spec: rules/DK8007-clean-that-does-nothing.md

use dlint_diagnostics::{Category, Change, FixKind, NoFix, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Reporter, Rule, Step};
use dlint_model::Step as ModelStep;
use dlint_model::effects::{Action, Effect};
use dlint_model::packages::{Manager, Operation};
use dlint_model::path::ImagePath;
use dlint_syntax::{Keyword, Mount};
use dlint_text::Span;

use crate::support::cache_mounts::{cache_folders, cache_target, keeps_packages};
use crate::support::earlier::earlier_steps;
use crate::support::packages::calls_manager;
use crate::support::rows::{Cut, cut_from_list, row};

pub(crate) static RULE: Rule =
    Rule::new("DK8007", "clean-that-does-nothing", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Style)
        .severity(Severity::Style)
        .off()
        .fix(FixKind::Sometimes(Safety::Safe));

/// The managers that can be told to keep no cache, and whose caches are folders of their own.
const CAN_DO_WITHOUT: &[Manager] = &[Manager::Apk, Manager::Composer, Manager::Pip, Manager::Uv];

/// Why a cleanup does nothing, or worse.
enum Idle<'a> {
    /// The image deletes what apt fetches by itself.
    DockerClean,
    /// The manager is told to keep nothing.
    NoCache(Span, Manager),
    /// It empties what later builds are to use.
    Mount(&'a Mount),
}

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let is_wanted = |model: &&ModelStep<'_>| !model.state.is_windows() && calls_manager(model, cx);
    let Some(model) = step.model.filter(is_wanted) else { return };
    let mut said = None;
    for (at, effect) in cx.build.effects(model).all.iter().enumerate() {
        if said.is_some() && effect.command == said {
            continue;
        }
        if let Some(idle) = idle(at, effect, model, step, cx) {
            said = effect.command;
            report(effect, &idle, model, step, cx, out);
        }
    }
}

/// Why an effect does nothing, if it is a cleanup that does nothing.
fn idle<'a>(
    at: usize,
    effect: &Effect,
    model: &'a ModelStep<'_>,
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> Option<Idle<'a>> {
    if let Action::Packages(action) = &effect.action {
        let is_clean = action.manager == Manager::Apt
            && matches!(cx.source.slice(action.verb), "clean" | "autoclean" | "auto-clean");
        return (is_clean && is_clean_already(model, step, cx)).then_some(Idle::DockerClean);
    }
    let Action::Delete { path, .. } = &effect.action else { return None };
    let before = cx.build.effects(model).all.get(..at)?;
    if let Some(mount) = effect.mount.and_then(|index| model.instruction.mounts.get(index)) {
        let target = cache_target(mount, model, cx)?;
        // Which folders a program empties by itself depends on its version: `yum` may be `dnf`.
        let effects = cx.build.effects(model);
        let mut own = effect.command.into_iter().flat_map(|command| effects.of_command(command));
        if own.any(|other| matches!(other.action, Action::Packages(_))) {
            return None;
        }
        // Who empties it before anything is installed wants to begin anew.
        let fills = before.iter().any(|other| matches!(&other.action, Action::Packages(action) if action.operation == Operation::Install));
        return (fills && path.empties(&target).is_yes()).then_some(Idle::Mount(mount));
    }
    let home = model.state.home();
    CAN_DO_WITHOUT.iter().find_map(|manager| {
        let folders = cache_folders(*manager, &home);
        let is_its = folders.iter().any(|folder| folder.covers(path).is_yes());
        let option = is_its.then(|| without_cache(*manager, before, step, cx)).flatten()?;
        Some(Idle::NoCache(option, *manager))
    })
}

/// Whether the image deletes the packages that apt has fetched, each time.
fn is_clean_already(model: &ModelStep<'_>, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let facts = cx.stages.get(model.stage).and_then(|stage| stage.facts());
    let is_known = facts.is_some_and(|facts| facts.apt_docker_clean != Some(false));
    // What is fetched and not installed stays.
    let mut packages = cx.build.effects(model).packages();
    let fetches = packages.any(|(_, action)| {
        action.manager == Manager::Apt
            && (action.operation == Operation::Download || says_download(action.verb, model, cx))
    });
    is_known && !fetches && !keeps_packages(step, cx)
}

fn says_download(verb: Span, model: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let mut commands = cx.build.scripts(model).iter().flat_map(|script| &script.script.body().commands);
    let own = commands.find(|command| command.span.contains(verb.start));
    own.is_some_and(|command| ["-d", "--download-only"].iter().any(|option| command.has_argument(option)))
}

/// The verb of an install that is told to keep no cache, where all that the manager has done before is told so, and the
/// base image is one that is known.
fn without_cache(manager: Manager, before: &[Effect], step: &Step<'_>, cx: &Cx<'_>) -> Option<Span> {
    let model = step.model?;
    cx.stages.get(model.stage)?.facts()?;
    let mut told = None;
    for effect in before {
        match &effect.action {
            Action::Packages(action) if action.manager == manager => {
                if !action.caches.is_empty() {
                    return None;
                }
                if action.no_cache.is_some() {
                    told = Some(action.verb);
                }
            }
            // What may do anything may fill a cache.
            Action::Unknown { .. } => return None,
            _ => {}
        }
    }
    let told = told?;
    let mut fills = earlier_steps(step, cx).filter(|other| other.instruction.keyword == Keyword::Run);
    let leaves = |other: &ModelStep<'_>| {
        calls_manager(other, cx)
            && cx
                .build
                .effects(other)
                .packages()
                .any(|(_, action)| action.manager == manager && !action.caches.is_empty())
    };
    (!fills.any(leaves)).then_some(told)
}

fn report(
    effect: &Effect,
    idle: &Idle<'_>,
    model: &ModelStep<'_>,
    step: &Step<'_>,
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let place = place(effect, model, cx);
    let reporter = match idle {
        Idle::DockerClean => out
            .report(&RULE, place, "this finds nothing to remove")
            .why("the official images of Debian and Ubuntu delete what `apt` has fetched after each install, and it leaves the lists alone"),
        Idle::NoCache(option, manager) => out
            .report(&RULE, place, "this finds nothing to remove")
            .why(format!("`{}` has been told to keep no cache", manager.facts().name))
            .secondary(*option, "this leaves nothing behind"),
        Idle::Mount(mount) => out
            .report(&RULE, place, "this empties the cache mount")
            .severity(Severity::Warning)
            .why("nothing in a mount is in the layer, and without it the next build fetches all of it again")
            .secondary(mount.span, "this mount"),
    };
    let reporter = reporter.help("leave it out");
    let safety = if is_left_to_join(model, cx) { Safety::Unsafe } else { Safety::Safe };
    match cut(effect, model, step, cx) {
        Ok(cut) => fix(reporter, cut, safety),
        Err(reason) => drop(reporter.no_fix(reason)),
    }
}

/// Whether the step is left with one command beside another `RUN`, with which it could be joined: whoever wants that
/// said has the choice.
fn is_left_to_join(model: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let steps = cx.stages.get(model.stage).map(|stage| stage.steps.as_slice()).unwrap_or_default();
    let is_run = |index: usize| steps.get(index).is_some_and(|step| step.instruction.keyword == Keyword::Run);
    let neighbours = [model.index.checked_sub(1), Some(model.index + 1)];
    row(model, cx).is_ok_and(|row| row.len() <= 2) && neighbours.into_iter().flatten().any(is_run)
}

fn fix(reporter: Reporter<'_>, cut: Cut, safety: Safety) {
    // Whatever the command is called: it is all that goes.
    reporter
        .fix("leave it out", safety, |edits| edits.delete(cut.span))
        .declares(cut.changes)
        .declares([Change::RunsNoMore(String::new())]);
}

/// The word that says what is cleaned.
fn place(effect: &Effect, model: &ModelStep<'_>, cx: &Cx<'_>) -> Span {
    let packages = effect.command.and_then(|id| {
        let mut packages = cx.build.effects(model).packages();
        packages.find(|(other, _)| other.command == Some(id)).map(|(_, action)| action.verb)
    });
    packages.unwrap_or(effect.span)
}

/// What goes when the command goes, if it does nothing else.
fn cut(effect: &Effect, model: &ModelStep<'_>, step: &Step<'_>, cx: &Cx<'_>) -> Result<Cut, NoFix> {
    let command = effect.command.filter(|_| step.onbuild.is_none());
    let command = command.ok_or(NoFix::new("the trigger runs in another build"))?;
    let effects = cx.build.effects(model);
    let removed: Vec<&ImagePath> =
        effects.of_command(command).filter_map(|effect| effect.action.removed()).collect();
    if removed.len() > 1 {
        return Err(NoFix::new("the command deletes other things, too"));
    }
    cut_from_list(model, command, cx)
}
