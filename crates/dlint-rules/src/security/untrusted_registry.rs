//! DL3026 untrusted-registry. Spec: rules/DL3026-untrusted-registry.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::image::Image;
use dlint_model::{Base, Stage, Target};
use dlint_text::{MappedText, Span};

pub(crate) static RULE: Rule = Rule::new("DL3026", "untrusted-registry", Check::Stage(check))
    .category(Category::Security)
    .severity(Severity::Error);

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let trusted = &cx.options.trusted_registries;
    if trusted.is_empty() {
        return;
    }
    if let Some(written) = stage.from.as_from().and_then(|from| from.image.as_ref()) {
        match &stage.base {
            Base::Image(base) => report(&base.image, &written.word, written.word.span, trusted, out),
            // Whatever the variables behind it are, `ghcr.io/acme/app-$VARIANT` has its registry.
            Base::Unknown if names_registry(&written.word) => {
                report(&Image::new(written), &written.word, written.word.span, trusted, out);
            }
            _ => {}
        }
    }
    for reference in &stage.references {
        if let Target::Image(name) = &reference.target {
            report(&Image::parse(MappedText::copied(name.as_str(), 0)), name, reference.span, trusted, out);
        }
    }
}

/// Whether what stands before the first slash is written out, and a registry.
fn names_registry(written: &str) -> bool {
    let first = written.split_once('/').map(|(first, _)| first);
    first.is_some_and(|first| !first.contains('$') && (first.contains(['.', ':']) || first == "localhost"))
}

fn report(image: &Image, written: &str, span: Span, trusted: &[String], out: &mut Findings<'_>) {
    let Some(registry) = image.registry() else { return };
    let name = image.normalized_name();
    let name = name.as_deref().unwrap_or(written);
    if !trusted.iter().any(|pattern| trusts(pattern, registry, name)) {
        out.report(&RULE, span, format!("images of `{registry}` are not trusted"))
            .why("the project takes images only from the registries that it lists")
            .help(format!("take the image from one of them: `{}`", trusted.join("`, `")));
    }
}

/// Whether a pattern is about a registry, or about the folder of one that an image is in.
fn trusts(pattern: &str, registry: &str, name: &str) -> bool {
    let pattern = pattern.trim();
    if pattern.contains('/') {
        let folder = pattern.trim_end_matches(['*', '/']);
        return name.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    }
    let same = |pattern: &str| pattern.eq_ignore_ascii_case(registry);
    let (registry, lower) = (registry.to_ascii_lowercase(), pattern.to_ascii_lowercase());
    match (lower.strip_prefix('*'), lower.strip_suffix('*')) {
        (Some(""), _) => true,
        (Some(end), _) => registry.ends_with(end),
        (None, Some(start)) => registry.starts_with(start),
        // Docker Hub goes by two names.
        (None, None) => same(pattern) || registry == "docker.io" && lower == "hub.docker.com",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_about_the_registry_or_a_folder_of_it() {
        for (pattern, trusted) in [
            ("ghcr.io", true),
            ("GHCR.io", true),
            ("*.io", true),
            ("ghcr*", true),
            ("*", true),
            ("ghcr.io/acme", true),
            ("ghcr.io/acme/*", true),
            ("ghcr.io/ac", false),
            ("quay.io", false),
            ("", false),
        ] {
            assert_eq!(trusts(pattern, "ghcr.io", "ghcr.io/acme/app"), trusted, "{pattern}");
        }
        assert!(trusts("hub.docker.com", "docker.io", "docker.io/library/debian"));
    }
}
