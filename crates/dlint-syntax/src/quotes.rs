//! Quotes that are never closed, in the words whose variables the builder expands.
//!
//! `BuildKit` reads such a word without complaint and fails when it comes to expand it. What else can go wrong then
//! depends on what the variables are, and is not known here; an open quote is wrong whatever they are.

use dlint_text::{MappedText, Span};

use crate::arguments::Arguments;
use crate::expand::{ExpandError, Expander};
use crate::instruction::Instruction;

/// The first quote of an instruction that is never closed.
pub(crate) fn open_quote(instruction: &Instruction, escape: char) -> Option<Span> {
    let open = |text: &MappedText| open_quote_in(text, escape);
    match &instruction.arguments {
        Arguments::Env(pairs) | Arguments::Label(pairs) => {
            pairs.iter().find_map(|pair| open(&pair.key).or_else(|| open(&pair.value)))
        }
        Arguments::Arg(definitions) => definitions.iter().find_map(|each| each.value.as_ref().and_then(open)),
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            // A heredoc's name is no text to expand.
            let sources = transfer.sources.iter().filter(|source| source.heredoc.is_none());
            sources.map(|source| &source.word).chain(&transfer.destination).find_map(|word| open(word))
        }
        Arguments::Expose(expose) => expose.ports.iter().find_map(|port| open(&port.word)),
        Arguments::Volume(volumes) => volumes.words.iter().find_map(|word| open(word)),
        Arguments::User(word) | Arguments::Workdir(word) | Arguments::Stopsignal(word) => {
            word.as_ref().and_then(|word| open(word))
        }
        _ => None,
    }
}

fn open_quote_in(text: &MappedText, escape: char) -> Option<Span> {
    if !text.contains(['"', '\'']) {
        return None;
    }
    // Nothing is set, so no value can bring a quote along.
    match Expander::new(escape).expand(text, &()).result {
        Err(ExpandError::OpenSingleQuote { offset } | ExpandError::OpenDoubleQuote { offset }) => {
            Some(text.source_span(offset..offset + 1))
        }
        _ => None,
    }
}
