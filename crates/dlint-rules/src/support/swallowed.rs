//! Lines that look like instructions and are parts of the one above them, whose last line ends in the escape character.
//!
//! Only what its author can hardly have meant as a part of another instruction: a keyword in capitals at the first
//! column, with arguments, outside of quotes. A word that `echo` prints may well be `FROM`.

use dlint_linter::{Cx, Step};
use dlint_syntax::{Instruction, Keyword, Line, LineKind};
use dlint_text::Span;

/// Commands that write Dockerfiles and other texts, whose words may be keywords.
const WRITERS: &[&str] = &["echo", "printf"];

/// More lines of one instruction than this are not looked at: each is a look at all that stands before it.
const MOST: usize = 100;

/// A line that looks like an instruction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Swallowed<'a> {
    /// What it would be.
    pub(crate) keyword: Keyword,
    /// The line itself.
    pub(crate) line: &'a Line,
    /// The last line of text before it.
    pub(crate) before: &'a Line,
}

impl Swallowed<'_> {
    /// The place of the keyword.
    pub(crate) fn word(&self) -> Span {
        let start = self.line.span.start;
        Span::new(start, start + self.keyword.as_str().len() as u32)
    }
}

/// Whether an instruction holds such a line: where it ends is not known then, nor which of its words are its own.
pub(crate) fn swallows(
    instruction: &Instruction,
    model: Option<&dlint_model::Step<'_>>,
    cx: &Cx<'_>,
) -> bool {
    let onbuild = None;
    !swallowed(&Step { instruction, onbuild, stage: None, model }, cx).is_empty()
}

/// The lines of an instruction that look like instructions of their own, in order.
pub(crate) fn swallowed<'a>(step: &Step<'a>, cx: &Cx<'a>) -> Vec<Swallowed<'a>> {
    let lines = cx.file.lines_of(step.instruction).iter();
    let texts: Vec<&Line> = lines.filter(|line| matches!(line.kind, LineKind::Text(_))).collect();
    let pairs = texts.windows(2).filter_map(|pair| match pair {
        [before, line] => Some(Swallowed { keyword: keyword_of(cx.source.slice(line.span))?, line, before }),
        _ => None,
    });
    pairs.take(MOST).filter(|found| !is_part(found, step, cx)).collect()
}

/// The keyword that a line begins with, if it looks like an instruction.
fn keyword_of(line: &str) -> Option<Keyword> {
    let end = line.find(|c: char| !c.is_ascii_uppercase()).filter(|end| *end > 0)?;
    let (word, rest) = line.split_at_checked(end)?;
    let keyword = Keyword::from_text(word);
    // A branch of a `case`, an assignment, a function: `USER | ADMIN)`, `ENV =`, `RUN ()`
    let first = rest.starts_with([' ', '\t']).then(|| rest.trim_start().chars().next()).flatten()?;
    (keyword != Keyword::Unknown && !matches!(first, '=' | '(' | ')' | '|' | '&' | ';' | ':' | '>' | ','))
        .then_some(keyword)
}

/// Whether a line belongs to the instruction it is in, for all its looks.
fn is_part(found: &Swallowed<'_>, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let start = found.line.span.start;
    let text = &step.text;
    let Some(before) = text.text_offset(start).and_then(|at| text.get(..at as usize)) else { return true };
    // The line that an instruction begins with may be empty.
    if before.trim().is_empty() {
        return true;
    }
    let mut words = before.split_ascii_whitespace().skip(1);
    match step.keyword {
        Keyword::Healthcheck if found.keyword == Keyword::Cmd && words.all(|word| word.starts_with("--")) => {
            return true;
        }
        Keyword::Onbuild if words.all(|word| word.eq_ignore_ascii_case("ONBUILD")) => return true,
        _ => {}
    }
    is_quoted(before) || is_written_out(start, step, cx)
}

/// Whether a quote is open at the end of a text.
fn is_quoted(text: &str) -> bool {
    let mut open = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (open, c) {
            (None | Some('"'), '\\') => {
                chars.next();
            }
            (None, '"' | '\'') => open = Some(c),
            (Some(quote), _) if quote == c => open = None,
            _ => {}
        }
    }
    open.is_some()
}

/// Whether a place is in the words of a command that prints them, or the shell has it for a part of a comment.
fn is_written_out(place: u32, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let scripts = step.model.map(|model| cx.build.scripts(model)).unwrap_or_default();
    scripts.iter().any(|script| {
        let mut around = script.script.body().commands.iter().filter(|command| command.span.contains(place));
        around.any(|command| command.base_name().is_some_and(|name| WRITERS.contains(&name)))
    })
}
