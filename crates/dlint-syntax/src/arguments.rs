//! What an instruction is told to do, each instruction in its own words.
//!
//! After an error the arguments hold what could be read: nothing here is a promise that the builder accepts it.

use dlint_text::{MappedText, Span};

use crate::image::ImageReference;
use crate::port::Port;
use crate::{Flag, Instruction};

/// The arguments of an instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the instruction of its name")]
pub enum Arguments {
    Add(Transfer),
    Arg(Vec<Definition>),
    Cmd(CommandLine),
    Copy(Transfer),
    Entrypoint(CommandLine),
    Env(Vec<Pair>),
    Expose(Expose),
    From(From),
    Healthcheck(Healthcheck),
    Label(Vec<Pair>),
    Maintainer(Option<Word>),
    Onbuild(Onbuild),
    Run(CommandLine),
    Shell(CommandLine),
    Stopsignal(Option<Word>),
    User(Option<Word>),
    Volume(Words),
    Workdir(Option<Word>),
    /// What stands behind a keyword that is not known.
    Unknown(MappedText),
}

/// A word of an instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What the builder takes it for: as written, or a JSON string with its escapes resolved.
    pub value: MappedText,
    /// Its place in the file, with the quotes of a JSON string.
    pub span: Span,
}

impl Word {
    /// A word that stands in the file as it is.
    pub(crate) fn plain(value: MappedText) -> Self {
        Self { span: value.span(), value }
    }
}

impl std::ops::Deref for Word {
    type Target = MappedText;

    fn deref(&self) -> &MappedText {
        &self.value
    }
}

/// A list of words, or a JSON array of strings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The words.
    pub words: Vec<Word>,
    /// Whether they were a JSON array.
    pub json: bool,
}

/// `ADD` and `COPY`: from where to where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transfer {
    /// The sources.
    pub sources: Vec<Source>,
    /// The destination: the last word, if there are at least two.
    pub destination: Option<Word>,
    /// Whether they were a JSON array.
    pub json: bool,
}

/// One source of an `ADD` or a `COPY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path, pattern or URL.
    pub word: Word,
    /// The heredoc it is, as an index into the instruction's [`heredocs`](Instruction::heredocs).
    pub heredoc: Option<usize>,
}

/// One variable of an `ARG`: `NAME` or `NAME=default`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its name, quotes and all.
    pub name: MappedText,
    /// The default, quotes and all; `None` without a `=`.
    pub value: Option<MappedText>,
    /// The whole definition.
    pub span: Span,
}

/// One variable of an `ENV`, or one label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The key, quotes and all.
    pub key: MappedText,
    /// The value, quotes and all.
    pub value: MappedText,
    /// Whether a `=` stands between them. The old form with white space takes the rest of the line as the value.
    pub equals: bool,
    /// The whole pair.
    pub span: Span,
}

/// A command: a text for the shell, or a list of words to execute as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    /// All of it as text, without the flags.
    pub text: MappedText,
    /// The words, where it is a JSON array of strings.
    pub exec: Option<Vec<Word>>,
}

impl CommandLine {
    /// Whether it is executed as it is, without a shell.
    pub fn is_exec(&self) -> bool {
        self.exec.is_some()
    }

    /// Whether there is nothing to execute.
    pub fn is_empty(&self) -> bool {
        self.exec.as_ref().map_or(self.text.is_empty(), Vec::is_empty)
    }
}

/// `EXPOSE`: ports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expose {
    /// The ports.
    pub ports: Vec<Port>,
}

/// `FROM image AS name`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct From {
    /// The image, or the stage, to begin with.
    pub image: Option<ImageReference>,
    /// The word `AS`.
    pub as_keyword: Option<Word>,
    /// The name of the stage.
    pub name: Option<Word>,
    /// Whatever stands behind it, which the builder refuses.
    pub extra: Vec<Word>,
}

/// `HEALTHCHECK NONE` or `HEALTHCHECK CMD …`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Healthcheck {
    /// The word `NONE` or `CMD`, or what stands in its place.
    pub kind: Option<Word>,
    /// The command behind it, if there is one.
    pub command: Option<CommandLine>,
}

/// `ONBUILD instruction`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Onbuild {
    /// Further `ONBUILD`s in front of the trigger, which the builder refuses. Kept flat: a file may hold
    /// thousands, and a tree of them would end in a stack overflow.
    pub chained: Vec<ChainedOnbuild>,
    /// The instruction that children of the image run.
    pub trigger: Option<Box<Instruction>>,
}

/// An `ONBUILD` that is itself the trigger of an `ONBUILD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainedOnbuild {
    /// Its keyword as written.
    pub keyword: MappedText,
    /// Its flags.
    pub flags: Vec<Flag>,
    /// Where it begins in the outermost instruction's text.
    pub start: u32,
}
