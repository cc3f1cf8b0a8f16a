//! `DK1006` package-removed-in-later-layer. Spec: rules/DK1006-package-removed-in-later-layer.md

use std::collections::HashMap;

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::packages::{Manager, Operation, Package, PackageAction};
use dlint_model::{Stage, Step};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::join::join_since;
use crate::support::layers_below::mentions;
use crate::support::packages::calls_manager;

pub(crate) static RULE: Rule = Rule::new("DK1006", "package-removed-in-later-layer", Check::Stage(check))
    .category(Category::Layers)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Safe));

/// How many steps of the stages that a stage is built from are looked at: the last ones.
const MOST_INHERITED: usize = 100;

/// How many places a finding names.
const MOST_PLACES: usize = 4;

/// What is written wherever packages are removed.
const WORDS: &[&str] = &["-P", "-R", "-e", "-r", "del", "erase", "purge", "remove", "rm", "uninstall"];

/// The packages that are there, by their manager and name, with the step and the word that installed each.
type Installed<'s> = HashMap<(Manager, &'s str), (&'s Step<'s>, Span)>;

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(stage) = cx.stages.get(stage.index).filter(|stage| stage.is_shipped) else { return };
    if !mentions(stage, WORDS, cx) {
        return;
    }
    let runs = |step: &&Step<'_>| {
        step.instruction.keyword == Keyword::Run && !step.state.is_windows() && calls_manager(step, cx)
    };
    let removes = |step: &Step<'_>| {
        cx.build.effects(step).packages().any(|(_, action)| action.operation == Operation::Remove)
    };
    if !stage.own_steps().chain(&stage.triggers).filter(runs).any(removes) {
        return;
    }
    let parents = cx.build.chain(stage.index).skip(1).flat_map(|parent| parent.steps.iter().rev());
    let mut steps: Vec<&Step<'_>> = parents.take(MOST_INHERITED).collect();
    steps.reverse();
    let mut installed = Installed::new();
    for step in steps.into_iter().chain(&stage.steps).chain(&stage.triggers).filter(runs) {
        let is_own = step.stage == stage.index && step.inherited_from.is_none();
        for (effect, action) in cx.build.effects(step).packages().filter(|(effect, _)| effect.is_certain) {
            match action.operation {
                Operation::Install => {
                    for package in named(action) {
                        installed.insert((kin(action.manager), &*package.name), (step, package.span));
                    }
                }
                Operation::Remove => {
                    let gone = remove(action, step, &mut installed);
                    if is_own && effect.mount.is_none() {
                        report(step, action, &gone, cx, out);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The packages that a command names in full.
fn named(action: &PackageAction) -> impl Iterator<Item = &Package> {
    let is_name =
        |package: &&Package| !package.name.contains(['*', '?', '$', '…']) && !package.name.is_empty();
    action.packages.iter().filter(is_name)
}

/// The managers that know each other's packages count as one.
const fn kin(manager: Manager) -> Manager {
    match manager {
        Manager::Yum => Manager::Dnf,
        other => other,
    }
}

/// A package that is removed: its word, and the step and word that installed it.
struct Gone<'s> {
    package: &'s Package,
    step: &'s Step<'s>,
    span: Span,
}

/// Takes what is removed out; what another step has installed.
fn remove<'s>(action: &'s PackageAction, step: &Step<'_>, installed: &mut Installed<'s>) -> Vec<Gone<'s>> {
    let mut gone = Vec::new();
    for package in named(action) {
        if let Some((by, span)) = installed.remove(&(kin(action.manager), &*package.name))
            && !std::ptr::eq(by, step)
        {
            gone.push(Gone { package, step: by, span });
        }
    }
    gone
}

fn report(step: &Step<'_>, action: &PackageAction, gone: &[Gone<'_>], cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(first) = gone.first() else { return };
    let name = &first.package.name;
    let message = match gone.len() {
        1 => format!("removing `{name}` in a later layer frees nothing"),
        2 => format!("removing `{name}` and one more package in a later layer frees nothing"),
        many => format!("removing `{name}` and {} more packages in a later layer frees nothing", many - 1),
    };
    let help = match action.manager {
        Manager::Apk => {
            "install with `apk add --virtual .build …`, use and remove it in one `RUN`, or build in a stage of its own"
        }
        _ => "install, use and remove it in one `RUN`, or build in a stage of its own",
    };
    let mut reporter = out
        .report(&RULE, first.package.span, message)
        .why("this layer only hides the files: the one that installed them keeps every byte, and every pull carries them")
        .help(help);
    let mut places: Vec<Span> = Vec::new();
    for one in gone {
        if places.len() < MOST_PLACES && !places.contains(&one.span) {
            places.push(one.span);
            reporter = reporter.secondary(one.span, "this layer keeps it");
        }
    }
    let steps = gone.iter().map(|one| one.step);
    match join_since(steps, step, cx) {
        Ok(joined) => reporter
            .fix("join the steps", Safety::Safe, |edits| edits.replace_all(joined))
            .declares([Change::Layers]),
        Err(reason) => reporter.no_fix(reason),
    };
}
