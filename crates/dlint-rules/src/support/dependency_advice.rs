//! What to do about dependencies that are installed above all of a project's files: what to copy and to run first, or
//! where to keep what is fetched.

use dlint_linter::Cx;
use dlint_model::User;
use dlint_model::packages::{Manager, Operation};

use super::install_needs::{Needs, needs};
use super::late_installs::{LateInstall, file_of};
use super::manifests::{Manifests, manifests};
use super::project_files::is_all;
use super::reorder::copies;

/// How many steps above are looked at.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// What to do.
pub(crate) fn advice(
    install: &LateInstall<'_>,
    command: &str,
    manifests: Option<&Manifests>,
    cx: &Cx<'_>,
) -> String {
    let copy =
        manifests.and_then(|manifests| copies(install, manifests, cx)).filter(|text| !text.contains('\n'));
    if install.action.manager == Manager::Cargo {
        return of_cargo(install);
    }
    if is_brought_apart(install) {
        let text = cx.source.slice(install.copy.step.instruction.span).trim();
        let moved =
            if text.len() < 80 && !text.contains('\n') { format!("`{text}`") } else { "the copy".to_owned() };
        return format!(
            "move {moved} below the step that runs `{command}`: what that step reads is copied by its own name"
        );
    }
    let needs = needs(install, cx);
    match (needs, copy) {
        (Needs::Gone, _) if !has_cache_mount(install) => format!(
            "keep what is fetched in {}{}: a layer of its own would only store what this step deletes",
            cache_mount(install, cx),
            if cleans_cache(install, cx) { ", and do not clean the cache in this step" } else { "" }
        ),
        (Needs::Build, copy) => of_build(install, copy, cx),
        (Needs::Folder, Some(copy)) => {
            match (folder_of(install), fetch(install, cx).or_else(|| written(install, cx))) {
                (Some(folder), Some(fetch)) => {
                    format!("first `{copy}` and `RUN cd {folder} && {fetch}`, and copy the rest below that")
                }
                _ => of_manager(install, command, None, cx),
            }
        }
        (Needs::Manifests, copy) => of_manager(install, command, copy, cx),
        _ => of_manager(install, command, None, cx),
    }
}

fn of_cargo(install: &LateInstall<'_>) -> String {
    let chef = "build the dependencies in a step of their own with `cargo chef`";
    if has_cache_mount(install) {
        return chef.to_owned();
    }
    format!("{chef}, or keep them in cache mounts on `/usr/local/cargo/registry` and `target`")
}

/// Where the install needs nothing but what says what to install.
fn of_manager(install: &LateInstall<'_>, command: &str, copy: Option<String>, cx: &Cx<'_>) -> String {
    match (copy, install.action.manager) {
        (None, Manager::Maven) if names_manifests(install, "pom.xml", cx) => "fetch in a step of its own between the copy of the `pom.xml`s and this one, or keep what is fetched in a cache mount on `/root/.m2`".to_owned(),
        (None, Manager::Maven) => "copy each `pom.xml` first, run `mvn -B dependency:go-offline`, and copy the rest below it; or keep what is fetched in a cache mount on `/root/.m2`".to_owned(),
        (_, Manager::Gradle) if has_cache_mount(install) => "copy the build scripts first, and build with them alone (`gradle build || true`) before the rest is copied".to_owned(),
        (_, Manager::Gradle) => "keep what is fetched in a cache mount on Gradle's home, `/root/.gradle` or `/home/gradle/.gradle`: no command of Gradle's only fetches".to_owned(),
        (None, Manager::Dotnet) => "copy the project files first, run `dotnet restore`, and copy the rest below it".to_owned(),
        (None, Manager::Nuget) => "copy the solution, the project files and each `packages.config` first, run `nuget restore`, and copy the rest below it".to_owned(),
        (None, Manager::Go) => "copy `go.mod` and `go.sum` first, run `go mod download` in their folder, and copy the rest below it".to_owned(),
        (Some(copy), _) => match fetch(install, cx) {
            Some(fetch) => format!("first `{copy}` and `RUN {fetch}`, and copy the rest below that"),
            None => format!("first `{copy}`, then `{command}`, and copy the rest below that"),
        },
        (None, _) => format!("copy only what says what to install first, run `{command}`, and copy the rest below it"),
    }
}

/// Where the install runs the project's scripts, which build it.
fn of_build(install: &LateInstall<'_>, copy: Option<String>, cx: &Cx<'_>) -> String {
    let copy =
        copy.map_or_else(|| "copy `package.json` and the lock file".to_owned(), |copy| format!("`{copy}`"));
    let fetch = match written(install, cx) {
        Some(command) if command.contains("--ignore-scripts") => command,
        Some(command) => format!("{command} --ignore-scripts"),
        None => format!("{} install --ignore-scripts", install.action.program),
    };
    let apart = format!(
        "first {copy} and `RUN {fetch}`, and run the scripts below the copy of the rest, as this install seems to build the project, too"
    );
    if has_cache_mount(install) {
        return apart;
    }
    format!("keep what is fetched in {}; or {apart}", cache_mount(install, cx))
}

