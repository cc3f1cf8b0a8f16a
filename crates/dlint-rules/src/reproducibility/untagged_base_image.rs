//! DL3006 untagged-base-image. Spec: rules/DL3006-untagged-base-image.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Reporter, Rule};
use dlint_model::image::Image;
use dlint_model::variables::Lookup;
use dlint_model::{Base, Stage};
use dlint_syntax::expand::{Expander, from_fn};
use dlint_text::Span;

use crate::support::external_images::{external_images, has_versions};
use crate::support::tag_advice::tag_advice;

pub(crate) static RULE: Rule = Rule::new("DL3006", "untagged-base-image", Check::Stage(check))
    .category(Category::Reproducibility)
    .severity(Severity::Warning);

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    for external in external_images(stage, cx) {
        if is_untagged(&external.image) {
            let written = cx.source.slice(external.span);
            external.others(report(&external.text, written, external.span, out));
        }
    }
    let Some(reference) = stage.from.as_from().and_then(|from| from.image.as_ref()) else { return };
    let written = reference.word.as_str();
    let (image, name) = match &stage.base {
        Base::Image(base) => (base.image.clone(), base.text.as_str()),
        // `$REGISTRY/app` has no tag, whatever the registry is.
        Base::Unknown => (Image::new(reference), written),
        _ => return,
    };
    if !is_untagged(&image) {
        return;
    }
    let mut reporter = report(name, written, reference.name.span(), out);
    if name != written {
        let expansion = Expander::new(cx.file.escape).expand(written, &from_fn(|_| Some("1")));
        for reference in &expansion.references {
            if let Lookup::Set(variable) = cx.build.global_variables().get(&reference.name) {
                reporter = reporter.secondary(variable.span, format!("`{}` is set here", variable.name));
            }
        }
    }
}

fn is_untagged(image: &Image) -> bool {
    image.tag.is_absent() && image.digest.is_absent() && image.problem.is_none()
}

fn report<'o>(name: &str, written: &str, span: Span, out: &'o mut Findings<'_>) -> Reporter<'o> {
    let message = if name == written {
        format!("`{name}` has no tag")
    } else {
        format!("`{written}` is `{name}` by default, which has no tag")
    };
    // Docker's official images have a tag for each version. Who builds an image for himself may well have but one of it,
    // and others put the version into the name: `ubi9`, `base-debian13`.
    let has_versions = has_versions(name);
    // A name alone that is none of Docker's is an image that was built just before; and some vendors have but one tag.
    let is_own = !has_versions && !name.contains('/');
    let has_one = name.starts_with("gcr.io/oss-fuzz-base/");
    let advice = tag_advice(name);
    let why = advice
        .why
        .unwrap_or_else(|| "the build takes the tag `latest`, which moves with every release".to_owned());
    let reporter = out
        .report(&RULE, span, message)
        .why(why)
        .severity(if has_versions { Severity::Warning } else { Severity::Info })
        .help(advice.help.unwrap_or_else(|| format!("name a version: `{name}:…`")));
    if is_own || has_one { reporter.pedantic() } else { reporter }
}
