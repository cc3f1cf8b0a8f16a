//! DL3007 latest-tag. Spec: rules/DL3007-latest-tag.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Reporter, Rule};
use dlint_model::Stage;
use dlint_text::Span;

use crate::support::external_images::external_images;

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
    for external in external_images(stage, cx) {
        let image = &external.image;
        if let Some(tag) = image.tag.known().filter(|tag| &***tag == "latest" && image.digest.is_absent()) {
            let name = external.text.strip_suffix(":latest").unwrap_or(&external.text);
            external.others(report(name, tag.span(), out));
        }
    }
}

/// Systems that have no releases: an older one with newer packages on it does not fit together.
const ROLLING: &[&str] =
    &["archlinux", "gentoo", "kali-rolling", "manjaro", "tumbleweed", "void", "voidlinux"];

fn report<'o>(name: &str, tag: Span, out: &'o mut Findings<'_>) -> Reporter<'o> {
    let is_rolling = name.split(['/', '-', '_']).any(|part| ROLLING.contains(&part));
    let reporter = out
        .report(&RULE, tag, "`latest` is not a version")
        .why(format!(
            "the tag of `{name}` moves with every release, so one Dockerfile builds different images"
        ))
        .help("name a version");
    if is_rolling { reporter.pedantic() } else { reporter }
}
