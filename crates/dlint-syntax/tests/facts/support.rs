//! A parsed text, and short ways to say what should be in it.

use dlint_syntax::{Arguments, File, Heredoc, Instruction, LineKind, parse};
use dlint_text::{SourceFile, Span};

/// A text and what the parser made of it.
pub(super) struct Parsed {
    pub(super) source: SourceFile,
    pub(super) file: File,
}

/// Parses a text, and checks that nothing of it is lost.
pub(super) fn parsed(text: impl Into<Vec<u8>>) -> Parsed {
    let source = SourceFile::decode("Dockerfile", text.into()).unwrap();
    let file = parse(&source);
    assert_eq!(file.print(&source), source.bytes());
    Parsed { source, file }
}

impl Parsed {
    /// The logical lines.
    pub(super) fn texts(&self) -> Vec<&str> {
        self.file.instructions.iter().map(|instruction| instruction.text.as_str()).collect()
    }

    /// The only instruction, or the last one.
    pub(super) fn last(&self) -> &Instruction {
        self.file.instructions.last().unwrap()
    }

    /// The first and the last line of each instruction.
    pub(super) fn line_ranges(&self) -> Vec<(u32, u32)> {
        self.file
            .instructions
            .iter()
            .map(|instruction| (instruction.first_line, instruction.last_line))
            .collect()
    }

    /// The class and the line of the error that the builder stops at.
    pub(super) fn verdict(&self) -> Option<(&'static str, u32)> {
        self.file.verdict().map(|error| (error.kind.class(), error.line))
    }

    /// The class of that error.
    pub(super) fn class(&self) -> Option<&'static str> {
        self.verdict().map(|(class, _)| class)
    }

    /// The classes of all errors.
    pub(super) fn classes(&self) -> Vec<&'static str> {
        self.file.errors.iter().map(|error| error.kind.class()).collect()
    }

    /// The kinds of the lines, with one letter for each.
    pub(super) fn kinds(&self) -> String {
        let letter = |kind| match kind {
            LineKind::Blank => '_',
            LineKind::Directive(_) => 'D',
            LineKind::Comment(_) => '#',
            LineKind::Text(_) => 'T',
            LineKind::DroppedComment(_) => 'c',
            LineKind::DroppedBlank(_) => 'b',
            LineKind::HeredocBody(_) => 'h',
            LineKind::HeredocEnd(_) => 'e',
        };
        self.file.lines.iter().map(|line| letter(line.kind)).collect()
    }

    /// The text under a span.
    pub(super) fn at(&self, span: Span) -> &str {
        self.source.slice(span)
    }
}

/// The class of the error the builder stops at.
pub(super) fn class(text: &str) -> Option<&'static str> {
    parsed(text).class()
}

/// The class and the line of the error the builder stops at, for instructions behind a `FROM` on line 1.
pub(super) fn verdict_in_stage(text: &str) -> Option<(&'static str, u32)> {
    parsed(format!("FROM stage-image\n{text}")).verdict()
}

/// The class of the error the builder stops at, for instructions behind a `FROM`.
pub(super) fn class_in_stage(text: &str) -> Option<&'static str> {
    verdict_in_stage(text).map(|(class, _)| class)
}

/// The words of an instruction's arguments, whatever they mean to it.
pub(super) fn words(instruction: &Instruction) -> Vec<String> {
    let all = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    match &instruction.arguments {
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            let sources = transfer.sources.iter().map(|source| source.word.as_str());
            all(sources.chain(transfer.destination.iter().map(|word| word.as_str())).collect())
        }
        Arguments::Cmd(line)
        | Arguments::Entrypoint(line)
        | Arguments::Run(line)
        | Arguments::Shell(line) => match &line.exec {
            Some(exec) => all(exec.iter().map(|word| word.as_str()).collect()),
            None => all(vec![line.text.as_str()]),
        },
        Arguments::Expose(expose) => all(expose.ports.iter().map(|port| port.word.as_str()).collect()),
        Arguments::From(from) => {
            let image = from.image.iter().map(|image| image.word.as_str());
            let behind = from.as_keyword.iter().chain(&from.name).chain(&from.extra);
            all(image.chain(behind.map(|word| word.as_str())).collect())
        }
        Arguments::Healthcheck(health) => {
            let mut words: Vec<&str> = health.kind.iter().map(|word| word.as_str()).collect();
            if let Some(command) = &health.command {
                match &command.exec {
                    Some(exec) => words.extend(exec.iter().map(|word| word.as_str())),
                    None => words.push(command.text.as_str()),
                }
            }
            all(words)
        }
        Arguments::Maintainer(word)
        | Arguments::Stopsignal(word)
        | Arguments::User(word)
        | Arguments::Workdir(word) => all(word.iter().map(|word| word.as_str()).collect()),
        Arguments::Volume(words) => all(words.words.iter().map(|word| word.as_str()).collect()),
        Arguments::Unknown(text) => all(vec![text.as_str()]),
        other => panic!("no list of words: {other:?}"),
    }
}

/// The keys and values of an `ENV`, `LABEL` or `ARG`; a value that is missing is `None`.
pub(super) fn pairs(instruction: &Instruction) -> Vec<(String, Option<String>)> {
    let pairs = instruction.as_pairs().unwrap_or_default();
    let definitions = instruction.as_definitions().unwrap_or_default();
    let pairs = pairs.iter().map(|pair| (pair.key.to_string(), Some(pair.value.to_string())));
    let definitions = definitions
        .iter()
        .map(|definition| (definition.name.to_string(), definition.value.as_ref().map(ToString::to_string)));
    pairs.chain(definitions).collect()
}

/// The names of heredocs.
pub(super) fn names(heredocs: &[Heredoc]) -> Vec<&str> {
    heredocs.iter().map(|heredoc| heredoc.name.as_str()).collect()
}
