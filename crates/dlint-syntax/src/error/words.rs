//! What people are told of an error, and what to do about it.

use std::fmt;

use super::SyntaxErrorKind;
use crate::expand::ExpandError;

impl SyntaxErrorKind {
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

/// A name as far as it is worth repeating: what is longer is no name, but a text that stands in a name's place.
fn short(name: &str) -> std::borrow::Cow<'_, str> {
    const MOST: usize = 40;
    match name.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()).into(),
        None => name.into(),
    }
}
