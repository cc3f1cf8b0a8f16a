//! What the package managers do that a step calls.

use std::collections::HashSet;
use std::sync::LazyLock;

use dlint_diagnostics::Variant;
use dlint_linter::{Command, Cx, Step};
use dlint_model::Step as ModelStep;
use dlint_model::effects::{CommandId, Effect};
use dlint_model::packages::{Manager, PackageAction};

/// Something a package manager does, and the command that makes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ran<'a> {
    /// What it does.
    pub(crate) action: &'a PackageAction,
    /// The command.
    pub(crate) command: Command<'a>,
}

/// What the package managers do that a step calls, in order; nothing on Windows.
pub(crate) fn packages<'a>(step: &Step<'a>, cx: &Cx<'a>) -> Vec<Ran<'a>> {
    if step.model.is_some_and(|model| model.state.is_windows()) {
        return Vec::new();
    }
    packages_anywhere(step, cx)
}

/// The same on Windows, too, where go and pip install what they do elsewhere.
pub(crate) fn packages_anywhere<'a>(step: &Step<'a>, cx: &Cx<'a>) -> Vec<Ran<'a>> {
    let Some(model) = step.model.filter(|model| calls_manager(model, cx)) else { return Vec::new() };
    let actions = cx.build.effects(model).packages();
    let ran = |(effect, action): (&'a Effect, &'a PackageAction)| {
        Some(Ran { action, command: command(step, effect.command?, cx)? })
    };
    actions.filter_map(ran).collect()
}

/// The programs that are package managers.
static PROGRAMS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let programs = Manager::ALL.iter().flat_map(|manager| manager.facts().programs).copied();
    programs.chain(["corepack", "php", "py", "pypy", "python"]).collect()
});

/// Whether a step calls a package manager at all. What a step does is not worked out for those that do not.
pub(crate) fn calls_manager(step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let commands = cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
    let mut names = commands.filter_map(|command| command.base_name());
    names.any(|name| PROGRAMS.contains(name) || has_version(name) && PROGRAMS.contains(without_version(name)))
}

/// Whether a name is more than letters, so that it may be that of a version or a file of a program.
fn has_version(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'\\'))
}

/// The program's own name: `pip` of `pip3.11`, `dnf` of `dnf-3`, `composer` of `composer.phar`.
pub(crate) fn without_version(name: &str) -> &str {
    let name = name.rsplit('\\').next().unwrap_or(name);
    let bare = name.split('.').next().unwrap_or(name).trim_end_matches(|c: char| c.is_ascii_digit());
    bare.strip_suffix('-').unwrap_or(bare)
}

/// The command of this number.
pub(crate) fn command<'a>(step: &Step<'a>, id: CommandId, cx: &Cx<'a>) -> Option<Command<'a>> {
    let script = cx.build.scripts(step.model?).get(id.script)?;
    let command = script.script.body().commands.get(id.command)?;
    Some(Command { command, script, id, step: *step })
}

/// A code of a rule that has one for each package manager.
pub(crate) const fn variant(name: &'static str, code: &'static str) -> Variant {
    Variant { name, code, aliases: &[] }
}

/// The code for a manager, if the rule has one for it.
pub(crate) fn variant_for(variants: &[Variant], manager: Manager) -> Option<Variant> {
    let name = match manager {
        Manager::Apk => "apk",
        Manager::Apt => "apt",
        Manager::Bun => "bun",
        Manager::Bundler => "bundler",
        Manager::Composer => "composer",
        Manager::Conda => "conda",
        Manager::Deno => "deno",
        Manager::Dnf => "dnf",
        Manager::Gem => "gem",
        Manager::Go => "go",
        Manager::Npm => "npm",
        Manager::Pacman => "pacman",
        Manager::Pdm => "pdm",
        Manager::Pip => "pip",
        Manager::Pipenv => "pipenv",
        Manager::Poetry => "poetry",
        Manager::Uv => "uv",
        Manager::Yarn => "yarn",
        Manager::Yum => "yum",
        Manager::Zypper => "zypper",
        _ => return None,
    };
    variants.iter().copied().find(|variant| variant.name == name)
}
