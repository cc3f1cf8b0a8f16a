//! `InvalidDefinitionDescription` mismatched-description. Spec: rules/InvalidDefinitionDescription-mismatched-description.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::{Keyword, lowercase};
use dlint_text::MappedText;

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
    let stage_name = step.as_from().and_then(|from| from.name.as_ref()).map(|name| &name.value);
    let arguments = step.as_definitions().unwrap_or_default().iter().map(|argument| &argument.name);
    let names: Vec<&MappedText> = stage_name.into_iter().chain(arguments).collect();
    let Some(comment) = cx.file.comments_before(step.instruction).last() else { return };
    // Builders take one `#` off: to them, `## name` begins with a `#`.
    let text = cx.source.slice(comment.span);
    let text = text.strip_prefix('#').unwrap_or(text).trim();
    let (Some(first), Some(name)) = (text.split(' ').next(), names.first()) else {
        return;
    };
    // Builders write the names of stages in lower case.
    let is_name =
        |name: &&MappedText| name.as_str() == first || stage_name.is_some() && lowercase(name) == first;
    if first.is_empty() || names.iter().any(is_name) {
        return;
    }
    out.report(&RULE, name.span(), format!("the comment above does not begin with `{}`", name.as_str()))
        .why("builders show a comment as a description only if it begins with the name")
        .help("begin it with the name, or put a line with nothing but `#` below it")
        .secondary(comment.span, "this comment");
}
