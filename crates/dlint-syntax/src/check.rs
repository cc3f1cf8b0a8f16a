//! The second phase: what `BuildKit` refuses about an instruction once it has been read.
//!
//! Each instruction has at most one such error, the one `BuildKit` stops at, so the order of the checks matters:
//! some instructions have their flags looked at before their arguments, some after.

use dlint_text::{MappedText, Span};

use crate::arguments::{Arguments, CommandLine, Healthcheck, Onbuild, Pair, Transfer};
use crate::duration;
use crate::error::SyntaxErrorKind as Kind;
use crate::flags::{FlagKind, known_flags};
use crate::heredoc;
use crate::instruction::{Flag, Instruction, Keyword, lowercase};
use crate::stage::is_stage_name;
use crate::suggest::nearest;

type Verdict = Result<(), (Kind, Span)>;

/// The error that `BuildKit` stops at, and its place.
pub(crate) fn check(instruction: &Instruction) -> Verdict {
    let keyword = instruction.keyword;
    let name = keyword.as_str();
    let at_keyword = |kind| Err((kind, instruction.keyword_text.span()));
    match &instruction.arguments {
        Arguments::Unknown(_) => {
            let keyword = instruction.keyword_text.to_string();
            let known = Keyword::ALL.iter().map(|keyword| keyword.as_str());
            let suggestion = nearest(&keyword, known);
            at_keyword(Kind::UnknownInstruction { keyword, suggestion })
        }
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            if transfer.destination.is_none() {
                return at_keyword(Kind::MissingDestination { instruction: name });
            }
            check_flags(instruction)?;
            check_destination(transfer, name)
        }
        Arguments::Arg(definitions) => {
            if definitions.is_empty() {
                return at_keyword(Kind::AtLeastOneArgument { instruction: name });
            }
            // Nobody looks at the flags of ARG.
            match definitions.iter().find(|definition| definition.name.is_empty()) {
                Some(definition) => Err((Kind::BlankName { instruction: name }, definition.span)),
                None => Ok(()),
            }
        }
        Arguments::Env(pairs) | Arguments::Label(pairs) => {
            check_flags(instruction)?;
            if pairs.is_empty() {
                return at_keyword(Kind::AtLeastOneArgument { instruction: name });
            }
            check_pairs(pairs, name)
        }
        Arguments::From(from) => {
            check_from(instruction, from)?;
            check_flags(instruction)
        }
        Arguments::Cmd(_) | Arguments::Entrypoint(_) => check_flags(instruction),
        Arguments::Run(_) => {
            check_flags(instruction)?;
            check_mounts(instruction)?;
            check_modes(instruction)
        }
        Arguments::Shell(line) => {
            check_flags(instruction)?;
            check_shell(line, instruction.keyword_text.span())
        }
        Arguments::Healthcheck(health) => check_healthcheck(instruction, health),
        Arguments::Expose(expose) => {
            if expose.ports.is_empty() {
                return at_keyword(Kind::AtLeastOneArgument { instruction: name });
            }
            check_flags(instruction)
        }
        Arguments::Volume(volumes) => {
            if volumes.words.is_empty() {
                return at_keyword(Kind::AtLeastOneArgument { instruction: name });
            }
            check_flags(instruction)?;
            match volumes.words.iter().find(|word| word.trim().is_empty()) {
                Some(word) => Err((Kind::EmptyVolume, word.span)),
                None => Ok(()),
            }
        }
        Arguments::Maintainer(word) | Arguments::User(word) | Arguments::Workdir(word) => {
            if word.is_none() {
                return at_keyword(Kind::ExactlyOneArgument { instruction: name });
            }
            check_flags(instruction)
        }
        // Nobody looks at the flags of STOPSIGNAL either.
        Arguments::Stopsignal(word) => match word {
            Some(_) => Ok(()),
            None => at_keyword(Kind::ExactlyOneArgument { instruction: name }),
        },
        Arguments::Onbuild(onbuild) => check_onbuild(instruction, onbuild),
    }
}

