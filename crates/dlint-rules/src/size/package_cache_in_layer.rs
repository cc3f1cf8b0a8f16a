//! DL3009 package-cache-in-layer. Spec: rules/DL3009-package-cache-in-layer.md

use std::collections::BTreeSet;

use dlint_diagnostics::{Category, Change, FixKind, NoFix, Safety, Severity, Variant};
use dlint_linter::{Check, Command, Cx, Edits, Findings, Rule, Step};
use dlint_model::effects::{Action, CommandId, Effect};
use dlint_model::packages::{Manager, Operation, PackageAction};
use dlint_syntax::Keyword;

use crate::support::add_words::{add_words, is_list_of_words};
use crate::support::already_installed::is_installed_already;
use crate::support::append::append;
use crate::support::bundled::bundled;
use crate::support::earlier::is_said;
use crate::support::early_cleanups::early_cleanup;
use crate::support::later_installs::{needs_apk_index, needs_lists, runs_scripts};
use crate::support::left_caches::{left_caches, may_go_later};
use crate::support::old_pip::has_old_pip;
use crate::support::other_users::other_user;
use crate::support::packages::{Ran, packages, variant, variant_for};
use crate::support::rows::{Cut, cut_from_list};
use crate::support::run_from_cache::is_run_from;
use crate::support::split_updates::split_update;
use crate::support::switched_off::is_switched_off;

pub(crate) static RULE: Rule =
    Rule::new("DL3009", "package-cache-in-layer", Check::Instruction(&[Keyword::Run], check))
        .variants(VARIANTS)
        .category(Category::Size)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Safe));

const VARIANTS: &[Variant] = &[
    variant("apt", "DL3009"),
    variant("apk", "DL3019"),
    variant("yum", "DL3032"),
    variant("zypper", "DL3036"),
    variant("dnf", "DL3040"),
    variant("pip", "DL3042"),
    variant("yarn", "DL3060"),
    variant("pacman", "DK5001"),
    variant("uv", "DK5002"),
    variant("poetry", "DK5003"),
    variant("pipenv", "DK5004"),
    variant("pdm", "DK5005"),
    variant("npm", "DK5006"),
    variant("bun", "DK5007"),
    variant("deno", "DK5008"),
    variant("gem", "DK5009"),
    variant("bundler", "DK5010"),
    variant("composer", "DK5011"),
    variant("conda", "DK5012"),
];

/// How many later steps are looked through for the same clean-up.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// A step with more commands that leave something is not repaired by one at its end.
const MOST_COMMANDS: usize = 64;

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // What is not part of the image may be as large as it likes.
    let stage = step.stage.and_then(|stage| cx.stages.get(stage)).filter(|stage| stage.is_in_image);
    let Some(stage) = stage else { return };
    let mut left = left_caches(step, cx);
    if !stage.is_shipped {
        left.retain(|(manager, effect)| !may_go_later(*manager, effect, step, cx));
    }
    if left.is_empty() {
        return;
    }
    let commands: BTreeSet<CommandId> = left.iter().filter_map(|(_, effect)| effect.command).collect();
    let ran = packages(step, cx);
    for &variant in VARIANTS {
        let leaves = |ran: &&Ran<'_>| {
            variant_for(VARIANTS, ran.action.manager) == Some(variant)
                && commands.contains(&ran.command.id)
                && !is_run_from(ran, step, cx)
        };
        let leaving: Vec<Ran<'_>> = ran.iter().filter(leaves).copied().collect();
        let manager = leaving.first().map(|ran| ran.action.manager);
        if manager == Some(Manager::Pip) && is_said(step, cx, "no-cache-dir") {
            continue;
        }
        let early = |(manager, effect): &(Manager, &Effect)| {
            variant_for(VARIANTS, *manager) == Some(variant)
                && early_cleanup(effect, *manager, step, cx).is_some()
        };
        let is_early = left.iter().any(early);
        report(&leaving, variant, is_early, step, cx, out);
    }
}

