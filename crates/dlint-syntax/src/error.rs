//! What is wrong with a file for the builder itself.

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

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::DuplicateDirective { .. } => "keep one of them".into(),
            Self::InvalidEscape => "use `# escape=\\` or `# escape=` with a backtick".into(),
            Self::NoInstructions | Self::NoStages => "begin with `FROM image`".into(),
            Self::LineTooLong { .. } => {
                "break the line with the escape character, or copy the data from a file".into()
            }
            Self::UnterminatedHeredoc { name } => {
                format!("end it with a line that is exactly `{name}`, with no blank before or behind it")
            }
            Self::JsonNotStrings => "put every element in double quotes".into(),
            Self::MissingValue { instruction } => format!("write `{instruction} name=value`"),
            Self::MissingEquals { .. } => "write `name=value`, or quote a value that has blanks".into(),
            Self::UnknownInstruction { suggestion: Some(other), .. } => format!("did you mean `{other}`?"),
            Self::UnknownFlag { suggestion: Some(other), .. } => format!("did you mean `--{other}`?"),
            Self::UnknownInstruction { .. } => {
                "if the line belongs to the instruction above, end that one's line with the escape character"
                    .into()
            }
            Self::DuplicateFlag { .. } => "remove one of them".into(),
            Self::MissingFlagValue { flag } => format!("write `--{flag}=value`"),
            Self::InvalidBoolean { flag, .. } => format!("write `--{flag}`, or `--{flag}=false`"),
            Self::MissingDestination { instruction } => format!("write `{instruction} source destination`"),
            Self::HeredocDestination { .. } => "put the heredoc first and a path last".into(),
            Self::InvalidFrom => "write `FROM image` or `FROM image AS name`".into(),
            Self::InvalidStageName { .. } => {
                "begin with a letter and use only letters, digits, `-`, `_` and `.`".into()
            }
            Self::ChainedOnbuild => "write `ONBUILD` once".into(),
            Self::UnknownHealthcheck { .. } => "write `HEALTHCHECK CMD command` or `HEALTHCHECK NONE`".into(),
            Self::MissingHealthcheckCommand => "put the command behind `CMD`".into(),
            Self::HealthcheckNoneArguments => "remove what stands behind `NONE`".into(),
            Self::InvalidDuration { .. } => "write a number with a unit, such as `30s` or `1m30s`".into(),
            Self::DurationTooShort { .. } => "use at least `1ms`, or `0` for the default".into(),
            Self::InvalidRetries { .. } => "use a whole number".into(),
            Self::OpenQuote => {
                "close it, or put the escape character before it if it is meant as a character".into()
            }
            Self::BadExpansion { error: ExpandError::MissingBrace { .. } } => "close it with `}`".into(),
            Self::BadExpansion { error: ExpandError::MissingSlash { .. } } => {
                "write `${name/pattern/replacement}`".into()
            }
            Self::BadExpansion { error: ExpandError::UnsupportedModifier { modifier, .. } }
                if modifier.is_empty() =>
            {
                "close it with `}`".into()
            }
            Self::BadExpansion { error: ExpandError::UnsupportedModifier { .. } } => {
                "use `:-`, `:+`, `:?`, `#`, `##`, `%`, `%%`, `/` or `//`; what else a shell can do, only a `RUN` does"
                    .into()
            }
            Self::BadExpansion { .. } => {
                "write a name behind `${`, or the escape character before the `$` if it is meant as it is".into()
            }
            Self::InvalidPort { .. } => {
                "write `port`, `first-last` or `port/protocol`, with `tcp`, `udp` or `sctp`".into()
            }
            Self::InvalidSignal { suggestion: Some(signal), .. } => format!("write `{signal}`"),
            Self::InvalidSignal { .. } => "write a name such as `SIGTERM`, or the number of a signal".into(),
            Self::InvalidCheckOption { .. } => {
                "use `skip=…`, `error=true` and `experimental=…`, with a semicolon between them".into()
            }
            Self::InvalidCheckError { .. } => "write `error=true`".into(),
            Self::ShellNotJson => "write it as `SHELL [\"/bin/sh\", \"-c\"]`".into(),
            Self::EmptyVolume => "remove it, or name a path".into(),
            Self::MountFromVariable => {
                "give the image a stage of its own (`FROM image AS name`) and mount from that".into()
            }
            Self::InvalidMode { allowed, .. } => format!("use one of {allowed}"),
            Self::NoBuildStage { .. } => {
                "move it below a `FROM`; only `ARG` may stand before the first one".into()
            }
            Self::UnknownFlag { .. }
            | Self::ExactlyOneArgument { .. }
            | Self::AtLeastOneArgument { .. }
            | Self::BlankName { .. }
            | Self::ForbiddenTrigger { .. } => return None,
        };
        Some(text)
    }
}

