//! `DK1001` delete-in-later-layer. Spec: rules/DK1001-delete-in-later-layer.md

use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule =
    Rule::new("DK1001", "delete-in-later-layer", Check::Instruction(&[Keyword::Run], check));

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&RULE, step.keyword_text.span(), "what is wrong").why("why that matters").help("what to do");
}
