//! What a body is made of, in the words of the rules: commands, and where each of them stands.

use dlint_text::{MappedText, Span};

use crate::{Assignment, Command, Redirection, Word};

/// The commands of a body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// The simple commands, in the order they stand in the text. A command that another one runs (`sudo`, `sh -c`)
    /// comes right behind it, and so do the commands in its words (`$(…)`).
    pub commands: Vec<Command>,
    /// The constructs that commands stand in.
    pub nests: Vec<Nest>,
    /// How much of the text was understood.
    pub reading: Reading,
}

impl Body {
    /// The constructs a command stands in, from the innermost to the outermost.
    pub fn path(&self, standing: &Standing) -> impl Iterator<Item = &Nest> {
        let first = standing.nest.and_then(|nest| self.nests.get(nest));
        std::iter::successors(first, |nest| nest.standing.nest.and_then(|outer| self.nests.get(outer)))
    }

    /// Whether a command runs at all only if something else went one way or the other: a branch, a loop, a function,
    /// the right side of `||`.
    pub fn is_conditional(&self, command: &Command) -> bool {
        command.standing.joined == Joined::Or
            || self.path(&command.standing).any(|nest| {
                nest.standing.joined == Joined::Or
                    || matches!(
                        nest.kind,
                        NestKind::IfBody
                            | NestKind::LoopBody
                            | NestKind::ForBody
                            | NestKind::CaseBranch
                            | NestKind::Function
                    )
            })
    }

    /// Whether nothing of the body is known.
    pub fn is_unknown(&self) -> bool {
        matches!(self.reading, Reading::Unknown(_))
    }
}

/// How much of a text was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// All of it.
    #[default]
    Whole,
    /// A shell would stop at an error in it; commands may be missing.
    Partly,
    /// By a splitter that knows commands and words but no constructs: the shells of Windows.
    Roughly,
    /// Nothing.
    Unknown(Unknown),
}

/// Why nothing of a body is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// What reads it is no shell.
    NotAShell,
    /// It is longer than anything that people write.
    TooLong,
    /// It is nested deeper, or has more operators in a row, than anything that people write.
    TooDeep,
    /// The parser gave up on it.
    Refused,
}

/// A construct that commands stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nest {
    /// Which one.
    pub kind: NestKind,
    /// Its place in the file.
    pub span: Span,
    /// Where it stands itself.
    pub standing: Standing,
    /// The command it belongs to, as an index into [`Body::commands`]: the one whose word holds the `$(…)`, the `sh`
    /// whose text it is.
    pub command: Option<usize>,
    /// The name of the function, or of the loop's variable.
    pub name: Option<MappedText>,
    /// The words that a `for` goes through; the word that a `case` looks at.
    pub words: Vec<Word>,
    /// The redirections of the construct as a whole: `{ …; } > file`.
    pub redirections: Vec<Redirection>,
}

/// The kinds of constructs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NestKind {
    /// `( … )`
    Subshell,
    /// `{ …; }`
    Group,
    /// What `if` or `elif` decides on.
    IfCondition,
    /// What stands behind `then` or `else`.
    IfBody,
    /// What `while` or `until` decides on.
    LoopCondition,
    /// What a `while` or `until` does.
    LoopBody,
    /// What a `for` or `select` does.
    ForBody,
    /// One branch of a `case`.
    CaseBranch,
    /// The body of a function.
    Function,
    /// `$( … )` or backquotes.
    Substitution,
    /// `<( … )` or `>( … )`
    ProcessSubstitution,
    /// The text that a command hands to a shell: `sh -c '…'`.
    ShellText,
}

/// Where a command or a construct stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// The construct around it, as an index into [`Body::nests`].
    pub nest: Option<usize>,
    /// What stands between it and the command before it.
    pub joined: Joined,
    /// Its place in its pipeline.
    pub pipeline: Pipeline,
    /// Whether its status is turned round: `! grep …`.
    pub negated: bool,
    /// Whether the shell does not wait for it: `… &`.
    pub background: bool,
}

/// What stands between a command and the one before it in the same construct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Joined {
    /// Nothing: it is the first.
    #[default]
    Start,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `;`
    Semicolon,
    /// The end of a line.
    Newline,
    /// `&`
    Background,
    /// `|`
    Pipe,
}

/// A place in a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pipeline {
    /// From 0.
    pub index: u32,
    /// How many commands the pipeline has; 1 for a command without a pipe.
    pub length: u32,
}

impl Default for Pipeline {
    fn default() -> Self {
        Self { index: 0, length: 1 }
    }
}

impl Pipeline {
    /// Whether its output goes into a pipe.
    pub const fn feeds_pipe(self) -> bool {
        self.index + 1 < self.length
    }

    /// Whether its input comes from a pipe.
    pub const fn reads_pipe(self) -> bool {
        self.index > 0
    }
}

impl Command {
    /// The assignments that stay in force behind the command: `A=1` alone, `export A=1`.
    pub fn lasting_assignments(&self) -> impl Iterator<Item = &Assignment> {
        self.assignments.iter().filter(|assignment| assignment.scope != crate::AssignmentScope::Command)
    }
}
