//! The tree for people: one line a node, indented, with its place and its text.

use dlint_syntax::{Arguments, CommandLine, File, Instruction, Word};
use dlint_text::{Encoding, MappedText, SourceFile, Span};

/// The lines of the outline.
pub fn outline(source: &SourceFile, file: &File) -> Vec<String> {
    let mut outline = Outline { source, lines: Vec::new() };
    for directive in &file.directives {
        outline.node(0, "directive", directive.span, directive.kind.as_str());
        outline.node(1, "value", directive.value, source.slice(directive.value));
    }
    for instruction in &file.instructions {
        for comment in file.comments_before(instruction) {
            outline.node(0, "comment", comment.span, comment.text(source));
        }
        outline.instruction(0, instruction);
    }
    for error in &file.errors {
        outline.node(0, "error", error.span, &error.kind.to_string());
    }
    outline.lines
}

struct Outline<'a> {
    source: &'a SourceFile,
    lines: Vec<String>,
}

impl Outline<'_> {
    fn node(&mut self, depth: usize, what: &str, span: Span, text: &str) {
        let start = self.source.position(span.start, Encoding::Utf32);
        let end = self.source.position(span.end, Encoding::Utf32);
        let mut shown: String = text.chars().take(72).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        let place = format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column);
        self.lines.push(format!("{place:<16} {}{what} {shown:?}", "  ".repeat(depth)));
    }

    fn text(&mut self, depth: usize, what: &str, text: &MappedText) {
        self.node(depth, what, text.span(), text);
    }

    fn optional<'t>(&mut self, depth: usize, what: &str, text: impl IntoIterator<Item = &'t MappedText>) {
        for text in text {
            self.text(depth, what, text);
        }
    }

    fn word(&mut self, depth: usize, what: &str, word: &Word) {
        self.node(depth, what, word.span, &word.value);
    }

    fn instruction(&mut self, depth: usize, instruction: &Instruction) {
        self.node(depth, "instruction", instruction.span, &instruction.keyword_text);
        for flag in &instruction.flags {
            self.node(depth + 1, "flag", flag.span, &flag.name);
            if instruction.mounts.iter().all(|mount| mount.span != flag.span) {
                self.optional(depth + 2, "value", &flag.value);
            }
            for option in instruction
                .mounts
                .iter()
                .filter(|mount| mount.span == flag.span)
                .flat_map(|mount| &mount.options)
            {
                self.text(depth + 2, "key", &option.key);
                self.optional(depth + 3, "value", &option.value);
            }
        }
        self.arguments(depth + 1, &instruction.arguments);
        for heredoc in &instruction.heredocs {
            self.node(depth + 1, "heredoc", heredoc.opener, &heredoc.name);
            self.text(depth + 2, "body", &heredoc.body);
            if let Some(terminator) = heredoc.terminator {
                self.node(depth + 2, "end", terminator, &heredoc.name);
            }
        }
    }

    fn arguments(&mut self, depth: usize, arguments: &Arguments) {
        match arguments {
            Arguments::Add(transfer) | Arguments::Copy(transfer) => {
                for source in &transfer.sources {
                    self.word(depth, "source", &source.word);
                }
                self.words(depth, "destination", &transfer.destination);
            }
            Arguments::Arg(definitions) => {
                for definition in definitions {
                    self.text(depth, "name", &definition.name);
                    self.optional(depth + 1, "default", &definition.value);
                }
            }
            Arguments::Env(pairs) | Arguments::Label(pairs) => {
                for pair in pairs {
                    self.text(depth, "key", &pair.key);
                    self.text(depth + 1, "value", &pair.value);
                }
            }
            Arguments::Expose(expose) => {
                for port in &expose.ports {
                    self.word(depth, "port", &port.word);
                    self.optional(depth + 1, "host", &port.host);
                    self.text(depth + 1, "start", &port.start);
                    self.optional(depth + 1, "end", &port.end);
                    self.optional(depth + 1, "protocol", &port.protocol);
                }
            }
            Arguments::From(from) => {
                if let Some(image) = &from.image {
                    self.word(depth, "image", &image.word);
                    self.text(depth + 1, "name", &image.name);
                    self.optional(depth + 1, "tag", &image.tag);
                    self.optional(depth + 1, "digest", &image.digest);
                }
                self.words(depth, "as", &from.as_keyword);
                self.words(depth, "name", &from.name);
                self.words(depth, "extra", &from.extra);
            }
            Arguments::Healthcheck(health) => {
                self.words(depth, "kind", &health.kind);
                if let Some(command) = &health.command {
                    self.command(depth, command);
                }
            }
            Arguments::Cmd(line)
            | Arguments::Entrypoint(line)
            | Arguments::Run(line)
            | Arguments::Shell(line) => {
                self.command(depth, line);
            }
            Arguments::Maintainer(word)
            | Arguments::Stopsignal(word)
            | Arguments::User(word)
            | Arguments::Workdir(word) => self.words(depth, "argument", word),
            Arguments::Onbuild(onbuild) => {
                for chained in &onbuild.chained {
                    self.text(depth, "chained", &chained.keyword);
                }
                if let Some(trigger) = &onbuild.trigger {
                    self.instruction(depth, trigger);
                }
            }
            Arguments::Volume(volumes) => self.words(depth, "path", &volumes.words),
            Arguments::Unknown(text) => self.text(depth, "text", text),
        }
    }

    fn words<'t>(&mut self, depth: usize, what: &str, words: impl IntoIterator<Item = &'t Word>) {
        for word in words {
            self.word(depth, what, word);
        }
    }

    fn command(&mut self, depth: usize, line: &CommandLine) {
        match &line.exec {
            Some(words) => self.words(depth, "word", words),
            None => self.text(depth, "command", &line.text),
        }
    }
}
