//! `DK6001` base-image-not-pinned-by-digest. Spec: rules/DK6001-base-image-not-pinned-by-digest.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Reporter, Rule};
use dlint_model::image::{Image, Part};
use dlint_model::{Base, Stage};
use dlint_text::Span;

use crate::support::external_images::{external_images, has_versions};

pub(crate) static RULE: Rule = Rule::new("DK6001", "base-image-not-pinned-by-digest", Check::Stage(check))
    .category(Category::Reproducibility)
    .severity(Severity::Style)
    .off();

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let written = stage.from.as_from().and_then(|from| from.image.as_ref());
    if let (Base::Image(base), Some(written)) = (&stage.base, written) {
        report(&base.text, &base.image, written.word.span, cx, out);
    }
    for external in external_images(stage, cx) {
        if let Some(reporter) = report(&external.text, &external.image, external.span, cx, out) {
            external.others(reporter);
        }
    }
}

fn report<'o>(
    text: &str,
    image: &Image,
    span: Span,
    cx: &Cx<'_>,
    out: &'o mut Findings<'_>,
) -> Option<Reporter<'o>> {
    // Without a tag, and with `latest`, it is another rule's.
    let Part::Known(tag) = &image.tag else { return None };
    if !image.digest.is_absent() || &**tag == "latest" || image.problem.is_some() || is_local(image) {
        return None;
    }
    let written = cx.source.slice(span);
    let message = if written == text {
        format!("`{text}` is a name that can be given to another image")
    } else {
        format!("`{written}` is `{text}` by default, a name that can be given to another image")
    };
    let reporter = out
        .report(&RULE, span, message)
        .why("only a digest says which image was meant, whoever pushes what under the tag")
        .help(format!("write `{text}@sha256:…`; `docker buildx imagetools inspect {text}` shows the digest"));
    Some(reporter)
}

/// Whether the image is one that was built on the same machine: it has no digest that others could pull.
fn is_local(image: &Image) -> bool {
    let name = image.familiar_name().unwrap_or_default();
    image.registry().is_some_and(|registry| registry == "localhost" || registry.starts_with("localhost:"))
        || !name.contains('/') && !has_versions(&name)
}
