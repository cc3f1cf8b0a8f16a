//! The page of every rule: one Markdown file each, which is documentation and test at once.
//!
//! A page has a title (`# DL3007 · latest-tag`), a paragraph that says what is wrong, and sections. Its code blocks are
//! examples (see [`Example`]). What can change without the prose (severity, the default set) is not on the page; it
//! is in the rule.
//!
//! What is said about shell code stands in one table instead: a [`ShellCode`] for each of ShellCheck's codes. Where
//! dlint repairs what it finds, there is a page besides, which shows and proves the fix.
//!
//! This crate holds text and reads it. It knows no rules and no linter.

mod example;
mod pages;
mod shell_codes;

pub use example::{Example, Kind, Marker};
pub use pages::PAGES;
pub use shell_codes::SHELL_CODES;

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

/// What is said about shell code under one of ShellCheck's codes, in dlint's own words.
///
/// The texts are one clause each, with code in backticks and no full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShellCode {
    /// ShellCheck's number: 2086.
    pub number: u16,
    /// The code: `SC2086`.
    pub code: &'static str,
    /// What a finding is called where it is selected or ignored: `unquoted-variable`.
    pub name: &'static str,
    /// How grave ShellCheck takes it to be: `error`, `warning`, `info` or `style`.
    pub severity: &'static str,
    /// What is wrong.
    pub summary: &'static str,
    /// What comes of it.
    pub why: &'static str,
    /// What to do about it.
    pub help: &'static str,
    /// Whether it belongs to the default set.
    pub default: bool,
    /// How safe its fix is, where one was proved: `safe` or `unsafe`. Such a code has a page.
    pub fix: Option<&'static str>,
}

impl ShellCode {
    /// The code of this number.
    ///
    /// ```
    /// let code = dlint_catalogue::ShellCode::numbered(2086).unwrap();
    /// assert_eq!((code.code, code.name), ("SC2086", "unquoted-variable"));
    /// ```
    pub fn numbered(number: u16) -> Option<&'static Self> {
        let index = SHELL_CODES.binary_search_by_key(&number, |code| code.number).ok()?;
        SHELL_CODES.get(index)
    }
}
