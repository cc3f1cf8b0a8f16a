//! `ExposeInvalidFormat` expose-with-host-part. Spec: rules/ExposeInvalidFormat-expose-with-host-part.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;
use dlint_text::Span;

pub(crate) static RULE: Rule =
    Rule::new("ExposeInvalidFormat", "expose-with-host-part", Check::Instruction(&[Keyword::Expose], check))
        .category(Category::Correctness)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Safe));

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    for port in step.as_expose().map(|expose| expose.ports.as_slice()).unwrap_or_default() {
        let Some(host) = port.host.as_ref().filter(|host| host.chars().any(|c| c != ':')) else { continue };
        let reporter = out
            .report(&RULE, host.span(), "`EXPOSE` cannot set an address or a port of the host")
            .why("it only notes the container's port, and this part is dropped without a word")
            .help("publish the port when the container starts: `docker run -p HOST:CONTAINER`");
        let word = port.word.span;
        let first_is_quote = !host.span().is_empty() && host.span().start == word.start;
        if first_is_quote && !port.word.contains(['$', '"', '\'']) {
            let until = Span::new(word.start, port.start.span().start);
            reporter
                .fix("keep the container's port", Safety::Safe, |edits| edits.delete(until))
                .declares([Change::Rewrites("EXPOSE")]);
        }
    }
}
