//! The texts of an instruction in which the builder puts variables in, and how it reads each.
//!
//! Source: <https://docs.docker.com/reference/dockerfile/#environment-replacement>.

use dlint_text::MappedText;

use crate::arguments::Arguments;
use crate::expand::Expander;
use crate::instruction::{Heredoc, Instruction};

/// A text that the builder expands.
#[derive(Debug, Clone, Copy)]
pub struct ExpandedText<'a> {
    /// The text as written.
    pub text: &'a MappedText,
    /// How it is read.
    pub expander: Expander,
    /// Where in the instruction it stands.
    pub place: TextPlace<'a>,
}

impl<'a> ExpandedText<'a> {
    /// The variable or label that it is the value of.
    pub const fn value_of(&self) -> Option<&'a MappedText> {
        match self.place {
            TextPlace::ValueOf(name) => Some(name),
            _ => None,
        }
    }
}

/// Where in an instruction a text stands that the builder expands.
#[derive(Debug, Clone, Copy)]
pub enum TextPlace<'a> {
    /// The value of a flag, by its name.
    Flag(&'a str),
    /// The value of an option of a mount.
    Mount,
    /// The image of a `FROM`.
    Image,
    /// What a variable or a label is set to: its name.
    ValueOf(&'a MappedText),
    /// A port of an `EXPOSE`.
    Port,
    /// A word: a path, a user, a signal, the name in front of a value.
    Word,
    /// What stands in a file that a heredoc writes.
    Body,
}

/// All texts of an instruction that are expanded: its flags, its arguments, its heredocs. Those of an `ONBUILD` are the
/// texts of the instruction behind it; its heredocs are the `ONBUILD`'s.
///
/// ```
/// use dlint_syntax::expanded_texts;
/// use dlint_text::SourceFile;
///
/// let source = SourceFile::new("Dockerfile", "FROM debian\nCOPY --chown=$U a$B /srv/\n");
/// let file = dlint_syntax::parse(&source);
/// let copy = &file.instructions[1];
/// let texts: Vec<String> =
///     expanded_texts(copy, &copy.heredocs, file.escape).iter().map(|one| one.text.to_string()).collect();
/// assert_eq!(texts, ["$U", "a$B", "/srv/"]);
/// ```
pub fn expanded_texts<'a>(
    instruction: &'a Instruction,
    heredocs: &'a [Heredoc],
    escape: char,
) -> Vec<ExpandedText<'a>> {
    let plain = Expander::new(escape);
    let mut all = Vec::new();
    let mut add = |text, place| all.push(ExpandedText { text, expander: plain, place });
    for flag in instruction.flags.iter().filter(|flag| is_expanded(&flag.name)) {
        if let Some(value) = &flag.value {
            add(value, TextPlace::Flag(&flag.name));
        }
    }
    for option in instruction.mounts.iter().flat_map(|mount| &mount.options) {
        if let Some(value) = &option.value {
            add(value, TextPlace::Mount);
        }
    }
    match &instruction.arguments {
        Arguments::From(from) => {
            if let Some(image) = &from.image {
                add(&image.word.value, TextPlace::Image);
            }
        }
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            let sources = transfer.sources.iter().filter(|source| source.heredoc.is_none());
            for word in sources.map(|source| &source.word).chain(&transfer.destination) {
                add(&word.value, TextPlace::Word);
            }
        }
        Arguments::Env(pairs) | Arguments::Label(pairs) => {
            for pair in pairs {
                add(&pair.key, TextPlace::Word);
                add(&pair.value, TextPlace::ValueOf(&pair.key));
            }
        }
        Arguments::Arg(definitions) => {
            for definition in definitions {
                if let Some(value) = &definition.value {
                    add(value, TextPlace::ValueOf(&definition.name));
                }
            }
        }
        Arguments::User(word) | Arguments::Workdir(word) | Arguments::Stopsignal(word) => {
            if let Some(word) = word {
                add(&word.value, TextPlace::Word);
            }
        }
        Arguments::Volume(volumes) => {
            for word in &volumes.words {
                add(&word.value, TextPlace::Word);
            }
        }
        Arguments::Expose(expose) => {
            for port in &expose.ports {
                add(&port.word.value, TextPlace::Port);
            }
        }
        _ => {}
    }
    if instruction.as_transfer().is_some() {
        // In a file that is written here, quotes are quotes, and the escape is always the backslash.
        let expander = Expander::new('\\').ignore_quotes(true);
        let bodies = heredocs.iter().filter(|heredoc| heredoc.expand);
        all.extend(bodies.map(|heredoc| ExpandedText {
            text: &heredoc.body,
            expander,
            place: TextPlace::Body,
        }));
    }
    all
}

/// Whether variables are put into the value of a flag.
fn is_expanded(flag: &str) -> bool {
    matches!(flag, "platform" | "chown" | "chmod" | "checksum")
}
