//! Inside a `RUN`: package managers, what they are told to do, and their options.
//!
//! The commands are those that the shell's parser found, so `sudo` and its like are seen through.

use dlint_model::Stage;
use dlint_model::base_image::PackageManager;
use dlint_shell::{Command, Word};
use dlint_syntax::CommandLine;
use dlint_text::Span;
use tower_lsp::lsp_types::CompletionItemKind;

use super::item::{Entry, Items, Slot};
use super::place::{Cursor, is_blank};
use crate::language::{self, Program, ProgramOption};

/// Between two words of a command stands no more than this.
const LONGEST_GAP: usize = 4096;

/// What the images of languages are there for.
const OF_IMAGES: &[(&str, &[&str])] = &[
    ("node", &["npm", "yarn", "pnpm"]),
    ("python", &["pip", "uv", "poetry"]),
    ("golang", &["go"]),
    ("rust", &["cargo"]),
    ("ruby", &["gem", "bundle"]),
    ("php", &["composer"]),
    ("composer", &["composer"]),
    ("maven", &["mvn"]),
    ("gradle", &["gradle"]),
    ("mcr.microsoft.com/dotnet/sdk", &["dotnet"]),
];

/// At the cursor, in the shell form or in a heredoc that a shell reads.
pub(super) fn complete(items: &mut Items<'_>, cursor: &Cursor<'_>) {
    if cursor.instruction.command_line().is_none_or(CommandLine::is_exec) {
        return;
    }
    let view = items.view;
    let Some((stage, step)) = cursor.site().and_then(|site| site.stage.zip(site.step)) else { return };
    if step.state.is_windows() {
        return;
    }
    let scripts = view.build.scripts(step);
    let commands = scripts.iter().flat_map(|script| &script.script.body().commands);
    // Of those that share a word, the inner one comes last.
    let near = commands.filter_map(|command| Some((last_before(command, cursor.offset)?, command)));
    let found = near.max_by_key(|(word, _)| word.span().start);
    match found {
        Some((word, command)) if cursor.offset <= word.span().end => {
            in_word(items, cursor, stage, command, word);
        }
        Some((word, command)) if goes_on(cursor, word.span().end) => {
            if let Some(slot) = Slot::new(view, Span::at(cursor.offset), cursor.offset) {
                arguments(items, &slot, command, cursor.offset);
            }
        }
        _ => {
            let slot = Slot::new(view, Span::at(cursor.offset), cursor.offset);
            if let Some(slot) = slot.filter(|_| is_command_start(cursor)) {
                programs(items, &slot, stage);
            }
        }
    }
}

/// The last word of a command that begins in front of an offset.
fn last_before(command: &Command, offset: u32) -> Option<&Word> {
    command.words.iter().rev().find(|word| word.span().start < offset)
}

/// Whether nothing but white space, and lines that go on, stands between a word and the cursor.
fn goes_on(cursor: &Cursor<'_>, end: u32) -> bool {
    if cursor.offset.saturating_sub(end) as usize > LONGEST_GAP {
        return false;
    }
    let gap = cursor.source(Span::new(end, cursor.offset));
    let mut lines = gap.split('\n').rev();
    let is_bare = lines.next().is_some_and(|last| last.chars().all(is_blank));
    let ends_open = |line: &str| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "\\" || line == "`"
    };
    let lines: Vec<&str> = lines.collect();
    // The first of them is the one that the word stands on.
    let is_continued = lines.last().is_none_or(|first| matches!(first.trim(), "\\" | "`"));
    is_bare && is_continued && lines.iter().all(|line| ends_open(line))
}

/// Whether a command may begin at the cursor.
fn is_command_start(cursor: &Cursor<'_>) -> bool {
    let body = cursor.outer.heredocs.iter().rev().map(|heredoc| &heredoc.body);
    let body = body.into_iter().find(|body| body.span().start <= cursor.offset);
    let before = match body {
        Some(body) => {
            let at = (cursor.offset - body.span().start) as usize;
            let before = body.as_str().get(..at).unwrap_or_default();
            before.rsplit('\n').next().unwrap_or_default()
        }
        None => cursor.before().get(cursor.arguments()..).unwrap_or_default(),
    };
    let before = before.trim();
    before.is_empty() || before.ends_with(['&', '|', ';', '('])
}

