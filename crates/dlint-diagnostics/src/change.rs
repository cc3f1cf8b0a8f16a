//! What a fix changes in the build.

use std::fmt;

/// A difference between two builds.
///
/// A fix declares its changes; whoever applies it reads the file before and after, and takes only what was declared.
/// How something is written (layout, casing, quotes that change nothing, comments) is no change.
///
/// ```
/// use dlint_diagnostics::Change;
///
/// let declared = Change::Rewords("apt-get".into());
/// let seen = Change::AddsWord { command: "apt-get".into(), word: "-y".into() };
/// assert!(declared.covers(&seen));
/// assert_eq!(seen.to_string(), "`apt-get` gets `-y`");
/// assert!(!seen.covers(&declared));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// This command is run besides: its words, or the first of them, with one blank between them.
    Runs(String),
    /// This command is not run any more.
    RunsNoMore(String),
    /// A command of this name gets a word.
    AddsWord {
        /// The name of the command, without its folder.
        command: String,
        /// The word as it is written.
        word: String,
    },
    /// A command of this name loses a word.
    RemovesWord {
        /// The name of the command, without its folder.
        command: String,
        /// The word as it is written.
        word: String,
    },
    /// The words of commands of this name become others.
    Rewords(String),
    /// A command is called by another name, with the same words behind it. Declared without names: one whose name is a
    /// variable or the like.
    Renames {
        /// The name it had.
        from: String,
        /// The name it has.
        to: String,
    },
    /// When a command of this name runs depends on something else: `&&` instead of `;`, an `if` around it.
    Joins(String),
    /// Steps become one, or one becomes several: what runs stays, and the layers are others.
    Layers,
    /// Commands of this name, or instructions with this keyword, stand before or behind others than they did.
    Moves(String),
    /// The two change places. What is seen, never declared: a move of either of them covers it.
    Swaps(String, String),
    /// An instruction comes in: its keyword and what it says.
    Adds(&'static str, String),
    /// An instruction goes: its keyword and what it says.
    Removes(&'static str, String),
    /// What instructions with this keyword say is another thing.
    Rewrites(&'static str),
    /// Instructions with this keyword get this flag, lose it, or get another value for it.
    Flags {
        /// The keyword.
        keyword: &'static str,
        /// The name of the flag, without the dashes.
        flag: String,
    },
    /// A variable has another value for some step, or for the container. Declared without a name: whichever is made of
    /// the one that the fix is about.
    Variable(String),
    /// An instruction ends earlier, and what was a part of it is one of its own, which may be anything. Declared, never
    /// seen; it covers every change, and so a fix that declares it is [alone](crate::Fix::is_alone) in its pass.
    EndsEarlier,
    /// A step, or the container, has another user.
    User,
    /// A step, or the container, has another folder.
    Workdir,
    /// Another shell runs a step.
    Shell,
    /// There are more stages, or fewer.
    Stages,
}

impl Change {
    /// Whether it is about single commands of a step, which can be told only where the step can be read.
    pub const fn is_of_commands(&self) -> bool {
        matches!(
            self,
            Self::Runs(_)
                | Self::RunsNoMore(_)
                | Self::AddsWord { .. }
                | Self::RemovesWord { .. }
                | Self::Rewords(_)
                | Self::Renames { .. }
                | Self::Joins(_)
        )
    }

    /// Whether whoever declares this has declared the other. A command, or an instruction, may be declared by its first
    /// words alone.
    pub fn covers(&self, seen: &Self) -> bool {
        match (self, seen) {
            (Self::Rewords(name), Self::AddsWord { command, .. } | Self::RemovesWord { command, .. }) => {
                name == command
            }
            (Self::Moves(name), Self::Swaps(first, second)) => name == first || name == second,
            (Self::Runs(declared), Self::Runs(seen))
            | (Self::RunsNoMore(declared), Self::RunsNoMore(seen)) => begins(seen, declared),
            (Self::Adds(keyword, declared), Self::Adds(of, seen))
            | (Self::Removes(keyword, declared), Self::Removes(of, seen)) => {
                keyword == of && begins(seen, declared)
            }
            (Self::Variable(name), Self::Variable(_)) if name.is_empty() => true,
            (Self::Renames { from, to }, Self::Renames { .. }) if from.is_empty() && to.is_empty() => true,
            (Self::EndsEarlier, _) => true,
            _ => self == seen,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Runs(command) => write!(f, "runs `{command}`"),
            Self::RunsNoMore(command) => write!(f, "no longer runs `{command}`"),
            Self::AddsWord { command, word } => write!(f, "`{command}` gets `{word}`"),
            Self::RemovesWord { command, word } => write!(f, "`{command}` loses `{word}`"),
            Self::Rewords(command) => write!(f, "`{command}` gets other words"),
            Self::Renames { from, to } => write!(f, "calls `{to}` instead of `{from}`"),
            Self::Joins(command) => write!(f, "`{command}` runs under another condition"),
            Self::Layers => f.write_str("other layers"),
            Self::Moves(what) => write!(f, "moves `{what}`"),
            Self::Swaps(first, second) => write!(f, "`{second}` comes before `{first}`"),
            Self::Adds(keyword, text) => write!(f, "adds `{}`", line(keyword, text)),
            Self::Removes(keyword, text) => write!(f, "removes `{}`", line(keyword, text)),
            Self::Rewrites(keyword) => write!(f, "`{keyword}` says something else"),
            Self::Flags { keyword, flag } => write!(f, "`--{flag}` of `{keyword}`"),
            Self::Variable(name) if name.is_empty() => f.write_str("variables"),
            Self::Variable(name) => write!(f, "the variable `{name}`"),
            Self::EndsEarlier => f.write_str("an instruction ends earlier"),
            Self::User => f.write_str("the user"),
            Self::Workdir => f.write_str("the working directory"),
            Self::Shell => f.write_str("the shell"),
            Self::Stages => f.write_str("the stages"),
        }
    }
}

/// Whether a text begins with the words of another one.
fn begins(text: &str, words: &str) -> bool {
    let rest = text.strip_prefix(words);
    rest.is_some_and(|rest| words.is_empty() || rest.is_empty() || rest.starts_with(' '))
}

fn line(keyword: &str, text: &str) -> String {
    if text.is_empty() { keyword.to_owned() } else { format!("{keyword} {text}") }
}
