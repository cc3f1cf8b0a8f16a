//! The texts of an instruction in which the builder puts variables in, and how it reads each.
//!
//! Source: <https://docs.docker.com/reference/dockerfile/#environment-replacement>.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::variables::Text;
use dlint_syntax::expand::Expander;
use dlint_syntax::{Arguments, Instruction};
use dlint_text::MappedText;

/// A text that the builder expands.
#[derive(Debug)]
pub(crate) struct Expanded<'a> {
    /// The text as written.
    pub(crate) text: &'a MappedText,
    /// How it is read.
    pub(crate) expander: Expander,
    /// The variable that it is the value of, in an `ENV`, an `ARG` or a `LABEL`.
    pub(crate) value_of: Option<&'a MappedText>,
}

/// All texts of a step that are expanded, in order.
pub(crate) fn expanded_texts<'a>(step: &'a Step<'_>, escape: char) -> Vec<Expanded<'a>> {
    let plain = Expander::new(escape);
    let mut all = Vec::new();
    let instruction = step.instruction;
    let mut add = |text, expander, value_of| all.push(Expanded { text, expander, value_of });
    for flag in expanded_flags(instruction) {
        add(flag, plain, None);
    }
    for option in instruction.mounts.iter().flat_map(|mount| &mount.options) {
        if let Some(value) = &option.value {
            add(value, plain, None);
        }
    }
    match &instruction.arguments {
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            for source in transfer.sources.iter().filter(|source| source.heredoc.is_none()) {
                add(&source.word.value, plain, None);
            }
            if let Some(destination) = &transfer.destination {
                add(&destination.value, plain, None);
            }
            // In a file that is written here, quotes are quotes, and the escape is always the backslash.
            let body = Expander::new('\\').ignore_quotes(true);
            for heredoc in step.heredocs().iter().filter(|heredoc| heredoc.expand) {
                add(&heredoc.body, body, None);
            }
        }
        Arguments::Env(pairs) | Arguments::Label(pairs) => {
            for pair in pairs {
                add(&pair.key, plain, None);
                add(&pair.value, plain, Some(&pair.key));
            }
        }
        Arguments::Arg(definitions) => {
            for definition in definitions {
                if let Some(value) = &definition.value {
                    add(value, plain, Some(&definition.name));
                }
            }
        }
        Arguments::User(word) | Arguments::Workdir(word) | Arguments::Stopsignal(word) => {
            if let Some(word) = word {
                add(&word.value, plain, None);
            }
        }
        Arguments::Volume(words) => {
            for word in &words.words {
                add(&word.value, plain, None);
            }
        }
        _ => {}
    }
    all
}

/// The values of the flags in which variables count.
fn expanded_flags(instruction: &Instruction) -> impl Iterator<Item = &MappedText> {
    let is_transfer = instruction.as_transfer().is_some();
    let flags = instruction
        .flags
        .iter()
        .filter(move |flag| is_transfer && matches!(&*flag.name, "chown" | "chmod" | "checksum"));
    flags.filter_map(|flag| flag.value.as_ref())
}

/// A word of a step as the builder takes it, as far as its variables are known.
pub(crate) fn expand(word: &str, step: &Step<'_>, cx: &Cx<'_>) -> Text {
    cx.build.variables(step).expand_with(word, Expander::new(cx.file.escape))
}

/// Whether a path is absolute on one of the systems that images are made for, or may be: it begins with a variable
/// that nobody knows.
pub(crate) fn is_absolute(path: &str) -> bool {
    let has_drive = matches!(path.as_bytes(), [drive, b':', ..] if drive.is_ascii_alphabetic());
    has_drive || path.starts_with(['/', '\\']) || path.starts_with("${")
}
