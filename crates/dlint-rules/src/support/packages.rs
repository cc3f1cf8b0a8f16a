//! What the package managers do that a step calls.

use dlint_diagnostics::Variant;
use dlint_linter::{Command, Cx, Step};
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
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return Vec::new() };
    let actions = cx.build.effects(model).packages();
    let ran = |(effect, action): (&'a Effect, &'a PackageAction)| {
        Some(Ran { action, command: command(step, effect.command?, cx)? })
    };
    actions.filter_map(ran).collect()
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
