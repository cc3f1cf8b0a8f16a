//! The table of commands: what each of them does.

mod files;

use super::Action;
use super::call::{Call, Out};
use crate::packages;
use crate::path::ImagePath;

/// What an entry of the table does with a command.
type Handler = fn(&Call<'_>, &mut Out<'_>);

/// How much is known of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knowledge {
    /// Nothing.
    Unknown,
    /// That it builds something: it writes below the folder it runs in, and nobody knows what.
    Build,
    /// What it does.
    Known,
}

/// Every table. A name stands in one of them only.
const TABLES: &[&[(&str, Handler)]] = &[files::COMMANDS];

/// Puts what a command does into `out`.
pub(super) fn run(call: &Call<'_>, out: &mut Out<'_>) {
    if call.is_seen_through || packages::run(call, out) {
        return;
    }
    let found = TABLES.iter().find_map(|table| table.iter().find(|(name, _)| *name == call.name));
    match found {
        Some((_, handler)) => handler(call, out),
        None => {
            let name = (!call.name.is_empty()).then(|| call.name.to_owned());
            out.add(Action::Unknown { name }, out.span);
        }
    }
}

/// The folder that a `cd` goes to, where it is known.
pub(super) fn change_folder(call: &Call<'_>) -> Option<ImagePath> {
    let operand = call.words().iter().find(|word| !word.beginning.starts_with('-') || !word.known);
    let Some(word) = operand else {
        return if call.words().is_empty() { Some(call.home()) } else { None };
    };
    match call.paths(word).as_slice() {
        [path] if !path.is_open() && !path.is_pattern() => Some(path.clone()),
        _ => None,
    }
}
