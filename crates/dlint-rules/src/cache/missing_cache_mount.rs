//! `DK2002` missing-cache-mount. Spec: rules/DK2002-missing-cache-mount.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Feature, Findings, Rule, Step};
use dlint_model::effects::{Action, Effect, ReadFrom};
use dlint_model::packages::{Manager, NoCache, Operation, PackageAction};
use dlint_model::path::ImagePath;
use dlint_model::{Stage, Step as ModelStep, User};
use dlint_syntax::Keyword;

use crate::support::add_words::{drop_words, is_list_of_words};
use crate::support::cache_mounts::cache_target;
use crate::support::packages::{Ran, packages};

pub(crate) static RULE: Rule =
    Rule::new("DK2002", "missing-cache-mount", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Cache)
        .severity(Severity::Style)
        .off()
        .fix(FixKind::Sometimes(Safety::Unsafe));

/// How many later steps are looked through for what reads the cache.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model else { return };
    let ran = packages(step, cx);
    if ran.is_empty() || cx.reads(Feature::Mount).is_err() {
        return;
    }
    let mounted: Vec<ImagePath> =
        step.mounts.iter().filter_map(|mount| cache_target(mount, model, cx)).collect();
    // A cache mount whose folder nobody knows may well be the one.
    let caches = step.mounts.iter().filter(|mount| mount.kind().eq_ignore_ascii_case("cache"));
    if caches.count() > mounted.len() {
        return;
    }
    let mut done: Vec<Manager> = Vec::new();
    for ran in &ran {
        let action = ran.action;
        if done.contains(&action.manager) || !fetches(action) {
            continue;
        }
        done.push(action.manager);
        let folders = folders(action, model);
        let is_mounted =
            |folder: &ImagePath| mounted.iter().any(|target| target.covers(folder).is_possible());
        if !folders.is_empty() && !folders.iter().any(is_mounted) {
            report(ran, &folders, step, cx, out);
        }
    }
}

/// Whether a command fetches what a mount could keep, and nobody has turned the cache off for good.
fn fetches(action: &PackageAction) -> bool {
    let fetches = matches!(
        action.operation,
        Operation::Install | Operation::Upgrade | Operation::Download | Operation::Build
    );
    let is_off = matches!(action.no_cache, Some(NoCache::Variable(_)));
    let leaves = !action.caches.is_empty() || action.no_cache.is_some() || action.manager == Manager::Apt;
    fetches && leaves && !is_off && !action.manager.facts().cache_mounts.is_empty()
}

/// Where the caches are that mounts belong on.
fn folders(action: &PackageAction, step: &ModelStep<'_>) -> Vec<ImagePath> {
    let home = step.state.home();
    let mounts = action.manager.facts().cache_mounts.iter();
    let usual = mounts.map(|mount| match mount.target.strip_prefix("~/") {
        Some(below) => home.join(below),
        None => ImagePath::new(mount.target),
    });
    // What the command says of its own cache is nearer to the truth; the folder of an index is not all of it.
    let is_whole = !matches!(action.manager, Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Yum);
    let own: Vec<ImagePath> = action.caches.iter().filter(|_| is_whole).cloned().collect();
    if own.is_empty() { usual.collect() } else { own }
}

fn report(ran: &Ran<'_>, folders: &[ImagePath], step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let action = ran.action;
    let locked = action.manager.facts().cache_mounts.iter().any(|mount| mount.locked);
    let flags: Vec<String> = folders
        .iter()
        .map(|folder| {
            let sharing = if locked { ",sharing=locked" } else { "" };
            format!("--mount=type=cache,{}{sharing}", target_of(folder, step, cx))
        })
        .collect();
    let is_written_for_shell = step.mounts.iter().any(|mount| {
        mount.kind().eq_ignore_ascii_case("cache")
            && mount.value("target").is_some_and(|target| target.starts_with('~'))
    });
    let help = match action.manager {
        Manager::Apt => "mount `/var/lib/apt/lists` and `/var/cache/apt` with `type=cache,sharing=locked`, and begin with \
                         `rm -f /etc/apt/apt.conf.d/docker-clean`"
            .to_owned(),
        // The builder takes a target as it stands: no shell reads it.
        _ if is_written_for_shell => format!(
            "write the folder out in the mount, since the builder puts nothing in place of `~`: `RUN {} …`",
            flags.join(" ")
        ),
        _ => format!("`RUN {} …`", flags.join(" ")),
    };
    let reporter = out
        .report(&RULE, action.verb, format!("what `{}` fetches is kept in no cache mount", action.program))
        .why("when the step runs again, everything is fetched anew, even if one package has changed")
        .help(help);
    let Some(model) = step.model.filter(|model| model.state.user.is_root() && step.onbuild.is_none()) else {
        return;
    };
    let are_known = folders.iter().all(|folder| folder.is_exact() && !folder.as_str().contains([',', ' ']));
    if action.manager == Manager::Apt
        || !are_known
        || is_written_for_shell
        || is_emptied(folders, model, cx)
        || is_shared(action.manager, folders, model, cx)
    {
        return;
    }
    let option = match &action.no_cache {
        Some(NoCache::Option(option)) => {
            let words = &ran.command.words;
            let at = words.iter().position(|word| word.span() == *option);
            let next = at.and_then(|at| words.get(at + 1)).filter(|_| !is_list_of_words(&ran.command));
            let Some(next) = next else { return };
            Some((*option, next.span()))
        }
        _ => None,
    };
    reporter.fix("add the mount", Safety::Unsafe, |edits| {
        edits.scattered();
        edits.insert(step.keyword_text.span().end, format!(" {}", flags.join(" ")));
        edits.declare(Change::Flags { keyword: "RUN", flag: "mount".to_owned() });
        if let Some((option, next)) = option {
            drop_words(edits, option, next);
            edits.declare(Change::Rewords(ran.command.base_name().unwrap_or_default().to_owned()));
        }
    });
}

