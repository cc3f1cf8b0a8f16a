//! `DK2001` source-copied-before-dependencies. Spec: rules/DK2001-source-copied-before-dependencies.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Step;
use dlint_model::context::{Certainty, Visible};
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::packages::{Manager, Operation};
use dlint_text::Span;

use crate::support::late_installs::{LateInstall, late_installs};
use crate::support::manifests::{Manifests, inside, manifests};
use crate::support::project_files::{is_all, is_frozen};
use crate::support::reorder::{Reordered, copies, copy_later, fetch_first};

pub(crate) static RULE: Rule = Rule::new("DK2001", "source-copied-before-dependencies", Check::File(check))
    .category(Category::Cache)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Safe));

/// How many copies back one is looked for that was seen before.
const MOST_COPIES: usize = 20;

/// How many steps above and below are looked at.
const MOST_STEPS: usize = 50;

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
        .help(help(install, &command, manifests.as_ref(), cx));
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
    let Some(manifests) = manifests.filter(|_| !needs_more(install, cx)) else { return };
    let Some((title, safety, reordered)) = fix(install, &manifests, cx) else { return };
    reporter.fix(title, safety, |edits| edits.replace_all(reordered.edits));
}

/// Whether the install needs more than its manifests, as far as can be seen: it changes into a folder by itself, or what
/// it brings is used as if it had built the project, too.
fn needs_more(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let script = cx.build.scripts(install.step).get(install.command.script);
    let commands = script.map(|script| script.script.body().commands.as_slice()).unwrap_or_default();
    let before = commands.get(..install.command.command).unwrap_or_default();
    let moves = before.iter().any(|command| matches!(command.base_name(), Some("cd" | "pushd")));
    moves || is_script_of_npm(install.action.manager) && uses_results(install, cx)
}

/// Whether the install runs scripts of the project, which may build it.
const fn is_script_of_npm(manager: Manager) -> bool {
    matches!(manager, Manager::Npm | Manager::Pnpm | Manager::Yarn | Manager::Bun)
}

/// Whether later steps use what only a build makes, and none of them builds.
fn uses_results(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(install.step.stage) else { return false };
    let later = || stage.own_steps().filter(|step| step.index > install.step.index).take(MOST_STEPS);
    let builds = |step: &Step<'_>| {
        let is_build = |effect: &Effect| match &effect.action {
            Action::Build { .. } | Action::Unknown { .. } => true,
            Action::Packages(action) => action.operation == Operation::Build,
            _ => false,
        };
        cx.build.effects(step).all.iter().any(is_build)
    };
    let uses = |step: &Step<'_>| {
        let text = &step.instruction.text;
        ["dist/", "build/"].iter().any(|folder| text.contains(folder))
    };
    later().take_while(|step| !builds(step)).any(uses)
}

/// Whether a step above copies such files by their names.
fn names_manifests(install: &LateInstall<'_>, name: &str, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(install.copy.step.stage) else { return false };
    let mut above = stage.own_steps().filter(|step| step.index < install.copy.step.index).take(MOST_STEPS);
    above.any(|step| step.instruction.as_transfer().is_some() && step.instruction.text.contains(name))
}

