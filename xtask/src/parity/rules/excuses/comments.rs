//! Comments that tell the other program to say nothing.

use dlint_model::Stage;
use dlint_syntax::{DirectiveKind, Instruction};

use super::super::asked::names;
use super::{Excuse, Site, ours};

pub(super) const HADOLINT: &[Excuse] = &[ours("a comment says to ignore it", &[], is_ignored)];

pub(super) const BUILDKIT: &[Excuse] = &[
    ours("a comment says to skip it", &[], |site| is_skipped(site, site.instruction)),
    ours("a comment at the later instruction says to skip it", &["MultipleInstructionsDisallowed"], |site| {
        let steps = site.stage().into_iter().flat_map(Stage::own_steps);
        let instructions = steps.map(|step| step.instruction);
        let mut later = instructions.filter(|other| other.first_line > site.instruction.first_line);
        later.any(|other| other.keyword == site.instruction.keyword && is_skipped(site, other))
    }),
];

/// `# hadolint ignore=…` in front of the instruction, or `# hadolint global ignore=…` anywhere.
fn is_ignored(site: &Site<'_>) -> bool {
    let (file, source) = (site.build.file(), site.build.source());
    let ignores = |text: &str, whole: bool| {
        let Some(text) = text.trim().strip_prefix("hadolint") else { return false };
        let (scope, list) = text.split_once("ignore").unwrap_or((text, ""));
        let list = list.trim().strip_prefix('=').unwrap_or_default();
        (scope.trim() == "global") == whole && list.split([',', ' ', '\t']).any(|code| code == site.code)
    };
    let before = file.comments_before(site.instruction).iter();
    before.map(|comment| comment.text(source)).any(|text| ignores(text, false))
        || file.comments.iter().map(|comment| comment.text(source)).any(|text| ignores(text, true))
}

/// `# check=skip=…` in front of an instruction, or at the top of the file.
fn is_skipped(site: &Site<'_>, instruction: &Instruction) -> bool {
    let (file, source) = (site.build.file(), site.build.source());
    let skips = |value: &str| {
        // Behind `//` stands why.
        let value = value.split("//").next().unwrap_or_default();
        let mut lists = value.split(';').filter_map(|part| part.trim().strip_prefix("skip="));
        lists.any(|list| names(list, site.code))
    };
    let before = file.comments_before(instruction).iter().map(|comment| comment.text(source));
    let mut before = before.filter_map(|text| text.trim().strip_prefix("check=").map(skips));
    let directives = file.directives.iter().filter(|directive| directive.kind == DirectiveKind::Check);
    before.any(|skips| skips) || directives.into_iter().any(|directive| skips(source.slice(directive.value)))
}
