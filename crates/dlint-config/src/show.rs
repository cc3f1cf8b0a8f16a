//! Every setting that a file goes by, and where each comes from.

use std::fmt::Write as _;

use crate::Origin;
use crate::key::{Key, Merge, Section};
use crate::load::Project;
use crate::settle::Said;
use crate::value::{Setting, Value, key_text};

/// The settings of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The configurations that count, the nearest first; each is extended by the one before it.
    pub files: Vec<String>,
    /// The settings, in the order in which they are documented.
    pub lines: Vec<Line>,
}

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The key and the value, as TOML has them.
    pub text: String,
    /// Where it comes from: `dlint.toml:3`, `--select`, `default`.
    pub origin: String,
}

pub(crate) fn shown(said: &Said<'_>, project: &Project, per_file: &[(usize, usize)]) -> Shown {
    let files = project.files.iter().rev().map(|file| file.source.name().to_owned()).collect();
    let mut lines = Vec::new();
    // Below a `select`, nothing is selected or ignored any more.
    let selects =
        |body: &&crate::value::Body| body.of(Key::Select).any(|said| said.value.texts().next().is_some());
    let first = said.bodies.iter().rposition(selects).unwrap_or_default();
    let on_top = Said {
        profile: said.profile,
        bodies: said.bodies.get(first..).unwrap_or_default().to_vec(),
        per_file: Vec::new(),
        date: said.date,
    };
    for key in Key::ALL {
        let before = lines.len();
        match key {
            Key::Extend | Key::Match | Key::RequiredVersion => continue,
            Key::Select | Key::ExtendSelect | Key::Ignore => {
                lines.extend(on_top.all(key).map(line));
            }
            Key::PerFileIgnores => {
                let entries = per_file
                    .iter()
                    .filter_map(|(number, index)| project.files.get(*number)?.per_file.get(*index));
                lines.extend(entries.map(|entry| {
                    let mut text = format!("{}.", key.name());
                    let ignore =
                        entry.ignore.iter().map(|code| crate::Placed::new(code.clone(), Origin::Default));
                    // Writing to a String cannot fail.
                    let _ = key_text(&entry.pattern.value, &mut text);
                    let _ = write!(text, " = {}", Value::List(ignore.collect()));
                    Line { text, origin: entry.pattern.origin.to_string() }
                }));
            }
            _ if key.info().merge == Merge::Last => lines.extend(said.last(key).map(line)),
            _ => lines.extend(said.all(key).map(line)),
        }
        let own = format!("\"{}\"", said.profile.fails_on());
        let default = if key == Key::FailOn { own.as_str() } else { key.info().default };
        if lines.len() == before && !default.is_empty() && !matches!(key.info().section, Section::Rule(_)) {
            lines.push(Line { text: format!("{} = {default}", key.name()), origin: "default".to_owned() });
        }
    }
    Shown { files, lines }
}

fn line(setting: &Setting) -> Line {
    let mut text = String::new();
    let section = setting.key.info().section;
    // The command line does not say for which of the rules that are told the same.
    let told = if let Section::Rule([rule, ..]) = section { Some(*rule) } else { None };
    if let Some(rule) = setting.rule.as_deref().or(told) {
        text.push_str("rules.");
        // Writing to a String cannot fail.
        let _ = key_text(rule, &mut text);
        text.push('.');
    }
    let value = match (setting.key, &setting.value) {
        // What a build is given may be a secret; its name never is.
        (Key::BuildArgs, Value::Table(entries)) => {
            let hidden = entries.iter().map(|(name, _)| (name.clone(), Value::Text("…".to_owned())));
            Value::Table(hidden.collect()).to_string()
        }
        (_, value) => value.to_string(),
    };
    let _ = write!(text, "{} = {value}", setting.key.name());
    Line { text, origin: setting.origin.to_string() }
}
