//! The differences that are meant, each by a predicate with a name.
//!
//! A predicate sees the parsed file and the build that it describes: not what dlint found in it, and not its name. It
//! tests what its name says, and `docs/differences.md` says why that is no mistake.

mod caches;
mod calls;
mod commands;
mod comments;
mod entrypoints;
mod instructions;
mod packages;
mod pipes;
mod secrets;
mod variables;

use dlint_model::{Build, Stage, Step};
use dlint_syntax::Instruction;

use super::Peer;

/// The place of a difference: an instruction about which one of the two says something, and the other does not.
struct Site<'a> {
    build: &'a Build<'a>,
    instruction: &'a Instruction,
    /// The step that the instruction is, or that its `ONBUILD` makes.
    step: Option<&'a Step<'a>>,
    /// The other program's code.
    code: &'a str,
}

impl<'a> Site<'a> {
    /// The stage of the step.
    fn stage(&self) -> Option<&'a Stage<'a>> {
        self.build.stage_of(self.step?)
    }
}

/// A named predicate: the codes it is about (none: all), whether it excuses what only dlint says, and what it looks at.
struct Excuse {
    name: &'static str,
    codes: &'static [&'static str],
    ours: bool,
    holds: fn(&Site<'_>) -> bool,
}

/// A predicate for what only the other program says.
const fn theirs(name: &'static str, codes: &'static [&'static str], holds: fn(&Site<'_>) -> bool) -> Excuse {
    Excuse { name, codes, ours: false, holds }
}

/// A predicate for what only dlint says.
const fn ours(name: &'static str, codes: &'static [&'static str], holds: fn(&Site<'_>) -> bool) -> Excuse {
    Excuse { name, codes, ours: true, holds }
}

/// The name of the predicate that excuses a difference.
pub(crate) fn excuse(
    peer: Peer,
    build: &Build<'_>,
    line: u32,
    code: &str,
    is_ours: bool,
) -> Option<&'static str> {
    let tables: &[&[Excuse]] = match peer {
        Peer::Hadolint => &[
            comments::HADOLINT,
            instructions::HADOLINT,
            entrypoints::HADOLINT,
            secrets::HADOLINT,
            pipes::HADOLINT,
            caches::HADOLINT,
            packages::HADOLINT,
            commands::HADOLINT,
        ],
        Peer::BuildKit => &[
            comments::BUILDKIT,
            instructions::BUILDKIT,
            entrypoints::BUILDKIT,
            secrets::BUILDKIT,
            variables::BUILDKIT,
        ],
    };
    if is_ours && code == "DL1001" && comments::is_of_another_program(build, line) {
        return Some("a comment for another program ignores, too");
    }
    let instructions = &build.file().instructions;
    let instruction = instructions.iter().find(|instruction| instruction.first_line == line)?;
    let mut steps = build.stages().iter().flat_map(|stage| stage.own_steps().chain(&stage.triggers));
    let step = steps.find(|step| step.onbuild.unwrap_or(step.instruction).first_line == line);
    let site = Site { build, instruction, step, code };
    let applies = |excuse: &&Excuse| {
        excuse.ours == is_ours
            && (excuse.codes.is_empty() || excuse.codes.contains(&code))
            && (excuse.holds)(&site)
    };
    tables.iter().copied().flatten().find(applies).map(|excuse| excuse.name)
}
