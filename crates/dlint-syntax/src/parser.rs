//! From physical lines to instructions.

use dlint_text::{MappedText, MappedTextBuilder, SourceFile, Span};

use crate::directive;
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::file::{Comment, Directive, DirectiveKind, File, LineKind};
use crate::heredoc::{self, Opener};
use crate::heredoc_ends::HeredocEnds;
use crate::instruction::{Heredoc, Instruction, Keyword};
use crate::reader::{PhysicalLine, Reader};
use crate::{Arguments, check, values};

/// Reads a file.
pub fn parse(source: &SourceFile) -> File {
    let mut parser = Parser {
        reader: Reader::new(source),
        escape: '\\',
        directives: Vec::new(),
        comments: Vec::new(),
        pending_comments: 0,
        instructions: Vec::new(),
        continuing: false,
        cut_off: false,
        errors: Vec::new(),
        refused: Vec::new(),
        heredoc_ends: HeredocEnds::default(),
    };
    parser.directives();
    while let Some(line) = parser.reader.peek() {
        parser.line(line);
    }
    let mut file = parser.finish();
    if let Some((kind, span)) = file.check_comment(source).and_then(|comment| comment.options.err()) {
        let line = source.lines().line(span.start);
        file.errors.push(SyntaxError { kind, span, line });
    }
    file
}

struct Parser<'a> {
    reader: Reader<'a>,
    escape: char,
    directives: Vec<Directive>,
    comments: Vec<Comment>,
    /// The first comment that belongs to the next instruction.
    pending_comments: u32,
    instructions: Vec<Instruction>,
    /// Whether the line that is read continues an instruction.
    continuing: bool,
    /// Whether a line that is too long for the builder continues the instruction that is read.
    cut_off: bool,
    errors: Vec<SyntaxError>,
    /// Whether each instruction was refused while its line was read. Nothing more is said about those.
    refused: Vec<bool>,
    heredoc_ends: HeredocEnds<'a>,
}

impl<'a> Parser<'a> {
    fn error(&mut self, kind: SyntaxErrorKind, span: Span, line: u32) {
        self.errors.push(SyntaxError { kind, span, line });
    }

    /// Reads the parser directives at the top. Any other line ends them.
    fn directives(&mut self) {
        while let Some(line) = self.reader.peek() {
            let trimmed = line.text.trim_start();
            let start = line.comment_start();
            let Some((name, value)) = directive::parse(trimmed) else { return };
            let Some(kind) = trimmed.get(name.clone()).and_then(DirectiveKind::from_name) else { return };
            let at = |range: std::ops::Range<usize>| {
                Span::new(start + range.start as u32, start + range.end as u32)
            };
            // `BuildKit` counts the line of a directive only after it has read it.
            let reported = self.reader.taken();
            if self.directives.iter().any(|other| other.kind == kind) {
                self.error(
                    SyntaxErrorKind::DuplicateDirective { name: kind.as_str() },
                    at(name.clone()),
                    reported,
                );
            } else if kind == DirectiveKind::Escape {
                match trimmed.get(value.clone()) {
                    Some("\\") => self.escape = '\\',
                    Some("`") => self.escape = '`',
                    _ => self.error(SyntaxErrorKind::InvalidEscape, at(value.clone()), reported),
                }
            }
            self.check_length(&line);
            let index = self.directives.len() as u32;
            let span = at(0..trimmed.len());
            let directive = Directive { span, kind, name: at(name), value: at(value), line: line.number };
            self.directives.push(directive);
            self.reader.take(LineKind::Directive(index));
        }
    }

    /// Reads one line, and if it begins an instruction, all of that.
    fn line(&mut self, line: PhysicalLine<'a>) {
        if line.is_comment() {
            self.check_length(&line);
            let index = self.comment(&line);
            self.reader.take(LineKind::Comment(index));
        } else if line.is_blank() {
            self.check_length(&line);
            self.reader.take(LineKind::Blank);
        } else {
            self.instruction(line);
        }
    }

