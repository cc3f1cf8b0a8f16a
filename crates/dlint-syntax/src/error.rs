//! What is wrong with a file for the builder itself.

mod words;

use std::fmt;

use dlint_text::Span;

use crate::expand::ExpandError;

/// An error that makes `BuildKit` refuse the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// The token it is about.
    pub span: Span,
    /// The line that `BuildKit` reports: where the instruction begins, most of the time.
    pub line: u32,
}

/// When `BuildKit` finds an error: it reads all lines before it looks at what the instructions say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// While it cuts the file into instructions and those into words.
    Lines,
    /// While it looks at each instruction's flags and arguments.
    Instructions,
    /// While it expands the variables in them, or sets up its checks. Not part of what its parser says of a file.
    Expansion,
}

/// What can be wrong. The texts are dlint's own; the cases are `BuildKit`'s.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SyntaxErrorKind {
    /// The same parser directive twice.
    DuplicateDirective {
        /// The directive.
        name: &'static str,
    },
    /// `# escape=` is neither a backslash nor a backtick.
    InvalidEscape,
    /// Nothing but comments and white space.
    NoInstructions,
    /// A physical line of more than 65,535 bytes.
    LineTooLong {
        /// No instruction stands before it. `BuildKit` reads nothing behind such a line, and then says that the file
        /// has no instructions.
        first: bool,
    },
    /// A heredoc whose end is missing.
    UnterminatedHeredoc {
        /// The line that is missing.
        name: String,
    },
    /// A JSON array that holds something else than strings.
    JsonNotStrings,
    /// `ENV` or `LABEL` with a name alone.
    MissingValue {
        /// The instruction.
        instruction: &'static str,
    },
    /// A word without `=` behind one that has it.
    MissingEquals {
        /// The word.
        word: String,
    },
    /// A keyword that no instruction has.
    UnknownInstruction {
        /// The keyword as written.
        keyword: String,
        /// A keyword that looks like it.
        suggestion: Option<&'static str>,
    },
    /// A flag that the instruction does not have.
    UnknownFlag {
        /// The flag's name.
        flag: String,
        /// The instruction.
        instruction: &'static str,
        /// A flag of the instruction that looks like it.
        suggestion: Option<&'static str>,
    },
    /// A flag twice that may stand once.
    DuplicateFlag {
        /// The flag's name.
        flag: String,
    },
    /// A flag without the value it needs.
    MissingFlagValue {
        /// The flag's name.
        flag: String,
    },
    /// A flag that is on or off, with another value than `true` or `false`.
    InvalidBoolean {
        /// The flag's name.
        flag: String,
        /// Its value.
        value: String,
    },
    /// An instruction that takes exactly one argument.
    ExactlyOneArgument {
        /// The instruction.
        instruction: &'static str,
    },
    /// An instruction that takes at least one argument.
    AtLeastOneArgument {
        /// The instruction.
        instruction: &'static str,
    },
    /// `ADD` or `COPY` with less than two words.
    MissingDestination {
        /// The instruction.
        instruction: &'static str,
    },
    /// A heredoc as the destination of `ADD` or `COPY`.
    HeredocDestination {
        /// The instruction.
        instruction: &'static str,
    },
    /// `FROM` with something else than `image` or `image AS name`.
    InvalidFrom,
    /// A stage name that is not allowed.
    InvalidStageName {
        /// The name.
        name: String,
    },
    /// A variable or label without a name.
    BlankName {
        /// The instruction.
        instruction: &'static str,
    },
    /// `ONBUILD ONBUILD`.
    ChainedOnbuild,
    /// `ONBUILD FROM` or `ONBUILD MAINTAINER`.
    ForbiddenTrigger {
        /// The trigger.
        trigger: &'static str,
    },
    /// `HEALTHCHECK` with something else than `CMD` or `NONE`.
    UnknownHealthcheck {
        /// The word in their place.
        word: String,
    },
    /// `HEALTHCHECK CMD` without a command.
    MissingHealthcheckCommand,
    /// `HEALTHCHECK NONE` with arguments.
    HealthcheckNoneArguments,
    /// A duration that cannot be read.
    InvalidDuration {
        /// The flag's name.
        flag: &'static str,
        /// The value.
        value: String,
    },
    /// A duration below one millisecond.
    DurationTooShort {
        /// The flag's name.
        flag: &'static str,
        /// The value.
        value: String,
    },
    /// `--retries` is not a number from 0 to 2,147,483,647.
    InvalidRetries {
        /// The value.
        value: String,
    },
    /// `SHELL` is not a JSON array.
    ShellNotJson,
    /// An empty path for `VOLUME`.
    EmptyVolume,
    /// A variable in the `from` of a `--mount`.
    MountFromVariable,
    /// A value that `--network` or `--security` does not know.
    InvalidMode {
        /// The flag's name.
        flag: &'static str,
        /// The value.
        value: String,
        /// What it may be.
        allowed: &'static str,
    },
    /// An instruction other than `ARG` before the first `FROM`.
    NoBuildStage {
        /// The instruction.
        instruction: &'static str,
    },
    /// No `FROM` at all.
    NoStages,
    /// A quote that is never closed, in a word that is expanded.
    OpenQuote,
    /// A `${…}` that the builder cannot read, whatever its variables are.
    BadExpansion {
        /// What is wrong with it.
        error: ExpandError,
    },
    /// A word of an `EXPOSE` that is no port.
    InvalidPort {
        /// The part that is wrong.
        value: String,
    },
    /// The signal of a `STOPSIGNAL`.
    InvalidSignal {
        /// The signal as written.
        value: String,
        /// One that is written nearly so.
        suggestion: Option<String>,
    },
    /// An option that `# check=` does not have.
    InvalidCheckOption {
        /// The option as written.
        option: String,
    },
    /// A value of the option `error` of `# check=`.
    InvalidCheckError {
        /// The value.
        value: String,
    },
}

