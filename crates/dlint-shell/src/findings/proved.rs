//! Which of the library's fixes are taken over.
//!
//! The library writes for scripts. In a Dockerfile a variable often holds the packages to install, and what a fix
//! writes has to be right without anybody who looks at it again; so here each code says when its fix is. A code that
//! is not named here has a fix that is always right, or one that no rule offers.

mod names;

use dlint_text::Span;

use self::names::{OWN_PRINTING, PRINTS_ONE, TAKES_NAMES, TAKES_PATHS, is_list};
use super::{ShellFinding, ShellFix};
use crate::feed::Feed;
use crate::{Body, Command, Dialect, Quoting, Shell, Word};

/// Takes the fixes away that are not right where they stand.
pub(super) fn withhold(feed: &Feed, body: &Body, dialect: Dialect, findings: &mut [ShellFinding]) {
    for finding in findings {
        let (code, span) = (finding.code, finding.span);
        let Some(fix) = &mut finding.fix else { continue };
        let place = Place { feed, body, span, command: command_around(body, span) };
        // Only Bash knows `$[…]`; for another shell it is text.
        if code == 2007 {
            fix.safe &= dialect.shell == Shell::Bash;
        }
        if !place.is_right(code, fix) {
            finding.fix = None;
        }
    }
}

/// A finding and what is around it.
struct Place<'b> {
    feed: &'b Feed,
    body: &'b Body,
    span: Span,
    command: Option<&'b Command>,
}

impl<'b> Place<'b> {
    fn is_right(&self, code: u16, fix: &ShellFix) -> bool {
        let text = self.text();
        match code {
            // A backslash before a letter or a digit may be a path of Windows'.
            1001 => {
                text.ends_with(['=', '/', ':', ',', '.', '@', '%', '+', '-', '_']) && !self.in_word_with("${")
            }
            // In `[[ a =~ b{2} ]]` a brace is a part of the language, and so is what no quotes are around.
            1083 => !self.is_named(&["[["]) && !self.in_word_with("${"),
            2004 => self.stands_alone(),
            // The words of an `echo` are one command; of several the redirection would be the last one's.
            2005 => !text.contains([';', '&', '|', '#', '\\', '\n']) && is_balanced(text),
            2027 | 2231 => !is_list(text),
            2035 => self.takes_paths(),
            2038 => self.finds_plainly(fix),
            2046 => {
                self.is_one_thing()
                    && !text.contains(['\\', '\n'])
                    && !(text.starts_with('`') && text.contains('"'))
            }
            2061 | 2062 => !text.contains(['\\', '"', '\'', '`']),
            2064 => !self.replaces(fix, ['\\', '\'']),
            // In a pipe it may be the errors that are meant to go on.
            2069 => self.command.is_some_and(|command| !command.standing.pipeline.feeds_pipe()),
            2086 => self.is_one_variable(),
            2140 => !self.is_named(&["[["]) && self.word().is_some_and(is_plain_but_for_quotes),
            // Inside of double quotes other quotes are part of the value.
            2223 => {
                self.is_named(&[":"]) && !text.contains(['\'', '"', '\\', '~', '`']) && !text.contains("$(")
            }
            2267 => text.starts_with("-i"),
            3014 => self.is_named(&["[", "test"]),
            _ => true,
        }
    }

    /// Whether one of these is in what the fix writes anew.
    fn replaces(&self, fix: &ShellFix, characters: [char; 2]) -> bool {
        fix.edits.iter().any(|edit| self.slice(edit.span).contains(characters))
    }

