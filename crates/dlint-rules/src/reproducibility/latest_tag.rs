//! DL3007 latest-tag. Spec: rules/DL3007-latest-tag.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new("DL3007", "latest-tag", Check::Instruction(&[Keyword::From], check))
    .category(Category::Reproducibility)
    .severity(Severity::Info);

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(image) = step.as_from().and_then(|from| from.image.as_ref()) else { return };
    // A digest says exactly which image it is; the tag beside it is only for people.
    let (Some(tag), None) = (&image.tag, &image.digest) else { return };
    if &**tag == "latest" {
        out.report(&RULE, tag.span(), "`latest` is not a version")
            .why(format!(
                "the tag of `{}` moves with every release, so one Dockerfile builds different images",
                &*image.name
            ))
            .help("name a version");
    }
}
