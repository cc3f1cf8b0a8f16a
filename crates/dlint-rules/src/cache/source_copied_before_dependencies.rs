//! `DK2001` source-copied-before-dependencies. Spec: rules/DK2001-source-copied-before-dependencies.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::context::{Certainty, Visible};
use dlint_model::effects::{Action, Origin};
use dlint_model::packages::{Manager, Operation};
use dlint_shell::base_name;
use dlint_text::Span;

use crate::support::dependency_advice::{advice, fetch, has_cache_mount, words};
use crate::support::install_needs::{Needs, needs};
use crate::support::late_installs::{LateInstall, late_installs};
use crate::support::manifests::{Manifests, inside, manifests};
use crate::support::project_files::{is_all, is_frozen};
use crate::support::reorder::{Reordered, copy_later, fetch_first};

pub(crate) static RULE: Rule = Rule::new("DK2001", "source-copied-before-dependencies", Check::File(check))
    .category(Category::Cache)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Safe));

/// How many copies back one is looked for that was seen before.
const MOST_COPIES: usize = 20;

/// How many steps a finding names.
const MOST_LABELS: usize = 4;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    // Of one copy, one finding: the first install, and whatever else runs anew.
    let mut all: Vec<Vec<LateInstall<'_>>> = Vec::new();
    for install in cx.stages.iter().flat_map(|stage| late_installs(stage, cx)) {
        let span = install.copy.source.word.span;
        let is_same = |of: &&mut Vec<LateInstall<'_>>| of.iter().any(|one| one.copy.source.word.span == span);
        match all.iter_mut().rev().take(MOST_COPIES).find(is_same) {
            Some(of) => of.push(install),
            None => all.push(vec![install]),
        }
    }
    for installs in all {
        report(&installs, cx, out);
    }
}

fn report(installs: &[LateInstall<'_>], cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(install) = installs.first() else { return };
    let command = said(install, cx);
    let source = install.copy.source.word.as_str();
    let manifests = manifests(install, cx);
    let does = if install.action.operation == Operation::Install { "installs" } else { "fetches" };
    let mut reporter = out
        .report(
            &RULE,
            install.copy.source.word.span,
            format!("the sources are copied before `{command}` {does} the dependencies"),
        )
        .help(advice(install, &command, manifests.as_ref(), cx));
    for install in installs.iter().take(MOST_LABELS) {
        reporter = reporter
            .secondary(place(install, cx), "this runs anew after each change of a file that is copied above");
    }
    reporter = if has_cache_mount(install) {
        reporter.severity(Severity::Info).why(format!(
            "whatever file in `{source}` changes, `{command}` runs again, if only from its cache mount"
        ))
    } else {
        reporter.why(format!("whatever file in `{source}` changes, `{command}` {does} everything anew"))
    };
    // A stage that nothing needs is not built at all.
    let is_needed = cx.stages.get(install.step.stage).is_none_or(|stage| stage.is_needed);
    if is_doubtful(install, cx) || !is_needed {
        reporter = reporter.pedantic();
    }
    let Some(manifests) = manifests.filter(|_| needs(install, cx) == Needs::Manifests) else { return };
    let Some((title, safety, reordered)) = fix(install, &manifests, cx) else { return };
    reporter.fix(title, safety, |edits| edits.replace_all(reordered.edits)).declares(reordered.declares);
}

/// Whether it may well depend on nothing: `go build main.go` with no `go.mod` in sight, or with one that a step makes.
fn is_doubtful(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let stage = cx.stages.get(install.step.stage);
    let mut above =
        stage.into_iter().flat_map(|stage| &stage.steps).take_while(|step| step.index <= install.step.index);
    let is_made = above.any(|step| step.instruction.text.contains("go mod init"));
    let is_file = |word: &String| word.rsplit_once('.').is_some_and(|(_, ending)| ending == "go");
    let has_manifest = || {
        let folder = install.copy.source_of(&install.action.folder);
        folder.is_some_and(|folder| cx.context().entry(&inside(&folder, "go.mod")).is_some())
    };
    install.action.manager == Manager::Go
        && (words(install, cx).iter().any(is_file) || is_made)
        && !has_manifest()
}

/// The program and its verb, where they stand on one line.
fn place(install: &LateInstall<'_>, cx: &Cx<'_>) -> Span {
    let verb = install.action.verb;
    let script = cx.build.scripts(install.step).get(install.command.script);
    let command = script.and_then(|script| script.script.body().commands.get(install.command.command));
    let name = command.and_then(|command| command.name_word()).map(dlint_shell::Word::span);
    let all = name.map_or(verb, |name| name.join(verb));
    if cx.source.slice(all).contains('\n') { verb } else { all }
}

/// The command as people call it: `npm ci`.
fn said(install: &LateInstall<'_>, cx: &Cx<'_>) -> String {
    let program = &install.action.program;
    let verb = cx.source.slice(install.action.verb).trim_matches(['"', '\'']);
    let is_plain =
        verb.len() < 30 && verb.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" .-".contains(&byte));
    // The goals of a build say nothing of what it fetches.
    let has_goals = matches!(install.action.manager, Manager::Maven | Manager::Gradle);
    if verb == program || has_goals || !is_plain { program.clone() } else { format!("{program} {verb}") }
}

