//! SC2251: under `set -e`, `! command` never ends the body, whatever the command says.

use dlint_text::Span;

use super::{ShellFinding, ShellSeverity};
use crate::feed::Feed;
use crate::{Body, Command, Dialect, Joined, NestKind, Word};

/// The negated commands that somebody may take for checks.
pub(super) fn skipped(feed: &Feed, body: &Body, dialect: Dialect) -> Vec<ShellFinding> {
    if !body.commands.iter().any(|command| command.standing.negated)
        || !(dialect.errexit || body.commands.iter().any(turns_on))
    {
        return Vec::new();
    }
    let negated = body.commands.iter().enumerate().filter(|(_, command)| {
        let standing = command.standing;
        standing.negated
            && command.wrapped_by.is_none()
            && standing.pipeline.index == 0
            && matches!(standing.joined, Joined::Start | Joined::Semicolon | Joined::Newline)
    });
    negated
        .filter(|(index, command)| is_followed(body, *index, command))
        .filter_map(|(_, command)| {
            Some(ShellFinding {
                code: 2251,
                message: "a failing `!` does not end the body under `set -e`; write `&& exit 1` behind it"
                    .to_owned(),
                severity: ShellSeverity::Info,
                span: mark(feed, command)?,
                fix: None,
            })
        })
        .collect()
}

/// Whether a command is `set -e`.
fn turns_on(command: &Command) -> bool {
    let letters = |word: &Word| {
        let text = &*word.beginning;
        text == "errexit" || text.starts_with('-') && !text.starts_with("--") && text.contains('e')
    };
    command.name() == Some("set") && command.arguments().iter().any(letters)
}

/// Whether a command follows whose status is the body's then. In a condition the status counts.
fn is_followed(body: &Body, index: usize, command: &Command) -> bool {
    let mut nest = command.standing.nest;
    loop {
        let behind = body.commands.get(index + 1..).unwrap_or_default();
        let mut here = behind.iter().filter(|other| {
            let joined = other.standing.joined;
            other.standing.nest == nest && other.wrapped_by.is_none() && joined != Joined::Pipe
        });
        if let Some(next) = here.next() {
            return !matches!(next.standing.joined, Joined::And | Joined::Or);
        }
        let Some(around) = nest.and_then(|nest| body.nests.get(nest)) else { return false };
        let is_straight = matches!(
            around.kind,
            NestKind::Group
                | NestKind::IfBody
                | NestKind::LoopBody
                | NestKind::ForBody
                | NestKind::CaseBranch
        );
        if !is_straight {
            return false;
        }
        nest = around.standing.nest;
    }
}

/// The place of the `!`.
fn mark(feed: &Feed, command: &Command) -> Option<Span> {
    let text = feed.body();
    let start = text.text_offset(command.name_word()?.span().start)? as usize;
    let at = text.get(..start)?.rfind('!')?;
    Some(text.source_span(at..at + 1))
}
