//! Commands as a line each: a name and its words, and in brackets where they stand.

use dlint_shell::{Body, Command, Dialect, Joined, Script, Variables};
use dlint_text::MappedText;

/// The commands of a text, a line each.
pub(crate) fn show(text: &str) -> Vec<String> {
    show_in(text, Dialect::default())
}

/// The same in another dialect.
pub(crate) fn show_in(text: &str, dialect: Dialect) -> Vec<String> {
    let script = Script::read(&MappedText::copied(text, 0), dialect, &Variables::new());
    lines(script.body())
}

/// The commands of a body, a line each.
pub(crate) fn lines(body: &Body) -> Vec<String> {
    body.commands.iter().map(|command| line(body, command)).collect()
}

fn line(body: &Body, command: &Command) -> String {
    let mut parts: Vec<String> = Vec::new();
    for assignment in &command.assignments {
        let value = assignment.value.as_ref().map_or("(…)", |value| value.value().unwrap_or("?"));
        parts.push(format!("{}={value}", assignment.name));
    }
    parts.extend(command.words.iter().map(|word| word.value().unwrap_or("?").to_owned()));
    for redirection in &command.redirections {
        let target = redirection.target.value().unwrap_or("?");
        parts.push(format!("<{}:{:?} {target}>", redirection.number(), redirection.operator));
    }
    let standing = command.standing;
    let mut notes = Vec::new();
    match standing.joined {
        Joined::Start => {}
        joined => notes.push(format!("{joined:?}")),
    }
    if standing.pipeline.length > 1 {
        notes.push(format!("{}/{}", standing.pipeline.index + 1, standing.pipeline.length));
    }
    if standing.negated {
        notes.push("not".to_owned());
    }
    if standing.background {
        notes.push("background".to_owned());
    }
    notes.extend(body.path(&standing).map(|nest| format!("{:?}", nest.kind)));
    if let Some(wrapper) = command.wrapped_by {
        notes.push(format!("by {}", body.commands.get(wrapper).and_then(Command::name).unwrap_or("?")));
    }
    if command.open_ended {
        notes.push("…".to_owned());
    }
    let words = parts.join(" ");
    if notes.is_empty() { words } else { format!("{words} [{}]", notes.join(" ")) }
}
