//! What is wrong with a body, under ShellCheck's codes.

mod added;
mod denied;
mod own_fix;
mod own_shell;
mod place;
mod plain;
mod proved;
mod repair;
mod reused;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, OnceLock};

use dlint_text::{Edit, Span};
use shuck_linter::{
    AmbientShellOptions, AnalysisRequest, Diagnostic, LinterSettings, Rule, ShellCheckCodeMap,
    ShellCheckLevel, ShellDialect, rule_metadata,
};
use shuck_parser::parser::ParseResult;

use crate::feed::Feed;
use crate::parse::shuck_dialect;
use crate::{Body, Dialect};

pub(crate) use repair::Form;
pub use reused::reuse_findings;

/// A finding in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShellFinding {
    /// ShellCheck's number: 2086 for SC2086.
    pub code: u16,
    /// What is wrong.
    pub message: String,
    /// How grave it is.
    pub severity: ShellSeverity,
    /// The place in the file.
    pub span: Span,
    /// How to repair it, where that can be said in the file's own text.
    pub fix: Option<ShellFix>,
}

/// How grave a finding is, in ShellCheck's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "ShellCheck's own words")]
pub enum ShellSeverity {
    Style,
    Info,
    Warning,
    Error,
}

/// Edits that together repair a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShellFix {
    /// What it does.
    pub title: String,
    /// Whether the body does the same as before.
    pub safe: bool,
    /// The edits, in order.
    pub edits: Vec<Edit>,
}

static CODES: LazyLock<ShellCheckCodeMap> = LazyLock::new(ShellCheckCodeMap::default);

/// ShellCheck's own exclusions for text that is not a file: it cannot follow `.` and `source`, and what it says about
/// `ash` is about the `#!` line.
pub(crate) const EXCLUDED: [u16; 3] = [1090, 1091, 2187];

/// The settings for a dialect, made once.
fn settings(dialect: Dialect) -> &'static LinterSettings {
    const SHELLS: usize = 5;
    const OPTIONS: usize = 4;
    static SETTINGS: [[OnceLock<LinterSettings>; OPTIONS]; SHELLS] =
        [const { [const { OnceLock::new() }; OPTIONS] }; SHELLS];
    static FALLBACK: LazyLock<LinterSettings> = LazyLock::new(|| make(Dialect::default()));
    let shell = match shuck_dialect(dialect.shell) {
        ShellDialect::Bash => 1,
        ShellDialect::Dash => 2,
        ShellDialect::Ksh => 3,
        ShellDialect::Zsh => 4,
        _ => 0,
    };
    let options = usize::from(dialect.pipefail) + 2 * usize::from(dialect.errexit);
    match SETTINGS.get(shell).and_then(|options_of| options_of.get(options)) {
        Some(cell) => cell.get_or_init(|| make(dialect)),
        None => &FALLBACK,
    }
}

fn make(dialect: Dialect) -> LinterSettings {
    let rules =
        CODES.mappings().filter(|(code, _)| !EXCLUDED.iter().any(|excluded| u32::from(*excluded) == *code));
    LinterSettings::for_rules(rules.map(|(_, rule)| rule))
        .with_shell(shuck_dialect(dialect.shell))
        .with_ambient_shell_options(AmbientShellOptions {
            errexit: dialect.errexit,
            pipefail: dialect.pipefail,
        })
        // Nothing is read from a disk.
        .with_resolve_source_closure(false)
}

/// The findings of a parsed body, in the order of their places.
pub(crate) fn findings(
    feed: &Feed,
    form: Form,
    parsed: &ParseResult,
    dialect: Dialect,
    body: &Body,
) -> Vec<ShellFinding> {
    let mut findings =
        if plain::is_plain(feed, body) { Vec::new() } else { found(feed, form, parsed, dialect) };
    denied::deny(feed, body, &mut findings);
    added::add(feed, body, dialect, &mut findings);
    own_shell::drop_what_works(dialect, body, &mut findings);
    own_fix::add(feed, form, body, &mut findings);
    proved::withhold(feed, body, dialect, &mut findings);
    findings.sort_by_key(|finding| (finding.span, finding.code));
    findings.dedup_by(|a, b| (a.code, a.span) == (b.code, b.span));
    findings
}

/// See [`Script::shortcut_is_right`](crate::Script::shortcut_is_right).
pub(crate) fn shortcut_is_right(feed: &Feed, parsed: &ParseResult, dialect: Dialect, body: &Body) -> bool {
    !plain::is_plain(feed, body) || found(feed, Form::Plain, parsed, dialect).is_empty()
}

/// What the library finds.
fn found(feed: &Feed, form: Form, parsed: &ParseResult, dialect: Dialect) -> Vec<ShellFinding> {
    let settings = settings(dialect);
    // What comments ignore is for whoever reports findings to say, and to count.
    let lint =
        || AnalysisRequest::from_parse_result(parsed, feed.text(), settings).without_suppressions().lint();
    let lint = || catch_unwind(AssertUnwindSafe(lint)).unwrap_or_default();
    let diagnostics = reused::reused(feed.text(), dialect, lint);
    diagnostics.iter().filter_map(|diagnostic| finding(feed, form, diagnostic)).collect()
}

/// How grave ShellCheck takes a rule's findings to be.
pub(crate) fn severity(rule: Rule) -> ShellSeverity {
    match rule_metadata(rule).and_then(|metadata| metadata.shellcheck_level) {
        Some(ShellCheckLevel::Error) => ShellSeverity::Error,
        Some(ShellCheckLevel::Warning) | None => ShellSeverity::Warning,
        Some(ShellCheckLevel::Info) => ShellSeverity::Info,
        Some(ShellCheckLevel::Style) => ShellSeverity::Style,
    }
}

fn finding(feed: &Feed, form: Form, diagnostic: &Diagnostic) -> Option<ShellFinding> {
    let code = u16::try_from(CODES.code_for_rule(diagnostic.rule)?).ok()?;
    let offsets = diagnostic.span.start.offset()..diagnostic.span.end.offset();
    if EXCLUDED.contains(&code) || feed.is_declaration(&offsets) {
        return None;
    }
    let severity = severity(diagnostic.rule);
    let fix = repair::fix(feed, form, diagnostic);
    let range = place::refine(feed.body(), feed.range(diagnostic.span), code);
    let span = feed.body().source_span(range);
    Some(ShellFinding { code, message: diagnostic.message.clone(), severity, span, fix })
}