/// In a word of a command.
fn in_word(items: &mut Items<'_>, cursor: &Cursor<'_>, stage: &Stage<'_>, command: &Command, word: &Word) {
    let Some(slot) = Slot::new(items.view, word.span(), cursor.offset) else { return };
    let is_name = command.name_word().is_some_and(|name| name.span() == word.span());
    if is_name {
        programs(items, &slot, stage);
    } else {
        arguments(items, &slot, command, word.span().start);
    }
}

/// The programs, first the one that the base image installs packages with.
fn programs(items: &mut Items<'_>, slot: &Slot, stage: &Stage<'_>) {
    const OF_SYSTEMS: [&str; 6] = ["apt-get", "apk", "dnf", "microdnf", "zypper", "pacman"];
    let manager = stage.facts().and_then(|facts| facts.package_manager);
    let image = stage.facts().map(|facts| facts.image).unwrap_or_default();
    let of_image = OF_IMAGES.iter().find(|(name, _)| *name == image).map(|(_, programs)| *programs);
    let is_of_image = |name: &str| of_image.unwrap_or_default().contains(&name);
    for program in language::programs() {
        let Some(first) = program.names.first() else { continue };
        let is_of_system = OF_SYSTEMS.contains(first);
        let own = manager.map(|manager| match manager {
            PackageManager::Apt => program.names.contains(&"apt-get"),
            other => program.names.contains(&other.as_str()),
        });
        let rank = match own {
            Some(true) => 1,
            Some(false) if is_of_system => continue,
            _ if is_of_image(first) => 2,
            _ => 4,
        };
        let name = match manager {
            Some(manager) if own == Some(true) && manager != PackageManager::Apt => manager.as_str(),
            _ => first,
        };
        let entry = Entry::new(name, CompletionItemKind::FUNCTION).writes(format!("{name} "));
        items.add(slot, entry.detail(program.doc).rank(rank));
    }
}

/// Behind the name of a program; the word that is written begins at `start`.
fn arguments(items: &mut Items<'_>, slot: &Slot, command: &Command, start: u32) {
    let Some(program) = command.base_name().and_then(language::program) else { return };
    let all: Vec<&str> = command.arguments().iter().map(|word| word.value().unwrap_or_default()).collect();
    let before = command.arguments().iter().take_while(|word| word.span().start < start).count();
    let before = all.get(..before).unwrap_or_default();
    let plain: Vec<&str> =
        before.iter().copied().filter(|word| !word.is_empty() && !word.starts_with('-')).collect();
    let Some((subcommand, _)) = program.told(before) else {
        subcommands(items, slot, program, &plain);
        return;
    };
    let is_value = before.last().is_some_and(|last| {
        subcommand.options.iter().any(|option| option.name == *last && option.value.is_some())
    });
    if is_value || !(slot.typed().is_empty() || slot.typed().starts_with('-')) {
        return;
    }
    let others = |option: &&ProgramOption| {
        !before.contains(&option.name) && !all.iter().skip(before.len() + 1).any(|word| *word == option.name)
    };
    for option in subcommand.options.iter().filter(others) {
        let entry = Entry::new(option.name, CompletionItemKind::FIELD).detail(option.doc).rank(2);
        let entry = match option.value {
            Some(value) => {
                let value = value.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
                entry.filled(&format!("{} ${{1:{value}}}", option.name), items.view)
            }
            None => entry,
        };
        items.add(slot, entry);
    }
}

/// What a program can be told, where the first words of it may be there.
fn subcommands(items: &mut Items<'_>, slot: &Slot, program: &Program, plain: &[&str]) {
    for subcommand in program.subcommands {
        let parts: Vec<&str> = subcommand.name.split(' ').collect();
        if parts.len() > plain.len() && parts.starts_with(plain) {
            let rest = parts.get(plain.len()..).unwrap_or_default().join(" ");
            let entry = Entry::new(rest.as_str(), CompletionItemKind::METHOD).writes(format!("{rest} "));
            items.add(slot, entry.detail(subcommand.doc).rank(2));
        }
    }
}