/// Whether it may well depend on nothing: `go build main.go`, with no `go.mod` in sight.
fn is_doubtful(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let is_file = |word: &String| word.rsplit_once('.').is_some_and(|(_, ending)| ending == "go");
    let has_manifest = || {
        let folder = install.copy.source_of(&install.action.folder);
        folder.is_some_and(|folder| cx.context().entry(&inside(&folder, "go.mod")).is_some())
    };
    install.action.manager == Manager::Go && words(install, cx).iter().any(is_file) && !has_manifest()
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

/// Whether what is fetched is kept in a cache mount.
fn has_cache_mount(install: &LateInstall<'_>) -> bool {
    install.step.instruction.mounts.iter().any(|mount| mount.kind().eq_ignore_ascii_case("cache"))
}

fn help(install: &LateInstall<'_>, command: &str, manifests: Option<&Manifests>, cx: &Cx<'_>) -> String {
    let manifests = manifests.filter(|_| !needs_more(install, cx));
    let first =
        manifests.and_then(|manifests| copies(install, manifests, cx)).filter(|text| !text.contains('\n'));
    match (first, install.action.manager) {
        (_, Manager::Cargo) => {
            "build the dependencies in a step of their own with `cargo chef`, or keep them in cache mounts on \
             `/usr/local/cargo/registry` and `target`"
                .to_owned()
        }
        (None, Manager::Maven) if names_manifests(install, "pom.xml", cx) => "fetch in a step of its own between the copy of the `pom.xml`s and this one, or keep what is fetched in a cache mount on `/root/.m2`".to_owned(),
        (None, Manager::Maven) => "copy each `pom.xml` first, run `mvn -B dependency:go-offline`, and copy the rest below it; or keep what is fetched in a cache mount on `/root/.m2`".to_owned(),
        (None, Manager::Gradle) => "copy the build scripts first, run `gradle dependencies`, and copy the rest below it".to_owned(),
        (None, Manager::Dotnet) => "copy the project files first, run `dotnet restore`, and copy the rest below it".to_owned(),
        (Some(copy), _) => match fetch(install, cx) {
            Some(fetch) => format!("first `{copy}` and `RUN {fetch}`, and copy the rest below that"),
            None => format!("first `{copy}`, then `{command}`, and copy the rest below that"),
        },
        (None, _) => format!("copy only what says what to install first, run `{command}`, and copy the rest below it"),
    }
}

/// The command that only fetches, where the install needs the sources.
fn fetch(install: &LateInstall<'_>, cx: &Cx<'_>) -> Option<String> {
    let action = install.action;
    let command = || {
        let script = cx.build.scripts(install.step).get(install.command.script)?;
        let command = script.script.body().commands.get(install.command.command)?;
        let text = cx.source.slice(command.span);
        let is_plain = !text.contains(['\n', '|', '>', '<', '"']);
        (is_plain && !script.is_exec).then(|| text.trim().to_owned())
    };
    let has = |option: &str| cx.source.slice(install.step.instruction.span).contains(option);
    let builds = action.operation == Operation::Build;
    match action.manager {
        Manager::Go if !has("go mod download") => Some("go mod download".to_owned()),
        Manager::Maven if builds => Some(format!("{} -B dependency:go-offline", name(install))),
        Manager::Gradle if builds => Some(format!("{} dependencies --no-daemon", name(install))),
        Manager::Dotnet if builds => Some("dotnet restore".to_owned()),
        Manager::Swift if builds => Some("swift package resolve".to_owned()),
        Manager::Uv if !action.manifests.is_empty() && has("uv sync") && !has("--no-install") => {
            Some(format!("{} --no-install-project", command()?))
        }
        Manager::Poetry if !has("--no-root") => Some(format!("{} --no-root", command()?)),
        Manager::Pdm if !has("--no-self") => Some(format!("{} --no-self", command()?)),
        Manager::Composer if !is_plain_composer(install, cx) => {
            Some(format!("{} --no-scripts --no-autoloader", command()?))
        }
        _ => None,
    }
}

/// The program as it is called: `./mvnw`.
fn name(install: &LateInstall<'_>) -> String {
    let program = &install.action.program;
    if program.ends_with('w') { format!("./{program}") } else { program.clone() }
}

/// Whether `composer install` is known to read nothing but its manifests.
fn is_plain_composer(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let words = words(install, cx);
    let scans = ["-o", "-a", "--optimize-autoloader", "--classmap-authoritative"];
    let is_known = || {
        manifests(install, cx).is_some_and(|manifests| {
            let files: Vec<String> = manifests.sources().map(str::to_owned).collect();
            manifests.is_known && is_all(Manager::Composer, &files, cx)
        })
    };
    words.iter().any(|word| word == "--no-scripts") && words.iter().any(|word| word == "--no-autoloader")
        || !words.iter().any(|word| scans.contains(&word.as_str())) && is_known()
}

fn words(install: &LateInstall<'_>, cx: &Cx<'_>) -> Vec<String> {
    let script = cx.build.scripts(install.step).get(install.command.script);
    let command = script.and_then(|script| script.script.body().commands.get(install.command.command));
    command.into_iter().flat_map(|command| &command.words).map(|word| word.beginning.to_string()).collect()
}

/// The best fix: its title, how sure it is, and its edits.
fn fix(install: &LateInstall<'_>, manifests: &Manifests, cx: &Cx<'_>) -> Option<(String, Safety, Reordered)> {
    if install.action.manager == Manager::Cargo || says_nothing(install) {
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
        || files.iter().any(|file| locks.iter().any(|lock| file.rsplit('/').next() == Some(lock)));
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
