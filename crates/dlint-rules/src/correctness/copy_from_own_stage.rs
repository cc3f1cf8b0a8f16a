//! DL3023 copy-from-own-stage. Spec: rules/DL3023-copy-from-own-stage.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Stage, Target};
use dlint_text::MappedText;

use crate::support::references::named;

pub(crate) static RULE: Rule = Rule::new("DL3023", "copy-from-own-stage", Check::Stage(check))
    .category(Category::Correctness)
    .severity(Severity::Error);

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    for reference in &stage.references {
        let Target::Image(name) = &reference.target else { continue };
        if named(name, cx).any(|other| other.index == stage.index) {
            out.report(&RULE, reference.span, format!("`{name}` is this very stage"))
                .why("a stage can take files only from those before it, and the build stops here")
                .help("name another stage, or copy the files with `RUN cp`")
                .secondary(stage.name.map_or(stage.from.span, MappedText::span), "it begins here");
        }
    }
}
