//! DL3022 copy-from-unknown-stage. Spec: rules/DL3022-copy-from-unknown-stage.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Base, Reference, Stage, Target};
use dlint_syntax::nearest;
use dlint_text::MappedText;

use crate::support::references::{looks_like_image, named};

pub(crate) static RULE: Rule = Rule::new("DL3022", "copy-from-unknown-stage", Check::Stage(check))
    .category(Category::Correctness)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Unsafe));

/// More stages are not looked at for what they are built on.
const MOST_STAGES: usize = 50;

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    for reference in &stage.references {
        let Target::Image(name) = &reference.target else { continue };
        let stages: Vec<&Stage<'_>> = named(name, cx).collect();
        if let Some(later) = stages.first() {
            // One that takes from itself has a rule of its own.
            if stages.iter().all(|later| later.index > stage.index) {
                let place = later.name.map_or(later.from.span, MappedText::span);
                out.report(&RULE, reference.span, format!("the stage `{name}` stands below"))
                    .why("a stage can take files only from those before it, and the build stops here")
                    .help("move that stage up")
                    .severity(Severity::Error)
                    .secondary(place, "it begins here");
            }
        } else if name.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() {
            out.report(&RULE, reference.span, format!("there is no stage `{name}`"))
                .why("a number counts the stages from 0, and the build stops here")
                .help("name the stage with `FROM … AS name`, and copy from that name")
                .severity(Severity::Error);
        } else {
            unknown(name, reference, stage, cx, out);
        }
    }
}

/// A name that no stage has: a misspelt one, unless it looks like an image.
fn unknown(name: &str, reference: &Reference, stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if looks_like_image(name) {
        return;
    }
    // Among so many, something is always alike, and looking for it takes its time.
    let before = cx
        .stages
        .iter()
        .take(if stage.index < 500 { stage.index } else { 0 })
        .filter_map(|stage| stage.name.map(MappedText::as_str))
        .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
    let reporter = out
        .report(&RULE, reference.span, format!("no stage is named `{name}`"))
        .why(format!("the builder looks for a named build context, and then for the image `{name}:latest`"));
    let contexts = format!("a build context of that name comes from `--build-context {name}=…` or from Bake");
    match nearest(name, before) {
        Some(other) => {
            // Of short names, too many are alike.
            let severity = match name.len() {
                _ if is_given_contexts(cx) => Severity::Info,
                0..=4 => Severity::Warning,
                _ => Severity::Error,
            };
            let help = match severity {
                Severity::Info => format!("did you mean `{other}`? If not, {contexts}"),
                _ => format!("did you mean `{other}`?"),
            };
            let reporter = reporter.help(help).severity(severity);
            reporter
                .fix(format!("copy from `{other}`"), Safety::Unsafe, |edits| {
                    edits.replace(reference.span, other);
                })
                .declares(
                    [("COPY", "from"), ("ADD", "from"), ("RUN", "mount")]
                        .map(|(keyword, flag)| Change::Flags { keyword, flag: flag.to_owned() }),
                );
        }
        None => {
            // It is no misspelling, and so may well be given.
            reporter
                .help(format!("name a stage above, or an image with its tag; {contexts}"))
                .severity(Severity::Info);
        }
    }
}

/// Whether a stage is built on what is neither a stage nor an image that anybody knows: the build may be given its
/// bases by name.
fn is_given_contexts(cx: &Cx<'_>) -> bool {
    cx.stages.iter().take(MOST_STAGES).any(|stage| match &stage.base {
        Base::Image(base) => {
            !base.text.is_empty() && !base.text.contains('$') && !looks_like_image(&base.text)
        }
        _ => false,
    })
}
