//! The instructions: what each does to the image, how it is written, and what to begin with.

mod commands;
mod files;
mod settings;
mod stages;

use dlint_syntax::Keyword;

use super::{Form, REFERENCE, Snippet};

/// What there is to say of an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstructionInfo {
    /// The instruction.
    pub keyword: Keyword,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// What one should know of it: a Markdown list of what becomes of the image, of the cache, and where the trap is.
    pub help: &'static str,
    /// The ways to write it, the usual one first.
    pub forms: &'static [Form],
    /// What to begin with, the usual one first.
    pub snippets: &'static [Snippet],
}

impl InstructionInfo {
    /// The page to read on.
    pub fn url(&self) -> String {
        let anchor = match self.keyword {
            Keyword::Maintainer => "maintainer-deprecated".to_owned(),
            keyword => keyword.as_str().to_ascii_lowercase(),
        };
        format!("{REFERENCE}#{anchor}")
    }
}

/// In the order in which a Dockerfile mostly has them.
const INSTRUCTIONS: &[&InstructionInfo] = &[
    &stages::FROM,
    &stages::ARG,
    &settings::ENV,
    &settings::LABEL,
    &files::WORKDIR,
    &files::COPY,
    &files::ADD,
    &commands::RUN,
    &commands::SHELL,
    &settings::USER,
    &settings::EXPOSE,
    &files::VOLUME,
    &commands::HEALTHCHECK,
    &commands::STOPSIGNAL,
    &commands::ENTRYPOINT,
    &commands::CMD,
    &stages::ONBUILD,
    &settings::MAINTAINER,
];

/// All instructions, in the order in which a Dockerfile mostly has them.
pub fn instructions() -> impl Iterator<Item = &'static InstructionInfo> {
    INSTRUCTIONS.iter().copied()
}

/// What there is to say of an instruction; nothing of [`Keyword::Unknown`].
pub fn instruction(keyword: Keyword) -> Option<&'static InstructionInfo> {
    instructions().find(|info| info.keyword == keyword)
}

/// The instructions that may stand behind `ONBUILD`.
pub fn onbuild_children() -> impl Iterator<Item = &'static InstructionInfo> {
    instructions()
        .filter(|info| !matches!(info.keyword, Keyword::From | Keyword::Maintainer | Keyword::Onbuild))
}