/// Reports what one manager leaves in one step, as one finding.
fn report(
    leaving: &[Ran<'_>],
    variant: Variant,
    is_early: bool,
    step: &Step<'_>,
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    // What installs says more than the `apk update` in front of it.
    let installs = |ran: &&Ran<'_>| ran.action.operation != Operation::Update;
    let Some(first) = leaving.iter().find(installs).or(leaving.first()) else { return };
    let manager = first.action.manager;
    let (message, it) = match manager {
        Manager::Apt => ("the package lists stay in the layer".to_owned(), "them"),
        Manager::Gem => ("the downloaded gems stay in the layer".to_owned(), "them"),
        _ => (format!("the cache of `{}` stays in the layer", first.action.program), "it"),
    };
    let remedy = Remedy::of(first);
    let is_needed = manager == Manager::Apt && needs_lists(step, cx);
    let help = match &remedy {
        _ if is_needed => "later steps install from these lists: install all of it in the step with the update, and end that with `rm -rf /var/lib/apt/lists/*`".to_owned(),
        // A script may install from what is fetched for it.
        Remedy::Option(_) if !installs(&first) && runs_unknown(step, cx) => match manager.facts().clean_up {
            Some(command) => format!("end the step with `{command}`"),
            None => "delete it in the same step".to_owned(),
        },
        Remedy::Option(option) if !installs(&first) => {
            format!("drop it: an install with `{option}` looks for itself")
        }
        // The option keeps nothing of its own command, but what was fetched in front of it stays.
        Remedy::Option(_) if !leaving.iter().all(|ran| installs(&ran)) => {
            format!("leave out `{} update`, and {}", first.action.program, remedy.help(first, step, cx))
        }
        remedy => remedy.help(first, step, cx),
    };
    let is_copied_whole =
        step.stage.and_then(|stage| cx.stages.get(stage)).is_some_and(|stage| !stage.is_shipped);
    let mut reporter = out
        .report(&RULE, first.action.verb, message)
        .variant(variant)
        .why(if is_copied_whole {
            format!("nothing reads {it} in the running container, and every pull carries {it}, since another stage copies all of this one")
        } else {
            format!("nothing reads {it} in the running container, every pull carries {it}, and a later step that deletes {it} makes no layer smaller")
        })
        .help(help);
    let is_old_pip = manager == Manager::Pip && has_old_pip(step, cx);
    // Neither leaves anything in the layer, unless the build is told to.
    let is_idle = |ran: &Ran<'_>| is_switched_off(&ran.command, cx) || is_installed_already(ran, step, cx);
    if is_old_pip
        || leaving.iter().all(is_idle)
        || is_trifle(leaving, cx)
        || is_said_elsewhere(leaving, is_early, step, cx)
    {
        reporter = reporter.pedantic();
    }
    for other in leaving.iter().filter(|ran| ran.action.verb != first.action.verb) {
        reporter = reporter.secondary(other.action.verb, "and so does what this leaves");
    }
    match &remedy {
        Remedy::Option(option) => {
            let cuts = updates_to_cut(leaving, step, cx);
            // A mount that is there is meant for some cache, and would be of no use with the option.
            let has_mount = step.instruction.mounts.iter().any(|mount| mount.kind() == "cache");
            match cuts {
                _ if is_old_pip => drop(reporter.no_fix(NoFix::new("this `pip` is older than the option"))),
                _ if has_mount => drop(reporter.no_fix(NoFix::new("the step has a cache mount already"))),
                Err(reason) => drop(reporter.no_fix(reason)),
                Ok(cuts) => {
                    let update = format!("`{} update`", first.action.program);
                    let title = if cuts.is_empty() {
                        format!("add `{option}`")
                    } else {
                        format!("add `{option}`, and take {update} out")
                    };
                    // A script that runs later may install from the index.
                    let is_unsafe = !cuts.is_empty() && runs_scripts(step, cx);
                    let safety = if is_unsafe { Safety::Unsafe } else { Safety::Safe };
                    reporter.fix(title, safety, |edits| {
                        edits.scattered();
                        for ran in leaving.iter().filter(installs) {
                            add_option(edits, &ran.command, ran.action, option, cx);
                        }
                        for cut in cuts {
                            edits.delete(cut.span);
                            edits.declare_all(cut.changes);
                            edits.declare(Change::RunsNoMore(format!("{} update", first.action.program)));
                        }
                    });
                }
            }
        }
        Remedy::CleanUp(clean_up) => {
            let no_fix = if is_needed {
                Some("later steps install from these lists")
            } else if leaving.len() > MOST_COMMANDS {
                Some("the step is too long")
            } else {
                leaving.iter().find_map(|ran| fails_at_the_end(ran, step, cx))
            };
            let appended = match no_fix {
                Some(reason) => Err(NoFix::new(reason)),
                None => append(step, clean_up, cx),
            };
            if let Err(reason) = appended {
                reporter.no_fix(reason);
            } else if let Ok(appended) = appended {
                // The classic Yarn's cache is outside of the project, its successor's may be what the project runs on.
                // And a script that runs later may install from the lists.
                let may_be_needed = manager == Manager::Apt && runs_scripts(step, cx);
                let is_unsafe = manager == Manager::Yarn || may_be_needed;
                let safety = if is_unsafe { Safety::Unsafe } else { Safety::Safe };
                reporter.fix(format!("append `{clean_up}`"), safety, |edits| {
                    edits.insert(appended.offset, appended.text);
                    edits.declare_all(clean_up.split(" && ").map(|command| Change::Runs(command.to_owned())));
                    if is_run_later(clean_up, step, cx) {
                        edits.declare(Change::Layers);
                    }
                });
            }
        }
        Remedy::None => drop(reporter.no_fix(NoFix::new("where the cache is depends on the project"))),
    }
}

/// What goes of the commands that fetch an index, where the installs behind them fetch it themselves with the option.
fn updates_to_cut(leaving: &[Ran<'_>], step: &Step<'_>, cx: &Cx<'_>) -> Result<Vec<Cut>, NoFix> {
    let updates: Vec<&Ran<'_>> =
        leaving.iter().filter(|ran| ran.action.operation == Operation::Update).collect();
    if updates.is_empty() {
        return Ok(Vec::new());
    }
    let is_apk = updates.iter().all(|ran| ran.action.manager == Manager::Apk);
    let mut installs = packages(step, cx).into_iter().filter(|ran| ran.action.operation != Operation::Update);
    if !is_apk
        || !installs.any(|ran| ran.action.manager == Manager::Apk)
        || runs_unknown(step, cx)
        || needs_apk_index(step, cx)
    {
        return Err(NoFix::new("something else may need the index that is fetched"));
    }
    let model = step.model.ok_or(NoFix::new("the trigger runs in another build"))?;
    updates.iter().map(|ran| cut_from_list(model, ran.command.id, cx)).collect()
}

/// Whether a later step runs the same, so that nobody can tell which of the two is new.
fn is_run_later(clean_up: &str, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let later = step.model.and_then(|model| cx.stages.get(model.stage)?.steps.get(model.index + 1..));
    let parts: Vec<&str> = clean_up.split(" && ").collect();
    let mut later = later.unwrap_or_default().iter().take(MOST_STEPS);
    later.any(|other| parts.iter().any(|part| other.instruction.text.contains(*part)))
}

/// Whether a step runs what nobody knows.
fn runs_unknown(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let effects = step.model.map(|model| cx.build.effects(model));
    effects.is_some_and(|effects| {
        effects.all.iter().any(|effect| matches!(effect.action, Action::Unknown { .. }))
    })
}

/// Whether what is left is next to nothing, or what the program runs from.
fn is_trifle(leaving: &[Ran<'_>], cx: &Cx<'_>) -> bool {
    leaving.iter().all(|ran| {
        let action = ran.action;
        match action.manager {
            // Bun links its cache into the project, so both are one.
            Manager::Bun => true,
            // Yarn 2 and its successors have workspaces to focus on, and a program may run from what they cache.
            Manager::Yarn => cx.source.slice(action.verb) == "workspaces",
            // A single gem is no more than its own few files.
            Manager::Gem => {
                let is_bundler = action.packages.iter().all(|package| package.name == "bundler");
                is_bundler && !action.packages.is_empty() && !action.and_more
            }
            _ => false,
        }
    })
}

/// A cleanup in the wrong place, and lists for a later step to install from, have rules of their own.
fn is_said_elsewhere(leaving: &[Ran<'_>], is_early: bool, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let only_updates = leaving.iter().all(|ran| ran.action.operation == Operation::Update);
    let split = step.model.filter(|_| only_updates).and_then(|model| split_update(model, cx));
    is_early || split.is_some_and(|split| !split.installs.is_empty())
}

/// What keeps a cache out of the layer.
enum Remedy {
    /// An option of the install.
    Option(&'static str),
    /// A command at the end of the step.
    CleanUp(String),
    /// Something that depends on the project.
    None,
}

impl Remedy {
    fn of(ran: &Ran<'_>) -> Self {
        let facts = ran.action.manager.facts();
        if let Some(option) = facts.no_cache_options.first() {
            return Self::Option(option);
        }
        let program = &ran.action.program;
        match (ran.action.manager, facts.clean_up) {
            // `microdnf` cleans up after itself alone.
            (Manager::Yum, _) if program != "yum" => Self::CleanUp("yum clean all".to_owned()),
            (Manager::Yum | Manager::Dnf, _) => Self::CleanUp(format!("{program} clean all")),
            (Manager::Conda, _) => Self::CleanUp(format!("{program} clean --all --yes")),
            (
                Manager::Apt | Manager::Zypper | Manager::Npm | Manager::Yarn | Manager::Pacman,
                Some(clean_up),
            ) => Self::CleanUp(clean_up.to_owned()),
            _ => Self::None,
        }
    }

    fn help(&self, ran: &Ran<'_>, step: &Step<'_>, cx: &Cx<'_>) -> String {
        let manager = ran.action.manager;
        // The cache of another user is in that one's home folder.
        let other = other_user(&ran.command)
            .filter(|_| manager.facts().cache_folders.iter().any(|folder| folder.starts_with('~')));
        if let (Some(other), Self::CleanUp(command)) = (&other, self) {
            let command = if other.ends_with(" -c") { format!("'{command}'") } else { command.clone() };
            return format!("clean up behind it as the same user: `{other} {command}`");
        }
        let mount = cache_folder(ran, step, cx).filter(|_| other.is_none());
        let or =
            mount.map(|target| format!(", or give the step a cache mount on `{target}`")).unwrap_or_default();
        match self {
            _ if manager == Manager::Bundler => bundled(ran, step, cx),
            Self::Option(option) => format!("add `{option}`{or}"),
            Self::CleanUp(command) => format!("end the step with `{command}`{or}"),
            Self::None => match manager.facts().clean_up {
                Some(command) => format!("delete it in the same step: `{command}`{or}"),
                None => format!("delete it in the same step{or}"),
            },
        }
    }
}

/// Adds the option behind the verb, where `--update` does not fetch what `--no-cache` refuses to keep.
fn add_option(edits: &mut Edits, command: &Command<'_>, action: &PackageAction, option: &str, cx: &Cx<'_>) {
    let update =
        command.arguments().iter().find(|word| matches!(&*word.text, "-U" | "--update" | "--update-cache"));
    match update.filter(|_| action.manager == Manager::Apk && !is_list_of_words(command)) {
        Some(update) => {
            edits.replace(update.span(), option);
            edits.declare(Change::Rewords("apk".to_owned()));
        }
        None => add_words(edits, command, action.verb, &[option], cx),
    }
}

/// Why the clean-up would not find its program or the cache at the end of the step, if so.
fn fails_at_the_end(ran: &Ran<'_>, step: &Step<'_>, cx: &Cx<'_>) -> Option<&'static str> {
    let Some(model) = step.model else { return Some("the trigger runs in another build") };
    let command = &ran.command;
    let wrapper = command.wrapped_by.and_then(|wrapper| command.body().commands.get(wrapper));
    // Whoever runs the step is to delete what `sudo` has written.
    let same_user = match wrapper {
        None => true,
        Some(wrapper) => model.state.user.is_root() && wrapper.base_name() == Some("sudo"),
    };
    let action = ran.action;
    let facts = action.manager.facts();
    let is_of_system = facts.cache_folders.iter().all(|folder| folder.starts_with("/var"));
    // In another root the clean-up would need the option that names it.
    let in_this_root = action.caches.iter().all(|cache| cache.as_str().starts_with("/var"));
    let effects = cx.build.effects(model);
    let removes = effects.packages().any(|(_, action)| action.operation == Operation::Remove);
    let mut removed = effects.all.iter().filter_map(|effect| effect.action.removed());
    let stays = !removes && !removed.any(|path| path.as_str().contains(&action.program));
    if command.standing.nest.is_some() {
        Some("it runs in a loop, a condition, a function or a subshell")
    } else if !same_user {
        Some("it runs as another user")
    } else if is_of_system && !in_this_root {
        Some("it installs into another root")
    } else if !is_of_system && !stays {
        Some("the step removes the program, too")
    } else {
        None
    }
}

/// The folder to mount a cache on, where it is known: `yum` is another program on newer systems, and variables move the
/// folders of others.
fn cache_folder(ran: &Ran<'_>, step: &Step<'_>, cx: &Cx<'_>) -> Option<String> {
    let manager = ran.action.manager;
    let target = manager.facts().cache_mounts.first()?.target;
    let model = step.model?;
    // What a mount keeps of Bundler's is the index alone.
    if matches!(manager, Manager::Yum | Manager::Bundler) {
        return None;
    }
    // Another user's Yarn has its cache in another place, and so have the successors of the classic one.
    let is_classic = || {
        ran.action.caches.iter().any(|cache| cache.as_str() == target)
            && !["berry", "corepack", "yarnrc.yml"].iter().any(|text| is_said(step, cx, text))
    };
    if manager == Manager::Yarn && !is_classic() {
        return None;
    }
    if !target.contains('~') {
        return Some(target.to_owned());
    }
    let variables = cx.build.variables(model);
    // `DENO_DIR` is set in the images that bring Deno.
    let is_moved = variables.of_this_stage().any(|variable| variable.name.contains("CACHE"))
        || manager == Manager::Deno
            && !ran.action.caches.iter().any(|cache| cache.as_str().starts_with("/root/"));
    (model.state.user.is_root() && !is_moved).then(|| target.replace('~', "/root"))
}
