//! An instruction and its parts, each with its place in the file.

use std::ops::Range;

use dlint_text::{MappedText, Span};

use crate::arguments::{
    Arguments, CommandLine, Definition, Expose, From, Healthcheck, Onbuild, Pair, Transfer, Words,
};
use crate::mount::Mount;

/// An instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// Which instruction it is.
    pub keyword: Keyword,
    /// The keyword as written.
    pub keyword_text: MappedText,
    /// The logical line: its physical lines joined, without comments, blank lines and escapes between them.
    pub text: MappedText,
    /// From the keyword's first byte to the last byte of the text; heredocs are not in it.
    pub span: Span,
    /// The flags between the keyword and the arguments.
    pub flags: Vec<Flag>,
    /// The `--mount` flags of a `RUN`, taken apart.
    pub mounts: Vec<Mount>,
    /// What the instruction is told to do.
    pub arguments: Arguments,
    /// The heredocs it opens, in order.
    pub heredocs: Vec<Heredoc>,
    /// Its first physical line, from 1.
    pub first_line: u32,
    /// Its last physical line, with heredocs and whatever a dangling escape swallowed.
    pub last_line: u32,
    /// The comments that belong to it: a range of [`File::comments`](crate::File::comments).
    pub comments: Range<u32>,
}

impl Instruction {
    /// The logical line behind the keyword: flags and arguments, with the blanks around them.
    pub fn after_keyword(&self) -> &str {
        self.text.strip_prefix(self.keyword_text.as_str()).unwrap_or(&self.text)
    }

    /// The first flag of this name.
    pub fn flag(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().find(|flag| &*flag.name == name)
    }

    /// Whether `BuildKit` took the arguments as a JSON array.
    pub fn is_json(&self) -> bool {
        match &self.arguments {
            Arguments::Copy(transfer) | Arguments::Add(transfer) => transfer.json,
            Arguments::Volume(words) => words.json,
            Arguments::Run(line)
            | Arguments::Cmd(line)
            | Arguments::Entrypoint(line)
            | Arguments::Shell(line) => line.is_exec(),
            Arguments::Healthcheck(health) => health.command.as_ref().is_some_and(CommandLine::is_exec),
            _ => false,
        }
    }

    /// The command line of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD`.
    pub fn command_line(&self) -> Option<&CommandLine> {
        match &self.arguments {
            Arguments::Run(line) | Arguments::Cmd(line) | Arguments::Entrypoint(line) => Some(line),
            Arguments::Healthcheck(health) => health.command.as_ref(),
            _ => None,
        }
    }

    /// The arguments of a `FROM`.
    pub fn as_from(&self) -> Option<&From> {
        if let Arguments::From(from) = &self.arguments { Some(from) } else { None }
    }

    /// The arguments of an `ADD` or a `COPY`.
    pub fn as_transfer(&self) -> Option<&Transfer> {
        if let Arguments::Add(transfer) | Arguments::Copy(transfer) = &self.arguments {
            Some(transfer)
        } else {
            None
        }
    }

    /// The pairs of an `ENV` or a `LABEL`.
    pub fn as_pairs(&self) -> Option<&[Pair]> {
        if let Arguments::Env(pairs) | Arguments::Label(pairs) = &self.arguments { Some(pairs) } else { None }
    }

    /// The definitions of an `ARG`.
    pub fn as_definitions(&self) -> Option<&[Definition]> {
        if let Arguments::Arg(definitions) = &self.arguments { Some(definitions) } else { None }
    }

    /// The arguments of an `ONBUILD`.
    pub fn as_onbuild(&self) -> Option<&Onbuild> {
        if let Arguments::Onbuild(onbuild) = &self.arguments { Some(onbuild) } else { None }
    }

    /// The arguments of an `EXPOSE`.
    pub fn as_expose(&self) -> Option<&Expose> {
        if let Arguments::Expose(expose) = &self.arguments { Some(expose) } else { None }
    }

    /// The arguments of a `HEALTHCHECK`.
    pub fn as_healthcheck(&self) -> Option<&Healthcheck> {
        if let Arguments::Healthcheck(healthcheck) = &self.arguments { Some(healthcheck) } else { None }
    }

