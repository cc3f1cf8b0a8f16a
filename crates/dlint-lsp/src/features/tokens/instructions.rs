//! What an instruction says besides the commands that it runs: keyword, flags, words and the variables in them.

use dlint_syntax::expand::{Expander, Reference};
use dlint_syntax::{
    Arguments, CommandLine, DirectiveKind, Flag, From, ImageReference, Instruction, Keyword, Mount, Port,
    Word,
};
use dlint_text::{MappedText, Span};

use super::canvas::Canvas;
use super::legend::{DECLARATION, Kind, PLAIN, READONLY};
use super::plain_kind;
use crate::view::View;

/// Paints a document.
pub(super) struct Painter<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) canvas: Canvas,
    expander: Expander,
}

impl<'v, 'a> Painter<'v, 'a> {
    pub(super) const fn new(view: &'v View<'a>, canvas: Canvas) -> Self {
        Self { view, canvas, expander: Expander::new(view.file.escape) }
    }

    /// The directives at the top.
    pub(super) fn directives(&mut self) {
        for directive in &self.view.file.directives {
            self.canvas.place(directive.span, Kind::Comment, PLAIN);
            self.canvas.place(directive.name, Kind::Directive, PLAIN);
            let value = MappedText::copied(directive.value.slice(self.view.text()), directive.value.start);
            match directive.kind {
                DirectiveKind::Syntax => self.image(&ImageReference::parse(value)),
                DirectiveKind::Escape => self.canvas.text(&value, Kind::Operator, PLAIN),
                DirectiveKind::Check => self.canvas.text(&value, Kind::Text, PLAIN),
            }
        }
    }

    /// An instruction, without the commands that it runs.
    pub(super) fn instruction(&mut self, instruction: &Instruction) {
        if instruction.keyword != Keyword::Unknown {
            self.canvas.text(&instruction.keyword_text, Kind::Keyword, PLAIN);
        }
        for flag in &instruction.flags {
            self.flag(flag);
        }
        for mount in &instruction.mounts {
            self.mount(mount);
        }
        self.arguments(&instruction.arguments);
        for heredoc in &instruction.heredocs {
            self.marks(heredoc);
        }
    }

    fn arguments(&mut self, arguments: &Arguments) {
        match arguments {
            Arguments::Add(transfer) | Arguments::Copy(transfer) => {
                for source in transfer.sources.iter().filter(|source| source.heredoc.is_none()) {
                    self.word(&source.word, Kind::Text);
                }
                if let Some(word) = &transfer.destination {
                    self.word(word, Kind::Text);
                }
            }
            Arguments::Arg(definitions) => {
                for definition in definitions {
                    self.pair(&definition.name, definition.value.as_ref(), Kind::Variable);
                }
            }
            Arguments::Env(pairs) => {
                for pair in pairs {
                    self.pair(&pair.key, Some(&pair.value), Kind::Variable);
                }
            }
            Arguments::Label(pairs) => {
                for pair in pairs {
                    self.pair(&pair.key, Some(&pair.value), Kind::Key);
                }
            }
            Arguments::Cmd(line)
            | Arguments::Entrypoint(line)
            | Arguments::Run(line)
            | Arguments::Shell(line) => {
                self.exec(line);
            }
            Arguments::Expose(expose) => {
                for port in &expose.ports {
                    self.port(port);
                }
            }
            Arguments::From(from) => self.from(from),
            Arguments::Healthcheck(health) => {
                let is_known =
                    |kind: &&Word| ["cmd", "none"].iter().any(|one| kind.eq_ignore_ascii_case(one));
                if let Some(kind) = health.kind.as_ref().filter(is_known) {
                    self.canvas.text(kind, Kind::Keyword, PLAIN);
                }
                if let Some(line) = &health.command {
                    self.exec(line);
                }
            }
            Arguments::Onbuild(onbuild) => {
                for chained in &onbuild.chained {
                    self.canvas.text(&chained.keyword, Kind::Keyword, PLAIN);
                }
                if let Some(trigger) = &onbuild.trigger {
                    self.instruction(trigger);
                }
            }
            Arguments::Stopsignal(Some(word)) => self.word(word, Kind::Choice),
            Arguments::Maintainer(Some(word)) => self.canvas.text(word, Kind::Text, PLAIN),
            Arguments::User(Some(word)) | Arguments::Workdir(Some(word)) => self.word(word, Kind::Text),
            Arguments::Volume(words) => {
                for word in &words.words {
                    self.word(word, Kind::Text);
                }
            }
            _ => {}
        }
    }

