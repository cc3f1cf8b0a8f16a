//! Dependencies that are installed above all of a project's files, so that each change of any file installs them anew.

use std::collections::BTreeSet;

use dlint_linter::Cx;
use dlint_model::context::{Certainty, Visible};
use dlint_model::effects::CommandId;
use dlint_model::packages::{Manager, Operation, PackageAction, PackageKind};
use dlint_model::path::ImagePath;
use dlint_model::{Stage, Step};
use dlint_syntax::Keyword;

use super::copied_folders::{Copied, copied, named};
use super::manifests::{inside, present};
use super::packages::calls_manager;

/// How many steps of the stages below are looked at: the last ones.
const MOST_INHERITED: usize = 100;

/// How many copies of a stage are remembered: the last ones.
const MOST_COPIES: usize = 20;

/// How many names of copied files are remembered: the last ones.
const MOST_NAMES: usize = 100;

/// The tools that install for several projects of one folder, from files of their own.
const MONOREPO_TOOLS: &[&str] = &["bazel", "lerna", "nx", "rush", "turbo"];

/// An install that runs above a copy of all files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LateInstall<'s> {
    /// What copies them.
    pub(crate) copy: Copied<'s>,
    /// The step that installs.
    pub(crate) step: &'s Step<'s>,
    /// What installs.
    pub(crate) action: &'s PackageAction,
    /// The command that does.
    pub(crate) command: CommandId,
}

/// The installs of a stage's own steps, and of its triggers, that run above a copy of all files: the first of each
/// language.
pub(crate) fn late_installs<'s>(stage: &'s Stage<'s>, cx: &Cx<'s>) -> Vec<LateInstall<'s>> {
    let mut walk = Walk::default();
    let below = cx.build.chain(stage.index).skip(1).flat_map(|parent| parent.steps.iter().rev());
    let mut below: Vec<&Step<'_>> = below.take(MOST_INHERITED).collect();
    below.reverse();
    // Nothing is worked out where nothing is copied.
    let copies = |step: &Step<'_>| matches!(step.instruction.keyword, Keyword::Copy | Keyword::Add);
    let mut all = below.iter().copied().chain(&stage.steps).chain(&stage.triggers);
    if !all.any(copies) {
        return Vec::new();
    }
    for step in below {
        walk.step(step, false, cx);
    }
    for step in &stage.steps {
        walk.step(step, step.inherited_from.is_none(), cx);
    }
    // What an image says for those built from it is a build of its own.
    if !stage.triggers.is_empty() {
        let found = std::mem::take(&mut walk.found);
        walk = Walk { found, ..Walk::default() };
        for step in &stage.triggers {
            walk.step(step, true, cx);
        }
    }
    walk.found
}

/// What is known on the way through the steps.
#[derive(Debug, Default)]
struct Walk<'s> {
    copies: Vec<Copied<'s>>,
    /// The names of the files that are copied by their names.
    named: Vec<(&'s str, u32)>,
    done: BTreeSet<Manager>,
    has_monorepo_tool: bool,
    found: Vec<LateInstall<'s>>,
}

impl<'s> Walk<'s> {
    fn step(&mut self, step: &'s Step<'s>, is_own: bool, cx: &Cx<'s>) {
        match step.instruction.keyword {
            Keyword::Copy | Keyword::Add => {
                self.copies.extend(copied(step, cx));
                self.named.extend(named(step, cx));
            }
            Keyword::Run if !step.state.is_windows() && calls_manager(step, cx) => self.run(step, is_own, cx),
            Keyword::Run => self.has_monorepo_tool |= is_for_many(step, cx),
            _ => {}
        }
        let too_many = self.copies.len().saturating_sub(MOST_COPIES);
        self.copies.drain(..too_many);
        let too_many = self.named.len().saturating_sub(MOST_NAMES);
        self.named.drain(..too_many);
    }

    /// The line that copies a file by its name, or by a pattern, if one does.
    fn names(&self, file: &ImagePath) -> Option<u32> {
        let file = file.file_name().map(ImagePath::new)?;
        let copies = |name: &str| ImagePath::with_pattern(name).covers(&file).is_yes();
        self.named.iter().find(|(name, _)| copies(name)).map(|(_, line)| *line)
    }

    fn run(&mut self, step: &'s Step<'s>, is_own: bool, cx: &Cx<'s>) {
        self.has_monorepo_tool |= is_for_many(step, cx);
        for (effect, action) in cx.build.effects(step).packages() {
            let Some(language) = language(action).filter(|_| installs_project(action)) else { continue };
            let is_first = self.done.insert(language);
            let Some(command) = effect.command.filter(|_| is_first && is_own) else { continue };
            if self.has_monorepo_tool || is_conditional(step, command, cx) || brings_modules(action, step, cx)
            {
                continue;
            }
            let Some(file) = file_of(action) else { continue };
            let named = if action.manifests.is_empty() { None } else { self.names(&file) };
            // What is copied by its name need not come with the rest.
            let brings = |copy: &&Copied<'_>| match named {
                Some(_) if copy.is_all() => true,
                Some(line) => {
                    line < copy.step.instruction.first_line
                        && copy.is_folder()
                        && copy.to.covers(&file).is_yes()
                }
                None => copy.to.covers(&file).is_yes(),
            };
            let copy = self.copies.iter().rev().find(brings).copied();
            if let Some(copy) =
                copy.filter(|copy| named.is_some() || is_whole_project(copy, &file, action, cx))
            {
                self.found.push(LateInstall { copy, step, action, command });
            }
        }
    }
}

