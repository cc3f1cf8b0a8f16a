//! Lists of packages in a variable of the shell: `deps='curl git'; apt-get install $deps`, or
//! `deps=(curl git); apt-get install "${deps[@]}"`.

use dlint_linter::Command;
use dlint_model::packages::Package;
use dlint_text::Span;

/// The words of the list that a package's variable holds, each with its place; none where nobody knows.
pub(crate) fn listed_in(package: &Package, command: &Command<'_>) -> Vec<(String, Span)> {
    let Some((name, is_array)) = list_of(package, command) else { return Vec::new() };
    let before = command.body().commands.iter().take(command.id.command);
    let assignments = before.flat_map(dlint_shell::Command::lasting_assignments);
    let last = assignments.filter(|assignment| &*assignment.name == name && !assignment.append).last();
    let Some(last) = last else { return Vec::new() };
    if is_array {
        let words = last.list.iter().filter_map(|word| Some((word.value()?.to_owned(), word.span())));
        return words.collect();
    }
    let Some(value) = &last.value else { return Vec::new() };
    let text = &value.text;
    if text.contains("$(") || text.contains('`') {
        return Vec::new();
    }
    let is_between = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\');
    let parts = text.split(is_between).filter(|part| !part.is_empty() && !part.starts_with(['-', '$']));
    parts
        .map(|part| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            (part.to_owned(), text.source_span(start..start + part.len()))
        })
        .collect()
}

/// The variable that stands in the place of a package, and whether all words of an array are meant.
fn list_of<'p>(package: &'p Package, command: &'p Command<'_>) -> Option<(&'p str, bool)> {
    if let Some(name) = package.name.strip_prefix("${").and_then(|name| name.strip_suffix('}')) {
        return Some((name, false));
    }
    let word = command.words.iter().find(|word| word.span() == package.span)?;
    let inner = word.text.trim_matches('"').strip_prefix("${")?.strip_suffix('}')?;
    Some((inner.strip_suffix("[@]").or(inner.strip_suffix("[*]"))?, true))
}
