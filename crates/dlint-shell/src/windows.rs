//! The commands in a text for a shell of Windows, by best effort: words, quotes and operators, no constructs.
//!
//! It is there so that rules can see that `RUN powershell Invoke-WebRequest …` downloads something. Nothing is said
//! about the text itself.

use dlint_text::{MappedText, MappedTextBuilder};

use crate::wrappers::{Inner, look_inside};
use crate::{
    Body, Command, Joined, Nest, NestKind, Pipeline, Quoting, Redirection, RedirectionOperator, Shell,
    Standing, Word,
};

/// How many texts may be inside each other: `cmd /c powershell -Command …`.
const MOST_TEXTS: u32 = 4;

/// Adds the commands of a text.
pub(crate) fn split(body: &mut Body, text: &MappedText, shell: Shell, standing: Standing) {
    split_at(body, text, shell, standing, 0);
}

fn split_at(body: &mut Body, text: &MappedText, shell: Shell, standing: Standing, depth: u32) {
    if body.reading == crate::Reading::Whole {
        body.reading = crate::Reading::Roughly;
    }
    if text.len() > crate::limits::LONGEST || depth > MOST_TEXTS {
        return;
    }
    let mut splitter = Splitter {
        text,
        bytes: text.as_bytes(),
        powershell: shell == Shell::PowerShell,
        standing,
        words: Vec::new(),
        redirections: Vec::new(),
        redirection: None,
        pipeline: Vec::new(),
        depth,
        body,
    };
    splitter.run();
    splitter.end_pipeline();
}

struct Splitter<'a> {
    text: &'a MappedText,
    bytes: &'a [u8],
    powershell: bool,
    standing: Standing,
    words: Vec<Word>,
    redirections: Vec<Redirection>,
    /// An operator that waits for its word.
    redirection: Option<(RedirectionOperator, Option<u32>, usize)>,
    body: &'a mut Body,
    /// The commands of the pipeline so far.
    pipeline: Vec<usize>,
    /// How many texts it is inside of.
    depth: u32,
}

