//! Findings as an editor shows them.

use dlint_diagnostics::{Finding, Severity};
use dlint_linter::is_of_buildkit;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Url,
};

use crate::document::Document;
use crate::linting::Linted;
use crate::options::{Abilities, UserSettings};

/// What diagnostics say that they are from.
pub(crate) const SOURCE: &str = "dlint";

/// Rules that find what is not needed.
const UNNECESSARY: &[&str] =
    &["duplicate-copy", "overridden-instruction", "unused-arg", "unused-ignore", "unused-stage"];

/// Rules that find what is deprecated.
const DEPRECATED: &[&str] = &["deprecated-maintainer", "deprecated-pm-flag", "legacy-key-value-format"];

/// The diagnostics of a document.
pub(crate) fn diagnostics(
    document: &Document,
    linted: &Linted,
    user: &UserSettings,
    abilities: &Abilities,
    pages: &str,
) -> Vec<Diagnostic> {
    let findings = shown(linted, user);
    findings.map(|finding| diagnostic(document, finding, abilities, pages)).collect()
}

/// The findings that are shown.
pub(crate) fn shown<'l>(linted: &'l Linted, user: &UserSettings) -> impl Iterator<Item = &'l Finding> {
    let hides = user.hides_buildkit_checks;
    linted.iter().filter(move |finding| !hides || !is_of_buildkit(finding))
}

/// A finding as a diagnostic.
pub(crate) fn diagnostic(
    document: &Document,
    finding: &Finding,
    abilities: &Abilities,
    pages: &str,
) -> Diagnostic {
    let mut message = finding.message.clone();
    for (before, more) in [("", &finding.why), ("help: ", &finding.help)] {
        if let Some(more) = more {
            message.push('\n');
            message.push_str(before);
            message.push_str(more);
        }
    }
    let related = finding.secondary.iter().filter(|_| abilities.related).map(|label| {
        let location = Location::new(document.uri.clone(), document.range(label.span));
        DiagnosticRelatedInformation { location, message: label.message.clone() }
    });
    let related: Vec<_> = related.collect();
    let tags = tag(finding).filter(|_| abilities.tags).map(|tag| vec![tag]);
    let link = Url::parse(&page(finding, pages)).ok().filter(|_| abilities.code_links);
    Diagnostic {
        range: document.range(finding.primary.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code().to_owned())),
        code_description: link.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        tags,
        data: None,
    }
}

/// Where the page of a finding's rule is.
pub(crate) fn page(finding: &Finding, pages: &str) -> String {
    format!("{pages}{}.md", finding.rule.page_name())
}

const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Style => DiagnosticSeverity::HINT,
    }
}

fn tag(finding: &Finding) -> Option<DiagnosticTag> {
    if UNNECESSARY.contains(&finding.rule.name) {
        Some(DiagnosticTag::UNNECESSARY)
    } else if DEPRECATED.contains(&finding.rule.name) {
        Some(DiagnosticTag::DEPRECATED)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_are_drawn_otherwise_are_there() {
        let rules = dlint_rules::all();
        for name in UNNECESSARY.iter().chain(DEPRECATED) {
            assert!(rules.find(name).is_some(), "{name}");
        }
    }
}
