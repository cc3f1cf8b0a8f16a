//! The text that the parser gets: the body, with the variables in scope declared in front of it.
//!
//! ShellCheck, and whoever answers to its codes, takes a variable that nobody declared for one that may hold
//! anything. The declarations stand behind the comments at the top, so that a `#!` line stays the first one.

use std::ops::Range;

use dlint_text::MappedText;
use shuck_ast::Span;

use crate::Variables;
use crate::scan::name_length;
use crate::variables::is_name;

/// A text as the parser gets it, with the way back.
#[derive(Debug)]
pub(crate) struct Feed {
    body: MappedText,
    text: String,
    /// Where the declarations are.
    declarations: Range<usize>,
}

impl Feed {
    /// The body, with declarations.
    pub(crate) fn new(body: &MappedText, variables: &Variables) -> Self {
        let top = comments_at_the_top(body);
        let mut text = String::with_capacity(body.len() + 64);
        let (before, behind) = body.split_at_checked(top).unwrap_or((body, ""));
        text.push_str(before);
        // Declarations cost more than most bodies do, so only those are made that may matter.
        let all = uses_undeclared(body, variables);
        for (name, value) in variables.iter().filter(|(name, _)| all || body.contains(name)) {
            // A variable whose value nobody knows is taken for a harmless one: hardly any build argument has
            // blanks in it, and a finding on each of them would drown the others.
            let value = value.unwrap_or("1");
            text.push_str("export ");
            text.push_str(name);
            text.push('=');
            if value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_./:-+,@".contains(&byte)) {
                text.push_str(value);
            } else {
                text.push('\'');
                text.push_str(&value.replace('\'', r"'\''"));
                text.push('\'');
            }
            text.push('\n');
        }
        let declarations = top..text.len();
        text.push_str(behind);
        Self { body: body.clone(), text, declarations }
    }

    /// The text for the parser.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The body.
    pub(crate) const fn body(&self) -> &MappedText {
        &self.body
    }

    /// Where the body goes on behind the declarations, in the parser's text.
    pub(crate) const fn behind_declarations(&self) -> usize {
        self.declarations.end
    }

    /// The offset in the body of one in the parser's text; the declarations are all at one place.
    fn offset(&self, offset: usize) -> usize {
        if offset >= self.declarations.end {
            (offset - self.declarations.len()).min(self.body.len())
        } else {
            offset.min(self.declarations.start)
        }
    }

    /// A part of the body.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        let start = self.offset(span.start.offset());
        start..self.offset(span.end.offset()).max(start)
    }

    /// The part of the body that a part of the parser's text is, where no declaration is in it.
    pub(crate) fn offsets(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let before = part.end <= self.declarations.start;
        let behind = part.start >= self.declarations.end;
        (before || behind).then(|| self.offset(part.start)..self.offset(part.end))
    }

    /// What stands behind the `=` of a variable's declaration in front of the body, quotes and all.
    pub(crate) fn declared(&self, name: &str) -> Option<&str> {
        let declarations = self.text.get(self.declarations.clone()).unwrap_or_default();
        declarations
            .lines()
            .find_map(|line| line.strip_prefix("export ")?.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether a variable is declared in front of the body.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.declared(name).is_some()
    }

    /// Whether a part of the parser's text is one of the declarations.
    pub(crate) fn is_declaration(&self, range: &Range<usize>) -> bool {
        self.declarations.contains(&range.start) && range.end <= self.declarations.end
    }

    /// A part of the body as a text of its own.
    pub(crate) fn part(&self, span: Span) -> MappedText {
        self.body.part(self.range(span))
    }
}

/// Whether a text uses a variable that was not declared: it may be one of the others, misspelled.
fn uses_undeclared(text: &str, variables: &Variables) -> bool {
    text.split('$').skip(1).any(|behind| {
        let behind = behind.strip_prefix('{').unwrap_or(behind);
        let name = behind.get(..name_length(behind.as_bytes())).unwrap_or_default();
        is_name(name) && !variables.declares(name)
    })
}

/// How long the lines at the top are that hold comments only.
fn comments_at_the_top(text: &str) -> usize {
    let comments = text.split_inclusive('\n').take_while(|line| line.trim_start().starts_with('#'));
    let length = comments.map(str::len).sum();
    // A last line without an end would swallow the declarations.
    if text.get(..length).is_some_and(|top| top.ends_with('\n')) { length } else { 0 }
}