impl Splitter<'_> {
    fn at(&self, index: usize) -> u8 {
        self.bytes.get(index).copied().unwrap_or_default()
    }

    fn run(&mut self) {
        let mut index = 0;
        while index < self.bytes.len() {
            let byte = self.at(index);
            let doubled = self.at(index + 1) == byte;
            let mut length = 1;
            match byte {
                b'&' if doubled => (length, ()) = (2, self.end(Joined::And)),
                b'|' if doubled => (length, ()) = (2, self.end(Joined::Or)),
                // PowerShell's `&` in front of a command calls it.
                b'&' if !self.powershell => self.end(Joined::Semicolon),
                b'|' => self.end(Joined::Pipe),
                b'\n' => self.end(Joined::Newline),
                b';' | b'{' | b'}' if self.powershell => self.end(Joined::Semicolon),
                b'(' | b')' => self.end(Joined::Semicolon),
                b'#' if self.powershell => {
                    let rest = self.bytes.get(index..).unwrap_or_default();
                    length = rest.iter().take_while(|byte| **byte != b'\n').count();
                }
                b'>' | b'<' => length = self.redirect(index),
                b' ' | b'\t' | b'\r' | b'&' => {}
                _ => length = self.word(index) - index,
            }
            index += length.max(1);
        }
        self.end(Joined::Start);
    }

    fn redirect(&mut self, index: usize) -> usize {
        let both = self.at(index) == b'>' && self.at(index + 1) == b'>';
        let copies = self.at(index + 1) == b'&';
        let operator = match (self.at(index), both) {
            (b'<', _) => RedirectionOperator::Read,
            _ if copies => RedirectionOperator::DuplicateOutput,
            (_, true) => RedirectionOperator::Append,
            _ => RedirectionOperator::Write,
        };
        // `2>file`: the digit was taken for a word.
        let digit = self.words.pop_if(|word| {
            word.text.len() == 1
                && word.text.bytes().all(|byte| byte.is_ascii_digit())
                && self.bytes.get(index.wrapping_sub(1)).is_some_and(u8::is_ascii_digit)
        });
        let descriptor = digit.and_then(|word| word.text.parse().ok());
        self.redirection = Some((operator, descriptor, index));
        if both || copies { 2 } else { 1 }
    }

    /// Reads the word that begins at `start`, and says where it ends.
    fn word(&mut self, start: usize) -> usize {
        let escape = if self.powershell { b'`' } else { b'^' };
        let mut value = MappedTextBuilder::new(self.text.source_start(start as u32));
        let mut quote = None;
        let mut known = true;
        let mut quoting = Quoting::None;
        let mut index = start;
        while index < self.bytes.len() {
            let byte = self.at(index);
            let ends = b" \t\r\n|&<>()".contains(&byte) || self.powershell && b";{}".contains(&byte);
            if quote.is_none() && ends {
                break;
            }
            if Some(byte) == quote {
                quote = None;
            } else if quote.is_none() && (byte == b'"' || byte == b'\'' && self.powershell) {
                quote = Some(byte);
                quoting = if index == start { Quoting::Double } else { Quoting::Mixed };
            } else {
                // What is escaped is copied whatever it is.
                index += usize::from(byte == escape && quote != Some(b'\'') && index + 1 < self.bytes.len());
                let variable = if self.powershell { b'$' } else { b'%' };
                known &= self.at(index) != variable || quote == Some(b'\'') || byte == escape;
                let rest = self.bytes.get(index + 1..).unwrap_or_default();
                let end = index + 1 + rest.iter().take_while(|byte| (0x80..0xC0).contains(*byte)).count();
                if known {
                    value.copy_part(self.text, index..end);
                }
                index = end;
                continue;
            }
            index += 1;
        }
        let text = self.text.part(start..index);
        let pattern = quoting == Quoting::None && text.contains(['*', '?']);
        let word = Word { quoting, pattern, ..Word::up_to_hole(text, value.finish(), known) };
        if let Some((operator, descriptor, from)) = self.redirection.take() {
            let span = self.text.source_span(from..index);
            self.redirections.push(Redirection { operator, descriptor, target: word, heredoc: None, span });
        } else {
            self.words.push(word);
        }
        index
    }

    /// Ends a command; `next` is what stands between it and the next one.
    fn end(&mut self, next: Joined) {
        self.redirection = None;
        let words = std::mem::take(&mut self.words);
        let redirections = std::mem::take(&mut self.redirections);
        let spans = words.iter().map(Word::span).chain(redirections.iter().map(|each| each.span));
        if let Some(span) = spans.reduce(dlint_text::Span::join) {
            let index = self.body.commands.len();
            self.pipeline.push(index);
            let command = Command {
                words,
                assignments: Vec::new(),
                redirections,
                span,
                standing: self.standing,
                wrapped_by: None,
                open_ended: false,
            };
            let inner = look_inside(&command);
            self.body.commands.push(command);
            for inner in inner {
                self.look_at(inner, index);
            }
        } else if self.standing.joined == Joined::Start {
            // Nothing stood in front of the operator.
            return;
        }
        if next != Joined::Pipe {
            self.end_pipeline();
        }
        self.standing.joined = next;
    }

    /// Adds what a command runs.
    fn look_at(&mut self, inner: Inner, index: usize) {
        match inner {
            Inner::Text(text, dialect) if dialect.shell.is_windows() => {
                let nest = Some(self.body.nests.len());
                self.body.nests.push(Nest {
                    kind: NestKind::ShellText,
                    span: text.span(),
                    standing: self.standing,
                    command: Some(index),
                    name: None,
                    words: Vec::new(),
                    redirections: Vec::new(),
                });
                let standing = Standing { nest, ..Standing::default() };
                split_at(self.body, &text, dialect.shell, standing, self.depth + 1);
            }
            Inner::Command(mut command) => {
                command.wrapped_by = Some(index);
                self.pipeline.push(self.body.commands.len());
                self.body.commands.push(*command);
            }
            Inner::Text(..) | Inner::Here(_) => {}
        }
    }

    fn end_pipeline(&mut self) {
        let commands = std::mem::take(&mut self.pipeline);
        let piped = |index: &usize| {
            self.body.commands.get(*index).is_some_and(|command| command.wrapped_by.is_none())
        };
        let length = commands.iter().filter(|index| piped(index)).count() as u32;
        let mut place = 0;
        for index in commands {
            if let Some(command) = self.body.commands.get_mut(index) {
                place += u32::from(command.wrapped_by.is_none());
                command.standing.pipeline = Pipeline { index: place.saturating_sub(1), length };
            }
        }
    }
}
