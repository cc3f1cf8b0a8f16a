//! The findings that are the linter's own: what no rule has to look for.

use std::fmt::Write;

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_syntax::{SyntaxError, SyntaxErrorKind};
use dlint_text::Span;

use crate::{Check, Cx, Findings, Rule};

/// What the builder itself refuses. It cannot be switched off.
pub static SYNTAX: Rule = Rule::new("syntax", "syntax", Check::Builtin)
    .aliases(&["DL1000"])
    .category(Category::Correctness)
    .severity(Severity::Error);

/// Bytes that are not UTF-8.
pub static ENCODING: Rule = Rule::new("encoding", "encoding", Check::Builtin)
    .category(Category::Correctness)
    .severity(Severity::Warning);

/// A rule that failed. It cannot be switched off.
pub static INTERNAL_ERROR: Rule = Rule::new("internal-error", "internal-error", Check::Builtin)
    .category(Category::Correctness)
    .severity(Severity::Error);

/// A comment that is to ignore something, and does not.
pub static INVALID_IGNORE: Rule = Rule::new("invalid-ignore", "invalid-ignore", Check::Builtin)
    .category(Category::Correctness)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Unsafe));

/// A comment whose day is over.
pub static EXPIRED_IGNORE: Rule = Rule::new("expired-ignore", "expired-ignore", Check::Builtin)
    .category(Category::Correctness)
    .severity(Severity::Warning);

/// A comment that ignores what is not found.
pub static UNUSED_IGNORE: Rule = Rule::new("unused-ignore", "unused-ignore", Check::Builtin)
    .category(Category::Style)
    .severity(Severity::Warning)
    .off()
    .fix(FixKind::Sometimes(Safety::Safe));

/// A comment that ignores something and does not say why.
pub static IGNORE_WITHOUT_REASON: Rule =
    Rule::new("ignore-without-reason", "ignore-without-reason", Check::Builtin)
        .category(Category::Style)
        .severity(Severity::Warning)
        .off();

/// All of them.
pub(crate) static BUILTIN: [&Rule; 7] = [
    &SYNTAX,
    &ENCODING,
    &INTERNAL_ERROR,
    &INVALID_IGNORE,
    &EXPIRED_IGNORE,
    &UNUSED_IGNORE,
    &IGNORE_WITHOUT_REASON,
];

/// Whether a code is nobody's to switch off.
pub(crate) fn is_always_on(code: &str) -> bool {
    code == SYNTAX.meta.code || code == INTERNAL_ERROR.meta.code
}

/// Reports what the parser found.
pub(crate) fn syntax(cx: &Cx<'_>, out: &mut Findings<'_>) {
    // Of a program or a picture, each line would be an error of its own.
    if let Some(nul) = cx.source.text().find('\0').filter(|_| cx.source.replaced().next().is_some()) {
        out.report(&SYNTAX, Span::new(nul as u32, nul as u32 + 1), "this is no text")
            .why("there are bytes in it that no Dockerfile has: the build stops here")
            .help("name the Dockerfile that was meant");
        return;
    }
    for error in &cx.file.errors {
        // Of the stages, `BuildKit` builds those alone that are needed.
        let is_of_stage = matches!(
            error.kind,
            SyntaxErrorKind::OpenQuote
                | SyntaxErrorKind::BadExpansion { .. }
                | SyntaxErrorKind::InvalidPort { .. }
                | SyntaxErrorKind::InvalidSignal { .. }
        );
        let why = if is_of_stage { "a build of this stage stops here" } else { "the build stops here" };
        let reporter = out.report(&SYNTAX, error.span, error.kind.to_string()).why(why);
        let is_comment = matches!(error.kind, SyntaxErrorKind::InvalidFrom)
            && cx.source.slice(error.span).starts_with('#');
        let comment = || "a comment needs a line of its own".to_owned();
        if let Some(help) = is_comment.then(comment).or_else(|| error.kind.help()) {
            reporter.help(help);
        }
    }
}

/// The code of the rule that says the same as a syntax error, and better. Where that rule is on, the error is
/// reported under its code; one problem is reported once.
pub(crate) fn same_problem(error: &SyntaxError) -> Option<&'static str> {
    match error.kind {
        SyntaxErrorKind::NoBuildStage { .. } => Some("DL3061"),
        SyntaxErrorKind::ChainedOnbuild | SyntaxErrorKind::ForbiddenTrigger { .. } => Some("DL3043"),
        SyntaxErrorKind::UnknownFlag { .. } => Some("DK7002"),
        _ => None,
    }
}

/// Reports bytes that are not UTF-8: once, at the first of them.
pub(crate) fn encoding(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let mut places = cx.source.replaced();
    let Some(first) = places.next() else { return };
    let mut message = "the file is not valid UTF-8".to_owned();
    let more = places.count();
    if more > 0 {
        // Writing to a String cannot fail.
        let _ = write!(message, " here and in {more} more {}", if more == 1 { "place" } else { "places" });
    }
    out.report(&ENCODING, first, message)
        .why("builders pass such bytes on as they are, and every tool shows them differently")
        .help("save the file as UTF-8; until then dlint shows these bytes as U+FFFD and fixes nothing");
}
