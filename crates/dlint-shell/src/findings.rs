//! What is wrong with a body, under ShellCheck's codes.

mod added;
mod denied;
mod own_shell;
mod place;
mod plain;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, OnceLock};

use dlint_text::{Edit, MappedText, Span};
use shuck_linter::{
    AmbientShellOptions, AnalysisRequest, Applicability, Diagnostic, LinterSettings, Rule, ShellCheckCodeMap,
    ShellCheckLevel, ShellDialect, rule_metadata,
};
use shuck_parser::parser::ParseResult;

use crate::feed::Feed;
use crate::parse::shuck_dialect;
use crate::{Body, Dialect};

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
    parsed: &ParseResult,
    dialect: Dialect,
    body: &Body,
) -> Vec<ShellFinding> {
    let mut findings = if plain::is_plain(feed, body) { Vec::new() } else { found(feed, parsed, dialect) };
    denied::deny(feed, body, &mut findings);
    added::add(feed, body, dialect, &mut findings);
    own_shell::drop_what_works(dialect, body, &mut findings);
    findings.sort_by_key(|finding| (finding.span, finding.code));
    findings.dedup_by(|a, b| (a.code, a.span) == (b.code, b.span));
    findings
}

/// See [`Script::shortcut_is_right`](crate::Script::shortcut_is_right).
pub(crate) fn shortcut_is_right(feed: &Feed, parsed: &ParseResult, dialect: Dialect, body: &Body) -> bool {
    !plain::is_plain(feed, body) || found(feed, parsed, dialect).is_empty()
}

/// What the library finds.
fn found(feed: &Feed, parsed: &ParseResult, dialect: Dialect) -> Vec<ShellFinding> {
    let settings = settings(dialect);
    let lint = || {
        let request = AnalysisRequest::from_parse_result(parsed, feed.text(), settings);
        // To look for directives costs more than most bodies do.
        if ["shellcheck", "shuck"].iter().any(|tool| feed.body().contains(tool)) {
            request.with_shellcheck_map(&CODES).lint()
        } else {
            request.without_suppressions().lint()
        }
    };
    let diagnostics = catch_unwind(AssertUnwindSafe(lint)).unwrap_or_default();
    diagnostics.into_iter().filter_map(|diagnostic| finding(feed, diagnostic)).collect()
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

fn finding(feed: &Feed, diagnostic: Diagnostic) -> Option<ShellFinding> {
    let code = u16::try_from(CODES.code_for_rule(diagnostic.rule)?).ok()?;
    let offsets = diagnostic.span.start.offset()..diagnostic.span.end.offset();
    if EXCLUDED.contains(&code) || feed.is_declaration(&offsets) {
        return None;
    }
    let severity = severity(diagnostic.rule);
    let title = diagnostic.fix_title.as_deref().unwrap_or("rewrite it").to_owned();
    let fix = diagnostic.fix.as_ref().and_then(|fix| {
        let edits: Option<Vec<Edit>> = fix.edits().iter().map(|edit| edit_in_file(feed, edit)).collect();
        let mut edits = edits?;
        edits.sort();
        let safe = fix.applicability() == Applicability::Safe;
        Some(ShellFix { title, safe, edits })
    });
    let range = place::refine(feed.body(), feed.range(diagnostic.span), code);
    let span = feed.body().source_span(range);
    Some(ShellFinding { code, message: diagnostic.message, severity, span, fix })
}

/// An edit in the words of the file, if there is one: it must neither reach over a place where lines were joined, for
/// that may have a comment in it, nor into something that was resolved, nor into the declarations.
fn edit_in_file(feed: &Feed, edit: &shuck_linter::Edit) -> Option<Edit> {
    let offsets = usize::from(edit.range().start())..usize::from(edit.range().end());
    let range = feed.offsets(&offsets)?;
    // Behind a character of several bytes the library's edits may begin inside of it.
    if !feed.body().is_char_boundary(range.start) || !feed.body().is_char_boundary(range.end) {
        return None;
    }
    // A new line would end the instruction.
    if edit.content().contains('\n') {
        return None;
    }
    let span = place_in_one_piece(feed.body(), range.start as u32, range.end as u32)?;
    Some(Edit::replace(span, edit.content()))
}

/// The place of a part that lies in one piece of the file.
fn place_in_one_piece(text: &MappedText, start: u32, end: u32) -> Option<Span> {
    let mut segments = text.segments().peekable();
    while let Some(segment) = segments.next() {
        let behind = segments.peek().map_or(text.len() as u32, |next| next.text);
        let copied = segment.source.len() == behind - segment.text;
        // An insertion at a joint belongs to the piece before it: right behind the text it was made for.
        if start >= segment.text && end <= behind {
            let place = Span::new(
                segment.source.start + (start - segment.text),
                segment.source.start + (end - segment.text),
            );
            return copied.then_some(place);
        }
    }
    None
}
