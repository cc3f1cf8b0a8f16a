//! The table of commands: what each of them does to an image when it succeeds.
//!
//! To add a command, add a row to the table of its kind; what is special about it is a small function beside the table.
//! Then add cases to `tests/truth`, which runs the command and compares what it did with what is claimed here.
//! Package managers are not here: see [`packages`](crate::packages).

mod archives;
mod attributes;
mod builds;
mod copying;
mod download;
mod files;
mod find;
mod git;
mod packing;
mod pure;
mod shells;
mod system;
mod text;
mod users;
mod windows;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::call::{Call, Out};
use super::options::Usage;
use super::{Action, Effect};
use crate::packages;
use crate::path::ImagePath;

pub(super) use find::found;

/// What an entry of the table does with a command.
type Handler = fn(&Call<'_>, &mut Out<'_>);

/// An entry of the table.
#[derive(Debug, Clone, Copy)]
enum Entry {
    /// A function looks at the arguments.
    Handler(Handler),
    /// It only reads.
    Reads(pure::Operands),
    /// It writes these, whatever its arguments.
    Writes(&'static [&'static str]),
    /// It builds something.
    Build,
}

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

impl Knowledge {
    /// How much is known of a command that has these effects.
    pub fn of<'e>(effects: impl IntoIterator<Item = &'e Effect>) -> Self {
        let of_effect = |effect: &Effect| match effect.action {
            Action::Unknown { .. } => Self::Unknown,
            Action::Build { .. } => Self::Build,
            _ => Self::Known,
        };
        effects.into_iter().map(of_effect).min().unwrap_or(Self::Known)
    }
}

/// The tables of functions.
const HANDLERS: &[&[(&str, Handler)]] = &[
    archives::COMMANDS,
    attributes::COMMANDS,
    builds::COMMANDS,
    copying::COMMANDS,
    download::COMMANDS,
    files::COMMANDS,
    find::COMMANDS,
    git::COMMANDS,
    packing::COMMANDS,
    shells::COMMANDS,
    system::COMMANDS,
    text::COMMANDS,
    users::COMMANDS,
];

static TABLE: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    let handlers =
        HANDLERS.iter().copied().flatten().map(|(name, handler)| (*name, Entry::Handler(*handler)));
    let reads = pure::COMMANDS.iter().map(|(name, operands)| (*name, Entry::Reads(*operands)));
    let writes = system::WRITERS.iter().map(|(name, paths)| (*name, Entry::Writes(paths)));
    let builds = builds::TOOLS.iter().map(|name| (*name, Entry::Build));
    handlers.chain(reads).chain(writes).chain(builds).collect()
});

/// The commands of Windows, by their names in lower case.
static WINDOWS: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    let handlers = windows::COMMANDS.iter().map(|(name, handler)| (*name, Entry::Handler(*handler)));
    let pure = windows::PURE.iter().map(|name| (*name, Entry::Reads(pure::Operands::Words)));
    handlers.chain(pure).collect()
});

/// Puts what a command does into `out`.
pub(super) fn run(call: &Call<'_>, out: &mut Out<'_>) {
    if call.is_seen_through || packages::run(call, out) {
        return;
    }
    match entry(call) {
        Some(Entry::Handler(handler)) => handler(call, out),
        Some(Entry::Reads(operands)) => pure::read(call, out, operands),
        Some(Entry::Writes(paths)) => system::writes(out, paths),
        Some(Entry::Build) => builds::build(call, out),
        None if only_asks(call) => {}
        None => unknown(call, out),
    }
}

fn entry(call: &Call<'_>) -> Option<Entry> {
    if call.state.is_windows() {
        let found = WINDOWS.get(&*call.name.to_ascii_lowercase());
        if found.is_some() {
            return found.copied();
        }
    }
    let found = TABLE.get(plain_name(call.name)).or_else(|| {
        // What PowerShell's commands are called, nothing else is: `Remove-Item`.
        let is_cmdlet =
            call.name.contains('-') && call.name.starts_with(|first: char| first.is_ascii_uppercase());
        if is_cmdlet { WINDOWS.get(&*call.name.to_ascii_lowercase()) } else { None }
    });
    found.copied()
}

/// The name without a version behind it, where programs are called so: `python3.12`, `gcc-12`.
fn plain_name(name: &str) -> &str {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').trim_end_matches('-');
    match plain {
        "python" => "python3",
        "gcc" | "g++" | "clang" | "clang++" | "php" | "ruby" | "lua" | "perl" | "node" => plain,
        _ => name,
    }
}

/// A command of which nothing is known.
fn unknown(call: &Call<'_>, out: &mut Out<'_>) {
    let name = (!call.name.is_empty()).then(|| call.name.to_owned());
    out.add(Action::Unknown { name }, out.span);
}

/// A command that only looks.
fn pure(_call: &Call<'_>, _out: &mut Out<'_>) {}

/// Whether a command is only asked who it is: `node --version`.
fn only_asks(call: &Call<'_>) -> bool {
    match call.words() {
        [word] => matches!(
            word.value(),
            Some("--version" | "-version" | "-V" | "-v" | "--help" | "-help" | "version")
        ),
        _ => false,
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

/// The folder that `env` runs its command in, if it is another one.
pub(super) fn other_folder(call: &Call<'_>) -> Option<ImagePath> {
    let usage = Usage { stops: true, ..Usage::new("uC", &["--chdir", "--unset"]) };
    Some(call.option_path(call.parse(&usage).value(&["-C", "--chdir"])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_stands_in_two_tables() {
        let rows: usize = HANDLERS.iter().map(|table| table.len()).sum();
        let others = pure::COMMANDS.len() + system::WRITERS.len() + builds::TOOLS.len();
        assert_eq!(TABLE.len(), rows + others);
        assert_eq!(WINDOWS.len(), windows::COMMANDS.len() + windows::PURE.len());
    }
}
