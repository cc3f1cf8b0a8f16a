//! Fixes that the library does not have, for findings that Dockerfiles are full of.

use dlint_text::{Edit, MappedText, Span};

use super::proved::command_around;
use super::repair::{Form, edit_in_body};
use super::{ShellFinding, ShellFix};
use crate::feed::Feed;
use crate::{AssignmentScope, Body, Command, Joined, NestKind};

/// Adds them.
pub(super) fn add(feed: &Feed, form: Form, body: &Body, findings: &mut [ShellFinding]) {
    let writer = Writer { text: feed.body(), form };
    for finding in findings {
        let command = || command_around(body, finding.span);
        let made = match finding.code {
            2006 => command().and_then(|command| writer.dollar_and_parentheses(command, finding.span)),
            2155 => command().and_then(|command| writer.two_steps(body, command)),
            2164 => command().and_then(|command| writer.or_exit(command)),
            3046 => command().and_then(|command| writer.dot(command)),
            _ => continue,
        };
        finding.fix = made;
    }
}

/// Writes fixes for a body.
struct Writer<'b> {
    text: &'b MappedText,
    form: Form,
}

impl Writer<'_> {
    /// Where a place in the file begins and ends in the text.
    fn offsets(&self, span: Span) -> Option<(usize, usize)> {
        let start = self.text.text_offset(span.start)?;
        let last = self.text.text_offset(span.end.checked_sub(1)?)?;
        Some((start as usize, last as usize + 1))
    }

    fn fix(&self, title: &str, safe: bool, edits: &[(usize, usize, &str)]) -> Option<ShellFix> {
        let edit = |(start, end, text): &(usize, usize, &str)| {
            edit_in_body(self.text, self.form, *start..*end, text)
        };
        let mut edits = edits.iter().map(edit).collect::<Option<Vec<Edit>>>()?;
        edits.sort();
        Some(ShellFix { title: title.to_owned(), safe, edits })
    }

    /// What stands behind an offset, without blanks.
    fn behind(&self, offset: usize) -> &str {
        self.text.get(offset..).unwrap_or_default().trim_start_matches([' ', '\t'])
    }

    /// SC2006: `` `a` `` becomes `$(a)`, where no escape and no comment in it would change its meaning.
    fn dollar_and_parentheses(&self, command: &Command, span: Span) -> Option<ShellFix> {
        // An output that is run as a command is a problem of its own, which the backquotes hide.
        if command.name_word().is_some_and(|name| name.span().covers(span)) {
            return None;
        }
        let (start, end) = self.offsets(span)?;
        let inside = self.text.get(start..end)?.strip_prefix('`')?.strip_suffix('`')?;
        let known = !inside.contains(['\\', '`', '#', '\n']) && !inside.contains("case");
        // `$$` would be another thing.
        let behind_dollar = self.text.get(..start).is_some_and(|before| before.ends_with('$'));
        if !known || behind_dollar || inside.trim().is_empty() || inside.trim_start().starts_with('(') {
            return None;
        }
        self.fix("write it as `$(…)`", true, &[(start, start + 1, "$("), (end - 1, end, ")")])
    }

    /// SC2155: `export x=$(a)` becomes `x=$(a) && export x`, and `local x=$(a)` becomes `local x; x=$(a)`.
    fn two_steps(&self, body: &Body, command: &Command) -> Option<ShellFix> {
        let [assignment] = command.assignments.as_slice() else { return None };
        let standing = &command.standing;
        let decides = |kind| matches!(kind, NestKind::IfCondition | NestKind::LoopCondition);
        let plain = assignment.scope == AssignmentScope::Declared
            && !assignment.append
            && command.redirections.is_empty()
            && command.wrapped_by.is_none()
            && command.arguments().iter().all(|word| word.span() == assignment.span)
            && standing.pipeline.length == 1
            && !standing.negated
            && !standing.background
            && !matches!(standing.joined, Joined::Or)
            && !body.path(standing).any(|nest| decides(nest.kind));
        let keyword = command.name_word()?;
        let (start, _) = self.offsets(keyword.span())?;
        let (name, end) = self.offsets(assignment.span)?;
        let behind = self.behind(end);
        let goes_on = behind.starts_with("&&");
        if !plain || !goes_on && behind.starts_with(['&', '|', '<', '>']) {
            return None;
        }
        // In a chain of `&&` what comes next is not to run if the command fails. Elsewhere `set -e` would not look at
        // what stands before a `&&`.
        let chained = goes_on || standing.joined == Joined::And;
        let and = if chained { " && " } else { "; " };
        match keyword.value()? {
            "export" => {
                let export = format!("{and}export {}", assignment.name);
                let title = "set the variable first, then export it";
                self.fix(title, false, &[(start, name, ""), (end, end, &export)])
            }
            "local" => {
                let first = format!("{}{and}", assignment.name);
                self.fix("declare the variable first, then set it", false, &[(name, name, &first)])
            }
            _ => None,
        }
    }

    /// SC2164: `cd x; y` becomes `cd x || exit; y`.
    fn or_exit(&self, command: &Command) -> Option<ShellFix> {
        let standing = &command.standing;
        let first = matches!(standing.joined, Joined::Start | Joined::Semicolon | Joined::Newline);
        let (_, end) = self.offsets(command.words.last()?.span())?;
        let behind = self.behind(end);
        let ends = behind.starts_with([';', '\n', '\r']) && !behind.starts_with(";;");
        let plain = first
            && ends
            && command.redirections.is_empty()
            && command.wrapped_by.is_none()
            && standing.pipeline.length == 1
            && !standing.negated;
        if !plain {
            return None;
        }
        self.fix("leave the shell if it fails", false, &[(end, end, " || exit")])
    }

    /// SC3046: `source ./x` becomes `. ./x`. A name without a slash is another file to `.`, which does not look into
    /// the current folder.
    fn dot(&self, command: &Command) -> Option<ShellFix> {
        let name = command.name_word().filter(|word| word.is("source"))?;
        let [file] = command.arguments() else { return None };
        if !file.text.contains('/') {
            return None;
        }
        let (start, end) = self.offsets(name.span())?;
        self.fix("use `.`", false, &[(start, end, ".")])
    }
}