    /// The paths of a `VOLUME`.
    pub fn as_volume(&self) -> Option<&Words> {
        if let Arguments::Volume(words) = &self.arguments { Some(words) } else { None }
    }
}

macro_rules! keywords {
    ($($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)?) => {
        /// The instructions that `BuildKit` knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Keyword {
            $($(#[$doc])* $variant,)+
            /// None of them.
            Unknown,
        }

        impl Keyword {
            /// All known keywords, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// All of them, and the unknown one.
            pub const EVERY: &[Self] = &[$(Self::$variant,)+ Self::Unknown];

            /// The keyword in capitals; `""` for an unknown one.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown => "",
                }
            }
        }
    };
}

keywords! {
    /// `ADD`
    Add = "ADD",
    /// `ARG`
    Arg = "ARG",
    /// `CMD`
    Cmd = "CMD",
    /// `COPY`
    Copy = "COPY",
    /// `ENTRYPOINT`
    Entrypoint = "ENTRYPOINT",
    /// `ENV`
    Env = "ENV",
    /// `EXPOSE`
    Expose = "EXPOSE",
    /// `FROM`
    From = "FROM",
    /// `HEALTHCHECK`
    Healthcheck = "HEALTHCHECK",
    /// `LABEL`
    Label = "LABEL",
    /// `MAINTAINER`
    Maintainer = "MAINTAINER",
    /// `ONBUILD`
    Onbuild = "ONBUILD",
    /// `RUN`
    Run = "RUN",
    /// `SHELL`
    Shell = "SHELL",
    /// `STOPSIGNAL`
    Stopsignal = "STOPSIGNAL",
    /// `USER`
    User = "USER",
    /// `VOLUME`
    Volume = "VOLUME",
    /// `WORKDIR`
    Workdir = "WORKDIR",
}

/// A text in lower case as builders see it: letter by letter.
///
/// Some letters outside of ASCII have an ASCII letter as their lower case: the Kelvin sign is a `k`, and `İ` is an `i`
/// without the second dot that Unicode would give it.
///
/// ```
/// assert_eq!(dlint_syntax::lowercase("WORKDİR"), "workdir");
/// ```
pub fn lowercase(text: &str) -> String {
    text.chars().filter_map(|letter| letter.to_lowercase().next()).collect()
}

impl Keyword {
    /// The keyword that `text` is, in any case.
    pub fn from_text(text: &str) -> Self {
        let known =
            |text: &str| Self::ALL.iter().copied().find(|known| known.as_str().eq_ignore_ascii_case(text));
        if text.is_ascii() { known(text) } else { known(&lowercase(text)) }.unwrap_or(Self::Unknown)
    }

    /// Whether the instruction can open heredocs.
    pub const fn takes_heredocs(self) -> bool {
        matches!(self, Self::Add | Self::Copy | Self::Run)
    }
}

/// A flag: `--name` or `--name=value`.
///
/// Quotes and escapes are resolved in the texts, as the builder does before it looks at them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The whole flag with its dashes, quotes resolved.
    pub text: MappedText,
    /// The whole flag as it stands in the file.
    pub span: Span,
    /// Its name, without the dashes.
    pub name: MappedText,
    /// What stands behind the `=`; `None` where there is none.
    pub value: Option<MappedText>,
}

/// A heredoc: `<<EOF`, the lines behind it, and `EOF`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heredoc {
    /// The opener: `<<-"EOF"`, with a file descriptor in front if there is one.
    pub opener: Span,
    /// The name with its quotes, inside the opener.
    pub delimiter: Span,
    /// The name without quotes: the line that ends the body, and the file name for `COPY`.
    pub name: String,
    /// The file descriptor in front of `<<`, 0 if there is none.
    pub descriptor: u64,
    /// Whether variables in the body are expanded: no part of the name is quoted.
    pub expand: bool,
    /// Whether `<<-` cuts tabs off the beginning of each line.
    pub strip_tabs: bool,
    /// The body as it stands in the file, tabs and line endings included.
    pub body: MappedText,
    /// The line that ends it, without its line ending; `None` where it is missing.
    pub terminator: Option<Span>,
}
