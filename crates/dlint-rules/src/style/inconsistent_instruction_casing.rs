//! `ConsistentInstructionCasing` inconsistent-instruction-casing. Spec: rules/ConsistentInstructionCasing-inconsistent-instruction-casing.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_syntax::{Instruction, Keyword};

pub(crate) static RULE: Rule =
    Rule::new("ConsistentInstructionCasing", "inconsistent-instruction-casing", Check::File(check))
        .category(Category::Style)
        .severity(Severity::Style)
        .off()
        .fix(FixKind::Always(Safety::Safe));

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    // The arguments above the first stage set no example.
    let instructions = || {
        let stages = cx.stages.iter();
        stages
            .flat_map(|stage| std::iter::once(stage.from).chain(stage.instructions))
            .filter(|instruction| instruction.keyword != Keyword::Unknown)
    };
    let count = |is: fn(&Instruction) -> bool| instructions().filter(|instruction| is(instruction)).count();
    let (lower, upper) = (count(is_lower), count(is_upper));
    let wants_lower = lower > upper;
    for instruction in instructions() {
        let is_right = if wants_lower { is_lower(instruction) } else { is_upper(instruction) };
        if is_right {
            continue;
        }
        let written = instruction.keyword_text.as_str();
        let wanted = instruction.keyword.as_str();
        let wanted = if wants_lower { wanted.to_lowercase() } else { wanted.to_owned() };
        let case = if wants_lower { "lower" } else { "upper" };
        let span = instruction.keyword_text.span();
        out.report(&RULE, span, format!("`{written}` is not in {case} case, as most keywords of the file"))
            .why("keywords in one case are easier to tell from what they are told")
            .fix(format!("write `{wanted}`"), Safety::Safe, |edits| {
                edits.replace(span, wanted.clone());
                // The `AS` goes with its `FROM`.
                let word = instruction.as_from().and_then(|from| from.as_keyword.as_ref());
                if let Some(word) = word.filter(|word| word.eq_ignore_ascii_case("as")) {
                    edits.replace(word.span, if wants_lower { "as" } else { "AS" });
                }
            });
    }
}

fn is_lower(instruction: &Instruction) -> bool {
    instruction.keyword_text.chars().all(|c| c.is_ascii_lowercase())
}

fn is_upper(instruction: &Instruction) -> bool {
    instruction.keyword_text.chars().all(|c| c.is_ascii_uppercase())
}
