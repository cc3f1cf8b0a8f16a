//! The keys and values of `RUN --mount=`.

use std::ops::Range;

use tower_lsp::lsp_types::CompletionItemKind;

use super::frontend::Reader;
use super::item::Entry;
use super::item::Items;
use super::place::Cursor;
use super::{offers, owners, paths, stages};
use crate::language::{MOUNTS, MountKey, MountKind, ValueKind, mount_kind};

/// In the value of `--mount=`, which is a part of the instruction's text.
pub(super) fn complete(items: &mut Items<'_>, cursor: &Cursor<'_>, value: Range<usize>) {
    let text = cursor.text().as_str();
    let Some(whole) = text.get(value.clone()) else { return };
    let at = cursor.at.saturating_sub(value.start);
    let before = whole.get(..at).unwrap_or_default();
    let start = before.rfind(',').map_or(0, |comma| comma + 1);
    let end = whole.get(at..).and_then(|rest| rest.find(',')).map_or(whole.len(), |comma| at + comma);
    let options: Vec<&str> = whole.split(',').collect();
    let kind = kind_of(&options);
    let written = before.get(start..).unwrap_or_default();
    let part = value.start + start..value.start + end;
    if let Some(equals) = written.find('=') {
        let name = written.get(..equals).unwrap_or_default();
        let part = part.start + equals + 1..part.end;
        values(items, cursor, kind, name, part, &options);
        return;
    }
    let current = before.matches(',').count();
    let others = options.iter().enumerate().filter(|(index, _)| *index != current);
    let others: Vec<&str> = others.map(|(_, option)| option.split('=').next().unwrap_or_default()).collect();
    keys(items, cursor, kind, part, &others);
}

/// The type of the mount; one that says nothing is a `bind`.
fn kind_of(options: &[&str]) -> Option<&'static MountKind> {
    let named = |option: &&str| {
        let (key, value) = option.split_once('=')?;
        key.eq_ignore_ascii_case("type").then(|| value.to_owned())
    };
    match options.iter().rev().find_map(named) {
        Some(name) => mount_kind(&name),
        None => mount_kind("bind"),
    }
}

/// The keys that are not there yet.
fn keys(
    items: &mut Items<'_>,
    cursor: &Cursor<'_>,
    kind: Option<&'static MountKind>,
    part: Range<usize>,
    others: &[&str],
) {
    let text = cursor.text().as_str().get(part.clone()).unwrap_or_default();
    let equals = text.find('=');
    let end = equals.map_or(part.end, |at| part.start + at);
    let Some(slot) = cursor.slot(part.start..end) else { return };
    let mark = if equals.is_some() { "" } else { "=" };
    let has = |name: &str| others.iter().any(|other| other.eq_ignore_ascii_case(name));
    if !has("type") {
        for kind in MOUNTS {
            let text = format!("type={}", kind.name);
            if equals.is_none() {
                let entry = Entry::new(text, CompletionItemKind::ENUM_MEMBER).detail(kind.doc).rank(1);
                items.add(&slot, entry);
            }
        }
        if equals.is_some() {
            items.add(&slot, Entry::new("type", CompletionItemKind::PROPERTY).rank(1));
        }
    }
    let reader = Reader::of(items.view);
    let keys = kind.map(|kind| kind.keys).unwrap_or_default();
    let is_free = |key: &&MountKey| !has(key.name) && !key.aliases.iter().any(|alias| has(alias));
    for key in keys.iter().filter(is_free) {
        let refused = reader.refuses_before(key.since);
        let came = key.since.map(|(major, minor)| format!("frontend {major}.{minor}"));
        let is_required = key.required.then(|| "required".to_owned());
        let detail: Vec<String> = [is_required, came, refused.clone()].into_iter().flatten().collect();
        let rank = match (refused, key.required) {
            (Some(_), _) => 8,
            (None, true) => 2,
            (None, false) => 3,
        };
        let is_switch = key.value == ValueKind::Boolean;
        let text = if is_switch { key.name.to_owned() } else { format!("{}{mark}", key.name) };
        let entry = Entry::new(key.name, CompletionItemKind::PROPERTY)
            .writes(text)
            .detail(detail.join(", "))
            .doc(key.doc)
            .rank(rank);
        items.add(&slot, entry);
    }
}

/// The values of a key.
fn values(
    items: &mut Items<'_>,
    cursor: &Cursor<'_>,
    kind: Option<&'static MountKind>,
    name: &str,
    part: Range<usize>,
    options: &[&str],
) {
    if name.eq_ignore_ascii_case("type") {
        if let Some(slot) = cursor.slot(part) {
            for kind in MOUNTS {
                items.add(&slot, Entry::new(kind.name, CompletionItemKind::ENUM_MEMBER).detail(kind.doc));
            }
        }
        return;
    }
    let Some(key) = kind.and_then(|kind| kind.key(name)) else { return };
    let has_from = options.iter().any(|option| {
        option
            .split_once('=')
            .is_some_and(|(key, value)| key.eq_ignore_ascii_case("from") && !value.is_empty())
    });
    match key.value {
        ValueKind::StageOrImage => stages::targets(items, cursor, part),
        ValueKind::SourcePath if !has_from => paths::context(items, cursor, part, false),
        ValueKind::OwnerNumber => owners::numbers(items, cursor, part, key.name == "gid"),
        _ => offers(items, cursor.slot(part), key.offers, CompletionItemKind::VALUE),
    }
}
