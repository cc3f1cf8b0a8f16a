//! What the builder refuses when it puts the values of variables in.
//!
//! `BuildKit` reads such a word without complaint and fails when it comes to expand it, or to take what comes of it. What
//! else can go wrong then depends on what the variables are, and is not known here; this is wrong whatever they are.

use dlint_text::{MappedText, Span};

use crate::arguments::Arguments;
use crate::error::SyntaxErrorKind as Kind;
use crate::expand::{ExpandError, Expander};
use crate::expanded::expanded_texts;
use crate::instruction::Instruction;
use crate::port::Port;
use crate::suggest::nearest;

/// The first thing in an instruction that cannot be expanded, or is not what it has to be.
pub(crate) fn refused(instruction: &Instruction, escape: char) -> Option<(Kind, Span)> {
    let texts = expanded_texts(instruction, &instruction.heredocs, escape);
    let mut unread = texts.iter().filter_map(|one| unreadable(one.text, one.expander));
    unread.next().or_else(|| match &instruction.arguments {
        Arguments::Expose(expose) => expose.ports.iter().find_map(|port| odd_port(port, escape)),
        Arguments::Stopsignal(Some(signal)) => odd_signal(signal, escape),
        _ => None,
    })
}

fn unreadable(text: &MappedText, expander: Expander) -> Option<(Kind, Span)> {
    if !text.contains(['"', '\'']) && !text.contains("${") {
        return None;
    }
    // Nothing is set, so no value can bring anything along.
    let error = expander.expand(text, &()).result.err()?;
    let start = error.offset();
    match error {
        ExpandError::OpenSingleQuote { .. } | ExpandError::OpenDoubleQuote { .. } => {
            Some((Kind::OpenQuote, text.source_span(start..start + 1)))
        }
        ExpandError::MissingBrace { .. }
        | ExpandError::MissingSlash { .. }
        | ExpandError::BadSubstitution { .. }
        | ExpandError::UnsupportedModifier { .. } => {
            let rest = text.get(start..).unwrap_or_default();
            let length = rest.find('}').map(|brace| brace + 1).or_else(|| rest.find(char::is_whitespace));
            let end = start + length.unwrap_or(rest.len());
            Some((Kind::BadExpansion { error }, text.source_span(start..end)))
        }
        // What a variable has to be, and whether a pattern is used at all, depends on values.
        _ => None,
    }
}

/// Whether a text is taken as it stands: it has no variables, quotes or escapes.
fn is_plain(text: &str, escape: char) -> bool {
    !text.contains(['$', '"', '\'', escape])
}

/// The part of a word of `EXPOSE` that is no port and no protocol. A number that is too large is said by a rule.
fn odd_port(port: &Port, escape: char) -> Option<(Kind, Span)> {
    let odd = |part: &MappedText| Some((Kind::InvalidPort { value: part.to_string() }, part.span()));
    if !is_plain(&port.word, escape) {
        return None;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let end = port.end.as_ref().map(|end| end.split('-').next().unwrap_or_default());
    if port.start.is_empty() || end.is_some_and(str::is_empty) {
        return odd(&port.word);
    }
    for (part, text) in [(Some(&port.start), Some(&*port.start)), (port.end.as_ref(), end)] {
        if let Some((part, _)) = part.zip(text).filter(|(_, text)| !is_number(text)) {
            return odd(part);
        }
    }
    let number = |text: &str| text.parse::<u32>().ok();
    if let (Some(first), Some(last)) = (number(&port.start), end.and_then(number))
        && last < first
    {
        return odd(&port.word);
    }
    let protocol = port.protocol.as_ref()?;
    // What stands behind a second `/` or `-` is looked at by newer builders alone.
    let first = protocol.split('/').next().unwrap_or_default();
    let is_known = ["", "tcp", "udp", "sctp"].iter().any(|known| first.eq_ignore_ascii_case(known));
    if is_known { None } else { odd(protocol) }
}

/// The signals that Linux has, without their `SIG`. Source: signal(7).
const SIGNALS: &[&str] = &[
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
    "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
    "UNUSED", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
];

fn odd_signal(signal: &MappedText, escape: char) -> Option<(Kind, Span)> {
    let name = signal.trim().to_ascii_uppercase();
    let short = name.strip_prefix("SIG").unwrap_or(&name);
    // Those of real time have numbers of their own: `RTMIN+3`.
    let is_signal = SIGNALS.contains(&short) || short.starts_with("RTMIN") || short.starts_with("RTMAX");
    if !is_plain(signal, escape) || is_signal || name.parse::<i32>().is_ok_and(|number| number != 0) {
        return None;
    }
    let suggestion = nearest(short, SIGNALS.iter().copied()).map(|name| format!("SIG{name}"));
    Some((Kind::InvalidSignal { value: signal.trim().to_owned(), suggestion }, signal.span()))
}