impl fmt::Display for SyntaxErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateDirective { name } => write!(f, "the directive `{name}` is given twice"),
            Self::InvalidEscape => f.write_str("the escape character can only be a backslash or a backtick"),
            Self::NoInstructions => f.write_str("the file has no instructions"),
            Self::LineTooLong { .. } => f.write_str("the line is longer than 65535 bytes"),
            Self::UnterminatedHeredoc { name } => write!(f, "the heredoc `{name}` is never ended"),
            Self::JsonNotStrings => f.write_str("a JSON array may only hold strings here"),
            Self::MissingValue { instruction } => write!(f, "`{instruction}` needs a name and a value"),
            Self::MissingEquals { word } => {
                write!(f, "`{word}` has no `=`, though the word before it has one")
            }
            Self::UnknownInstruction { keyword, .. } if keyword.is_empty() => {
                f.write_str("there is no instruction here, only a line continuation")
            }
            Self::UnknownInstruction { keyword, .. } => {
                write!(f, "there is no instruction `{}`", short(keyword))
            }
            Self::UnknownFlag { flag, instruction, .. } => {
                write!(f, "`{instruction}` has no flag `--{}`", short(flag))
            }
            Self::DuplicateFlag { flag } => write!(f, "the flag `--{flag}` is given twice"),
            Self::MissingFlagValue { flag } => write!(f, "the flag `--{flag}` needs a value"),
            Self::InvalidBoolean { flag, value } => {
                write!(f, "the flag `--{flag}` is `true` or `false`, not `{value}`")
            }
            Self::ExactlyOneArgument { instruction } => write!(f, "`{instruction}` needs an argument"),
            Self::AtLeastOneArgument { instruction } => {
                write!(f, "`{instruction}` needs at least one argument")
            }
            Self::MissingDestination { instruction } => {
                write!(f, "`{instruction}` needs a source and a destination")
            }
            Self::HeredocDestination { instruction } => {
                write!(f, "a heredoc cannot be the destination of `{instruction}`")
            }
            Self::InvalidFrom => f.write_str("`FROM` takes an image, or an image, `AS` and a name"),
            Self::InvalidStageName { name } => write!(f, "`{name}` cannot be the name of a stage"),
            Self::BlankName { instruction } => write!(f, "`{instruction}` needs a name before the `=`"),
            Self::ChainedOnbuild => f.write_str("`ONBUILD` cannot trigger another `ONBUILD`"),
            Self::ForbiddenTrigger { trigger } => write!(f, "`ONBUILD` cannot trigger `{trigger}`"),
            Self::UnknownHealthcheck { word } => {
                write!(f, "`HEALTHCHECK` takes `CMD` or `NONE`, not `{word}`")
            }
            Self::MissingHealthcheckCommand => f.write_str("`HEALTHCHECK CMD` needs a command"),
            Self::HealthcheckNoneArguments => f.write_str("`HEALTHCHECK NONE` takes no arguments"),
            Self::InvalidDuration { flag, value } => write!(f, "`--{flag}` is a duration, not `{value}`"),
            Self::DurationTooShort { flag, value } => {
                write!(f, "`--{flag}` cannot be as short as `{value}`")
            }
            Self::InvalidRetries { value } => write!(f, "`--retries` is a whole number, not `{value}`"),
            Self::ShellNotJson => f.write_str("`SHELL` takes a JSON array"),
            Self::EmptyVolume => f.write_str("the path of a `VOLUME` cannot be empty"),
            Self::MountFromVariable => f.write_str("the `from` of a mount cannot hold a variable"),
            Self::InvalidMode { flag, value, .. } => write!(f, "`--{flag}` has no mode `{value}`"),
            Self::NoBuildStage { instruction } => write!(f, "`{instruction}` stands before the first `FROM`"),
            Self::NoStages => f.write_str("the file has no `FROM`"),
            Self::OpenQuote => f.write_str("the quote is never closed"),
            Self::BadExpansion { error } => write!(f, "{error}"),
            Self::InvalidPort { value } => write!(f, "`{value}` is no port that `EXPOSE` takes"),
            Self::InvalidSignal { value, .. } => write!(f, "there is no signal `{value}`"),
            Self::InvalidCheckOption { option } if option.is_empty() => {
                f.write_str("an option of `# check=` is empty")
            }
            Self::InvalidCheckOption { option } => write!(f, "`# check=` has no option `{option}`"),
            Self::InvalidCheckError { value } => write!(f, "`error` is true or false, not `{value}`"),
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.kind)
    }
}

impl std::error::Error for SyntaxError {}

/// A name as far as it is worth repeating: what is longer is no name, but a text that stands in a name's place.
fn short(name: &str) -> std::borrow::Cow<'_, str> {
    const MOST: usize = 40;
    match name.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()).into(),
        None => name.into(),
    }
}
