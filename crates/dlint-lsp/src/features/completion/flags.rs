//! Flags and their values.

use std::ops::Range;

use tower_lsp::lsp_types::CompletionItemKind;

use super::frontend::{Reader, since};
use super::item::{Entry, Items};
use super::place::{Cursor, is_blank};
use super::{mounts, offers, owners, stages};
use crate::language::{self, FlagInfo, ValueKind};

/// In a flag, or where one may begin.
pub(super) fn complete(items: &mut Items<'_>, cursor: &Cursor<'_>, flag: &Range<usize>) {
    let typed = cursor.text().as_str().get(flag.start..cursor.at).unwrap_or_default();
    match typed.find('=') {
        Some(equals) => {
            let name = typed.get(..equals).unwrap_or_default().trim_start_matches('-');
            let info = language::flag(cursor.instruction.keyword, name);
            if let Some(info) = info {
                value(items, cursor, info, flag.start + equals + 1..flag.end);
            }
        }
        None => names(items, cursor, flag),
    }
}

/// The flags that are not there yet.
fn names(items: &mut Items<'_>, cursor: &Cursor<'_>, flag: &Range<usize>) {
    let keyword = cursor.instruction.keyword;
    let whole = cursor.text().as_str().get(flag.clone()).unwrap_or_default();
    let has_value = whole.find('=');
    let end = has_value.map_or(flag.end, |at| flag.start + at);
    // An empty place is one for an argument first.
    let rank = if whole.is_empty() { 6 } else { 1 };
    let Some(slot) = cursor.slot(flag.start..end) else { return };
    let here = slot_start(cursor, flag);
    // Two dashes alone end the flags for the builder; those behind them are there all the same.
    let behind = cursor.text().as_str().get(flag.end..).unwrap_or_default();
    let behind = behind.split(is_blank).filter(|word| !word.is_empty());
    let behind: Vec<&str> = behind
        .map_while(|word| word.strip_prefix("--"))
        .map(|word| word.split('=').next().unwrap_or_default())
        .collect();
    let is_there = |info: &&FlagInfo| {
        let mut others = cursor.instruction.flags.iter().filter(|other| other.span.start != here);
        let is_given = others.any(|other| *other.name == *info.name) || behind.contains(&info.name);
        is_given && !language::repeats(keyword, info.name)
    };
    let reader = Reader::of(items.view);
    for info in language::flags(keyword).iter().filter(|info| !is_there(info)) {
        let refused = reader.refuses(keyword, info);
        let name = format!("--{}", info.name);
        let takes_value = info.value != ValueKind::Boolean && has_value.is_none();
        let text = if takes_value { format!("{name}=") } else { name.clone() };
        let came = since(keyword, info);
        let detail = match &refused {
            Some(why) if came.is_empty() => why.clone(),
            Some(why) => format!("{came}; {why}"),
            None => came,
        };
        let entry = Entry::new(name, CompletionItemKind::FIELD)
            .writes(text)
            .detail(detail)
            .doc(info.doc)
            .rank(if refused.is_some() { 8 } else { rank });
        items.add(&slot, entry);
    }
}

fn slot_start(cursor: &Cursor<'_>, flag: &Range<usize>) -> u32 {
    if flag.is_empty() { cursor.offset } else { cursor.text().source_start(flag.start as u32) }
}

/// The value of a flag.
fn value(items: &mut Items<'_>, cursor: &Cursor<'_>, info: &FlagInfo, value: Range<usize>) {
    let value = unquoted(cursor, value);
    match info.value {
        ValueKind::StageOrImage => stages::targets(items, cursor, value),
        ValueKind::Owner => owners::complete(items, cursor, value),
        ValueKind::Mount => mounts::complete(items, cursor, value),
        _ => offers(items, cursor.slot(value), info.offers, CompletionItemKind::VALUE),
    }
}

/// A value without the quotes around it.
fn unquoted(cursor: &Cursor<'_>, value: Range<usize>) -> Range<usize> {
    let text = cursor.text().as_str().get(value.clone()).unwrap_or_default();
    let Some(quote) = text.chars().next().filter(|letter| matches!(letter, '"' | '\'')) else { return value };
    let is_closed = text.len() > 1 && text.ends_with(quote) && cursor.at < value.end;
    let start = value.start + usize::from(cursor.at > value.start);
    start..value.end - usize::from(is_closed)
}
