//! Pieces of Markdown, and what has to stay out of it.

use crate::features::secrets::Hidden;
use crate::features::shown::short;
use crate::view::View;

/// How many characters of a value are shown.
const LONGEST: usize = 120;

/// A text as code, in one line, and not too long.
pub(super) fn code(text: &str) -> String {
    let short = short(text, LONGEST);
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

/// What must not be shown, in Markdown.
pub(super) struct Secrets<'v, 'a>(Hidden<'v, 'a>);

impl<'v, 'a> Secrets<'v, 'a> {
    pub(super) const fn of(view: &'v View<'a>) -> Self {
        Self(Hidden::of(view))
    }

    /// A text as code, or that it is not shown.
    pub(super) fn code(&self, text: &str) -> String {
        if self.0.are_in(text) {
            "a value that is not shown: it may be a secret".to_owned()
        } else {
            code(text)
        }
    }

    /// Some texts as code, without those that have a secret in them.
    pub(super) fn list(&self, texts: Vec<String>) -> String {
        let hide = |text: String| if self.0.are_in(&text) { "…".to_owned() } else { text };
        list(texts.into_iter().map(hide).collect())
    }
}
