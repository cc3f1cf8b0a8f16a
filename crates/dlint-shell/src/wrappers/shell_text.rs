//! The text that a command hands to a shell: `sh -c '…'`, `su user -c '…'`, `eval '…'`, `cmd /c …`.

use dlint_text::{MappedText, MappedTextBuilder, Span};

use super::{Inner, inner};
use crate::scan::{end_of_expansion, name_length};
use crate::{Command, Dialect, Shell, Word};

/// What a shell is told to read.
enum Reads<'c> {
    /// The text behind `-c`.
    Text(&'c Word),
    /// A file.
    File,
    /// Its standard input.
    Input,
}

fn reads(command: &Command) -> Reads<'_> {
    let mut words = command.arguments().iter();
    let mut has_text = false;
    while let Some(word) = words.next() {
        let text = &*word.beginning;
        if word.is("-") {
            return Reads::Input;
        } else if let Some(letters) =
            text.strip_prefix(['-', '+']).filter(|letters| !letters.starts_with('-'))
        {
            has_text |= letters.contains('c');
            if !has_text && letters.contains('s') {
                // What follows are the script's arguments.
                return Reads::Input;
            }
            if letters.ends_with(['o', 'O']) {
                words.next();
            }
        } else if text.starts_with("--") {
            if matches!(text, "--rcfile" | "--init-file") {
                words.next();
            }
        } else {
            return if has_text { Reads::Text(word) } else { Reads::File };
        }
    }
    Reads::Input
}

/// The text behind the `-c` of a shell.
pub(super) fn of_shell(command: &Command) -> Option<Inner> {
    let Reads::Text(word) = reads(command) else { return None };
    let options = command.words.iter().map_while(Word::value);
    Some(Inner::Text(text_of(word)?, Dialect::from_words(options)))
}

/// The heredoc that a shell reads instead of a file.
pub(crate) fn input_of(command: &Command) -> Option<&MappedText> {
    let shell = Shell::from_name(command.name()?);
    let is_read = shell.is_posix() && matches!(reads(command), Reads::Input);
    command.input().filter(|_| is_read)
}

/// The words of `eval`, which the shell joins and reads as its own text; only where all of them are known.
pub(super) fn of_eval(command: &Command) -> Option<Inner> {
    let mut builder = MappedTextBuilder::new(command.span.start);
    for (index, word) in command.arguments().iter().filter(|word| !word.is("--")).enumerate() {
        word.value()?;
        if index > 0 {
            builder.resolved(" ", Span::at(word.span().start));
        }
        builder.copy_part(&word.beginning, 0..word.beginning.len());
    }
    (!builder.text().is_empty()).then(|| Inner::Here(builder.finish()))
}

/// The text behind the `-c` of `su`, which starts the user's own shell; there is no knowing which one that is.
pub(super) fn of_su(command: &Command) -> Option<Inner> {
    let is_option = |word: &&Word| matches!(word.value(), Some("-c" | "--command" | "-lc"));
    let mut words = command.arguments().iter();
    words.find(is_option)?;
    Some(Inner::Text(text_of(words.next()?)?, Dialect::plain(Shell::Sh)))
}

/// What stands behind `cmd /c` and `powershell -Command`.
pub(super) fn of_windows(command: &Command, shell: Shell) -> Option<Inner> {
    let starts = |word: &Word| {
        let option = word.beginning.to_ascii_lowercase();
        matches!(option.as_str(), "/c" | "/k") && shell == Shell::Cmd
            || matches!(option.as_str(), "-command" | "-c" | "/command") && shell == Shell::PowerShell
    };
    let start = command.words.iter().position(starts)? + 1;
    match command.words.get(start..)? {
        [] => None,
        [word] => Some(Inner::Text(text_of(word)?, Dialect::plain(shell))),
        words => Some(Inner::Command(Box::new(inner(command, words, Vec::new(), false)))),
    }
}

/// What a word says, with the variables in it left as they are written: the inner shell shows them as its own words'
/// variables. Commands in it (`$(…)`) are found where they stand; here they are an empty `$()`, a hole in a word. A
/// text that is nothing but such a hole says nothing.
fn text_of(word: &Word) -> Option<MappedText> {
    if word.known {
        return Some(word.beginning.clone());
    }
    let text = &word.text;
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
    let mut builder = MappedTextBuilder::new(text.span().start);
    let mut quote = None;
    let mut index = 0;
    let mut is_only_holes = true;
    while index < bytes.len() {
        let byte = at(index);
        let next = match byte {
            b'\'' | b'"' if quote.is_none() || quote == Some(byte) => {
                quote = if quote.is_none() { Some(byte) } else { None };
                index += 1;
                continue;
            }
            b'\\' if quote != Some(b'\'') => {
                let kept = quote.is_some() && !b"$`\"\\\n".contains(&at(index + 1));
                let rest = bytes.get(index + 2..).unwrap_or_default();
                let end = index + 2 + rest.iter().take_while(|byte| (0x80..0xC0).contains(*byte)).count();
                let escaped = text.get(index + 1..end).unwrap_or_default();
                if kept {
                    builder.copy_part(text, index..end.min(bytes.len()));
                } else if escaped != "\n" {
                    builder.resolved(escaped, text.source_span(index..end.min(bytes.len())));
                }
                index = end;
                continue;
            }
            b'`' | b'$' if quote != Some(b'\'') && (byte == b'`' || at(index + 1) == b'(') => {
                let end = end_of_expansion(bytes, index);
                builder.resolved("$()", text.source_span(index..end));
                index = end;
                continue;
            }
            b'$' if quote != Some(b'\'') => match at(index + 1) {
                b'{' => end_of_expansion(bytes, index),
                _ => index + 1 + name_length(bytes.get(index + 1..).unwrap_or_default()),
            },
            _ => {
                let rest = bytes.get(index + 1..).unwrap_or_default();
                index + 1 + rest.iter().take_while(|byte| !b"'\"\\`$".contains(byte)).count()
            }
        };
        builder.copy_part(text, index..next);
        index = next;
        is_only_holes = false;
    }
    (!is_only_holes).then(|| builder.finish())
}
