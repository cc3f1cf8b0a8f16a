//! Branches that the defaults of the build's own arguments switch off.

use dlint_linter::{Command, Cx};
use dlint_model::variables::{Lookup, Value, is_platform, is_proxy};
use dlint_shell::{Command as ShellCommand, Joined, NestKind};

/// More constructs round a command, or commands in a script, than this are not looked at.
const MOST: usize = 1_000;

/// Whether a command runs only if the build is told so: `if [ "$WITH_DOCS" = true ]` below `ARG WITH_DOCS=false`.
pub(crate) fn is_switched_off(command: &Command<'_>, cx: &Cx<'_>) -> bool {
    let body = command.body();
    if body.commands.len() > MOST || body.nests.len() > MOST {
        return false;
    }
    let mut next = command.standing.nest;
    while let Some(at) = next {
        let Some(nest) = body.nests.get(at) else { return false };
        let outer = nest.standing.nest;
        let before = body.nests.iter().enumerate().take(at).rev();
        let condition = before
            .into_iter()
            .find(|(_, other)| other.standing.nest == outer)
            .filter(|(_, other)| nest.kind == NestKind::IfBody && other.kind == NestKind::IfCondition);
        if condition.is_some_and(|(index, _)| is_false(index, command, cx)) {
            return true;
        }
        next = outer;
    }
    false
}

/// Whether what an `if` decides on is false by the defaults: one of the tests, if all of them have to hold.
fn is_false(condition: usize, command: &Command<'_>, cx: &Cx<'_>) -> bool {
    let body = command.body();
    let is_test = |one: &&ShellCommand| one.standing.nest == Some(condition) && one.wrapped_by.is_none();
    let tests: Vec<&ShellCommand> = body.commands.iter().filter(is_test).collect();
    let all_have_to = tests.iter().all(|test| {
        matches!(test.standing.joined, Joined::Start | Joined::And) && test.standing.pipeline.length == 1
    });
    all_have_to && tests.iter().any(|test| holds(test, command, cx) == Some(test.standing.negated))
}

/// Whether a test holds, where the defaults say so.
fn holds(test: &ShellCommand, command: &Command<'_>, cx: &Cx<'_>) -> Option<bool> {
    let text = cx.source.slice(test.span).trim_end().trim_end_matches(';');
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let words = match words.as_slice() {
        ["[", words @ .., "]"] | ["[[", words @ .., "]]"] | ["test", words @ ..] => words,
        [word] if word.starts_with('$') => return (value(word, command, cx)? == "false").then_some(false),
        _ => return None,
    };
    // All of them have to hold.
    let mut parts = words.split(|word| matches!(*word, "&&" | "-a"));
    if words.iter().any(|word| matches!(*word, "||" | "-o" | "!" | "(" | ")")) {
        return None;
    }
    parts.any(|part| part_holds(part, command, cx) == Some(false)).then_some(false)
}

fn part_holds(words: &[&str], command: &Command<'_>, cx: &Cx<'_>) -> Option<bool> {
    let value = |word: &str| value(word, command, cx);
    match words {
        ["-n", word] | [word] => Some(!value(word)?.is_empty()),
        ["-z", word] => Some(value(word)?.is_empty()),
        [left, "=" | "==" | "-eq", right] => Some(value(left)? == value(right)?),
        [left, "!=" | "-ne", right] => Some(value(left)? != value(right)?),
        _ => None,
    }
}

/// What a word of a test comes to: what is written, or the default of the argument that it names.
fn value(word: &str, command: &Command<'_>, cx: &Cx<'_>) -> Option<String> {
    let word = word.trim_matches('"');
    let Some(name) = word.strip_prefix('$') else {
        let word = word.trim_matches('\'');
        return (!word.contains(['$', '`', '*', '?', '\\'])).then(|| word.to_owned());
    };
    let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
    let name = name.strip_suffix(":-").unwrap_or(name);
    if is_platform(name) || is_proxy(name) || command.body().may_set(name) {
        return None;
    }
    let variables = cx.build.variables(command.step.model?);
    let Lookup::Set(variable) = variables.get(name) else { return None };
    match &variable.value {
        Value::Known(text) => Some(text.clone()),
        Value::Unset => Some(String::new()),
        // `ENV WITH_DOCS=$WITH_DOCS` passes on what the `ARG` has.
        Value::Open(text) => {
            let is_passed_on = text.strip_prefix("${").and_then(|text| text.strip_suffix('}')) == Some(name);
            let mut others = variables.of_this_stage().filter(|other| other.name == name);
            (is_passed_on && others.any(|other| other.value == Value::Unset)).then(String::new)
        }
    }
}
