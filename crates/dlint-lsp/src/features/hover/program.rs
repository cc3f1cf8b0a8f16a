//! What a package manager is told inside of a script.

use std::fmt::Write;

use dlint_shell::{Command, Word};

use super::Note;
use super::text::code;
use crate::features::names::is_on;
use crate::features::names::site::Site;
use crate::language::{Program, ProgramOption, Subcommand, program};
use crate::view::View;

/// What there is to say of the word of a command at an offset.
pub(super) fn at(view: &View<'_>, site: &Site<'_>, offset: u32) -> Option<Note> {
    let step = site.step?;
    let commands = view.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
    let on = commands.filter_map(|command| {
        let index = command.words.iter().position(|word| is_on(word.span(), offset))?;
        Some((command, index, command.words.get(index)?))
    });
    let (command, index, word) = on.min_by_key(|(_, _, word)| word.span().len())?;
    let program = program(command.base_name()?)?;
    let text = if index == 0 { of_program(program) } else { of_word(command, program, index, word)? };
    Some(Note { span: word.span(), text })
}

fn of_program(program: &Program) -> String {
    let mut text = format!("**{}**: {}\n", program.names.first().copied().unwrap_or_default(), program.doc);
    for one in program.subcommands {
        let _ = write!(text, "\n- {}: {}", code(one.name), one.doc);
    }
    text
}

fn of_word(command: &Command, program: &Program, index: usize, word: &Word) -> Option<String> {
    let arguments: Vec<&str> =
        command.arguments().iter().map(|word| word.value().unwrap_or_default()).collect();
    let (subcommand, words) = program.told(&arguments)?;
    let value = word.value().unwrap_or_else(|| word.beginning.as_str());
    let name = program.names.first().copied().unwrap_or_default();
    if words.iter().any(|told| told + 1 == index) {
        let mut text = format!("**{name} {}**: {}\n", subcommand.name, subcommand.doc);
        for one in subcommand.options {
            let _ = write!(text, "\n- {}: {}", code(&written(one)), one.doc);
        }
        return Some(text);
    }
    let options = options(subcommand, value);
    let lines = options.iter().map(|one| format!("{}: {}", code(&written(one)), one.doc));
    (!options.is_empty()).then(|| lines.collect::<Vec<_>>().join("\n\n"))
}

fn written(option: &ProgramOption) -> String {
    option.value.map_or_else(|| option.name.to_owned(), |value| format!("{} {value}", option.name))
}

/// The options that a word is: one, or several short ones in one word.
fn options<'s>(subcommand: &'s Subcommand, word: &str) -> Vec<&'s ProgramOption> {
    let named = |name: &str| subcommand.options.iter().find(|one| one.name == name);
    let name = word.split('=').next().unwrap_or(word);
    if let Some(one) = named(word).or_else(|| named(name)) {
        return vec![one];
    }
    let letters = word.strip_prefix('-').filter(|rest| !rest.starts_with('-')).unwrap_or_default();
    letters.chars().take(8).filter_map(|letter| named(&format!("-{letter}"))).collect()
}
