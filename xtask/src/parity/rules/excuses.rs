//! The differences that are meant, each by a predicate with a name.
//!
//! A predicate sees the parsed file and the build that it describes, and nothing of what dlint found in it.

mod commands;
mod instructions;

use dlint_model::Build;
use dlint_syntax::Instruction;

use super::Peer;

/// A difference: what one of the two says about an instruction and the other does not.
pub(super) struct Question<'a> {
    pub(super) build: &'a Build<'a>,
    /// The instruction's first line.
    pub(super) line: u32,
    /// The other program's code.
    pub(super) code: &'a str,
    /// Whether dlint says it.
    pub(super) is_ours: bool,
}

/// A named predicate: the codes it is about (none: all), whether it excuses what only dlint says, and what it looks at.
struct Excuse {
    name: &'static str,
    codes: &'static [&'static str],
    ours: bool,
    holds: fn(&Question<'_>, &Instruction) -> bool,
}

/// Those for hadolint.
const HADOLINT: &[Excuse] =
    &[Excuse { name: "a comment says to ignore it", codes: &[], ours: true, holds: is_ignored }];

/// Those for `BuildKit`.
const BUILDKIT: &[Excuse] =
    &[Excuse { name: "a comment says to skip it", codes: &[], ours: true, holds: is_skipped }];

/// The name of the predicate that excuses a difference.
pub(super) fn excuse(peer: Peer, question: &Question<'_>) -> Option<&'static str> {
    let tables = match peer {
        Peer::Hadolint => [HADOLINT, instructions::HADOLINT, commands::HADOLINT],
        Peer::BuildKit => [BUILDKIT, instructions::BUILDKIT, &[]],
    };
    let instructions = &question.build.file().instructions;
    let instruction = instructions.iter().find(|instruction| instruction.first_line == question.line)?;
    let applies = |excuse: &&Excuse| {
        excuse.ours == question.is_ours
            && (excuse.codes.is_empty() || excuse.codes.contains(&question.code))
            && (excuse.holds)(question, instruction)
    };
    tables.into_iter().flatten().find(applies).map(|excuse| excuse.name)
}

/// The texts of the comments in front of an instruction.
fn comments<'q>(question: &'q Question<'_>, instruction: &'q Instruction) -> impl Iterator<Item = &'q str> {
    let file = question.build.file();
    file.comments_before(instruction).iter().map(|comment| comment.text(question.build.source()))
}

/// `# hadolint ignore=…` in front of the instruction, or `# hadolint global ignore=…` anywhere.
fn is_ignored(question: &Question<'_>, instruction: &Instruction) -> bool {
    let names = |text: &str| text.contains(question.code);
    let own = comments(question, instruction)
        .any(|text| text.starts_with("hadolint") && text.contains("ignore") && names(text));
    let file = question.build.file();
    let all = || file.comments.iter().map(|comment| comment.text(question.build.source()));
    let global = || all().any(|text| text.starts_with("hadolint") && text.contains("global") && names(text));
    own || global()
}

/// `# check=skip=…` in front of the instruction, or at the top of the file.
fn is_skipped(question: &Question<'_>, instruction: &Instruction) -> bool {
    let skips =
        |text: &str| text.starts_with("check") && (text.contains(question.code) || text.contains("skip=all"));
    let file = question.build.file();
    let directives = file.directives.iter().map(|directive| question.build.source().slice(directive.value));
    comments(question, instruction).any(skips)
        || directives.into_iter().any(|text| text.contains(question.code) || text.contains("skip=all"))
}