impl SyntaxErrorKind {
    /// When `BuildKit` finds it.
    pub const fn phase(&self) -> Phase {
        match self {
            Self::DuplicateDirective { .. }
            | Self::InvalidEscape
            | Self::NoInstructions
            | Self::LineTooLong { .. }
            | Self::UnterminatedHeredoc { .. }
            | Self::JsonNotStrings
            | Self::MissingValue { .. }
            | Self::MissingEquals { .. } => Phase::Lines,
            Self::OpenQuote
            | Self::BadExpansion { .. }
            | Self::InvalidPort { .. }
            | Self::InvalidSignal { .. }
            | Self::InvalidCheckOption { .. }
            | Self::InvalidCheckError { .. } => Phase::Expansion,
            _ => Phase::Instructions,
        }
    }

    /// A stable word for the class of the error.
    pub const fn class(&self) -> &'static str {
        match self {
            Self::DuplicateDirective { .. } => "duplicate-directive",
            Self::InvalidEscape => "invalid-escape",
            Self::NoInstructions | Self::LineTooLong { first: true } => "no-instructions",
            Self::LineTooLong { first: false } => "line-too-long",
            Self::UnterminatedHeredoc { .. } => "unterminated-heredoc",
            Self::JsonNotStrings => "json-not-strings",
            Self::MissingValue { .. } => "missing-value",
            Self::MissingEquals { .. } => "missing-equals",
            Self::UnknownInstruction { .. } => "unknown-instruction",
            Self::UnknownFlag { .. } => "unknown-flag",
            Self::DuplicateFlag { .. } => "duplicate-flag",
            Self::MissingFlagValue { .. } => "missing-flag-value",
            Self::InvalidBoolean { .. } => "invalid-boolean",
            Self::ExactlyOneArgument { .. } => "exactly-one-argument",
            Self::AtLeastOneArgument { .. } => "at-least-one-argument",
            Self::MissingDestination { .. } => "missing-destination",
            Self::HeredocDestination { .. } => "heredoc-destination",
            Self::InvalidFrom => "invalid-from",
            Self::InvalidStageName { .. } => "invalid-stage-name",
            Self::BlankName { .. } => "blank-name",
            Self::ChainedOnbuild => "chained-onbuild",
            Self::ForbiddenTrigger { .. } => "forbidden-trigger",
            Self::UnknownHealthcheck { .. } => "unknown-healthcheck",
            Self::MissingHealthcheckCommand => "missing-healthcheck-command",
            Self::HealthcheckNoneArguments => "healthcheck-none-arguments",
            Self::InvalidDuration { .. } => "invalid-duration",
            Self::DurationTooShort { .. } => "duration-too-short",
            Self::InvalidRetries { .. } => "invalid-retries",
            Self::ShellNotJson => "shell-not-json",
            Self::EmptyVolume => "empty-volume",
            Self::MountFromVariable => "mount-from-variable",
            Self::InvalidMode { .. } => "invalid-mode",
            Self::NoBuildStage { .. } => "no-build-stage",
            Self::NoStages => "no-stages",
            Self::OpenQuote => "open-quote",
            Self::BadExpansion { .. } => "bad-expansion",
            Self::InvalidPort { .. } => "invalid-port",
            Self::InvalidSignal { .. } => "invalid-signal",
            Self::InvalidCheckOption { .. } => "invalid-check-option",
            Self::InvalidCheckError { .. } => "invalid-check-error",
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.kind)
    }
}

impl std::error::Error for SyntaxError {}
