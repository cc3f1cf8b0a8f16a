//! `ExposeProtoCasing` uppercase-expose-protocol. Spec: rules/ExposeProtoCasing-uppercase-expose-protocol.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new(
    "ExposeProtoCasing",
    "uppercase-expose-protocol",
    Check::Instruction(&[Keyword::Expose], check),
)
.category(Category::Style)
.severity(Severity::Style)
.fix(FixKind::Always(Safety::Safe));

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    for port in step.as_expose().map(|expose| expose.ports.as_slice()).unwrap_or_default() {
        let Some(protocol) = port.protocol.as_ref().filter(|protocol| !protocol.contains('$')) else {
            continue;
        };
        let lower = protocol.to_ascii_lowercase();
        if lower == protocol.as_str() || !matches!(lower.as_str(), "tcp" | "udp" | "sctp") {
            continue;
        }
        out.report(
            &RULE,
            protocol.span(),
            format!("the protocol `{}` is not in lower case", protocol.as_str()),
        )
        .why("builders take it, and tools that compare ports find two of them")
        .fix(format!("write `{lower}`"), Safety::Safe, |edits| edits.replace(protocol.span(), lower));
    }
}
