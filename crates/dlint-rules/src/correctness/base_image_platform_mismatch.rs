//! `InvalidBaseImagePlatform` base-image-platform-mismatch. Spec: rules/InvalidBaseImagePlatform-base-image-platform-mismatch.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::base_image::Family;
use dlint_model::{Base, BaseImage, Stage};

pub(crate) static RULE: Rule =
    Rule::new("InvalidBaseImagePlatform", "base-image-platform-mismatch", Check::Stage(check))
        .category(Category::Correctness)
        .severity(Severity::Warning);

/// The folders of Docker Hub that hold the official images of one architecture, and the builder's word for it.
///
/// Source: <https://github.com/docker-library/official-images#architectures-other-than-amd64>.
const FOLDERS: [(&str, &str); 11] = [
    ("amd64", "amd64"),
    ("arm32v5", "arm"),
    ("arm32v6", "arm"),
    ("arm32v7", "arm"),
    ("arm64v8", "arm64"),
    ("i386", "386"),
    ("mips64le", "mips64le"),
    ("ppc64le", "ppc64le"),
    ("riscv64", "riscv64"),
    ("s390x", "s390x"),
    ("winamd64", "amd64"),
];

fn check(stage: &Stage<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Base::Image(image) = &stage.base else { return };
    let Some(wanted) = stage.platform.as_ref().and_then(|platform| platform.known()) else { return };
    let mut parts = wanted.split('/');
    let (os, architecture) = (parts.next().unwrap_or_default(), parts.next());
    let Some(made_for) = other_platform(image, os, architecture) else { return };
    let Some(flag) = stage.from.flag("platform").and_then(|flag| flag.value.as_ref()) else { return };
    let name = stage.from.as_from().and_then(|from| from.image.as_ref()).map(|image| image.word.span);
    let reporter = out
        .report(&RULE, flag.span(), format!("the base image is made for `{made_for}`, not for `{wanted}`"))
        .why("the builder takes it all the same, and its programs do not run, or run under emulation")
        .help("name the platform that the image is made for, or an image for this platform");
    if let Some(name) = name {
        reporter.secondary(name, "the base image");
    }
}

/// What an image is made for, where that is known and something else than what is asked for.
fn other_platform(image: &BaseImage, os: &str, architecture: Option<&str>) -> Option<&'static str> {
    let family = image.facts.as_ref().and_then(|facts| facts.family);
    match (os, family) {
        ("linux", Some(Family::Windows)) => return Some("windows"),
        ("windows", Some(family)) if family != Family::Windows => return Some("linux"),
        _ => {}
    }
    folder_of(image).filter(|made_for| architecture.is_some_and(|wanted| wanted != *made_for))
}

fn folder_of(image: &BaseImage) -> Option<&'static str> {
    let name = image.image.normalized_name()?;
    let (folder, _) = name.strip_prefix("docker.io/")?.split_once('/')?;
    FOLDERS.iter().find(|(known, _)| *known == folder).map(|(_, architecture)| *architecture)
}