/// The target of a mount, with the user who is to write there: the builder knows no home folder, and gives a mount to
/// root.
fn target_of(folder: &ImagePath, step: &Step<'_>, cx: &Cx<'_>) -> String {
    let below = folder.as_str().strip_prefix("${HOME}/");
    let (Some(below), Some(model)) = (below, step.model) else { return format!("target={folder}") };
    let User::Other(user) = &model.state.user else { return format!("target=/root/{below}") };
    let name = user.split(':').next().unwrap_or_default();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(name) || name.contains('$') {
        let uid = if is_number(name) { name } else { "…" };
        return format!("target=/home/…/{below},uid={uid}");
    }
    let facts = cx.stages.get(model.stage).and_then(|stage| stage.facts());
    let known = facts.and_then(|facts| facts.users.iter().find(|user| user.name == name)?.uid);
    let uid = known.map_or_else(|| "…".to_owned(), |uid| uid.to_string());
    format!("target=/home/{name}/{below},uid={uid}")
}

/// Whether the step itself deletes what the mount would keep.
fn is_emptied(folders: &[ImagePath], step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let mut removed = cx.build.effects(step).all.iter().filter_map(|effect| effect.action.removed());
    removed.any(|path| folders.iter().any(|folder| path.meets(folder).is_possible()))
}

/// Whether other steps build from the cache, or another stage copies it: in a mount, they would not see it.
fn is_shared(manager: Manager, folders: &[ImagePath], step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let is_needed = matches!(
        manager,
        Manager::Go
            | Manager::Cargo
            | Manager::Maven
            | Manager::Gradle
            | Manager::Dotnet
            | Manager::Nuget
            | Manager::Mix
            | Manager::Swift
            | Manager::Pnpm
            | Manager::Conda
            | Manager::Cabal
            | Manager::Stack
            | Manager::Deno
    );
    if !is_needed {
        return false;
    }
    let is_above = |stage: &&Stage<'_>| cx.build.chain(stage.index).any(|below| below.index == step.stage);
    let later = cx.stages.iter().filter(is_above).flat_map(|stage| {
        let first = if stage.index == step.stage { step.index + 1 } else { 0 };
        stage.steps.iter().skip(first)
    });
    let reads = |effect: &Effect| match &effect.action {
        Action::Packages(action) => action.manager == manager,
        Action::Unknown { .. } | Action::Build { .. } => true,
        _ => false,
    };
    let copies = |effect: &Effect| match &effect.action {
        Action::Read { path, from: ReadFrom::Stage(stage) } => {
            *stage == step.stage && folders.iter().any(|folder| folder.meets(path).is_possible())
        }
        _ => false,
    };
    let runs = |step: &ModelStep<'_>| {
        step.instruction.keyword == Keyword::Run && cx.build.effects(step).all.iter().any(reads)
    };
    // What an earlier step has put into the folder, the mount would hide.
    let own = cx.build.chain(step.stage).flat_map(|stage| stage.steps.iter().rev());
    let mut earlier = own.filter(|other| other.stage != step.stage || other.index < step.index);
    let fills = |other: &ModelStep<'_>| {
        let actions = cx.build.effects(other).packages();
        actions.into_iter().any(|(_, action)| action.manager == manager && !action.caches.is_empty())
    };
    if earlier.by_ref().take(MOST_STEPS).any(fills) {
        return true;
    }
    let copied = cx.stages.iter().flat_map(|stage| &stage.steps).take(MOST_STEPS);
    later.take(MOST_STEPS).any(runs)
        || copied.into_iter().any(|step| {
            step.instruction.flag("from").is_some() && cx.build.effects(step).all.iter().any(copies)
        })
}
