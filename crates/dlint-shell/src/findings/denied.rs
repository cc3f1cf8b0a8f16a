//! Findings of the library behind them that are not true.

use std::collections::HashSet;

use dlint_text::Span;

use super::ShellFinding;
use crate::Body;
use crate::feed::Feed;

/// Takes out what is not true of the body.
pub(super) fn deny(feed: &Feed, body: &Body, findings: &mut Vec<ShellFinding>) {
    let mut harmless: Option<HashSet<Span>> = None;
    findings.retain(|finding| match finding.code {
        // It stands for any backslash that does nothing, which is SC1001.
        1004 => text_at(feed, finding).starts_with("\\\n"),
        2015 => !cannot_fail(text_at(feed, finding)),
        2086 => !harmless.get_or_insert_with(|| harmless_uses(body)).contains(&finding.span),
        _ => true,
    });
}

/// The text from a finding on.
fn text_at<'f>(feed: &'f Feed, finding: &ShellFinding) -> &'f str {
    let at = feed.body().text_offset(finding.span.start);
    at.and_then(|at| feed.body().get(at as usize..)).unwrap_or_default()
}

/// Whether what stands between `&&` and `||` always succeeds, so that the fallback is for the condition alone. Nobody
/// fears that `echo` fails.
fn cannot_fail(list: &str) -> bool {
    let command = list.trim_start_matches("&&").trim_start();
    let name = command.split(|c: char| c.is_ascii_whitespace() || ";&|)".contains(c)).next();
    matches!(name, Some("echo" | "printf" | "true" | ":"))
}

/// The uses of variables that have the value they had before the body, even where the body assigns them: `export
/// LANG=$LANG`. The library loses sight of the value there. A value with blanks is not put into an unquoted word, so it
/// is not among them.
fn harmless_uses(body: &Body) -> HashSet<Span> {
    let words = body.commands.iter().flat_map(|command| {
        let targets = command.redirections.iter().map(|redirection| &redirection.target);
        command.words.iter().chain(targets)
    });
    let words = words.chain(body.nests.iter().flat_map(|nest| &nest.words));
    words.flat_map(|word| &word.variables).filter(|used| used.as_given).map(|used| used.span).collect()
}
