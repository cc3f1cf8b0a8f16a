//! A simple command and its parts.

use dlint_text::{MappedText, Span};

use crate::{Standing, Word};

/// A simple command: a name, words, assignments and redirections.
///
/// `[[ … ]]` and `(( … ))` are commands by the names `[[` and `((`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The words, the name first. Empty where there are only assignments or redirections.
    pub words: Vec<Word>,
    /// The assignments it makes: in front of it, or as its words (`export A=1`, `env A=1 …`).
    pub assignments: Vec<Assignment>,
    /// The redirections, in order. Those of a wrapper (`sudo tee > file`) are the wrapper's, which is right: the
    /// outer shell opens the file.
    pub redirections: Vec<Redirection>,
    /// Its place in the file, with assignments and redirections.
    pub span: Span,
    /// Where it stands.
    pub standing: Standing,
    /// The command that runs it (`sudo`, `env`, `xargs`), as an index into [`Body::commands`](crate::Body::commands).
    /// Commands in the text of an `sh -c` are not marked so: they stand in a construct that names the shell.
    pub wrapped_by: Option<usize>,
    /// Whether it is run with more words than are seen here: by `xargs`, by `find -exec`.
    pub open_ended: bool,
}

/// A path without the folders in front of its name.
///
/// ```
/// assert_eq!(dlint_shell::base_name("/usr/bin/apt-get"), "apt-get");
/// assert_eq!(dlint_shell::base_name("apt-get"), "apt-get");
/// ```
pub fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl Command {
    /// The word that names it.
    pub fn name_word(&self) -> Option<&Word> {
        self.words.first()
    }

    /// Its name as written, path and all, where it is known.
    pub fn name(&self) -> Option<&str> {
        self.name_word()?.value()
    }

    /// Its name without the folders before it, where it is known: `apt-get` for `/usr/bin/apt-get`.
    pub fn base_name(&self) -> Option<&str> {
        self.name().map(base_name)
    }

    /// The words behind the name.
    pub fn arguments(&self) -> &[Word] {
        self.words.get(1..).unwrap_or_default()
    }

    /// The heredoc that is its standard input.
    pub fn input(&self) -> Option<&MappedText> {
        let mut inputs = self.redirections.iter().rev().filter(|one| one.number() == 0);
        inputs.next()?.heredoc.as_ref()
    }

    /// The heredoc that it reads as its script, where it is a shell: `bash <<EOF`. Its commands are not among those of
    /// the body; it is a script of its own.
    pub fn script_input(&self) -> Option<&MappedText> {
        crate::wrappers::shell_text::input_of(self)
    }

    /// Whether one of the arguments is `word`.
    pub fn has_argument(&self, word: &str) -> bool {
        self.arguments().iter().any(|argument| argument.is(word))
    }
}

/// `NAME=value`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The name, without a subscript.
    pub name: MappedText,
    /// What stands behind the `=`; `None` for an array.
    pub value: Option<Word>,
    /// The words of an array: `packages=(curl git)`.
    pub list: Vec<Word>,
    /// Whether it is `+=`.
    pub append: bool,
    /// Where it is in force.
    pub scope: AssignmentScope,
    /// All of it.
    pub span: Span,
}

/// Where an assignment is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssignmentScope {
    /// For the command it stands in front of: `A=1 make`, `env A=1 make`.
    Command,
    /// From here on, in this shell: `A=1`.
    Shell,
    /// From here on, as the operand of `export`, `readonly`, `local`, `declare` or `typeset`.
    Declared,
}

/// `> file`, `2>&1`, `<<EOF`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirection {
    /// Which one.
    pub operator: RedirectionOperator,
    /// The descriptor in front of it.
    pub descriptor: Option<u32>,
    /// The word behind it: a file, a descriptor, a heredoc's delimiter, a here-string.
    pub target: Word,
    /// The body, where it is a heredoc.
    pub heredoc: Option<MappedText>,
    /// All of it, without the heredoc's body.
    pub span: Span,
}

impl Redirection {
    /// The descriptor that is redirected.
    pub fn number(&self) -> u32 {
        self.descriptor.unwrap_or(u32::from(self.operator.writes()))
    }
}

/// The operators of redirections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RedirectionOperator {
    /// `>` and `>|`
    Write,
    /// `>>`
    Append,
    /// `<`
    Read,
    /// `<>`
    ReadWrite,
    /// `>&`
    DuplicateOutput,
    /// `<&`
    DuplicateInput,
    /// `&>`
    WriteBoth,
    /// `&>>`
    AppendBoth,
    /// `<<` and `<<-`
    Heredoc,
    /// `<<<`
    HereString,
}

impl RedirectionOperator {
    /// Whether output goes through it.
    pub const fn writes(self) -> bool {
        matches!(
            self,
            Self::Write | Self::Append | Self::DuplicateOutput | Self::WriteBoth | Self::AppendBoth
        )
    }

    /// Whether it opens the file for writing that the target names.
    pub const fn opens_for_writing(self) -> bool {
        self.writes() && !matches!(self, Self::DuplicateOutput) || matches!(self, Self::ReadWrite)
    }
}