fn check_flags(instruction: &Instruction) -> Verdict {
    let known = known_flags(instruction.keyword);
    for (index, flag) in instruction.flags.iter().enumerate() {
        let name = || flag.name.to_string();
        let Some((_, kind)) = known.iter().find(|(known, _)| *known == &*flag.name) else {
            let suggestion = nearest(&flag.name, known.iter().map(|(known, _)| *known));
            let flag_name = as_written(instruction, flag);
            let instruction = instruction.keyword.as_str();
            return Err((Kind::UnknownFlag { flag: flag_name, instruction, suggestion }, flag.span));
        };
        let mut before = instruction.flags.iter().take(index);
        if *kind != FlagKind::Texts && before.any(|other| other.name.as_str() == flag.name.as_str()) {
            return Err((Kind::DuplicateFlag { flag: name() }, flag.span));
        }
        match (kind, flag.value.as_deref()) {
            (FlagKind::Boolean, None) | (FlagKind::Text | FlagKind::Texts, Some(_)) => {}
            (FlagKind::Boolean, Some("")) | (FlagKind::Text | FlagKind::Texts, None) => {
                return Err((Kind::MissingFlagValue { flag: name() }, flag.span));
            }
            (FlagKind::Boolean, Some(value)) => {
                if !["true", "false"].contains(&lowercase(value).as_str()) {
                    return Err((Kind::InvalidBoolean { flag: name(), value: value.to_owned() }, flag.span));
                }
            }
        }
    }
    Ok(())
}

/// The name of a flag as it stands in the file: the builder reads it byte by byte, which is not fit to be shown.
fn as_written(instruction: &Instruction, flag: &Flag) -> String {
    let offset = |source| instruction.text.text_offset(source).map(|offset| offset as usize);
    let text = offset(flag.span.start)
        .zip(offset(flag.span.end.saturating_sub(1)))
        .and_then(|(start, last)| instruction.text.get(start..instruction.text.ceil_char_boundary(last + 1)));
    let name = text.and_then(|text| text.strip_prefix("--")).and_then(|text| text.split('=').next());
    name.map_or_else(|| flag.name.to_string(), str::to_owned)
}

fn check_destination(transfer: &Transfer, instruction: &'static str) -> Verdict {
    match &transfer.destination {
        Some(word) if heredoc::opener(word).is_some() => {
            Err((Kind::HeredocDestination { instruction }, word.span))
        }
        _ => Ok(()),
    }
}

fn check_pairs(pairs: &[Pair], instruction: &'static str) -> Verdict {
    match pairs.iter().find(|pair| pair.key.is_empty()) {
        Some(pair) => Err((Kind::BlankName { instruction }, pair.span)),
        None => Ok(()),
    }
}

fn check_from(instruction: &Instruction, from: &crate::arguments::From) -> Verdict {
    let name = match (&from.as_keyword, &from.name, from.extra.first()) {
        (None, ..) if from.image.is_some() => return Ok(()),
        (None, ..) => return Err((Kind::InvalidFrom, instruction.keyword_text.span())),
        (.., Some(extra)) => return Err((Kind::InvalidFrom, extra.span)),
        (Some(keyword), Some(name), None) if is_as(keyword) => name,
        (Some(keyword), ..) => return Err((Kind::InvalidFrom, keyword.span)),
    };
    if is_stage_name(name) {
        Ok(())
    } else {
        Err((Kind::InvalidStageName { name: name.to_string() }, name.span))
    }
}

/// Whether a word is `AS`, in any case: the long s is one case of the letter.
fn is_as(word: &str) -> bool {
    word.replace('\u{17f}', "s").eq_ignore_ascii_case("as")
}

fn check_shell(line: &CommandLine, keyword: Span) -> Verdict {
    if line.is_empty() {
        Err((Kind::AtLeastOneArgument { instruction: "SHELL" }, keyword))
    } else if line.is_exec() {
        Ok(())
    } else {
        Err((Kind::ShellNotJson, line.text.span()))
    }
}

