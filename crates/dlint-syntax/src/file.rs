//! A parsed Dockerfile.

use dlint_text::Span;

use crate::{Instruction, Stage, SyntaxError, error::Phase};

/// Everything that stands in a Dockerfile, in the order in which it stands there.
///
/// A file is always complete: what `BuildKit` would refuse is in [`errors`](Self::errors), and the instructions
/// around it are there all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The escape character: `\`, or a backtick where `# escape` says so.
    pub escape: char,
    /// The parser directives at the top.
    pub directives: Vec<Directive>,
    /// All comments, also those between the lines of a continued instruction.
    pub comments: Vec<Comment>,
    /// The instructions.
    pub instructions: Vec<Instruction>,
    /// Every physical line; together they are the file, byte for byte.
    pub lines: Vec<Line>,
    /// What is wrong, in the order in which it was found.
    pub errors: Vec<SyntaxError>,
}

impl File {
    /// Whether `BuildKit` accepts the file, and if not, the error it stops at.
    ///
    /// `BuildKit` reads the whole file before it looks at what the instructions say, so its verdict is the first
    /// error of the first phase, or else the first of the second.
    pub fn verdict(&self) -> Option<&SyntaxError> {
        let first = |phase| self.errors.iter().find(|error| error.kind.phase() == phase);
        first(Phase::Lines).or_else(|| first(Phase::Instructions))
    }

    /// The stages: each `FROM` with the instructions up to the next one.
    pub fn stages(&self) -> Vec<Stage<'_>> {
        crate::stage::stages(self)
    }

    /// The instructions before the first `FROM`.
    pub fn preamble(&self) -> &[Instruction] {
        let from = self.instructions.iter().position(|instruction| instruction.as_from().is_some());
        self.instructions.get(..from.unwrap_or(self.instructions.len())).unwrap_or_default()
    }

    /// The comments in front of an instruction that belong to it: none but comments and blank lines stand
    /// between them and it, and no empty comment.
    pub fn comments_before(&self, instruction: &Instruction) -> &[Comment] {
        let range = instruction.comments.start as usize..instruction.comments.end as usize;
        self.comments.get(range).unwrap_or_default()
    }

    /// The physical lines of an instruction, with its heredocs. The trigger of an `ONBUILD` has none of its own.
    pub fn lines_of(&self, instruction: &Instruction) -> &[Line] {
        let range = instruction.first_line.saturating_sub(1) as usize..instruction.last_line as usize;
        self.lines.get(range).unwrap_or_default()
    }

    /// Prints the tree: the very bytes that were read, also of a file that was not UTF-8.
    ///
    /// ```
    /// use dlint_text::SourceFile;
    ///
    /// let bytes = b"FROM a\r\n\r\n# why \xff\nRUN b \\\n\tc";
    /// let source = SourceFile::decode("Dockerfile", bytes.to_vec())?;
    /// assert_eq!(dlint_syntax::parse(&source).print(&source), bytes);
    /// # Ok::<(), dlint_text::DecodeError>(())
    /// ```
    pub fn print(&self, source: &dlint_text::SourceFile) -> Vec<u8> {
        let mut printed = Vec::with_capacity(source.bytes().len());
        for line in &self.lines {
            let at = |offset| source.original_offset(offset) as usize;
            let line = source.bytes().get(at(line.span.start)..at(line.span.end));
            printed.extend_from_slice(line.unwrap_or_default());
        }
        printed
    }
}

/// A physical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The line with its line ending.
    pub span: Span,
    /// What it is.
    pub kind: LineKind,
}

/// What a physical line is. The numbers are indexes into the file's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing but white space, between instructions.
    Blank,
    /// A parser directive.
    Directive(u32),
    /// A comment, between instructions.
    Comment(u32),
    /// A line of an instruction's text.
    Text(u32),
    /// A comment inside a continued instruction; the builder never sees it.
    DroppedComment(u32),
    /// A blank line inside a continued instruction; the builder drops it, and warns.
    DroppedBlank(u32),
    /// A line of a heredoc's body.
    HeredocBody(u32),
    /// The line that ends a heredoc.
    HeredocEnd(u32),
}

/// A parser directive: `# escape=` and its like, at the top of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The whole comment.
    pub span: Span,
    /// Which one it is.
    pub kind: DirectiveKind,
    /// Its name as written.
    pub name: Span,
    /// Its value, without the white space around it.
    pub value: Span,
    /// Its line, from 1.
    pub line: u32,
}

/// The parser directives that `BuildKit` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DirectiveKind {
    /// `# syntax=docker/dockerfile:1`: the frontend that reads the file.
    Syntax,
    /// `# escape=`: the escape character.
    Escape,
    /// `# check=skip=…`: which of `BuildKit`'s checks run.
    Check,
}

impl DirectiveKind {
    /// The directive with this name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Syntax, Self::Escape, Self::Check]
            .into_iter()
            .find(|kind| name.eq_ignore_ascii_case(kind.as_str()))
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Escape => "escape",
            Self::Check => "check",
        }
    }
}

/// A comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// From its `#` to the end of its line, without the line ending.
    pub span: Span,
    /// Its line, from 1.
    pub line: u32,
    /// White space stands in front of it. `BuildKit` does not read `check=` in such a comment.
    pub indented: bool,
}

impl Comment {
    /// What the comment says, without its `#` and the white space around it.
    pub fn text(self, source: &dlint_text::SourceFile) -> &str {
        source.slice(self.span).trim_start_matches('#').trim()
    }
}
