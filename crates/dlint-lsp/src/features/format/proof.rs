//! The proof that a file says the same after it was formatted: both are parsed, and what the parser and the shell's
//! reader make of them is compared, instruction by instruction.

use std::collections::{BTreeSet, HashMap};

use dlint_shell::{
    Assignment, Body, Command, Dialect, Nest, Reading, Redirection, Script, Variables, Word as ShellWord,
};
use dlint_syntax::{Arguments, CommandLine, File, Flag, Heredoc, Instruction, Word, parse};
use dlint_text::{MappedText, SourceFile};

use crate::view::View;

/// The instructions that say something else in `after`; `None` where more than instructions differs.
pub(super) fn differing(view: &View<'_>, after: &SourceFile) -> Option<BTreeSet<usize>> {
    let (before, file) = (view.file, parse(after));
    if !same_around(before, &view.document.source, &file, after) {
        return None;
    }
    let mut dialects: Option<HashMap<u32, Dialect>> = None;
    let pairs = before.instructions.iter().zip(&file.instructions).enumerate();
    let differ = pairs.filter(|(_, (before, after))| {
        // Nearly all of them are the same to the letter.
        let is_text = before.text.as_str() == after.text.as_str() && same_heredocs(before, after);
        let mut dialect = || {
            let dialects = dialects.get_or_insert_with(|| dialects_of(view));
            dialects.get(&before.span.start).copied()
        };
        !is_text && !same(before, after, &mut dialect)
    });
    Some(differ.map(|(index, _)| index).collect())
}

/// What is not in instructions: directives, comments, errors, how many instructions there are.
fn same_around(before: &File, old: &SourceFile, after: &File, new: &SourceFile) -> bool {
    let directives = |file: &File, source: &SourceFile| -> Vec<_> {
        file.directives.iter().map(|one| (one.kind, source.slice(one.value).to_owned())).collect()
    };
    let comments = |file: &File, source: &SourceFile| -> Vec<_> {
        let text = |span| source.slice(span).trim_end().to_owned();
        file.comments.iter().map(|one| (text(one.span), one.indented)).collect()
    };
    let errors = |file: &File| file.errors.len();
    before.instructions.len() == after.instructions.len()
        && before.escape == after.escape
        && errors(before) == errors(after)
        && directives(before, old) == directives(after, new)
        && comments(before, old) == comments(after, new)
}

/// The shell that reads each instruction's text, by where the instruction begins.
fn dialects_of(view: &View<'_>) -> HashMap<u32, Dialect> {
    let steps = view.build.stages().iter().flat_map(|stage| stage.own_steps().chain(&stage.triggers));
    steps.map(|step| (step.onbuild.unwrap_or(step.instruction).span.start, step.state.dialect())).collect()
}

/// Whether two instructions say the same.
fn same(before: &Instruction, after: &Instruction, dialect: &mut dyn FnMut() -> Option<Dialect>) -> bool {
    before.keyword_text.as_str() == after.keyword_text.as_str()
        && same_flags(&before.flags, &after.flags)
        && same_heredocs(before, after)
        && same_arguments(before, after, dialect)
}

fn same_flags(before: &[Flag], after: &[Flag]) -> bool {
    before.len() == after.len()
        && before.iter().zip(after).all(|(before, after)| before.text.as_str() == after.text.as_str())
}

fn same_heredocs(before: &Instruction, after: &Instruction) -> bool {
    let facts = |heredoc: &Heredoc| {
        let switches = (heredoc.expand, heredoc.strip_tabs, heredoc.terminator.is_some());
        (heredoc.name.clone(), heredoc.descriptor, switches, heredoc.body.as_str().to_owned())
    };
    before.heredocs.iter().map(facts).eq(after.heredocs.iter().map(facts))
}

