//! Build stages, as the text has them: a `FROM` and what follows it.
//!
//! Which image a stage begins with, once variables are known, is not asked here.

use dlint_text::MappedText;

use crate::arguments::From;
use crate::{File, Instruction, lowercase};

/// A build stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage<'a> {
    /// Its number, from 0.
    pub index: usize,
    /// Its `FROM`.
    pub from: &'a Instruction,
    /// The instructions behind the `FROM`, up to the next one.
    pub instructions: &'a [Instruction],
}

impl<'a> Stage<'a> {
    /// What its `FROM` says.
    pub fn arguments(&self) -> Option<&'a From> {
        self.from.as_from()
    }

    /// Its name as written, if it has one. Names are the same in any case.
    pub fn name(&self) -> Option<&'a MappedText> {
        self.arguments()?.name.as_ref().map(|name| &name.value)
    }

    /// What people call it: its name, or its number.
    pub fn label(&self) -> String {
        self.name().map_or_else(|| self.index.to_string(), ToString::to_string)
    }
}

pub(crate) fn stages(file: &File) -> Vec<Stage<'_>> {
    let mut stages = Vec::new();
    let mut rest = file.instructions.as_slice();
    while let Some((instruction, behind)) = rest.split_first() {
        rest = behind;
        if instruction.as_from().is_none() {
            continue;
        }
        let length = behind.iter().take_while(|next| next.as_from().is_none()).count();
        let (instructions, next) = behind.split_at(length);
        stages.push(Stage { index: stages.len(), from: instruction, instructions });
        rest = next;
    }
    stages
}

/// Whether a stage may have this name: a letter first, then letters, digits, `-`, `_` and `.`.
///
/// ```
/// assert!(dlint_syntax::is_stage_name("build-1.x"));
/// assert!(!dlint_syntax::is_stage_name("1st"));
/// ```
pub fn is_stage_name(name: &str) -> bool {
    let name = lowercase(name);
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
}

/// What a name means to the builder itself, where that is something else than a stage.
///
/// ```
/// assert_eq!(dlint_syntax::reserved_stage_name("Scratch"), Some("`FROM scratch` means the empty image"));
/// assert_eq!(dlint_syntax::reserved_stage_name("build"), None);
/// ```
pub fn reserved_stage_name(name: &str) -> Option<&'static str> {
    match lowercase(name).as_str() {
        "scratch" => Some("`FROM scratch` means the empty image"),
        "context" => Some("`context` means the files that the build is given"),
        _ => None,
    }
}
