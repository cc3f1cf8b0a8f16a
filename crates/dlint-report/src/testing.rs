//! What the tests of this crate share: findings that are short to write down, and reports as text.

use dlint_diagnostics::{Category, Finding, Fingerprint, Fix, FixKind, Label, RuleMeta, Safety};
use dlint_diagnostics::{Secrets, Severity, Status, Variant};
use dlint_text::{Edit, SourceFile, Span};

use crate::termcolor::{Ansi, NoColor};
use crate::{Borders, FileReport, Format, Report, Run, write};

/// Nothing is hidden.
pub(crate) static NOTHING: Secrets = Secrets::NONE;

/// A rule with one code.
pub(crate) static LATEST: RuleMeta = RuleMeta {
    name: "latest-tag",
    code: "DL3007",
    aliases: &["UseLatest"],
    variants: &[],
    category: Category::Reproducibility,
    severity: Severity::Warning,
    default: true,
    fix: FixKind::None,
    status: Status::Stable,
    since: "0.1.0",
};

/// A rule with two.
pub(crate) static CACHE: RuleMeta = RuleMeta {
    name: "package-cache-in-layer",
    code: "DL3009",
    aliases: &[],
    variants: &[
        Variant { name: "apt", code: "DL3009", aliases: &[] },
        Variant { name: "pip", code: "DL3042", aliases: &[] },
    ],
    category: Category::Layers,
    severity: Severity::Info,
    default: true,
    fix: FixKind::Sometimes(Safety::Safe),
    status: Status::Stable,
    since: "0.1.0",
};

/// The run that most tests are about.
pub(crate) const RUN: Run = Run { fixing: false, unsafe_fixes: false, quiet: false };

/// The place of `needle` in `text`.
pub(crate) fn place(text: &str, needle: &str) -> Span {
    let start = text.find(needle).expect("the text holds the needle");
    Span::from(start..start + needle.len())
}

/// A bare finding.
pub(crate) fn finding(rule: &'static RuleMeta, span: Span, message: &str) -> Finding {
    Finding {
        rule,
        variant: rule.variant(),
        severity: rule.severity,
        pedantic: false,
        message: message.to_owned(),
        why: None,
        help: None,
        primary: Label::new(span, ""),
        secondary: Vec::new(),
        fixes: Vec::new(),
        stage: None,
        instruction_line: None,
        fingerprint: Fingerprint::new(rule.code, message),
    }
}

/// A fix that replaces `span`.
pub(crate) fn fix(title: &str, safety: Safety, span: Span, text: &str) -> Fix {
    Fix::new(title, safety, vec![Edit::replace(span, text)])
}

/// The report of one file.
pub(crate) fn report<'a>(source: &'a SourceFile, findings: &'a [Finding]) -> Report<'a> {
    Report {
        files: vec![FileReport {
            source,
            findings,
            suppressed: &[],
            secrets: &NOTHING,
            fail_on: Some(Severity::Style),
        }],
        errors: &[],
        fixed: 0,
        known: 0,
        docs_url: "https://example.org/rules/",
        run: RUN,
    }
}

/// A report without colours.
pub(crate) fn text(report: &Report<'_>, format: Format) -> String {
    let mut out = NoColor::new(Vec::new());
    write(report, format, Borders::Unicode, &mut out).unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

/// A report with colours, the escapes shown as `‹…›`.
pub(crate) fn colored(report: &Report<'_>, format: Format) -> String {
    let mut out = Ansi::new(Vec::new());
    write(report, format, Borders::Unicode, &mut out).unwrap();
    let text = String::from_utf8(out.into_inner()).unwrap();
    let mut shown = String::new();
    for (index, part) in text.split("\u{1b}[").enumerate() {
        match part.split_once('m').filter(|_| index > 0) {
            Some((codes, rest)) => shown.extend(["‹", codes, "›", rest]),
            None => shown.push_str(part),
        }
    }
    shown
}