    /// Notes a comment between instructions; an empty one parts those before it from the next instruction.
    fn comment(&mut self, line: &PhysicalLine<'_>) -> u32 {
        let index = self.push_comment(line);
        // `BuildKit` cuts off the first byte, be it the `#` or white space in front of it.
        if line.text.trim_end() == "#" {
            self.pending_comments = index + 1;
        }
        index
    }

    fn push_comment(&mut self, line: &PhysicalLine<'_>) -> u32 {
        let start = line.comment_start();
        let span = Span::new(start, line.text_span().end);
        self.comments.push(Comment { span, line: line.number, indented: start > line.start });
        self.comments.len() as u32 - 1
    }

    fn check_length(&mut self, line: &PhysicalLine<'_>) {
        if self.reader.is_too_long(line) {
            let before = line.number - 1;
            let first = self.instructions.is_empty() && !self.continuing;
            self.error(SyntaxErrorKind::LineTooLong { first }, line.text_span(), before);
        }
    }

    fn instruction(&mut self, first: PhysicalLine<'a>) {
        let index = self.instructions.len() as u32;
        let comments = self.pending_comments..self.comments.len() as u32;
        let errors = self.errors.len();
        let text = self.logical_line(first, index);
        let mut instruction = if self.cut_off {
            self.cut_off = false;
            Instruction::read(text, self.escape, &mut |_, _| {})
        } else {
            self.read(text, first.number)
        };
        instruction.comments = comments;
        instruction.first_line = first.number;
        for opener in heredocs_of(&instruction) {
            let heredoc = self.heredoc(&instruction, opener, index);
            instruction.heredocs.push(heredoc);
        }
        instruction.link_heredocs();
        instruction.last_line = self.reader.taken();
        self.refused.push(self.errors.len() > errors);
        self.pending_comments = self.comments.len() as u32;
        self.instructions.push(instruction);
    }

    fn read(&mut self, text: MappedText, line: u32) -> Instruction {
        Instruction::read(text, self.escape, &mut |kind, span| {
            self.errors.push(SyntaxError { kind, span, line });
        })
    }

    /// Joins a line with those that continue it.
    fn logical_line(&mut self, first: PhysicalLine<'a>, index: u32) -> MappedText {
        self.check_length(&first);
        let text = first.text.trim_start();
        let start = first.comment_start();
        self.reader.take(LineKind::Text(index));
        let Some(before) = continued(text, self.escape) else {
            return MappedText::copied(text, start);
        };
        // Most continued instructions are not longer than this.
        let mut joined = MappedTextBuilder::with_capacity(start, 512, 12);
        joined.copy(before, start);
        self.continuing = true;
        while let Some(line) = self.reader.peek() {
            if self.reader.is_too_long(&line) && !self.cut_off {
                // The builder looks at what it has read so far before it complains about the line.
                self.read(joined.clone().finish(), first.number);
                self.cut_off = true;
            }
            self.check_length(&line);
            if line.is_comment() {
                self.push_comment(&line);
                self.reader.take(LineKind::DroppedComment(index));
                continue;
            }
            if line.is_blank() {
                self.reader.take(LineKind::DroppedBlank(index));
                continue;
            }
            self.reader.take(LineKind::Text(index));
            let Some(before) = continued(line.text, self.escape) else {
                joined.copy(line.text, line.start);
                break;
            };
            joined.copy(before, line.start);
        }
        self.continuing = false;
        joined.finish()
    }

    /// Reads the body of a heredoc.
    fn heredoc(&mut self, instruction: &Instruction, opener: Opener, index: u32) -> Heredoc {
        let text = &instruction.text;
        let mut heredoc = Heredoc {
            opener: text.source_span(opener.range),
            delimiter: text.source_span(opener.delimiter),
            name: opener.name,
            descriptor: opener.descriptor,
            expand: opener.expand,
            strip_tabs: opener.strip_tabs,
            body: MappedText::copied("", 0),
            terminator: None,
        };
        let start = self.reader.taken() + 1;
        let end = self.heredoc_ends.find(&self.reader, start, &heredoc.name, heredoc.strip_tabs);
        let body = self.reader.offset();
        if end.is_none() {
            let kind = SyntaxErrorKind::UnterminatedHeredoc { name: heredoc.name.clone() };
            self.error(kind, heredoc.opener, instruction.first_line);
        }
        let mut content = String::new();
        while let Some(line) = self.reader.peek() {
            if Some(line.number) == end {
                heredoc.terminator = Some(line.text_span());
                self.reader.take(LineKind::HeredocEnd(index));
                break;
            }
            // Without an end, the body is all that does not look like the next instruction.
            if end.is_none() && looks_like_instruction(&line, instruction) {
                break;
            }
            content.push_str(line.whole);
            self.reader.take(LineKind::HeredocBody(index));
        }
        heredoc.body = MappedText::copied(content, body);
        heredoc
    }