/// The cache mount that a manager's files belong in, for people.
fn cache_mount(install: &LateInstall<'_>, cx: &Cx<'_>) -> String {
    let facts = install.action.manager.facts();
    // The classic Yarn and its successors have different folders, and the classic one has another for each user.
    if install.action.manager == Manager::Yarn && !is_classic_of_root(install, cx) {
        return format!(
            "a cache mount on Yarn's cache folder (`yarn cache dir` prints it, from Yarn 2 on `yarn config get cacheFolder`){}",
            uid(install)
        );
    }
    let usual = facts.cache_mounts.first().map_or("its cache", |mount| mount.target);
    let own = install.action.caches.first().filter(|path| path.is_exact() && !path.has_holes());
    let below = usual.strip_prefix("~/").filter(|_| own.is_none());
    if let (Some(_), User::Other(user)) = (below, &install.step.state.user) {
        return format!("a cache mount on `{usual}`, the folder of the user `{user}`");
    }
    if let (Some(_), User::Unknown) = (below, &install.step.state.user) {
        return format!(
            "a cache mount on `{usual}`, below the home of the user whom the step runs as{}",
            uid(install)
        );
    }
    let target = match (own, below) {
        (Some(own), _) => own.as_str().to_owned(),
        (None, Some(below)) => format!("/root/{below}"),
        (None, None) => usual.to_owned(),
    };
    format!("a cache mount (`RUN --mount=type=cache,target={target}`)")
}

/// Whether the classic Yarn runs, which the official images of Node.js bring, and as root.
fn is_classic_of_root(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(install.step.stage) else { return false };
    let is_node = stage.facts().is_some_and(|facts| facts.image == "node");
    let other = [
        "corepack",
        "berry",
        "set version",
        "--immutable",
        ".yarnrc.yml",
        ".yarn/releases",
        "yarn cache clean --all",
    ];
    let is_other = |text: &str| other.iter().any(|word| text.contains(word));
    let mut steps = stage.steps.iter().take(MOST_STEPS);
    install.step.state.user.is_root() && is_node && !steps.any(|step| is_other(&step.instruction.text))
}

/// What a mount needs where the copies are given to a user: a mount belongs to root.
fn uid(install: &LateInstall<'_>) -> String {
    let owner = install.copy.step.instruction.flag("chown").and_then(|flag| flag.value.as_ref());
    let number = owner.and_then(|owner| owner.as_str().split(':').next().map(str::to_owned));
    let is_number = |text: &String| text != "0" && text.parse::<u32>().is_ok();
    number
        .filter(is_number)
        .map_or_else(String::new, |number| format!(", with `uid={number}` if that is the user"))
}

/// Whether the step cleans the cache, which would empty a mount.
fn cleans_cache(install: &LateInstall<'_>, cx: &Cx<'_>) -> bool {
    let mut actions = cx.build.effects(install.step).packages();
    actions.any(|(_, action)| action.operation == Operation::Clean)
}

/// Whether what the install reads does not come with the copy, but by its own name.
fn is_brought_apart(install: &LateInstall<'_>) -> bool {
    file_of(install.action).is_some_and(|file| !install.copy.to.covers(&file).is_possible())
}

/// The folder that the install changes into.
fn folder_of<'s>(install: &LateInstall<'s>) -> Option<&'s str> {
    let folder = &install.action.folder;
    (folder.is_exact() && !folder.as_str().contains(['$', ' '])).then(|| folder.as_str())
}

/// The command as it is written, where it stands on one line.
fn written(install: &LateInstall<'_>, cx: &Cx<'_>) -> Option<String> {
    let script = cx.build.scripts(install.step).get(install.command.script)?;
    let command = script.script.body().commands.get(install.command.command)?;
    let words = command.words.iter().map(dlint_shell::Word::span);
    let all = words.chain(command.assignments.iter().map(|one| one.span)).reduce(dlint_text::Span::join)?;
    let text = cx.source.slice(all);
    let is_plain = command.redirections.is_empty() && !text.contains(['\n', '|', '>', '<', '"']);
    (is_plain && !script.is_exec).then(|| text.to_owned())
}

/// Whether a step above copies such files by their names.
fn names_manifests(install: &LateInstall<'_>, name: &str, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(install.copy.step.stage) else { return false };
    let mut above = stage.own_steps().filter(|step| step.index < install.copy.step.index).take(MOST_STEPS);
    above.any(|step| step.instruction.as_transfer().is_some() && step.instruction.text.contains(name))
}

/// Whether what is fetched is kept in a cache mount.
pub(crate) fn has_cache_mount(install: &LateInstall<'_>) -> bool {
    install.step.instruction.mounts.iter().any(|mount| mount.kind().eq_ignore_ascii_case("cache"))
}

/// The command that only fetches, where the install needs the sources.
pub(crate) fn fetch(install: &LateInstall<'_>, cx: &Cx<'_>) -> Option<String> {
    let action = install.action;
    let command = || written(install, cx);
    let has = |option: &str| cx.source.slice(install.step.instruction.span).contains(option);
    let builds = action.operation == Operation::Build;
    match action.manager {
        Manager::Go if !has("go mod download") => Some("go mod download".to_owned()),
        Manager::Maven if builds => Some(format!("{} -B dependency:go-offline", name(install))),
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

pub(crate) fn words(install: &LateInstall<'_>, cx: &Cx<'_>) -> Vec<String> {
    let script = cx.build.scripts(install.step).get(install.command.script);
    let command = script.and_then(|script| script.script.body().commands.get(install.command.command));
    command.into_iter().flat_map(|command| &command.words).map(|word| word.beginning.to_string()).collect()
}
