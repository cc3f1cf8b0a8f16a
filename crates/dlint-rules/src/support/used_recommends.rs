//! What an install with apt must not leave out because of the commands behind it: recommended packages that they need.

use std::collections::BTreeSet;

use dlint_linter::{Cx, Step};

use dlint_model::effects::CommandId;
use dlint_model::packages::{UsedLater, brought_by, used_later};
use dlint_model::{Base, BaseImage, Step as ModelStep};
use dlint_shell::Command;

use super::packages::without_version;
use super::toolchains::brings_compiler;
use super::used_names::with_built_from;

/// How many steps behind the install are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// What the images have that bring a compiler.
const OF_COMPILER: &[&str] = &["build-essential", "g++", "gcc", "libc6-dev", "make"];

/// Recommended packages that commands behind an install need.
#[derive(Debug, Default)]
pub(crate) struct UsedRecommends {
    /// Those without which the commands fail.
    pub(crate) surely: Needed,
    /// Those that the commands do without now and then.
    pub(crate) perhaps: Needed,
}

/// Packages, and the programs that need them.
#[derive(Debug, Default)]
pub(crate) struct Needed {
    /// The packages that have to be named.
    pub(crate) names: BTreeSet<&'static str>,
    /// The programs.
    pub(crate) by: BTreeSet<&'static str>,
}

impl UsedRecommends {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.surely.names.is_empty() && self.perhaps.names.is_empty()
    }
}

/// What the commands behind an install need of that which its packages recommend, and nobody names.
pub(crate) fn used_recommends<'a>(
    packages: impl Iterator<Item = &'a str>,
    named: &BTreeSet<&str>,
    step: &Step<'_>,
    install: CommandId,
    cx: &Cx<'_>,
) -> UsedRecommends {
    let base = base_image(step, cx);
    let lacks = |name: &&str| {
        !named.contains(*name)
            && !brought_by(name).iter().any(|other| named.contains(other))
            && !base.is_some_and(|base| has(base, name))
    };
    let rows: Vec<(&UsedLater, Vec<&'static str>)> = packages
        .flat_map(used_later)
        .map(|row| (row, row.names.iter().copied().filter(lacks).collect::<Vec<_>>()))
        .filter(|(_, names)| !names.is_empty())
        .collect();
    let mut used = UsedRecommends::default();
    if rows.is_empty() {
        return used;
    }
    let commands: Vec<&Command> = behind(step, install, cx);
    for (row, names) in rows {
        if let Some(by) = row.by.iter().find(|by| commands.iter().any(|command| runs(command, by))) {
            let needed = if row.is_certain { &mut used.surely } else { &mut used.perhaps };
            needed.names.extend(names);
            needed.by.insert(match by.split_once(' ') {
                // A module is better known than what runs it.
                Some(("python", module)) => module,
                Some((program, _)) => program,
                None => by,
            });
        }
    }
    used
}

/// The image that the stage of a step is built on, by way of others.
pub(crate) fn base_image<'a>(step: &Step<'_>, cx: &'a Cx<'_>) -> Option<&'a BaseImage> {
    match &cx.stages.get(step.stage?)?.root {
        Base::Image(base) => Some(base),
        _ => None,
    }
}

/// Whether an image is known to have what a package brings.
pub(crate) fn has(base: &BaseImage, name: &str) -> bool {
    base.facts.as_deref().is_some_and(|facts| facts.has(name) == Some(true))
        || OF_COMPILER.contains(&name) && brings_compiler(base)
}

/// The commands behind an install: those of its step, of later ones, and of stages that are built on it.
fn behind<'a>(step: &Step<'_>, install: CommandId, cx: &'a Cx<'_>) -> Vec<&'a Command> {
    let Some((model, index)) = step.model.zip(step.stage) else { return Vec::new() };
    let stages = with_built_from(index, cx);
    let steps = stages.flat_map(|stage| {
        let first = if stage.index == index { model.index } else { 0 };
        stage.steps.get(first..).unwrap_or_default().iter().chain(&stage.triggers)
    });
    let is_here = |other: &ModelStep<'_>| other.stage == index && other.index == model.index;
    let mut found = Vec::new();
    for other in steps.take(MOST_STEPS) {
        for (number, script) in cx.build.scripts(other).iter().enumerate() {
            let commands = script.script.body().commands.iter().enumerate();
            let later = commands.filter(|(command, _)| {
                !is_here(other) || CommandId { script: number, command: *command } > install
            });
            found.extend(later.map(|(_, command)| command));
        }
    }
    found
}

/// Whether a command is this program, with an argument that has the second word in it.
fn runs(command: &Command, by: &str) -> bool {
    let (program, argument) = by.split_once(' ').map_or((by, None), |(program, word)| (program, Some(word)));
    let is_program =
        command.base_name().is_some_and(|name| name == program || without_version(name) == program);
    is_program && argument.is_none_or(|part| command.arguments().iter().any(|word| word.text.contains(part)))
}