fn check_mounts(instruction: &Instruction) -> Verdict {
    for option in instruction.mounts.iter().flat_map(|mount| &mount.options) {
        if let Some(value) = &option.value
            && option.key.eq_ignore_ascii_case("from")
            // A dollar sign at the very end is no variable.
            && value.find('$').is_some_and(|at| at + 1 < value.len())
        {
            return Err((Kind::MountFromVariable, value.span()));
        }
    }
    Ok(())
}

fn check_modes(instruction: &Instruction) -> Verdict {
    const MODES: [(&str, &[&str], &str); 2] = [
        ("network", &["default", "none", "host"], "`default`, `none` and `host`"),
        ("security", &["sandbox", "insecure"], "`sandbox` and `insecure`"),
    ];
    for (flag, modes, allowed) in MODES {
        if let Some(value) = instruction.flag(flag).and_then(|flag| flag.value.as_ref())
            && !modes.contains(&value.as_str())
        {
            return Err((Kind::InvalidMode { flag, value: value.to_string(), allowed }, value.span()));
        }
    }
    Ok(())
}

fn check_healthcheck(instruction: &Instruction, health: &Healthcheck) -> Verdict {
    let Some(kind) = &health.kind else {
        let kind = Kind::AtLeastOneArgument { instruction: "HEALTHCHECK" };
        return Err((kind, instruction.keyword_text.span()));
    };
    if kind.to_uppercase() == "NONE" {
        // Nobody looks at the flags of HEALTHCHECK NONE.
        return match &health.command {
            Some(command) if !command.is_empty() => {
                Err((Kind::HealthcheckNoneArguments, command.text.span()))
            }
            _ => Ok(()),
        };
    }
    check_flags(instruction)?;
    if kind.to_uppercase() != "CMD" {
        return Err((Kind::UnknownHealthcheck { word: kind.to_string() }, kind.span));
    }
    if health.command.as_ref().is_none_or(CommandLine::is_empty) {
        return Err((Kind::MissingHealthcheckCommand, kind.span));
    }
    for flag in ["interval", "timeout", "start-period", "start-interval"] {
        if let Some(value) = flag_value(instruction, flag) {
            check_duration(flag, value)?;
        }
    }
    match flag_value(instruction, "retries") {
        Some(value) if !value.is_empty() && !is_retries(value) => {
            Err((Kind::InvalidRetries { value: value.to_string() }, value.span()))
        }
        _ => Ok(()),
    }
}

fn flag_value<'a>(instruction: &'a Instruction, name: &str) -> Option<&'a MappedText> {
    instruction.flag(name)?.value.as_ref()
}

fn check_duration(flag: &'static str, text: &MappedText) -> Verdict {
    if text.is_empty() {
        return Ok(());
    }
    let value = text.to_string();
    match duration::parse(&value) {
        None => Err((Kind::InvalidDuration { flag, value }, text.span())),
        Some(nanoseconds) if nanoseconds != 0 && nanoseconds < duration::MILLISECOND => {
            Err((Kind::DurationTooShort { flag, value }, text.span()))
        }
        Some(_) => Ok(()),
    }
}

/// Go's `ParseInt` with 32 bits, and not negative.
fn is_retries(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<i32>().is_ok_and(|retries| retries >= 0)
}

fn check_onbuild(instruction: &Instruction, onbuild: &Onbuild) -> Verdict {
    if onbuild.chained.is_empty() && onbuild.trigger.is_none() {
        let kind = Kind::AtLeastOneArgument { instruction: "ONBUILD" };
        return Err((kind, instruction.keyword_text.span()));
    }
    check_flags(instruction)?;
    if let Some(chained) = onbuild.chained.first() {
        return Err((Kind::ChainedOnbuild, chained.keyword.span()));
    }
    match &onbuild.trigger {
        Some(trigger) if matches!(trigger.keyword, Keyword::From | Keyword::Maintainer) => {
            let kind = Kind::ForbiddenTrigger { trigger: trigger.keyword.as_str() };
            Err((kind, trigger.keyword_text.span()))
        }
        _ => Ok(()),
    }
}