/// The one manager that stands for all of its language: an install with one of them has installed what another would.
const fn language(action: &PackageAction) -> Option<Manager> {
    Some(match action.manager {
        Manager::Npm | Manager::Yarn | Manager::Pnpm | Manager::Bun => Manager::Npm,
        Manager::Pip | Manager::Poetry | Manager::Uv | Manager::Pipenv | Manager::Pdm => Manager::Pip,
        Manager::Maven | Manager::Gradle => Manager::Maven,
        Manager::Nuget => Manager::Dotnet,
        Manager::Go
        | Manager::Cargo
        | Manager::Bundler
        | Manager::Composer
        | Manager::Dotnet
        | Manager::Mix
        | Manager::Swift => action.manager,
        _ => return None,
    })
}

/// Whether a command fetches what the project depends on.
fn installs_project(action: &PackageAction) -> bool {
    match action.operation {
        Operation::Install | Operation::Download => action.is_project,
        Operation::Build => match action.manager {
            // `cargo chef cook` builds from a recipe.
            Manager::Cargo => true,
            Manager::Go | Manager::Maven | Manager::Gradle | Manager::Dotnet | Manager::Swift => {
                action.is_project
            }
            _ => false,
        },
        _ => false,
    }
}

/// A file of the project that the install reads, or else its folder.
pub(crate) fn file_of(action: &PackageAction) -> Option<ImagePath> {
    let packages = action.packages.iter().filter_map(|package| match &package.kind {
        PackageKind::File(path) => Some(path),
        _ => None,
    });
    let file = action.manifests.iter().chain(packages).next().unwrap_or(&action.folder);
    (!file.is_open() && !file.is_unknown()).then(|| file.clone())
}

fn is_conditional(step: &Step<'_>, id: CommandId, cx: &Cx<'_>) -> bool {
    let Some(script) = cx.build.scripts(step).get(id.script) else { return true };
    let body = script.script.body();
    body.commands.get(id.command).is_none_or(|command| body.is_conditional(command))
}

/// Whether the project brings what it depends on along.
fn brings_modules(action: &PackageAction, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    if action.manager != Manager::Go {
        return false;
    }
    let variable = |name: &str| {
        cx.build
            .variables(step)
            .value(name)
            .is_some_and(|value| value.contains("off") || value.contains("vendor"))
    };
    let text = &step.instruction.text;
    let says = ["-mod=vendor", "-mod vendor", "GO111MODULE=off"].iter().any(|said| text.contains(said));
    says || variable("GOFLAGS") || variable("GO111MODULE")
}

/// Whether a step calls a tool that installs for several projects.
fn is_for_many(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let mut commands = cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
    commands.any(|command| {
        command.words.iter().take(3).any(|word| MONOREPO_TOOLS.iter().any(|tool| word.is(tool)))
    })
}

/// Whether a copy brings the file, and more of the project than what says what to install.
fn is_whole_project(copy: &Copied<'_>, file: &ImagePath, action: &PackageAction, cx: &Cx<'_>) -> bool {
    if !copy.is_all() && (copy.from.is_pattern() || copy.from.has_holes()) {
        return false;
    }
    let context = cx.context();
    let visible = Visible::new(context);
    let manifests = match copy.source_of(file) {
        Some(source) if action.manifests.is_empty() => present(action.manager, &source, &visible, cx),
        Some(source) if visible.entry(&source).is_some() => vec![source],
        _ => Vec::new(),
    };
    let Some(source) = manifests.first() else {
        // Where the context is the one that the build will have, another step makes the file. The folder of a project
        // is copied for the project; one of lists of packages may be nothing else.
        let is_folder = copy.is_all() || action.manager != Manager::Pip && *copy.to == action.folder;
        return is_folder && context.certainty() != Certainty::Configured;
    };
    if action.manager == Manager::Go && !fetches_modules(source, &visible, cx) {
        return false;
    }
    let folder = if copy.is_all() { "" } else { copy.from.as_str().trim_matches('/') };
    let mut names = context.list(folder).unwrap_or_default().into_iter();
    names.any(|name| is_more(&name, action.manager) && is_let_in(&inside(folder, &name), &visible))
}

/// Whether a build sees a file, or something of a folder.
fn is_let_in(path: &str, visible: &Visible<'_>) -> bool {
    let ignore = visible.ignore();
    let brings_back = |text: &str| text.starts_with("**") || text.starts_with(&format!("{path}/"));
    let mut patterns = ignore.patterns().iter();
    ignore.ignored(path).is_none() && visible.entry(path).is_some()
        || patterns.any(|pattern| pattern.negated && brings_back(&pattern.text))
}

/// Whether a project of Go depends on anything that it does not bring along.
fn fetches_modules(manifest: &str, visible: &Visible<'_>, cx: &Cx<'_>) -> bool {
    let text = cx.context().read(&beside(manifest, "go.mod"));
    let requires = text.is_none_or(|text| String::from_utf8_lossy(&text).contains("require"));
    requires && visible.entry(&beside(manifest, "vendor")).is_none()
}

/// Whether a file of a project is there for more than to say what to install.
fn is_more(name: &str, manager: Manager) -> bool {
    let facts = manager.facts();
    let mut known = facts.manifests.iter().chain(facts.lock_files).chain(facts.settings);
    !known.any(|known| *known == name)
        && name != ".dockerignore"
        && !name.to_ascii_lowercase().contains("dockerfile")
        && !name.contains("requirements")
}

/// The path of a file in the same folder as another.
pub(crate) fn beside(path: &str, name: &str) -> String {
    path.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}
