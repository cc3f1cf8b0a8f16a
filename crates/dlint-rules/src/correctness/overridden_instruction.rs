//! DL3012 overridden-instruction. Spec: rules/DL3012-overridden-instruction.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity, Variant};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Stage;
use dlint_syntax::{Instruction, Keyword};

use crate::support::whole_lines::whole_lines;

const HEALTHCHECK: Variant =
    Variant { name: "healthcheck", code: "DL3012", aliases: &["MultipleInstructionsDisallowed"] };
const CMD: Variant = Variant { name: "cmd", code: "DL4003", aliases: &["MultipleInstructionsDisallowed"] };
const ENTRYPOINT: Variant =
    Variant { name: "entrypoint", code: "DL4004", aliases: &["MultipleInstructionsDisallowed"] };

pub(crate) static RULE: Rule = Rule::new("DL3012", "overridden-instruction", Check::Stage(check))
    .aliases(&["MultipleInstructionsDisallowed"])
    .variants(&[HEALTHCHECK, CMD, ENTRYPOINT])
    .category(Category::Correctness)
    .severity(Severity::Error)
    .fix(FixKind::Always(Safety::Safe));

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let all = [
        (Keyword::Healthcheck, HEALTHCHECK, Severity::Error),
        (Keyword::Cmd, CMD, Severity::Warning),
        (Keyword::Entrypoint, ENTRYPOINT, Severity::Error),
    ];
    for (keyword, variant, severity) in all {
        let mut found =
            stage.instructions.iter().filter(|instruction| instruction.keyword == keyword).peekable();
        while let Some(earlier) = found.next() {
            if let Some(later) = found.peek() {
                report(earlier, later, (variant, severity), cx, out);
            }
        }
    }
}

fn report(
    earlier: &Instruction,
    later: &Instruction,
    (variant, severity): (Variant, Severity),
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let keyword = earlier.keyword.as_str();
    out.report(&RULE, earlier.keyword_text.span(), format!("a later `{keyword}` makes this one void"))
        .variant(variant)
        .severity(severity)
        .why("an image has one of them, and the last one counts")
        .help("keep one of them")
        .secondary(later.keyword_text.span(), "this one counts")
        .fix(format!("remove this `{keyword}`"), Safety::Safe, |edits| {
            edits.delete(whole_lines(earlier, cx));
        })
        .declares([Change::Removes(keyword, String::new())]);
}
