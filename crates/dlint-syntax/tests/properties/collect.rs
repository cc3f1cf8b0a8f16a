//! Everything in a file that has a place.

use dlint_syntax::{
    Arguments, CommandLine, File, Flag, Heredoc, ImageReference, Instruction, Mount, Pair, Port, Word,
};
use dlint_text::{MappedText, Span};

/// All places in an instruction, or in a whole file.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    /// Every span, with what it is of.
    pub(super) spans: Vec<(&'static str, Span)>,
    /// Every text with its map.
    pub(super) texts: Vec<(&'static str, &'a MappedText)>,
}

impl<'a> Places<'a> {
    /// Those that belong to no instruction.
    pub(super) fn outside(file: &'a File) -> Self {
        let mut places = Self::default();
        for directive in &file.directives {
            places.span("directive", directive.span);
            places.span("directive name", directive.name);
            places.span("directive value", directive.value);
        }
        places.spans.extend(file.comments.iter().map(|comment| ("comment", comment.span)));
        places.spans.extend(file.lines.iter().map(|line| ("line", line.span)));
        places.spans.extend(file.errors.iter().map(|error| ("error", error.span)));
        places
    }

    /// Those of an instruction.
    pub(super) fn of(instruction: &'a Instruction) -> Self {
        let mut places = Self::default();
        places.instruction(instruction);
        places
    }

    fn span(&mut self, what: &'static str, span: Span) {
        self.spans.push((what, span));
    }

    fn text(&mut self, what: &'static str, text: &'a MappedText) {
        self.texts.push((what, text));
        self.span(what, text.span());
    }

    fn optional(&mut self, what: &'static str, text: Option<&'a MappedText>) {
        if let Some(text) = text {
            self.text(what, text);
        }
    }

    fn word(&mut self, what: &'static str, word: &'a Word) {
        self.span(what, word.span);
        self.text(what, &word.value);
    }

    fn words(&mut self, what: &'static str, words: impl IntoIterator<Item = &'a Word>) {
        for word in words {
            self.word(what, word);
        }
    }

    fn instruction(&mut self, instruction: &'a Instruction) {
        self.span("instruction", instruction.span);
        self.text("logical line", &instruction.text);
        self.text("keyword", &instruction.keyword_text);
        self.flags(&instruction.flags);
        instruction.mounts.iter().for_each(|mount| self.mount(mount));
        instruction.heredocs.iter().for_each(|heredoc| self.heredoc(heredoc));
        self.arguments(&instruction.arguments);
    }

    fn flags(&mut self, flags: &'a [Flag]) {
        for flag in flags {
            self.span("flag", flag.span);
            self.text("flag text", &flag.text);
            self.text("flag name", &flag.name);
            self.optional("flag value", flag.value.as_ref());
        }
    }

    fn mount(&mut self, mount: &'a Mount) {
        self.span("mount", mount.span);
        for option in &mount.options {
            self.span("mount option", option.span);
            self.text("mount key", &option.key);
            self.optional("mount value", option.value.as_ref());
        }
    }

    fn heredoc(&mut self, heredoc: &'a Heredoc) {
        self.span("heredoc opener", heredoc.opener);
        self.span("heredoc delimiter", heredoc.delimiter);
        self.text("heredoc body", &heredoc.body);
        if let Some(terminator) = heredoc.terminator {
            self.span("heredoc end", terminator);
        }
    }

    fn arguments(&mut self, arguments: &'a Arguments) {
        match arguments {
            Arguments::Add(transfer) | Arguments::Copy(transfer) => {
                self.words("source", transfer.sources.iter().map(|source| &source.word));
                self.words("destination", &transfer.destination);
            }
            Arguments::Arg(definitions) => {
                for definition in definitions {
                    self.span("definition", definition.span);
                    self.text("definition name", &definition.name);
                    self.optional("definition value", definition.value.as_ref());
                }
            }
            Arguments::Cmd(line)
            | Arguments::Entrypoint(line)
            | Arguments::Run(line)
            | Arguments::Shell(line) => self.command_line(line),
            Arguments::Env(pairs) | Arguments::Label(pairs) => pairs.iter().for_each(|pair| self.pair(pair)),
            Arguments::Expose(expose) => expose.ports.iter().for_each(|port| self.port(port)),
            Arguments::From(from) => {
                from.image.iter().for_each(|image| self.image(image));
                self.words("as", &from.as_keyword);
                self.words("stage name", &from.name);
                self.words("extra word", &from.extra);
            }
            Arguments::Healthcheck(health) => {
                self.words("healthcheck kind", &health.kind);
                health.command.iter().for_each(|line| self.command_line(line));
            }
            Arguments::Maintainer(word)
            | Arguments::Stopsignal(word)
            | Arguments::User(word)
            | Arguments::Workdir(word) => self.words("word", word),
            Arguments::Onbuild(onbuild) => {
                for chained in &onbuild.chained {
                    self.text("chained keyword", &chained.keyword);
                    self.flags(&chained.flags);
                }
                // One level deep, for the chain is flat.
                onbuild.trigger.iter().for_each(|trigger| self.instruction(trigger));
            }
            Arguments::Volume(words) => self.words("volume", &words.words),
            Arguments::Unknown(text) => self.text("unknown arguments", text),
        }
    }

    fn command_line(&mut self, line: &'a CommandLine) {
        self.text("command line", &line.text);
        self.words("exec word", line.exec.iter().flatten());
    }

    fn pair(&mut self, pair: &'a Pair) {
        self.span("pair", pair.span);
        self.text("pair key", &pair.key);
        self.text("pair value", &pair.value);
    }

    fn port(&mut self, port: &'a Port) {
        self.word("port", &port.word);
        self.text("port start", &port.start);
        self.optional("port host", port.host.as_ref());
        self.optional("port end", port.end.as_ref());
        self.optional("port protocol", port.protocol.as_ref());
    }

    fn image(&mut self, image: &'a ImageReference) {
        self.word("image", &image.word);
        self.text("image name", &image.name);
        self.optional("image tag", image.tag.as_ref());
        self.optional("image digest", image.digest.as_ref());
    }
}
