//! Variables: those in scope behind a `$`, and names for an `ARG`.

use std::collections::HashMap;
use std::ops::Range;

use dlint_model::Stage;
use dlint_model::secrets::is_secret;
use dlint_model::variables::{SetBy, Value, Variable, Variables, is_platform};
use dlint_syntax::{Heredoc, Keyword};
use tower_lsp::lsp_types::CompletionItemKind;

use super::item::{Entry, Items, Slot, short};
use super::place::{Cursor, is_blank};
use crate::features::names::is_letter;
use crate::features::names::variables::set_by_triggers;
use crate::language::{VARIABLES, VariableKind};
use crate::view::View;

/// Behind a `$` in the text of an instruction; says whether the cursor is there.
pub(super) fn complete(items: &mut Items<'_>, cursor: &Cursor<'_>) -> bool {
    let Some(name) = reference(cursor.text().as_str(), cursor.at, items.view.file.escape) else {
        return false;
    };
    if cursor.apart || !expands(cursor) {
        return true;
    }
    if let Some(slot) = cursor.slot(name.clone()) {
        let mark = closing(cursor.text().as_str(), &name);
        offer(items, &slot, cursor, mark);
    }
    true
}

/// The same in the body of a heredoc.
pub(super) fn in_heredoc(items: &mut Items<'_>, cursor: &Cursor<'_>, heredoc: &Heredoc) -> bool {
    let start = heredoc.body.span().start;
    let at = cursor.offset.saturating_sub(start) as usize;
    let body = heredoc.body.as_str();
    let Some(name) = reference(body, at, '\\') else { return false };
    let span = heredoc.body.source_span(name.clone());
    let span = if name.is_empty() { dlint_text::Span::at(cursor.offset) } else { span };
    if let Some(slot) = Slot::new(items.view, span, cursor.offset) {
        let mark = closing(body, &name);
        offer(items, &slot, cursor, mark);
    }
    true
}

/// The name of the variable that the place is in, where it is behind a `$` or a `${`.
fn reference(text: &str, at: usize, escape: char) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let front = before.trim_end_matches(is_letter);
    let open = front.strip_suffix('{').unwrap_or(front).strip_suffix('$')?;
    let escapes = open.len() - open.trim_end_matches(escape).len();
    if escapes % 2 == 1 {
        return None;
    }
    let behind = text.get(at..)?;
    Some(front.len()..at + (behind.len() - behind.trim_start_matches(is_letter).len()))
}

/// What closes the reference, where it is missing.
fn closing(text: &str, name: &Range<usize>) -> &'static str {
    let is_open = text.get(..name.start).is_some_and(|before| before.ends_with('{'));
    let next = text.get(name.end..).and_then(|rest| rest.chars().next());
    // Behind a name in braces may come `:-` and its like.
    let is_closed = next.is_some_and(|next| "}:-+?#%/".contains(next));
    if is_open && !is_closed { "}" } else { "" }
}

/// Whether somebody puts variables in where the cursor is.
fn expands(cursor: &Cursor<'_>) -> bool {
    let instruction = cursor.instruction;
    let is_exec = instruction.command_line().is_some_and(dlint_syntax::CommandLine::is_exec);
    let is_raw = matches!(instruction.keyword, Keyword::Shell | Keyword::Maintainer | Keyword::Unknown);
    let flag = cursor.flag().and_then(|flag| cursor.text().as_str().get(flag.start..cursor.at));
    let is_from = flag.is_some_and(|flag| flag.starts_with("--from="));
    !is_from && !is_raw && (!is_exec || flag.is_some_and(|flag| flag.starts_with('-')))
}

/// More stages below one are not looked through.
const MOST_STAGES: usize = 50;

/// A variable that is in scope.
struct Seen<'v> {
    from: &'static str,
    value: Option<&'v str>,
    rank: u8,
}

fn offer(items: &mut Items<'_>, slot: &Slot, cursor: &Cursor<'_>, mark: &str) {
    let view = items.view;
    for (name, seen) in in_scope(view, cursor) {
        let is_hidden = seen.value.is_some_and(|value| {
            is_secret(&name, Some(value)).is_some() && !value.is_empty() || items.hidden.are_in(value)
        });
        let detail = match seen.value {
            Some(_) if is_hidden => format!("{}, a secret", seen.from),
            Some(value) => format!("{} = {}", seen.from, short(value)),
            None => seen.from.to_owned(),
        };
        let text = format!("{name}{mark}");
        let entry = Entry::new(name, CompletionItemKind::VARIABLE).writes(text).detail(detail);
        items.add(slot, entry.rank(seen.rank));
    }
}

