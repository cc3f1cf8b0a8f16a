//! `DK8003` unused-stage. Spec: rules/DK8003-unused-stage.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Base, Stage, Target};
use dlint_text::MappedText;

pub(crate) static RULE: Rule = Rule::new("DK8003", "unused-stage", Check::File(check))
    .category(Category::Style)
    .severity(Severity::Info);

/// The names of stages that people build by themselves.
const TARGETS: &[&str] = &[
    "app",
    "bench",
    "binaries",
    "binary",
    "check",
    "checks",
    "ci",
    "cli",
    "coverage",
    "cross",
    "debug",
    "dev",
    "devel",
    "develop",
    "development",
    "docs",
    "e2e",
    "export",
    "fmt",
    "format",
    "generate",
    "image",
    "integration",
    "lint",
    "local",
    "main",
    "package",
    "packages",
    "pr",
    "prod",
    "production",
    "qa",
    "release",
    "run",
    "runner",
    "runtime",
    "server",
    "shell",
    "staging",
    "test",
    "tester",
    "testing",
    "tests",
    "tool",
    "tools",
    "unit",
    "update",
    "validate",
    "vendor",
    "verify",
    "watch",
];

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    // Which stage is meant, only the build knows.
    let is_open = |stage: &Stage<'_>| {
        let image = stage.from.as_from().and_then(|from| from.image.as_ref());
        let is_chosen = image.is_some_and(|image| image.word.contains('$'));
        // Buildah goes on with an archive that a step puts together of what it mounts.
        let is_archive = image.is_some_and(|image| image.word.contains("-archive:"));
        is_archive
            || matches!(stage.base, Base::Stage(_)) && is_chosen
            || stage.base == Base::Unknown
            || stage.references.iter().any(|one| one.target == Target::Unknown)
    };
    if cx.stages.len() < 2 || cx.stages.iter().any(is_open) {
        return;
    }
    let mut is_used = vec![false; cx.stages.len()];
    for stage in cx.stages {
        let bases = std::iter::once(&stage.base).filter_map(|base| match base {
            Base::Stage(index) => Some(*index),
            _ => None,
        });
        let references = stage.references.iter().filter_map(|one| match one.target {
            Target::Stage(index) => Some(index),
            _ => None,
        });
        for index in bases.chain(references).filter(|index| *index != stage.index) {
            if let Some(is_used) = is_used.get_mut(index) {
                *is_used = true;
            }
        }
    }
    let leaves = cx.stages.iter().zip(&is_used).filter(|(_, is_used)| !**is_used).map(|(stage, _)| stage);
    let leaves: Vec<&Stage<'_>> = leaves.collect();
    // Several that are images by themselves: one is built at a time.
    let is_image = |stage: &&&Stage<'_>| is_image(stage);
    let images = leaves.iter().filter(is_image).count();
    // A name that another stage has taken over is said to be that.
    let is_named_again = |stage: &Stage<'_>| {
        let same = |other: &Stage<'_>| {
            other.index != stage.index
                && other.name.zip(stage.name).is_some_and(|(other, name)| other.eq_ignore_ascii_case(name))
        };
        stage.name.is_some() && cx.stages.iter().any(same)
    };
    for stage in leaves.iter().filter(|stage| !stage.is_needed && !stage.is_built) {
        if is_named_again(stage) {
            continue;
        }
        let is_own = images > 1 && is_image(&stage) || is_target(stage, cx);
        report(stage, is_own, cx, out);
    }
}

/// Whether a stage says how it is to be started.
fn is_image(stage: &Stage<'_>) -> bool {
    use dlint_syntax::Keyword::{Cmd, Entrypoint, Expose, Healthcheck, Label, User, Volume};
    stage.own_steps().any(|step| {
        matches!(step.instruction.keyword, Cmd | Entrypoint | Expose | Healthcheck | Label | User | Volume)
    })
}

/// Whether its name, or a comment above it, says that it is built by itself.
fn is_target(stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let name = stage.name.map(|name| name.to_ascii_lowercase()).unwrap_or_default();
    let is_named = name.split(['-', '_', '.']).any(|part| {
        let part = part.trim_end_matches(|c: char| c.is_ascii_digit());
        TARGETS.contains(&part) || TARGETS.iter().any(|target| target.len() > 3 && part.starts_with(target))
    });
    let comments = cx.file.comments_before(stage.from);
    let says = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.contains("target") || text.contains("docker build") || text.contains("--build-context")
    };
    let first = cx.file.comments.iter().take(20).chain(comments);
    // `--target dev` in a comment anywhere at the top is about this file, too.
    // `FROM acme/app:base AS next`, where `base` is a stage: it has been pushed under its own name.
    let is_pushed = !name.is_empty()
        && cx.stages.iter().any(|other| match &other.base {
            Base::Image(image) => {
                other.index != stage.index && image.text.to_ascii_lowercase().contains(&name)
            }
            _ => false,
        });
    is_pushed || is_named || first.into_iter().any(|comment| says(comment.text(cx.source)))
}

fn report(stage: &Stage<'_>, is_own: bool, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (span, message) = match stage.name {
        Some(name) => {
            (name.span(), format!("nothing builds on the stage `{}` or copies from it", name.as_str()))
        }
        None => (stage.from.keyword_text.span(), "nothing builds on this stage or copies from it".to_owned()),
    };
    let reporter = out
        .report(&RULE, span, message)
        .why("the build leaves it out, unless it is named with `--target`")
        .help("take the stage out, copy from it what is needed, or say in a comment that it is a target");
    let reporter = if is_own { reporter.pedantic() } else { reporter };
    if let Some(other) = cx.stages.iter().find(|other| other.is_built) {
        let place = other.name.map_or(other.from.keyword_text.span(), MappedText::span);
        reporter.secondary(place, "this stage is built");
    }
}
