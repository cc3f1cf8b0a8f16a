//! What has a name in a file: stages, variables, heredocs; where each is named, and where it is used.

pub(crate) mod heredocs;
pub(crate) mod script;
pub(crate) mod site;
pub(crate) mod stages;
#[cfg(test)]
mod tests;
pub(crate) mod uses;
pub(crate) mod variables;

use dlint_syntax::Heredoc;
use dlint_text::Span;

use self::site::{Site, site_at};
use self::stages::By;
use self::variables::Family;
use crate::view::View;

/// What an offset is on.
#[derive(Debug, Clone)]
pub(crate) enum Symbol<'a> {
    /// A stage, by its number.
    Stage(usize, Option<By>),
    /// A variable that the file sets.
    Variable(Family),
    /// A heredoc.
    Heredoc(&'a Heredoc),
}

/// What an offset is on, and where the word is that says so.
#[derive(Debug, Clone)]
pub(crate) struct Found<'a> {
    /// What it is.
    pub(crate) symbol: Symbol<'a>,
    /// The name that the offset is on.
    pub(crate) span: Span,
    /// The instruction it is in.
    pub(crate) site: Site<'a>,
    /// The use, where it is one of a variable.
    pub(crate) used: Option<uses::Use>,
}

/// A place of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Occurrence {
    /// The name.
    pub(crate) span: Span,
    /// Whether it is given its name, or its value, there.
    pub(crate) is_definition: bool,
}

/// Whether an offset is in a span, or at the end of it.
pub(crate) const fn is_on(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// Whether the name of a variable may have this letter.
pub(crate) const fn is_letter(letter: char) -> bool {
    letter == '_' || letter.is_ascii_alphanumeric()
}

/// What an offset is on.
pub(crate) fn symbol_at<'a>(view: &View<'a>, offset: u32) -> Option<Found<'a>> {
    let site = site_at(view, offset)?;
    if let Some(heredoc) = heredocs::at(&site, offset) {
        let spans = [heredocs::closing(heredoc), heredocs::opening(heredoc, view), Some(heredoc.delimiter)];
        let span = spans.into_iter().flatten().find(|span| is_on(*span, offset))?;
        return Some(Found { symbol: Symbol::Heredoc(heredoc), span, site, used: None });
    }
    if let Some(found) = variable_at(view, site, offset) {
        return Some(found);
    }
    let stage = site.stage.filter(|stage| std::ptr::eq(stage.from, site.instruction));
    if let Some((stage, name)) = stage.and_then(|stage| Some((stage, stage.name?)))
        && is_on(name.span(), offset)
    {
        return Some(Found { symbol: Symbol::Stage(stage.index, None), span: name.span(), site, used: None });
    }
    let mut references = stages::references(&site, view.build).into_iter();
    let one = references.find(|one| is_on(one.span, offset))?;
    Some(Found { symbol: Symbol::Stage(one.stage, Some(one.by)), span: one.span, site, used: None })
}

fn variable_at<'a>(view: &View<'a>, site: Site<'a>, offset: u32) -> Option<Found<'a>> {
    let found = |name: &str, span, used| {
        let family = Family::new(view, name, site.scope());
        Some(Found { symbol: Symbol::Variable(family), span, site, used })
    };
    let set = variables::definitions(site).into_iter().find(|one| is_on(one.span(), offset));
    if let Some(set) = set {
        return found(set.plain(), set.span(), None);
    }
    let one = use_at(view, &site, offset)?;
    if one.own || !variables::is_set(view, &site, &one) {
        return None;
    }
    found(&one.name.clone(), one.around(offset), Some(one))
}

/// The use of a variable that an offset is on: the innermost, on its name or on its marks.
pub(crate) fn use_at<'a>(view: &View<'a>, site: &Site<'a>, offset: u32) -> Option<uses::Use> {
    let all = uses::uses(site, view.build, None);
    let on_name = |one: &&uses::Use| is_on(one.span, offset);
    let on_marks = |one: &&uses::Use| one.whole.start <= offset && offset <= one.span.end;
    all.iter().find(on_name).or_else(|| all.iter().find(on_marks)).cloned()
}

/// All places of a symbol, in order, none twice.
pub(crate) fn occurrences(view: &View<'_>, symbol: &Symbol<'_>) -> Vec<Occurrence> {
    let mut all: Vec<Occurrence> = match symbol {
        Symbol::Stage(index, _) => {
            let stage = view.build.stages().get(*index);
            let named = stage.map(|stage| Occurrence { span: stages::named_at(stage), is_definition: true });
            let uses = stages::uses(view, *index).into_iter();
            named
                .into_iter()
                .chain(uses.map(|one| Occurrence { span: one.span, is_definition: false }))
                .collect()
        }
        Symbol::Variable(family) => {
            let set = family.definitions(view).into_iter();
            let set = set.map(|one| Occurrence { span: one.span(), is_definition: true });
            let uses = family.uses(view).into_iter();
            set.chain(uses.map(|(_, one)| Occurrence { span: one.span, is_definition: false })).collect()
        }
        Symbol::Heredoc(heredoc) => {
            let opening = heredocs::opening(heredoc, view).unwrap_or(heredoc.delimiter);
            let opening = Occurrence { span: opening, is_definition: true };
            let closing = heredocs::closing(heredoc);
            let closing = closing.map(|span| Occurrence { span, is_definition: false });
            std::iter::once(opening).chain(closing).collect()
        }
    };
    all.sort_unstable_by_key(|one| (one.span, !one.is_definition));
    all.dedup_by_key(|one| one.span);
    all
}