fn same_arguments(
    before: &Instruction,
    after: &Instruction,
    dialect: &mut dyn FnMut() -> Option<Dialect>,
) -> bool {
    let text = |word: &Option<Word>| word.as_ref().map(|word| word.value.to_string());
    let texts = |words: &[Word]| -> Vec<String> { words.iter().map(|word| word.value.to_string()).collect() };
    match (&before.arguments, &after.arguments) {
        (Arguments::Onbuild(one), Arguments::Onbuild(other)) => {
            let chained = one.chained.iter().map(|one| one.keyword.as_str());
            let same_chain = chained.eq(other.chained.iter().map(|one| one.keyword.as_str()))
                && one
                    .chained
                    .iter()
                    .zip(&other.chained)
                    .all(|(one, two)| same_flags(&one.flags, &two.flags));
            same_chain
                && match (&one.trigger, &other.trigger) {
                    (Some(one), Some(other)) => {
                        // Its heredocs are those of the `ONBUILD`.
                        one.keyword_text.as_str() == other.keyword_text.as_str()
                            && same_flags(&one.flags, &other.flags)
                            && !matches!(one.arguments, Arguments::Onbuild(_))
                            && same_arguments(one, other, dialect)
                    }
                    (None, None) => true,
                    _ => false,
                }
        }
        (Arguments::Healthcheck(one), Arguments::Healthcheck(other)) => {
            text(&one.kind) == text(&other.kind)
                && match (&one.command, &other.command) {
                    (Some(one), Some(other)) => same_line((before, one), (after, other), dialect),
                    (None, None) => true,
                    _ => false,
                }
        }
        (Arguments::Add(one), Arguments::Add(other)) | (Arguments::Copy(one), Arguments::Copy(other)) => {
            let sources = |transfer: &dlint_syntax::Transfer| -> Vec<_> {
                transfer.sources.iter().map(|one| (one.word.value.to_string(), one.heredoc)).collect()
            };
            one.json == other.json
                && sources(one) == sources(other)
                && text(&one.destination) == text(&other.destination)
        }
        (Arguments::Arg(one), Arguments::Arg(other)) => {
            let all = |all: &[dlint_syntax::Definition]| -> Vec<_> {
                let value = |one: &dlint_syntax::Definition| one.value.as_ref().map(ToString::to_string);
                all.iter().map(|one| (one.name.to_string(), value(one))).collect()
            };
            all(one) == all(other)
        }
        (Arguments::Env(one), Arguments::Env(other)) | (Arguments::Label(one), Arguments::Label(other)) => {
            let all = |all: &[dlint_syntax::Pair]| -> Vec<_> {
                all.iter().map(|one| (one.key.to_string(), one.value.to_string(), one.equals)).collect()
            };
            all(one) == all(other)
        }
        (Arguments::Expose(one), Arguments::Expose(other)) => {
            let all = |all: &dlint_syntax::Expose| -> Vec<_> {
                all.ports.iter().map(|one| one.word.value.to_string()).collect()
            };
            all(one) == all(other)
        }
        (Arguments::From(one), Arguments::From(other)) => {
            let all = |from: &dlint_syntax::From| {
                let image = from.image.as_ref().map(|image| image.word.value.to_string());
                (image, text(&from.as_keyword), text(&from.name), texts(&from.extra))
            };
            all(one) == all(other)
        }
        (Arguments::Volume(one), Arguments::Volume(other)) => {
            one.json == other.json && texts(&one.words) == texts(&other.words)
        }
        (Arguments::Maintainer(one), Arguments::Maintainer(other))
        | (Arguments::Stopsignal(one), Arguments::Stopsignal(other))
        | (Arguments::User(one), Arguments::User(other))
        | (Arguments::Workdir(one), Arguments::Workdir(other)) => text(one) == text(other),
        (Arguments::Unknown(one), Arguments::Unknown(other)) => one.as_str() == other.as_str(),
        (Arguments::Cmd(one), Arguments::Cmd(other))
        | (Arguments::Entrypoint(one), Arguments::Entrypoint(other))
        | (Arguments::Run(one), Arguments::Run(other))
        | (Arguments::Shell(one), Arguments::Shell(other)) => {
            same_line((before, one), (after, other), dialect)
        }
        _ => false,
    }
}

/// Whether two commands are the same: word by word, or as a shell reads them.
fn same_line(
    (before, one): (&Instruction, &CommandLine),
    (after, other): (&Instruction, &CommandLine),
    dialect: &mut dyn FnMut() -> Option<Dialect>,
) -> bool {
    match (&one.exec, &other.exec) {
        (Some(one), Some(other)) => {
            one.iter().map(|word| word.value.as_str()).eq(other.iter().map(|word| word.value.as_str()))
        }
        (None, None) if one.text.as_str() == other.text.as_str() => true,
        (None, None) => {
            // To the shells of Windows, and to what is none, blanks may mean something.
            let Some(dialect) = dialect().filter(|dialect| dialect.shell.is_posix()) else { return false };
            let read = |line: &CommandLine, heredocs: &[Heredoc]| {
                let mut text = line.text.to_string();
                for heredoc in heredocs {
                    text.extend(["\n", heredoc.body.as_str(), "\n", heredoc.name.as_str()]);
                }
                Script::read(&MappedText::copied(text, 0), dialect, &Variables::new())
            };
            let (one, other) = (read(one, &before.heredocs), read(other, &after.heredocs));
            same_body(one.body(), other.body())
        }
        _ => false,
    }
}

fn same_body(one: &Body, other: &Body) -> bool {
    one.reading == Reading::Whole
        && other.reading == Reading::Whole
        && one.commands.len() == other.commands.len()
        && one.nests.len() == other.nests.len()
        && one.commands.iter().zip(&other.commands).all(|(one, other)| same_command(one, other))
        && one.nests.iter().zip(&other.nests).all(|(one, other)| same_nest(one, other))
}

fn same_command(one: &Command, other: &Command) -> bool {
    one.standing == other.standing
        && one.wrapped_by == other.wrapped_by
        && one.open_ended == other.open_ended
        && same_words(&one.words, &other.words)
        && one.assignments.len() == other.assignments.len()
        && one.assignments.iter().zip(&other.assignments).all(|(one, other)| same_assignment(one, other))
        && same_redirections(&one.redirections, &other.redirections)
}

fn same_nest(one: &Nest, other: &Nest) -> bool {
    one.kind == other.kind
        && one.standing == other.standing
        && one.command == other.command
        && one.name.as_deref() == other.name.as_deref()
        && same_words(&one.words, &other.words)
        && same_redirections(&one.redirections, &other.redirections)
}

fn same_words(one: &[ShellWord], other: &[ShellWord]) -> bool {
    one.iter().map(|word| word.text.as_str()).eq(other.iter().map(|word| word.text.as_str()))
}

fn same_assignment(one: &Assignment, other: &Assignment) -> bool {
    let value = |one: &Assignment| one.value.as_ref().map(|word| word.text.to_string());
    one.name.as_str() == other.name.as_str()
        && one.append == other.append
        && one.scope == other.scope
        && value(one) == value(other)
        && same_words(&one.list, &other.list)
}

fn same_redirections(one: &[Redirection], other: &[Redirection]) -> bool {
    let facts = |one: &Redirection| {
        let heredoc = one.heredoc.as_ref().map(ToString::to_string);
        (one.operator, one.descriptor, one.target.text.to_string(), heredoc)
    };
    one.iter().map(facts).eq(other.iter().map(facts))
}
