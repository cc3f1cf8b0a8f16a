//! Pieces of Markdown, and what has to stay out of it.

use std::cell::OnceCell;

use dlint_model::secrets::{has_secret, is_secret};
use dlint_model::variables::Variables;

use crate::view::View;

/// How many characters of a value are shown.
const LONGEST: usize = 120;

/// A value that is shorter is no secret that could be told from other text.
const SHORTEST: usize = 4;

/// A text as code, in one line, and not too long.
pub(super) fn code(text: &str) -> String {
    let mut letters = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    match () {
        () if short.trim().is_empty() => "an empty text".to_owned(),
        () if short.contains('`') => format!("`` {short} ``"),
        () => format!("`{short}`"),
    }
}

/// Some texts as code, with commas between them; of many, the first ones.
pub(super) fn list(mut texts: Vec<String>) -> String {
    const MOST: usize = 4;
    let more = texts.len().saturating_sub(MOST);
    texts.truncate(MOST);
    let listed: Vec<String> = texts.iter().map(|text| code(text)).collect();
    let listed = listed.join(", ");
    if more > 0 { format!("{listed} and {more} more") } else { listed }
}

/// The lines of a list in Markdown.
pub(super) fn bullets(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |all, line| all + "- " + line + "\n")
}

/// What must not be shown: the values of variables that are named like secrets, and what looks like a secret.
pub(super) struct Secrets<'v, 'a> {
    view: &'v View<'a>,
    values: OnceCell<Vec<&'a str>>,
}

impl<'v, 'a> Secrets<'v, 'a> {
    pub(super) const fn of(view: &'v View<'a>) -> Self {
        Self { view, values: OnceCell::new() }
    }

    /// Whether a text has one of them in it.
    pub(super) fn are_in(&self, text: &str) -> bool {
        has_secret(text)
            || self.values.get_or_init(|| values(self.view)).iter().any(|value| text.contains(value))
    }

    /// A text as code, or that it is not shown.
    pub(super) fn code(&self, text: &str) -> String {
        if self.are_in(text) {
            "a value that is not shown: it may be a secret".to_owned()
        } else {
            code(text)
        }
    }

    /// Some texts as code, without those that have a secret in them.
    pub(super) fn list(&self, texts: Vec<String>) -> String {
        let hide = |text: String| if self.are_in(&text) { "…".to_owned() } else { text };
        list(texts.into_iter().map(hide).collect())
    }
}

fn values<'a>(view: &View<'a>) -> Vec<&'a str> {
    let build = view.build;
    let stages = build.stages().iter().map(|stage| build.variables_at_end(stage));
    let all = std::iter::once(build.global_variables()).chain(stages);
    let set = all.flat_map(|variables: Variables<'a>| variables.of_this_stage().collect::<Vec<_>>());
    let values = set.filter_map(|one| {
        let value = one.value.known()?;
        is_secret(&one.name, Some(value)).map(|_| value)
    });
    values.filter(|value| value.len() >= SHORTEST).collect()
}
