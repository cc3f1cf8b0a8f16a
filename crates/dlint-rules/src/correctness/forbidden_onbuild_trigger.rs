//! DL3043 forbidden-onbuild-trigger. Spec: rules/DL3043-forbidden-onbuild-trigger.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule =
    Rule::new("DL3043", "forbidden-onbuild-trigger", Check::Instruction(&[Keyword::Onbuild], check))
        .category(Category::Correctness)
        .severity(Severity::Error);

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(onbuild) = step.as_onbuild() else { return };
    let (trigger, help) = if let Some(chained) = onbuild.chained.first() {
        (&chained.keyword, "write `ONBUILD` once")
    } else {
        match &onbuild.trigger {
            Some(trigger) if trigger.keyword == Keyword::From => {
                (&trigger.keyword_text, "write the `FROM` in the Dockerfile of the child image")
            }
            Some(trigger) if trigger.keyword == Keyword::Maintainer => {
                (&trigger.keyword_text, "use `ONBUILD LABEL org.opencontainers.image.authors=…`")
            }
            _ => return,
        }
    };
    out.report(&RULE, trigger.span(), format!("`ONBUILD` cannot trigger `{}`", trigger.to_uppercase()))
        .why("the build stops here")
        .help(help);
}