/// The variables in scope, those of the file first, each name once.
fn in_scope<'v>(view: &'v View<'v>, cursor: &Cursor<'v>) -> Vec<(String, Seen<'v>)> {
    let keyword = cursor.instruction.keyword;
    // What runs in a container later sees no `ARG`.
    let at_run_time = matches!(keyword, Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck);
    let is_global = cursor.stage().is_none() || keyword == Keyword::From;
    let mut seen: Vec<(String, Seen<'v>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut add = |name: &str, one: Seen<'v>, replaces: bool| {
        if let Some(at) = index.get(name) {
            if let Some((_, old)) = seen.get_mut(*at).filter(|_| replaces) {
                *old = one;
            }
        } else {
            index.insert(name.to_owned(), seen.len());
            seen.push((name.to_owned(), one));
        }
    };
    let site = cursor.site();
    let of = |variable: &'v Variable| Seen {
        from: match (variable.set_by, &variable.value) {
            (SetBy::Arg, Value::Unset) => "ARG without a default",
            (SetBy::Arg, _) => "ARG",
            (SetBy::Env, _) => "ENV",
        },
        value: match &variable.value {
            Value::Known(text) | Value::Open(text) => Some(text.as_str()),
            Value::Unset => None,
        },
        rank: 1,
    };
    if is_global {
        let variables = site.map(|site| site.variables(view.build, cursor.offset));
        for variable in variables.iter().flat_map(Variables::of_this_stage) {
            add(&variable.name, of(variable), true);
        }
    } else if let Some(stage) = cursor.stage() {
        // What the later stage sets counts, so the first one comes first.
        let chain: Vec<&Stage<'_>> = view.build.chain(stage).take(MOST_STAGES).collect();
        for one in chain.iter().rev() {
            let variables = match site.filter(|_| one.index == stage) {
                Some(site) => site.variables(view.build, cursor.offset),
                None => view.build.variables_at_end(one),
            };
            let of_stage = variables.of_this_stage();
            for variable in of_stage.filter(|one| !at_run_time || one.set_by == SetBy::Env) {
                add(&variable.name, of(variable), true);
            }
        }
        let by_triggers = site.iter().flat_map(set_by_triggers);
        for one in by_triggers.filter(|one| !at_run_time || one.set_by == SetBy::Env) {
            add(one.plain(), Seen { from: "set by an `ONBUILD` above", value: None, rank: 1 }, true);
        }
        if let Some(environment) =
            chain.first().and_then(|stage| stage.facts()).map(|facts| &facts.environment)
        {
            for name in environment.names.iter().chain(environment.values.iter().map(|(name, _)| name)) {
                let value = environment.value(name);
                add(name, Seen { from: "of the base image", value, rank: 3 }, false);
            }
        }
        add("PATH", Seen { from: "of the base image", value: None, rank: 3 }, false);
    }
    for variable in VARIABLES {
        let is_there = match variable.kind {
            VariableKind::Platform => is_global,
            VariableKind::Proxy => keyword == Keyword::Run,
            VariableKind::Builder => false,
        };
        if is_there {
            add(variable.name, Seen { from: variable.doc, value: None, rank: 5 }, false);
        }
    }
    seen
}

/// Behind `ARG`: the global ones that the stage has not declared yet, and what a builder brings along.
pub(super) fn names(items: &mut Items<'_>, cursor: &Cursor<'_>) {
    let word = cursor.word(is_blank);
    let text = cursor.text().as_str();
    let typed = text.get(word.start..cursor.at).unwrap_or_default();
    if typed.contains(['=', '"', '\'']) {
        return;
    }
    let whole = text.get(word.clone()).unwrap_or_default();
    let end = whole.find('=').map_or(word.end, |at| word.start + at);
    let Some(slot) = cursor.slot(word.start..end) else { return };
    let view = items.view;
    let stage = cursor.stage();
    let mut declared: Vec<&str> = Vec::new();
    if let Some(stage) = stage.and_then(|stage| view.build.stages().get(stage)) {
        let here = cursor.outer.span.start;
        let variables = view.build.variables_at_end(stage);
        let above = variables.of_this_stage().filter(|one| one.span.start < here && one.set_by == SetBy::Arg);
        declared.extend(above.map(|one| one.name.as_str()));
        let mut offered = std::collections::HashSet::new();
        for variable in view.build.global_variables().of_this_stage() {
            let name = variable.name.as_str();
            if declared.contains(&name) || !offered.insert(name) || is_platform(name) {
                continue;
            }
            let detail = match variable.value.known() {
                Some(value) if is_secret(name, Some(value)).is_some() || items.hidden.are_in(value) => {
                    "declared above, a secret".to_owned()
                }
                Some(value) => format!("declared above = {}", short(value)),
                None => "declared above".to_owned(),
            };
            items.add(&slot, Entry::new(name, CompletionItemKind::VARIABLE).detail(detail).rank(1));
        }
    }
    for variable in VARIABLES {
        let rank = match variable.kind {
            VariableKind::Platform if stage.is_some() => 3,
            VariableKind::Builder => 6,
            VariableKind::Platform | VariableKind::Proxy => continue,
        };
        if !declared.contains(&variable.name) {
            let entry = Entry::new(variable.name, CompletionItemKind::CONSTANT).detail(variable.doc);
            items.add(&slot, entry.rank(rank));
        }
    }
}
