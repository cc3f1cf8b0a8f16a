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
    let (subcommand, words) = subcommand(command, program)?;
    let value = word.value().unwrap_or_else(|| word.beginning.as_str());
    let name = program.names.first().copied().unwrap_or_default();
    if words.contains(&index) {
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

/// What a command is told to do, and the words that say so.
fn subcommand<'c>(command: &'c Command, program: &Program) -> Option<(&'static Subcommand, Vec<usize>)> {
    let words = command.words.iter().enumerate().skip(1);
    let words: Vec<(usize, &'c str)> =
        words.filter_map(|(index, word)| Some((index, word.value()?))).collect();
    let plain: Vec<(usize, &str)> =
        words.iter().filter(|(_, word)| !word.starts_with('-')).copied().collect();
    let fits = |one: &'static Subcommand| {
        if one.name.starts_with('-') {
            // Pacman's: further letters stand behind it.
            let (index, _) = words.iter().find(|(_, word)| word.starts_with(one.name))?;
            return Some((one, vec![*index]));
        }
        let named: Vec<&str> = one.name.split(' ').collect();
        let told = plain.get(..named.len())?;
        let is_it = told.iter().zip(&named).all(|((_, word), name)| word == name);
        is_it.then(|| (one, told.iter().map(|(index, _)| *index).collect()))
    };
    program.subcommands.iter().filter_map(fits).max_by_key(|(one, _)| one.name.len())
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
