//! Installs from package lists that an earlier step has fetched for an install of its own, and left in its layer.

use std::ops::ControlFlow;

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::packages::{Manager, Operation, PackageAction, PackageKind};
use dlint_model::path::ImagePath;
use dlint_syntax::Keyword;

use super::packages::calls_manager;
use super::split_updates::{Install, each_later_run, fetches_itself};

/// Where apt keeps what it fetches.
const LISTS: &str = "/var/lib/apt/lists";

/// Where apt is told what to fetch.
const SOURCES: &str = "/etc/apt";

/// A step that fetches the lists, installs, and keeps them; and the later ones that install from them.
#[derive(Debug)]
pub(crate) struct Stale<'s> {
    /// What fetches the lists.
    pub(crate) update: &'s PackageAction,
    /// The first install of each later step that fetches nothing itself.
    pub(crate) installs: Vec<Install<'s>>,
    /// Whether a step between them changes what there is to fetch.
    pub(crate) changes_sources: bool,
    /// Whether a later step reads the lists, and counts on no install of these: it needs those that are there.
    pub(crate) has_readers: bool,
    /// Whether nobody knows what a step between them does.
    pub(crate) has_unknown: bool,
}

/// The later installs from the lists that a step fetches and uses itself, if there are any. Only apt never asks for a
/// newer list, and keeps what it has.
pub(crate) fn stale_installs<'s>(step: &'s Step<'s>, cx: &Cx<'s>) -> Option<Stale<'s>> {
    if step.instruction.keyword != Keyword::Run || step.state.is_windows() || !calls_manager(step, cx) {
        return None;
    }
    let all = &cx.build.effects(step).all;
    let lists = ImagePath::new(LISTS);
    let mut update: Option<&PackageAction> = None;
    let mut installed: Vec<&PackageAction> = Vec::new();
    for effect in all {
        match &effect.action {
            Action::Packages(action) if action.manager == Manager::Apt => match action.operation {
                Operation::Update if effect.is_certain && action.program != "apt-file" => {
                    update = Some(action);
                }
                Operation::Install => installed.push(action),
                _ => {}
            },
            // What is in a mount is in no layer.
            Action::Write { origin: Origin::Cache(Manager::Apt), .. } if effect.mount.is_some() => {
                return None;
            }
            action => {
                if action.removed().is_some_and(|removed| clears(removed, &lists)) {
                    update = None;
                }
            }
        }
    }
    let update = update.filter(|_| !installed.is_empty())?;
    let mut stale = Stale {
        update,
        installs: Vec::new(),
        changes_sources: false,
        has_readers: false,
        has_unknown: false,
    };
    // What changes them behind the last install is of no concern to it.
    let mut may_change = false;
    each_later_run(step, cx, |later| look(later, &lists, &mut installed, &mut may_change, cx, &mut stale));
    (!stale.installs.is_empty()).then_some(stale)
}

/// Whether a step removes the lists.
pub(crate) fn removes_lists(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let lists = ImagePath::new(LISTS);
    let mut removed = cx.build.effects(step).all.iter().filter_map(|effect| effect.action.removed());
    removed.any(|removed| clears(removed, &lists))
}

/// Whether the lists are gone, or some of them, when this is removed.
fn clears(removed: &ImagePath, lists: &ImagePath) -> bool {
    removed.empties(lists).is_yes()
        || lists.covers(removed).is_yes()
        || removed.is_pattern() && removed.parent() == *lists
}

/// Looks at a later step; breaks off where the lists are other ones behind it.
fn look<'s>(
    step: &'s Step<'s>,
    lists: &ImagePath,
    installed: &mut Vec<&'s PackageAction>,
    may_change: &mut bool,
    cx: &Cx<'s>,
    stale: &mut Stale<'s>,
) -> ControlFlow<()> {
    let mut may_be_fresh = is_mounted(step);
    let mut is_counted = false;
    for effect in &cx.build.effects(step).all {
        match &effect.action {
            Action::Packages(action) if action.manager == Manager::Apt => match action.operation {
                Operation::Update => return ControlFlow::Break(()),
                _ if fetches_itself(action) => return ControlFlow::Break(()),
                // `add-apt-repository` fetches what it adds.
                Operation::Configure => may_be_fresh |= action.program.contains("repository"),
                Operation::Install => {
                    if !is_counted && !may_be_fresh && effect.is_certain && asks_lists(action, installed) {
                        is_counted = true;
                        stale.changes_sources |= *may_change;
                        stale.installs.push(Install { step, action, command: effect.command });
                    }
                    stale.has_readers |= !is_counted;
                    installed.push(action);
                }
                Operation::Upgrade | Operation::Download | Operation::Query | Operation::Other => {
                    stale.has_readers |= !is_counted;
                }
                _ => {}
            },
            Action::Unknown { .. } => {
                may_be_fresh = true;
                stale.has_unknown |= !is_counted;
            }
            action => {
                if action.removed().is_some_and(|removed| clears(removed, lists)) {
                    return ControlFlow::Break(());
                }
                *may_change |= writes_sources(effect);
            }
        }
        *may_change |= configures(effect);
    }
    ControlFlow::Continue(())
}

/// Whether a mount hides the lists.
fn is_mounted(step: &Step<'_>) -> bool {
    let mut flags = step.instruction.flags.iter().filter(|flag| &*flag.name == "mount");
    flags.any(|flag| flag.value.as_ref().is_some_and(|value| value.contains("/var/lib/apt")))
}

/// Whether an install looks something up: what is there already, and what lies in a file, it need not.
fn asks_lists(action: &PackageAction, installed: &[&PackageAction]) -> bool {
    let is_there =
        |name: &str| installed.iter().flat_map(|other| &other.packages).any(|other| other.name == name);
    let mut names = action.packages.iter().filter(|package| !matches!(package.kind, PackageKind::File(_)));
    action.and_more || names.any(|package| !is_there(&package.name))
}

fn writes_sources(effect: &Effect) -> bool {
    let sources = ImagePath::new(SOURCES);
    effect.action.stored().is_some_and(|path| sources.covers(path).is_possible())
}

fn configures(effect: &Effect) -> bool {
    match &effect.action {
        Action::Packages(action) => action.operation == Operation::Configure,
        _ => false,
    }
}
