//! `FromAsCasing` mismatched-as-casing. Spec: rules/FromAsCasing-mismatched-as-casing.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule =
    Rule::new("FromAsCasing", "mismatched-as-casing", Check::Instruction(&[Keyword::From], check))
        .category(Category::Style)
        .severity(Severity::Style)
        .off()
        .fix(FixKind::Always(Safety::Safe));

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(keyword) = step.as_from().and_then(|from| from.as_keyword.as_ref()) else { return };
    if step.onbuild.is_some() || !keyword.eq_ignore_ascii_case("as") {
        return;
    }
    // A `From` in mixed case sets no example.
    let from = &*step.keyword_text;
    let wanted = if from.chars().all(char::is_uppercase) {
        "AS"
    } else if from.chars().all(char::is_lowercase) {
        "as"
    } else {
        return;
    };
    if keyword.as_str() != wanted {
        out.report(&RULE, keyword.span, format!("`{}` is not in the case of `{from}`", &**keyword))
            .why("keywords in one case are easier to tell from names")
            .fix(format!("write `{wanted}`"), Safety::Safe, |edits| edits.replace(keyword.span, wanted));
    }
}