/// The best fix: its title, how sure it is, and its edits.
fn fix(install: &LateInstall<'_>, manifests: &Manifests, cx: &Cx<'_>) -> Option<(String, Safety, Reordered)> {
    // Neither has a command that fetches all of it, and nothing else.
    let builds_alone = matches!(install.action.manager, Manager::Cargo | Manager::Gradle);
    if builds_alone || says_nothing(install) {
        return None;
    }
    if let Some(fetch) = fetch(install, cx) {
        let reordered = fetch_first(install, manifests, &fetch, cx)?;
        return Some((format!("run `{fetch}` before the sources are copied"), Safety::Unsafe, reordered));
    }
    let reordered = copy_later(install, manifests, cx)?;
    let is_safe = !reordered.is_split && is_safe(install, manifests, cx);
    let safety = if is_safe { Safety::Safe } else { Safety::Unsafe };
    Some(("copy the sources below the install".to_owned(), safety, reordered))
}

/// Whether the project itself is what is installed: `pip install .`.
fn says_nothing(install: &LateInstall<'_>) -> bool {
    let files = install.action.packages.iter();
    install.action.manager == Manager::Pip && (install.action.manifests.is_empty() || files.count() > 0)
}

/// Whether the image is the same afterwards, as the build context shows.
fn is_safe(install: &LateInstall<'_>, manifests: &Manifests, cx: &Cx<'_>) -> bool {
    let context = cx.context();
    if !manifests.is_known || manifests.copies.len() != 1 || context.certainty() == Certainty::Unknown {
        return false;
    }
    let files: Vec<String> = manifests.sources().map(str::to_owned).collect();
    let locks = install.action.manager.facts().lock_files;
    let has_lock = install.action.manager == Manager::Pip
        || files.iter().any(|file| locks.iter().any(|lock| base_name(file) == *lock));
    let visible = Visible::new(context);
    // What is installed must not be overwritten by what happens to lie there.
    let all = &cx.build.effects(install.step).all;
    let mut trees = all.iter().filter_map(|effect| match &effect.action {
        Action::Write { path, origin: Origin::Package(_), .. } => Some(path),
        _ => None,
    });
    let is_kept = trees.all(|path| match install.copy.to.meets(path) {
        dlint_model::path::Fit::No => true,
        _ => install.copy.source_of(path).is_some_and(|path| visible.ignore().ignored(&path).is_some()),
    });
    has_lock
        && is_kept
        && install.step.instruction.mounts.is_empty()
        && is_frozen(install.action, &words(install, cx))
        && is_all(install.action.manager, &files, cx)
}
