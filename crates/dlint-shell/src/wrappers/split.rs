//! `env -S 'A=1 command words'`: a line that `env` splits into words by rules of its own.

use dlint_text::{MappedText, MappedTextBuilder};

use crate::{Command, Quoting, Word};

/// How many `-S` may be in one command, one inside the other.
const MOST: usize = 4;

/// The command with the words of its `-S` in place of it, if there is one whose text is known.
pub(super) fn split(command: &Command) -> Option<Command> {
    let mut command = once(command)?;
    for _ in 1..MOST {
        match once(&command) {
            Some(next) => command = next,
            None => break,
        }
    }
    Some(command)
}

fn once(command: &Command) -> Option<Command> {
    let mut at = 1;
    // Where the line begins in its word, and where the flags in front of it end.
    let (text, behind, flags) = loop {
        let text = command.words.get(at)?.value().filter(|text| text.starts_with('-'))?;
        if let Some(line) = text.strip_prefix("--split-string") {
            break (text, text.len() - line.strip_prefix('=').unwrap_or(line).len(), 0);
        } else if let Some(short) = text.find('S').filter(|_| !text.starts_with("--")) {
            break (text, short + 1, short);
        }
        let takes_next = if text.starts_with("--") {
            matches!(text, "--chdir" | "--unset")
        } else {
            text.ends_with(['C', 'u'])
        };
        at += 1 + usize::from(takes_next);
    };
    let word = command.words.get(at)?;
    let mut words = command.words.get(..at)?.to_vec();
    if flags > 1 {
        let part = word.beginning.part(0..flags);
        words.push(Word::literal(part.clone(), part));
    }
    let rest = if behind < text.len() {
        words.extend(line(&word.beginning.part(behind..text.len())));
        at + 1
    } else {
        words.extend(line(&command.words.get(at + 1).filter(|word| word.known)?.beginning));
        at + 2
    };
    words.extend(command.words.get(rest..).unwrap_or_default().iter().cloned());
    Some(Command { words, ..command.clone() })
}

/// The words of a line: quotes, backslashes and blanks as in a shell, no operators, `${NAME}` as the only expansion.
fn line(text: &MappedText) -> Vec<Word> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
    let mut words = Vec::new();
    let mut index = 0;
    while index < bytes.len() {
        if at(index).is_ascii_whitespace() {
            index += 1;
            continue;
        }
        let start = index;
        let mut value = MappedTextBuilder::new(text.source_start(start as u32));
        let mut known = true;
        let mut quote = None;
        while index < bytes.len() && (quote.is_some() || !at(index).is_ascii_whitespace()) {
            let byte = at(index);
            match byte {
                b'\'' | b'"' if quote == Some(byte) => quote = None,
                b'\'' | b'"' if quote.is_none() => quote = Some(byte),
                b'\\' if index + 1 < bytes.len() && quote != Some(b'\'') => {
                    index += 1;
                    if known {
                        value.copy_part(text, index..index + 1);
                    }
                    index = text.ceil_char_boundary(index + 1) - 1;
                }
                b'$' if quote != Some(b'\'') => known = false,
                _ if known => {
                    value.copy_part(text, index..index + 1);
                    index = text.ceil_char_boundary(index + 1) - 1;
                }
                _ => {}
            }
            index += 1;
        }
        let written = text.part(start..index.min(bytes.len()));
        words.push(Word {
            quoting: if written.contains(['\'', '"', '\\']) { Quoting::Mixed } else { Quoting::None },
            ..Word::up_to_hole(written, value.finish(), known)
        });
    }
    words
}
