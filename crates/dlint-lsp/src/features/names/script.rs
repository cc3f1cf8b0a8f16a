//! The places where scripts look variables up, and where they set their own.

use std::collections::HashMap;

use dlint_model::{Runs, StepScript};
use dlint_shell::{Body, Command, NestKind, Quoting, RedirectionOperator, Shell, Word};
use dlint_syntax::expand::Expander;
use dlint_text::MappedText;

use super::is_letter;
use super::site::Site;
use super::uses::{Use, expand};

/// The variables that a script looks up.
pub(super) fn uses(site: &Site<'_>, script: &StepScript, found: &mut Vec<Use>) {
    let is_written = script.heredoc.and_then(|index| site.heredocs().get(index));
    if script.runs == Runs::WhenCalled && is_written.is_some_and(|heredoc| heredoc.expand) {
        // The builder has put the values in before anything calls it.
        return;
    }
    let body = script.script.body();
    let at_run_time = script.runs != Runs::InBuild;
    let first = found.len();
    if script.script.dialect().shell.is_windows() {
        let shell = script.script.dialect().shell;
        if let Some(line) = site.instruction.command_line().filter(|line| !line.is_exec()) {
            on_windows(&line.text, shell, at_run_time, found);
        } else {
            let words = body.commands.iter().flat_map(|command| &command.words);
            words.for_each(|word| on_windows(&word.text, shell, at_run_time, found));
        }
        return;
    }
    for command in &body.commands {
        for word in all_words(command) {
            in_word(word, at_run_time, found);
        }
        let heredocs = command.redirections.iter().filter(|one| one.operator == RedirectionOperator::Heredoc);
        for one in heredocs.filter(|one| one.target.quoting == Quoting::None) {
            if let Some(text) = one.heredoc.as_ref().filter(|_| command.script_input().is_none()) {
                let start = found.len();
                expand(text, Expander::new('\\').ignore_quotes(true), found);
                found.iter_mut().skip(start).for_each(|one| one.at_run_time = at_run_time);
            }
        }
    }
    for word in body.nests.iter().flat_map(|nest| &nest.words) {
        in_word(word, at_run_time, found);
    }
    let set = set_by(body);
    for one in found.iter_mut().skip(first) {
        one.own = set.get(one.name.as_str()).is_some_and(|set| *set <= one.span.start);
    }
}

/// The variables in a text of a shell of Windows: `%NAME%`, `$env:NAME`, `${env:NAME}`.
fn on_windows(text: &MappedText, shell: Shell, at_run_time: bool, found: &mut Vec<Use>) {
    let mark = if shell == Shell::Cmd { '%' } else { '$' };
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(mark)).map(|at| from + at) {
        from = at + 1;
        let rest = text.get(from..).unwrap_or_default();
        let before = match rest.get(..5) {
            _ if mark == '%' => 0,
            Some(begin) if begin.eq_ignore_ascii_case("{env:") => 5,
            Some(begin) if begin.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("env:")) => 4,
            _ => continue,
        };
        let start = from + before;
        let behind = text.get(start..).unwrap_or_default();
        let length = behind.find(|c| !is_letter(c)).unwrap_or(behind.len());
        let end = start + length;
        let is_closed = mark == '$' || text.get(end..).is_some_and(|rest| rest.starts_with('%'));
        if length == 0 || !is_closed {
            continue;
        }
        let (span, whole) = (text.source_span(start..end), text.source_span(at..end));
        let name = text.get(start..end).unwrap_or_default().to_owned();
        found.push(Use { name, span, whole, at_run_time, own: false });
        from = end + usize::from(mark == '%');
    }
}

fn all_words(command: &Command) -> impl Iterator<Item = &Word> {
    let assigned = command.assignments.iter().flat_map(|one| one.value.iter().chain(&one.list));
    let targets = command.redirections.iter().filter(|one| one.heredoc.is_none()).map(|one| &one.target);
    command.words.iter().chain(assigned).chain(targets)
}

fn in_word(word: &Word, at_run_time: bool, found: &mut Vec<Use>) {
    found.extend(word.variables.iter().map(|one| Use {
        name: one.name.to_string(),
        span: one.name.span(),
        whole: one.span,
        at_run_time,
        own: false,
    }));
    let is_taken_apart = match word.quoting {
        Quoting::None | Quoting::Double => true,
        Quoting::Mixed => !word.text.contains('\''),
        Quoting::Single => false,
    };
    if is_taken_apart {
        in_arithmetic(&word.text, at_run_time, found);
    }
}

/// The variables in `$((…))`, where a name needs no `$`. Where a command stands in it, nothing is said of it.
fn in_arithmetic(text: &MappedText, at_run_time: bool, found: &mut Vec<Use>) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("$((")).map(|at| from + at) {
        let start = at + 3;
        let inside = text.get(start..).unwrap_or_default();
        let mut depth = 2_u32;
        let length = inside.find(|c| {
            depth = match c {
                '(' => depth + 1,
                ')' => depth - 1,
                _ => depth,
            };
            depth == 0
        });
        let length = length.unwrap_or(inside.len());
        from = start + length;
        let inside = inside.get(..length).unwrap_or_default();
        if !inside.is_ascii()
            || inside.contains("$(")
            || inside.contains('`')
            || text.get(..at).is_some_and(|it| it.ends_with('\\'))
        {
            continue;
        }
        let mut place = start;
        for name in inside.split(|letter| !is_letter(letter)) {
            if name.starts_with(|c: char| !c.is_ascii_digit()) {
                let span = text.source_span(place..place + name.len());
                found.push(Use { name: name.to_owned(), span, whole: span, at_run_time, own: false });
            }
            place += name.len() + 1;
        }
    }
}

/// The variables that a script gives values of its own, and where it first does: behind that, a name means the script's.
pub(crate) fn set_by(body: &Body) -> HashMap<&str, u32> {
    let loops = body.nests.iter().filter(|nest| nest.kind == NestKind::ForBody);
    let loops = loops.filter_map(|nest| Some((nest.name.as_ref()?.as_str(), nest.span.start)));
    let sets = |command: &&Command| {
        matches!(command.base_name(), Some("getopts" | "local" | "mapfile" | "read" | "readarray" | "unset"))
    };
    let by_name = body.commands.iter().filter(sets).flat_map(|command| {
        command.arguments().iter().filter_map(|word| Some((word.value()?, command.span.end)))
    });
    let assigned = body.commands.iter().flat_map(Command::lasting_assignments);
    let assigned = assigned.map(|one| (one.name.as_str(), one.span.end));
    let mut set = HashMap::new();
    for (name, at) in loops.chain(by_name).chain(assigned) {
        let first = set.entry(name).or_insert(at);
        *first = at.min(*first);
    }
    set
}
