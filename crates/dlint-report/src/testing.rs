//! What the tests of this crate share: findings that are short to write down, and reports as text.

use dlint_diagnostics::{
    About, Category, Finding, Fingerprint, Fix, FixKind, Label, NoFix, Priority, RuleMeta, Safety,
};
use dlint_diagnostics::{Origin, Secrets, Severity, Status, Suppressed, Variant};
use dlint_text::{Edit, SourceFile, Span};

use crate::termcolor::{Ansi, NoColor};
use crate::{Borders, Failure, FileError, FileReport, Format, Report, Run, write};

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
    priority: Priority::Normal,
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
    priority: Priority::Normal,
    status: Status::Stable,
    since: "0.1.0",
};

/// The run that most tests are about.
pub(crate) const RUN: Run = Run { fixing: false, unsafe_fixes: false, quiet: false, width: None };

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
        no_fix: None,
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
        about: |rule| About {
            summary: format!("what {} finds", rule.name),
            page: format!("# {}\n", rule.code),
        },
        run: RUN,
        repository: None,
        exit_code: 0,
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

/// Hands over a report in which every key has a value of its own kind.
pub(crate) fn with_rich_report<T>(read: impl FnOnce(&Report<'_>) -> T) -> T {
    let content = "FROM a:latest AS 日\r\nRUN apt-get install x\r\n";
    let source = SourceFile::new("sub/Dockerfile", content);
    let run = place(content, "RUN apt-get install x");
    let mut rich = finding(&CACHE, run, "a cache stays in the layer");
    rich.variant = CACHE.variants[1];
    rich.why = Some("it is never read".into());
    rich.help = Some("remove it".into());
    rich.primary.message = "this step".into();
    rich.secondary = vec![Label::new(place(content, "日"), "this stage")];
    rich.stage = Some("日".into());
    rich.instruction_line = Some(2);
    rich.fixes = vec![
        fix("an idea", Safety::DisplayOnly, run, ""),
        fix("delete it", Safety::Unsafe, run, ""),
        fix("clean up", Safety::Safe, Span::at(run.end), " \\\n  && clean"),
        fix("clean up again", Safety::Safe, Span::at(run.end), "x"),
    ];
    let mut plain = finding(&LATEST, place(content, "latest"), "`latest` moves");
    plain.no_fix = Some(NoFix::new("somebody else has to"));
    let findings = [plain, rich];
    let clean = SourceFile::new("clean", "FROM b:1\n");
    let suppressed = [Suppressed {
        finding: finding(&LATEST, place(content, "latest"), "`latest` moves, too"),
        comment: place(content, "RUN apt-get"),
        origin: Origin::Hadolint,
        reason: Some("it must".into()),
    }];
    let files = vec![
        FileReport { source: &clean, findings: &[], suppressed: &[], secrets: &NOTHING, fail_on: None },
        FileReport {
            source: &source,
            findings: &findings,
            suppressed: &suppressed,
            secrets: &NOTHING,
            fail_on: None,
        },
    ];
    let errors = [FileError { path: "gone".into(), failure: Failure::Read, message: "no such file".into() }];
    let base = report(&clean, &[]);
    read(&Report { files, errors: &errors, fixed: 3, exit_code: 2, ..base })
}
