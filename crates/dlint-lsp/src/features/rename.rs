//! Another name for a stage, a variable, a heredoc: everywhere, or nowhere and a reason.

mod checks;
#[cfg(test)]
mod tests;

use dlint_syntax::lowercase;
use dlint_text::Span;
use tower_lsp::lsp_types::{PrepareRenameResponse, TextEdit};

use super::names::stages::{self, By};
use super::names::variables::Family;
use super::names::{Occurrence, Symbol, heredocs, occurrences, symbol_at};
use crate::view::View;

/// What would be renamed at an offset; nothing where there is no name.
///
/// # Errors
///
/// Says why a name cannot be another one.
pub(crate) fn prepare(view: &View<'_>, offset: u32) -> Result<Option<PrepareRenameResponse>, String> {
    let Some(found) = symbol_at(view, offset) else {
        return checks::no_symbol(view, offset).map_or(Ok(None), Err);
    };
    checks::can_be_renamed(view, &found)?;
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
        range: view.document.range(found.span),
        placeholder: old_name(view, &found.symbol),
    }))
}

/// The edits that give the name at an offset another one, in order.
///
/// # Errors
///
/// Says why the name cannot be renamed, or why the new one will not do.
pub(crate) fn rename(view: &View<'_>, offset: u32, new: &str) -> Result<Vec<TextEdit>, String> {
    let Some(found) = symbol_at(view, offset) else {
        let reason = checks::no_symbol(view, offset);
        return Err(reason.unwrap_or_else(|| "there is no name to change here".to_owned()));
    };
    checks::can_be_renamed(view, &found)?;
    if old_name(view, &found.symbol) == new {
        return Ok(Vec::new());
    }
    let all = || occurrences(view, &found.symbol).into_iter();
    let edits: Vec<(Span, String)> = match &found.symbol {
        Symbol::Stage(index, _) => {
            checks::stage_name(view, *index, new)?;
            stage(view, *index, new)
        }
        Symbol::Variable(family) => {
            checks::variable_name(view, family, new)?;
            all().map(|one| (one.span, new.to_owned())).collect()
        }
        Symbol::Heredoc(heredoc) => {
            checks::heredoc_name(heredoc, new)?;
            // Quotes in the middle of the name make place for quotes around it.
            let is_requoted = heredocs::opening(heredoc, view).is_none() && !heredoc.expand;
            let text = |one: &Occurrence| {
                if is_requoted && one.is_definition { format!("'{new}'") } else { new.to_owned() }
            };
            all().map(|one| (one.span, text(&one))).collect()
        }
    };
    let ranges = view.document.ranges(edits.iter().map(|(span, _)| *span));
    Ok(ranges.into_iter().zip(edits).map(|(range, (_, text))| TextEdit::new(range, text)).collect())
}

/// The places of a stage's name, each with what is to stand there: a `FROM` finds names in lower case alone.
fn stage(view: &View<'_>, index: usize, new: &str) -> Vec<(Span, String)> {
    let named = view.build.stages().get(index).map(|stage| (stages::named_at(stage), new.to_owned()));
    let uses = stages::uses(view, index).into_iter().filter_map(|used| match used.by {
        By::Number | By::Variable => None,
        By::From => Some((used.span, lowercase(new))),
        By::Name => Some((used.span, new.to_owned())),
    });
    let mut edits: Vec<(Span, String)> = named.into_iter().chain(uses).collect();
    edits.sort_by_key(|(span, _)| *span);
    edits.dedup_by_key(|(span, _)| *span);
    edits
}

fn old_name(view: &View<'_>, symbol: &Symbol<'_>) -> String {
    match symbol {
        Symbol::Stage(index, _) => {
            let stage = view.build.stages().get(*index);
            stage.and_then(|stage| stage.name).map(ToString::to_string).unwrap_or_default()
        }
        Symbol::Variable(Family { name, .. }) => name.clone(),
        Symbol::Heredoc(heredoc) => heredoc.name.clone(),
    }
}
