//! Flags of instructions that stand where nobody takes them for flags.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_shell::base_name;
use dlint_syntax::{CommandLine, Instruction, Keyword, known_flags};
use dlint_text::{MappedText, Span};

/// A word that looks like a flag and is none.
#[derive(Debug)]
pub(crate) struct Strayed {
    /// The flag's name.
    pub(crate) name: String,
    /// The word.
    pub(crate) span: Span,
    /// The word as written.
    pub(crate) text: String,
    /// What stands in front of it: where white space that goes with it begins.
    pub(crate) behind: u32,
    /// What it is taken for.
    pub(crate) taken_for: TakenFor,
}

/// What a flag in the wrong place is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TakenFor {
    /// A file to copy.
    Source,
    /// The path to copy to.
    Destination,
    /// An argument of the program.
    Argument,
    /// The program.
    Program,
}

/// The name of the flag that a word looks like.
fn flag_of(word: &str, keyword: Keyword) -> Option<&'static str> {
    let name = word.strip_prefix("--")?.split('=').next()?;
    known_flags(keyword).iter().map(|(known, _)| *known).find(|known| *known == name)
}

/// The flags that stand behind a path of a `COPY` or an `ADD`.
pub(crate) fn among_paths(instruction: &Instruction) -> Vec<Strayed> {
    let Some(transfer) = instruction.as_transfer().filter(|transfer| !transfer.json) else {
        return Vec::new();
    };
    // Whoever writes `--` says that no flag comes behind it.
    if instruction.text.contains(" -- ") {
        return Vec::new();
    }
    let sources = transfer.sources.iter().map(|source| (&source.word, TakenFor::Source));
    let destination = transfer.destination.iter().map(|word| (word, TakenFor::Destination));
    let mut behind = None;
    let mut found = Vec::new();
    for (word, taken_for) in sources.chain(destination) {
        // What is a flag of the one is meant as a flag of the other, too.
        let name = flag_of(word, Keyword::Copy).or_else(|| flag_of(word, Keyword::Add));
        if let (Some(name), Some(behind)) = (name, behind) {
            let text = word.to_string();
            found.push(Strayed { name: name.to_owned(), span: word.span, text, behind, taken_for });
        }
        behind = Some(word.span.end);
    }
    found
}

/// The flags of a `HEALTHCHECK` that stand behind its `CMD`.
pub(crate) fn behind_cmd(instruction: &Instruction) -> Vec<Strayed> {
    let Some(line) = instruction.command_line() else { return Vec::new() };
    let words = words(line);
    let is_curl = words.first().is_some_and(|(word, _)| base_name(word) == "curl");
    let mut found = Vec::new();
    let mut behind = line.text.span().start;
    for (index, (word, span)) in words.iter().enumerate() {
        let leads = words.iter().take(index).all(|(word, _)| flag_of(word, Keyword::Healthcheck).is_some());
        // No option of curl takes its value behind a `=`.
        let is_none_of_curl = is_curl && word.contains('=');
        if let Some(name) = flag_of(word, Keyword::Healthcheck).filter(|_| leads || is_none_of_curl) {
            let taken_for = if leads { TakenFor::Program } else { TakenFor::Argument };
            found.push(Strayed { name: name.to_owned(), span: *span, text: word.clone(), behind, taken_for });
        }
        behind = span.end;
    }
    found
}

/// The mounts that stand behind the command of a `RUN`.
pub(crate) fn behind_command(step: &Step<'_>, cx: &Cx<'_>) -> Vec<Strayed> {
    if !step.instruction.text.contains("--mount=type=") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let commands = cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
    for command in commands.filter(|command| command.wrapped_by.is_none()) {
        // These start containers, and have mounts of their own.
        let name = command.base_name().unwrap_or_default();
        let starts = |name: &str| {
            ["docker", "podman", "nerdctl", "buildah", "singularity", "apptainer", "echo", "printf"]
                .contains(&name)
        };
        if starts(name) || command.arguments().iter().any(|word| word.value().is_some_and(starts)) {
            continue;
        }
        for word in command.arguments() {
            if let Some(text) = word.value().filter(|text| text.starts_with("--mount=type=")) {
                let (text, span) = (text.to_owned(), word.span());
                found.push(Strayed {
                    name: "mount".into(),
                    span,
                    text,
                    behind: span.start,
                    taken_for: TakenFor::Argument,
                });
            }
        }
    }
    found
}

fn words(line: &CommandLine) -> Vec<(String, Span)> {
    if let Some(words) = &line.exec {
        return words.iter().map(|word| (word.to_string(), word.span)).collect();
    }
    let text: &MappedText = &line.text;
    let mut words = Vec::new();
    for word in text.split_ascii_whitespace().take(64) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        words.push((word.to_owned(), text.source_span(start..start + word.len())));
    }
    words
}

/// Whether a mode is one that the builder takes: octal digits, or letters as `chmod` knows them.
pub(crate) fn is_mode(mode: &str) -> bool {
    let is_octal = !mode.is_empty() && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    if is_octal {
        return u32::from_str_radix(mode, 8).is_ok_and(|mode| mode <= 0o7777);
    }
    mode.split(',').all(|clause| {
        let rest = clause.trim_start_matches(['u', 'g', 'o', 'a']);
        let is_right = |c: char| "rwxXstugo+-=".contains(c);
        rest.starts_with(['+', '-', '=']) && rest.chars().all(is_right)
    })
}