    /// The errors of the second phase, and those about the file as a whole.
    fn finish(mut self) -> File {
        let lines = self.reader.taken();
        let end = self.reader.line(lines).map_or(0, |line| line.text_span().end);
        if self.instructions.is_empty() {
            self.error(SyntaxErrorKind::NoInstructions, Span::at(end), lines);
        }
        let mut stage = false;
        let mut outside = false;
        let mut errors = Vec::new();
        for (instruction, refused) in self.instructions.iter().zip(&self.refused) {
            let line = instruction.first_line;
            let checked = if *refused { Ok(()) } else { check::check(instruction) };
            let is_outside =
                !stage && !outside && !matches!(instruction.keyword, Keyword::From | Keyword::Arg);
            if let Err((kind, span)) = checked {
                errors.push(SyntaxError { kind, span, line });
            } else if is_outside {
                // Said once: the instructions behind it are in no stage for the same reason.
                outside = true;
                let kind = SyntaxErrorKind::NoBuildStage { instruction: instruction.keyword.as_str() };
                errors.push(SyntaxError { kind, span: instruction.keyword_text.span(), line });
            } else if let Some((kind, span)) = values::refused(instruction, self.escape).filter(|_| !refused)
            {
                errors.push(SyntaxError { kind, span, line });
            }
            stage |= instruction.keyword == Keyword::From;
        }
        if !self.instructions.is_empty() && !stage && !outside {
            // The error is about no line, and `BuildKit` reports it on line 0.
            errors.push(SyntaxError { kind: SyntaxErrorKind::NoStages, span: Span::at(end), line: 0 });
        }
        self.errors.extend(errors);
        File {
            escape: self.escape,
            directives: self.directives,
            comments: self.comments,
            instructions: self.instructions,
            lines: self.reader.into_lines(),
            errors: self.errors,
        }
    }
}

/// What stands before the escape at the end of a line that continues.
///
/// Blanks and tabs may follow the escape; a second escape before it makes both of them text.
fn continued(line: &str, escape: char) -> Option<&str> {
    let before = line.trim_end_matches([' ', '\t']).strip_suffix(escape)?;
    (!before.ends_with(escape)).then_some(before)
}

/// The heredocs that an instruction opens. `ONBUILD` opens those of its trigger, one level deep.
fn heredocs_of(instruction: &Instruction) -> Vec<Opener> {
    let opening = match &instruction.arguments {
        Arguments::Onbuild(onbuild) if onbuild.chained.is_empty() => onbuild.trigger.as_deref(),
        Arguments::Onbuild(_) => None,
        _ => Some(instruction),
    };
    match opening {
        Some(opening) if opening.keyword.takes_heredocs() && !opening.is_json() => {
            heredoc::openers(&instruction.text)
        }
        _ => Vec::new(),
    }
}

/// Whether a line behind a heredoc that never ends is the next instruction: a keyword at the very beginning, in the
/// case in which the heredoc's own instruction is written, with something behind it.
fn looks_like_instruction(line: &PhysicalLine<'_>, opening: &Instruction) -> bool {
    let Some((word, rest)) = line.text.split_once([' ', '\t']) else { return false };
    let upper = opening.keyword_text.chars().all(char::is_uppercase);
    Keyword::from_text(word) != Keyword::Unknown
        && upper == word.chars().all(char::is_uppercase)
        && !rest.trim().is_empty()
}
