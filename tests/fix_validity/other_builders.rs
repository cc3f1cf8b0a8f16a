//! What builders and older frontends do not read is never written for them, and the finding says why it is not repaired.

use dlint::{
    Builder, Feature, Frontend, Input, Project, RuleOptions, Safety, SourceFile, fix_until_stable, lint,
};

use super::RULES;
use super::mutated::EXAMPLES;

/// Whether a feature is written in a file. What is there already may come twice: the builder reads it.
fn uses(feature: Feature, text: &str) -> bool {
    let sign = match feature {
        Feature::Mount => "--mount=",
        Feature::WritableMount => ",rw ",
        Feature::SecretEnv => ",env=",
        Feature::Chmod => "--chmod=",
        Feature::Link => "--link",
        Feature::Unpack => "--unpack",
    };
    text.contains(sign)
}

/// Repairs all examples for a builder, and says which features came in.
fn written(project: Project) -> Vec<Feature> {
    let (rules, settings) = &*RULES;
    let settings = settings.clone().with_options(RuleOptions { project, ..RuleOptions::default() });
    let mut seen = Vec::new();
    for text in EXAMPLES.iter() {
        let source = SourceFile::new("Dockerfile", text.as_str());
        let fixed = fix_until_stable(&settings, rules, &Input::new(&source), Safety::Unsafe).source;
        let more = |feature: &Feature| !uses(*feature, text) && uses(*feature, fixed.text());
        seen.extend(Feature::ALL.into_iter().filter(more));
    }
    seen.dedup();
    seen
}

fn project(builder: Builder, frontend: Option<&str>) -> Project {
    let frontend = frontend.and_then(|version| version.parse::<Frontend>().ok());
    Project { builder: Some(builder), frontend, ..Project::default() }
}

#[test]
fn a_fix_writes_only_what_the_builder_reads() {
    let newest = written(project(Builder::Buildkit, None));
    for feature in [Feature::Mount, Feature::WritableMount, Feature::SecretEnv, Feature::Chmod, Feature::Link]
    {
        assert!(newest.contains(&feature), "no example is repaired with {feature:?}");
    }
    for builder in [Builder::Buildah, Builder::Classic] {
        let unread = |feature: &Feature| !feature.is_read_by(builder);
        let seen = written(project(builder, None));
        assert!(!seen.iter().any(unread), "{builder:?}: {seen:?}");
    }
    let told: Frontend = "1.3".parse().expect("a version");
    let seen = written(project(Builder::Buildkit, Some("1.3")));
    assert!(!seen.iter().any(|feature| feature.since() > told), "{seen:?}");
}

#[test]
fn the_finding_says_why_there_is_no_fix() {
    let text = "FROM debian:13\nCOPY setup.sh /tmp/setup.sh\nRUN sh /tmp/setup.sh && rm /tmp/setup.sh\n";
    let reason = |project: Project, text: &str| {
        let (rules, settings) = &*RULES;
        let settings = settings.clone().with_options(RuleOptions { project, ..RuleOptions::default() });
        let source = SourceFile::new("Dockerfile", text);
        let outcome = lint(&settings, rules, &Input::new(&source));
        let finding = outcome.findings.iter().find(|finding| finding.code() == "DK1001").expect("a finding");
        assert_ne!(finding.fixes.is_empty(), finding.no_fix.is_none());
        finding.no_fix.as_ref().map(|reason| reason.as_str().to_owned())
    };
    assert_eq!(reason(Project::default(), text), None);
    assert_eq!(reason(project(Builder::Buildah, None), text), None);
    let kaniko = "it needs `RUN --mount`, which Kaniko does not read";
    assert_eq!(reason(project(Builder::Kaniko, None), text).as_deref(), Some(kaniko));
    let told =
        "it needs `RUN --mount`, which came with version 1.2 of the frontend, and an older one is configured";
    assert_eq!(reason(project(Builder::Buildkit, Some("1.1")), text).as_deref(), Some(told));
    let asked = "it needs `RUN --mount`, which came with version 1.2 of the frontend, and `# syntax=` asks for an older one";
    let old = format!("# syntax=docker/dockerfile:1.1@sha256:{}\n{text}", "0".repeat(64));
    assert_eq!(reason(Project::default(), &old).as_deref(), Some(asked));
    let newest = format!("# syntax=docker/dockerfile:1\n{text}");
    assert_eq!(reason(Project::default(), &newest), None);
}