    /// What the finding is about, as the shell gets it.
    fn text(&self) -> &'b str {
        self.slice(self.span)
    }

    fn slice(&self, span: Span) -> &'b str {
        let body = self.feed.body();
        let (Some(start), Some(last)) =
            (body.text_offset(span.start), body.text_offset(span.end.saturating_sub(1)))
        else {
            return "";
        };
        body.get(start as usize..last as usize + 1).unwrap_or_default()
    }

    /// The character before the finding and the one behind it.
    fn neighbours(&self) -> (Option<char>, Option<char>) {
        let body = self.feed.body();
        let start = body.text_offset(self.span.start).and_then(|start| body.get(..start as usize));
        let last = body.text_offset(self.span.end.saturating_sub(1));
        let behind = last.and_then(|last| body.get(last as usize + 1..));
        (start.and_then(|text| text.chars().next_back()), behind.and_then(|text| text.chars().next()))
    }

    fn is_named(&self, names: &[&str]) -> bool {
        self.command.and_then(Command::base_name).is_some_and(|name| names.contains(&name))
    }

    /// The word that the finding is in, if it is one of a command's.
    fn word(&self) -> Option<&'b Word> {
        self.command?.words.iter().find(|word| word.span().covers(self.span))
    }

    fn in_word_with(&self, part: &str) -> bool {
        self.word().is_some_and(|word| word.text.contains(part))
    }

    /// Whether more quotes would make a heap of them: `"a"$b"c"`.
    fn touches_quotes(&self) -> bool {
        let (before, behind) = self.neighbours();
        before == Some('"') || behind == Some('"')
    }

    /// Whether a name in arithmetic is no part of a longer word: `16#$x`, `$x$y`, `a$x`.
    fn stands_alone(&self) -> bool {
        let (before, behind) = self.neighbours();
        let glued = |c: char| c.is_alphanumeric() || "_#$[}{`".contains(c);
        !before.is_some_and(glued) && !behind.is_some_and(glued)
    }

    /// Whether the finding is the target of a redirection or a value, which are never split on purpose.
    fn is_target_or_value(&self) -> bool {
        self.command.is_some_and(|command| {
            let mut targets = command.redirections.iter().map(|redirection| redirection.target.span());
            let values = command.assignments.iter().filter(|assignment| assignment.value.is_some());
            let mut values = values.map(|assignment| assignment.span);
            targets.any(|span| span.covers(self.span)) || values.any(|span| span.covers(self.span))
        })
    }

    /// Whether an unquoted variable is meant to be one word: it is a part of one, or it is handed to a command that
    /// takes names one by one, and neither its own name nor its value says that it is a list.
    fn is_one_variable(&self) -> bool {
        if self.touches_quotes() {
            return false;
        }
        if self.is_target_or_value() {
            return true;
        }
        let Some(word) = self.word() else { return false };
        let variables: usize = word.variables.iter().map(|used| used.span.len() as usize).sum();
        let is_part = word.text.len() > variables.max(self.text().len());
        is_part
            || self.is_named(&["[", "test"])
            || self.is_named(TAKES_NAMES) && !is_list(self.text()) && !self.is_set_to_several(word)
    }

    /// Whether the body itself gives one of a word's variables a value with blanks, or one that it puts together.
    fn is_set_to_several(&self, word: &Word) -> bool {
        let used = |name: &str| word.variables.iter().any(|used| *used.name == *name);
        let several = |value: &Word| value.value().is_some_and(|value| value.contains([' ', '\n', '\t']));
        let mut set = self.body.commands.iter().flat_map(|command| &command.assignments);
        set.any(|one| used(&one.name) && (one.append || one.value.as_ref().is_some_and(several)))
    }

    /// Whether the output of a command is meant to be one word.
    fn is_one_thing(&self) -> bool {
        let Some(word) = self.word() else { return self.is_target_or_value() };
        if self.touches_quotes() {
            return false;
        }
        let is_part = word.text.len() > self.text().len();
        let inside = self.text().trim_start_matches(['$', '(', '`']).trim_start();
        let name = inside.split(|c: char| c.is_ascii_whitespace() || ";|&)`".contains(c)).next();
        is_part || self.is_named(&["[", "test"]) || name.is_some_and(|name| PRINTS_ONE.contains(&name))
    }

    fn takes_paths(&self) -> bool {
        let installs = |command: &Command| {
            command.base_name() != Some("dpkg")
                || command.has_argument("-i")
                || command.has_argument("--install")
        };
        self.is_named(TAKES_PATHS) && self.command.is_some_and(installs)
    }

    /// Whether the `find` before the pipe does nothing but look.
    fn finds_plainly(&self, fix: &ShellFix) -> bool {
        let Some(first) = fix.edits.first() else { return false };
        let before =
            |command: &&Command| command.base_name() == Some("find") && command.span.start < first.span.start;
        let find = self.body.commands.iter().filter(before).max_by_key(|command| command.span.start);
        let prints = |word: &Word| !word.known || OWN_PRINTING.contains(&&*word.beginning);
        find.is_some_and(|find| {
            !find.arguments().iter().any(|word| word.beginning.starts_with(['-', ',']) && prints(word))
        })
    }
}

/// The innermost command that a finding is in.
pub(super) fn command_around(body: &Body, span: Span) -> Option<&Command> {
    let around = body.commands.iter().rev().filter(|command| command.span.covers(span));
    around.min_by_key(|command| command.span.len())
}

/// Whether a word says the same in one pair of quotes.
fn is_plain_but_for_quotes(word: &Word) -> bool {
    word.quoting == Quoting::Mixed
        && !word.pattern
        && !word.braces
        && !word.text.contains(['$', '\\', '`', '\'', '~', '\n'])
}

/// Whether each bracket is closed.
fn is_balanced(text: &str) -> bool {
    text.matches('(').count() == text.matches(')').count()
}