    fn from(&mut self, from: &From) {
        if let Some(image) = &from.image {
            self.image(image);
        }
        if let Some(word) = from.as_keyword.as_ref().filter(|word| word.eq_ignore_ascii_case("as")) {
            self.canvas.text(word, Kind::Keyword, PLAIN);
            if let Some(name) = &from.name {
                self.canvas.text(name, Kind::Stage, DECLARATION);
            }
        }
    }

    fn image(&mut self, image: &ImageReference) {
        self.canvas.text(&image.name, Kind::Image, PLAIN);
        if let Some(tag) = &image.tag {
            self.canvas.text(tag, Kind::Choice, PLAIN);
        }
        if let Some(digest) = &image.digest {
            self.canvas.text(digest, Kind::Choice, READONLY);
        }
        self.variables(&image.word, self.expander);
    }

    fn flag(&mut self, flag: &Flag) {
        let name = 2 + flag.name.len();
        self.canvas.text(&flag.text.part(0..name), Kind::Flag, PLAIN);
        let Some(value) = &flag.value else { return };
        self.canvas.text(&flag.text.part(name..name + 1), Kind::Operator, PLAIN);
        match flag.name.as_str() {
            // Its keys and values are painted one by one.
            "mount" => {}
            "from" if !value.contains('$') => self.image(&ImageReference::parse(value.clone())),
            _ => self.value(value, Kind::Text),
        }
    }

    fn mount(&mut self, mount: &Mount) {
        for option in &mount.options {
            self.canvas.text(&option.key, Kind::Key, PLAIN);
            let Some(value) = &option.value else { continue };
            let equals = Span::new(option.key.span().end, value.span().start);
            self.canvas.place(equals, Kind::Operator, PLAIN);
            if option.key.eq_ignore_ascii_case("type") {
                self.value(value, Kind::Choice);
            } else if option.key.eq_ignore_ascii_case("from") {
                self.image(&ImageReference::parse(value.clone()));
            } else {
                self.value(value, Kind::Text);
            }
        }
    }

    fn port(&mut self, port: &Port) {
        for number in port.host.iter().chain([&port.start]).chain(&port.end) {
            self.canvas.text(number, Kind::Number, PLAIN);
        }
        if let Some(protocol) = &port.protocol {
            self.canvas.text(protocol, Kind::Choice, PLAIN);
        }
        self.variables(&port.word, self.expander);
    }

    /// `NAME=value`.
    fn pair(&mut self, name: &MappedText, value: Option<&MappedText>, kind: Kind) {
        self.canvas.text(name, kind, DECLARATION);
        self.variables(name, self.expander);
        let Some(value) = value else { return };
        let between = Span::new(name.span().end, value.span().start);
        if between.slice(self.view.text()) == "=" {
            self.canvas.place(between, Kind::Operator, PLAIN);
        }
        self.value(value, Kind::Text);
    }

    fn exec(&mut self, line: &CommandLine) {
        for word in line.exec.iter().flatten() {
            self.canvas.place(word.span, Kind::Text, PLAIN);
        }
    }

    fn word(&mut self, word: &Word, kind: Kind) {
        // The quotes of a JSON string are not in its value.
        self.canvas.text(word, plain_kind(word, kind), PLAIN);
        if word.span != word.value.span() {
            self.canvas.place(word.span, kind, PLAIN);
        }
        self.variables(word, self.expander);
    }

    fn value(&mut self, value: &MappedText, kind: Kind) {
        self.canvas.text(value, plain_kind(value, kind), PLAIN);
        self.variables(value, self.expander);
    }

    /// The variables in a text that the builder expands.
    pub(super) fn variables(&mut self, text: &MappedText, expander: Expander) {
        if !text.contains('$') {
            return;
        }
        for reference in &expander.expand(text, &()).references {
            self.reference(text, reference);
        }
    }

    /// `${NAME:-default}`: the name with its marks is a variable; the default is as what surrounds it.
    fn reference(&mut self, text: &MappedText, reference: &Reference) {
        let (all, name) = (&reference.range, &reference.name_range);
        let Some(modifier) = reference.modifier else {
            return self.canvas.text(&text.part(all.clone()), Kind::Variable, PLAIN);
        };
        self.canvas.text(&text.part(all.start..name.end), Kind::Variable, PLAIN);
        let end = (name.end + modifier.to_string().len()).min(all.end);
        self.canvas.text(&text.part(name.end..end), Kind::Operator, PLAIN);
        if text.get(..all.end).is_some_and(|before| before.ends_with('}')) {
            self.canvas.text(&text.part(all.end - 1..all.end), Kind::Variable, PLAIN);
        }
    }
}
