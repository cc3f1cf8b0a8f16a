//! Another name for a stage, a variable, a heredoc: everywhere, or nowhere and a reason.

mod checks;
#[cfg(test)]
mod tests;

use dlint_syntax::lowercase;
use tower_lsp::lsp_types::{PrepareRenameResponse, TextEdit};

use super::names::stages::{self, By};
use super::names::variables::Family;
use super::names::{Found, Occurrence, Symbol, heredocs, occurrences, symbol_at};
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
    let edit = |one: Occurrence, new: String| TextEdit::new(view.document.range(one.span), new);
    match &found.symbol {
        Symbol::Stage(index, _) => {
            checks::stage_name(view, *index, new)?;
            Ok(stage(view, &found, *index, new).into_iter().map(|(one, new)| edit(one, new)).collect())
        }
        Symbol::Variable(family) => {
            checks::variable_name(view, family, new)?;
            let all = occurrences(view, &found.symbol).into_iter();
            Ok(all.map(|one| edit(one, new.to_owned())).collect())
        }
        Symbol::Heredoc(heredoc) => {
            checks::heredoc_name(heredoc, new)?;
            let opening = heredocs::opening(heredoc, view);
            let all = occurrences(view, &found.symbol).into_iter();
            let text = |one: &Occurrence| {
                // Quotes in the middle of the name make place for quotes around it.
                let is_requoted = one.is_definition && opening.is_none() && !heredoc.expand;
                if is_requoted { format!("'{new}'") } else { new.to_owned() }
            };
            Ok(all.map(|one| (text(&one), one)).map(|(text, one)| edit(one, text)).collect())
        }
    }
}

/// The places of a stage's name, each with what is to stand there: a `FROM` finds names in lower case alone.
fn stage(view: &View<'_>, found: &Found<'_>, index: usize, new: &str) -> Vec<(Occurrence, String)> {
    let uses = stages::uses(view, index);
    let all = occurrences(view, &found.symbol).into_iter();
    let edits = all.filter_map(|one| {
        let by = uses.iter().find(|used| used.span == one.span && !one.is_definition).map(|used| used.by);
        match by {
            Some(By::Number | By::Variable) => None,
            Some(By::From) => Some((one, lowercase(new))),
            Some(By::Name) | None => Some((one, new.to_owned())),
        }
    });
    edits.collect()
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
