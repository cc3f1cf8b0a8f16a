//! `InvalidDefinitionDescription` mismatched-description. Spec: rules/InvalidDefinitionDescription-mismatched-description.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new(
    "InvalidDefinitionDescription",
    "mismatched-description",
    Check::Instruction(&[Keyword::Arg, Keyword::From], check),
)
.category(Category::Style)
.severity(Severity::Style)
.off();

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if step.onbuild.is_some() {
        return;
    }
    let stage_name = step.as_from().and_then(|from| from.name.as_ref()).map(|name| name.as_str());
    let arguments = step.as_definitions().unwrap_or_default().iter().map(|argument| argument.name.as_str());
    let names: Vec<&str> = stage_name.into_iter().chain(arguments).collect();
    let Some(comment) = cx.file.comments_before(step.instruction).last() else { return };
    let (Some(first), Some(name)) = (comment.text(cx.source).split(' ').next(), names.first()) else {
        return;
    };
    if first.is_empty() || names.iter().any(|name| name.eq_ignore_ascii_case(first)) {
        return;
    }
    let what = if stage_name.is_some() { "stage" } else { "argument" };
    out.report(&RULE, comment.span, format!("the comment does not begin with the name of the {what}"))
        .why("builders show a comment as a description only if it begins with the name")
        .help(format!("begin it with `{name}`, or put a line with nothing but `#` below it"));
}
