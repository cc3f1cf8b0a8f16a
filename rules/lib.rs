//! The page of every rule: one Markdown file each, which is documentation and test at once.
//!
//! A page has a title (`# DL3007 · latest-tag`), a paragraph that says what is wrong, and sections. Its code blocks are
//! examples (see [`Example`]). What can change without the prose (severity, the default set) is not on the page; it
//! is in the rule.
//!
//! This crate holds text and reads it. It knows no rules and no linter.

mod example;
mod pages;

pub use example::{Example, Kind, Marker};
pub use pages::PAGES;

/// The table that reserves the code of every rule, also of those to come.
pub const CODES: &str = include_str!("codes.toml");

/// The page of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The file's name without its ending: `DL3007-latest-tag`.
    pub name: &'static str,
    /// The whole page.
    pub text: &'static str,
}

impl Page {
    /// The page of this name.
    ///
    /// ```
    /// let page = dlint_catalogue::Page::named("DL3007-latest-tag").unwrap();
    /// assert_eq!(page.title(), ("DL3007", "latest-tag"));
    /// ```
    pub fn named(name: &str) -> Option<&'static Self> {
        PAGES.binary_search_by_key(&name, |page| page.name).ok().and_then(|index| PAGES.get(index))
    }

    /// The code and the name in the title; one word stands for both.
    pub fn title(&self) -> (&'static str, &'static str) {
        let title = self.text.lines().next().unwrap_or_default().trim_start_matches("# ");
        title.split_once(" · ").unwrap_or((title, title))
    }

    /// The paragraph below the title: what is wrong, in a sentence or two.
    pub fn summary(&self) -> String {
        let lines = self.text.lines().skip(1).skip_while(|line| line.is_empty());
        lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The headings of the sections, in order.
    pub fn sections(&self) -> impl Iterator<Item = &'static str> {
        let mut fenced = false;
        self.text.lines().filter_map(move |line| {
            fenced ^= line.starts_with("```");
            line.strip_prefix("## ").filter(|_| !fenced)
        })
    }

    /// The examples, in order.
    pub fn examples(&self) -> Vec<Example> {
        example::examples(self.text)
    }
}
