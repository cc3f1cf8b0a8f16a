//! DL3007 latest-tag. Spec: rules/DL3007-latest-tag.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Reporter, Rule};
use dlint_model::{Base, Stage};
use dlint_text::Span;

use crate::support::external_images::external_images;
use crate::support::rolling_bases::is_rolling_name;
use crate::support::tag_advice::tag_advice;

pub(crate) static RULE: Rule = Rule::new("DL3007", "latest-tag", Check::Stage(check))
    .category(Category::Reproducibility)
    .severity(Severity::Info);

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // A digest says exactly which image it is; the tag beside it is only for people.
    if let Some(image) = stage.from.as_from().and_then(|from| from.image.as_ref())
        && let (Some(tag), None) = (&image.tag, &image.digest)
        && &**tag == "latest"
    {
        report(&image.name, tag.span(), out);
    }
    if let Some((name, tag)) = latest_by_default(stage) {
        report(name, tag, out);
    }
    for external in external_images(stage, cx) {
        let image = &external.image;
        if let Some(tag) = image.tag.known().filter(|tag| &***tag == "latest" && image.digest.is_absent()) {
            let name = external.text.strip_suffix(":latest").unwrap_or(&external.text);
            external.others(report(name, tag.span(), out));
        }
    }
}

/// The name and the tag of an image that is the default of a variable, in its braces: `${BASE:-debian:latest}`.
fn latest_by_default<'s>(stage: &'s Stage<'_>) -> Option<(&'s str, Span)> {
    let Base::Image(base) = &stage.base else { return None };
    let word = &stage.from.as_from()?.image.as_ref()?.word;
    let is_latest = base.image.tag.known().is_some_and(|tag| **tag == *"latest");
    let start = word.contains("${").then(|| word.find(":latest}"))?? + 1;
    let name = base.text.strip_suffix(":latest").filter(|_| is_latest && base.image.digest.is_absent())?;
    Some((name, word.source_span(start..start + "latest".len())))
}

fn report<'o>(name: &str, tag: Span, out: &'o mut Findings<'_>) -> Reporter<'o> {
    let advice = tag_advice(name);
    let why = advice.why.unwrap_or_else(|| {
        format!("the tag of `{name}` moves with every release, so one Dockerfile builds different images")
    });
    let reporter = out
        .report(&RULE, tag, "`latest` is not a version")
        .why(why)
        .help(advice.help.unwrap_or_else(|| "name a version".to_owned()));
    if is_rolling_name(name) { reporter.pedantic() } else { reporter }
}
