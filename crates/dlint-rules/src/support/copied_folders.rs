//! Folders of the build context that steps copy with all that is in them.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect, Origin, ReadFrom, Shape};
use dlint_model::path::ImagePath;
use dlint_syntax::Source;

/// A folder of the build context that a step copies with all that is in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Copied<'s> {
    /// The step.
    pub(crate) step: &'s Step<'s>,
    /// The source as written.
    pub(crate) source: &'s Source,
    /// The folder of the context.
    pub(crate) from: &'s ImagePath,
    /// Where it ends up.
    pub(crate) to: &'s ImagePath,
}

/// What a step copies from the build context that is, or may be, a folder.
pub(crate) fn copied<'s>(step: &'s Step<'s>, cx: &Cx<'s>) -> Vec<Copied<'s>> {
    let Some(transfer) = step.instruction.as_transfer() else { return Vec::new() };
    let all = &cx.build.effects(step).all;
    let of = |source: &'s Source| {
        let own = |effect: &&Effect| effect.span == source.word.span;
        let from = all.iter().filter(own).find_map(|effect| match &effect.action {
            Action::Read { path, from: ReadFrom::Context } => Some(path),
            _ => None,
        })?;
        let to = all.iter().filter(own).find_map(|effect| match &effect.action {
            Action::Write { path, shape: Shape::Tree | Shape::Any, origin: Origin::Context } => Some(path),
            _ => None,
        })?;
        Some(Copied { step, source, from, to })
    };
    transfer.sources.iter().filter_map(of).collect()
}

/// The names of what a step copies from the build context, other than everything.
pub(crate) fn named<'s>(step: &'s Step<'s>, cx: &Cx<'s>) -> impl Iterator<Item = (&'s str, u32)> {
    let line = step.instruction.first_line;
    let reads = cx.build.effects(step).all.iter().filter_map(|effect| match &effect.action {
        Action::Read { path, from: ReadFrom::Context } => path.file_name(),
        _ => None,
    });
    reads.filter(|name| !matches!(*name, "*" | "**")).map(move |name| (name, line))
}

impl Copied<'_> {
    /// Whether it is the whole build context.
    pub(crate) fn is_all(&self) -> bool {
        matches!(self.from.as_str(), "/" | "/*" | "/**")
    }

    /// Whether its name is more likely that of a folder than that of a file.
    pub(crate) fn is_folder(&self) -> bool {
        let name = self.from.file_name().unwrap_or_default();
        !name.starts_with('.') && name.contains(|c: char| c.is_ascii_lowercase())
    }

    /// The path in the build context of a file that it brings; `""` for the root.
    pub(crate) fn source_of(&self, file: &ImagePath) -> Option<String> {
        let rest = file.as_str().strip_prefix(self.to.as_str().trim_end_matches('/'))?;
        let folder = if self.is_all() { "" } else { self.from.as_str().trim_matches('/') };
        Some(format!("{folder}{rest}").trim_matches('/').to_owned())
    }
}
