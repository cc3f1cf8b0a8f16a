//! Paths in an image, as far as they are known before the build.
//!
//! A Dockerfile names paths with variables, patterns and folders that only the build knows. What is known of such a
//! path is kept, so that `/tmp/app-${V}.tgz`, written in one command and deleted in the next, is seen to be the same
//! file although nobody knows what `V` is; and every question about it has three answers: yes, no, or maybe.

mod pattern;
#[cfg(test)]
mod tests;

use dlint_shell::base_name;
use std::fmt;

pub use pattern::has_pattern;

/// No path is longer on Linux (`PATH_MAX`), so a longer one is not followed.
const LONGEST: usize = 4096;

/// An answer about things that are known only in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// It is not so.
    No,
    /// It may be so.
    Maybe,
    /// It is so.
    Yes,
}

impl Fit {
    /// Whether it is sure.
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Whether it is possible.
    pub const fn is_possible(self) -> bool {
        !matches!(self, Self::No)
    }
}

/// A path in an image: absolute, without `.`, `..` and `//`.
///
/// A variable that nobody knows stands in it as `${NAME}`; the same holds for the folder that a relative path is in,
/// where that is not known. Two paths with the same variable in the same place are the same path.
///
/// ```
/// use dlint_model::path::{Fit, ImagePath};
///
/// let lists = ImagePath::new("/var/lib/apt/lists");
/// assert_eq!(lists.covers(&ImagePath::new("/var/lib/apt/lists/partial")), Fit::Yes);
/// let file = ImagePath::new("/opt").join("./app-${VERSION}.tgz");
/// assert_eq!(file.to_string(), "/opt/app-${VERSION}.tgz");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImagePath {
    text: String,
    pattern: bool,
    open: bool,
}

/// What a variable that nobody knows is written as inside a path.
pub(crate) fn hole(name: &str) -> String {
    format!("${{{name}}}")
}

impl ImagePath {
    /// The root.
    pub fn root() -> Self {
        Self { text: "/".to_owned(), pattern: false, open: false }
    }

    /// A path of which nothing is known.
    pub fn unknown() -> Self {
        Self { text: String::new(), pattern: false, open: true }
    }

    /// A path that nobody knows, but that is the same wherever this name stands.
    pub fn named(name: &str) -> Self {
        Self { text: hole(name), pattern: false, open: false }
    }

    /// A path; one that is not absolute is taken from the root. What looks like a pattern is none.
    pub fn new(text: &str) -> Self {
        Self::root().join(text)
    }

    /// A path in which `*`, `?` and `[…]` are patterns, as they are for a shell.
    pub fn with_pattern(text: &str) -> Self {
        Self::root().join_pattern(text)
    }

    /// This path from here on: `text`, if it is absolute, or else what it is called from this folder.
    pub fn join(&self, text: &str) -> Self {
        self.joined(text, false)
    }

    /// The same, with patterns in `text`.
    pub fn join_pattern(&self, text: &str) -> Self {
        self.joined(text, true)
    }

    /// The path of which only the beginning is known: behind `text` anything may follow.
    pub fn join_open(&self, text: &str) -> Self {
        if text.is_empty() {
            // What follows may be absolute.
            return Self::unknown();
        }
        let mut path = self.joined(text, false);
        // `/opt/` and `/opt` go on in different ways.
        if text.ends_with('/') && !path.text.ends_with('/') {
            path.text.push('/');
        }
        path.open = true;
        path
    }

    /// Something in this folder, or below it, and nobody knows what.
    pub fn something_inside(&self) -> Self {
        if self.open {
            return self.clone();
        }
        Self { text: format!("{}/", self.text.trim_end_matches('/')), pattern: self.pattern, open: true }
    }

    /// The path with this behind its last part: `a.gz` for `a`. Of an open path nothing more is known.
    pub(crate) fn with_ending(&self, ending: &str) -> Self {
        if self.open {
            return self.clone();
        }
        Self { text: format!("{}{ending}", self.text), ..self.clone() }
    }

    /// The path without this at its end, if it is there.
    pub(crate) fn without_ending(&self, ending: &str) -> Option<Self> {
        let text = self.text.strip_suffix(ending).filter(|_| !self.open)?;
        Some(Self { text: text.to_owned(), ..self.clone() })
    }

    fn joined(&self, text: &str, pattern: bool) -> Self {
        let windows = text.contains('\\') && (has_drive(text) || has_drive(&self.text));
        let text = if windows { text.replace('\\', "/") } else { text.to_owned() };
        let absolute = text.starts_with('/') || text.starts_with("${") || has_drive(&text);
        let path = if absolute { Self::root() } else { self.clone() };
        if path.open {
            // What follows an unknown end is unknown, too.
            return path;
        }
        if path.text.len() + text.len() > LONGEST {
            return Self::unknown();
        }
        let (root, rest) = if absolute { split_root(&text) } else { split_root(&path.text) };
        let mut parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        let own = if absolute { Vec::new() } else { text.split('/').collect() };
        for part in own.into_iter().filter(|part| !part.is_empty() && *part != ".") {
            parts.push(part);
        }
        let mut clean: Vec<&str> = Vec::new();
        for part in parts {
            match (part, clean.last()) {
                // Above an unknown folder there is an unknown folder.
                ("..", Some(last)) if last.contains("${") || *last == ".." => clean.push(part),
                ("..", None) if root.starts_with("${") => clean.push(part),
                ("..", _) => {
                    clean.pop();
                }
                _ => clean.push(part),
            }
        }
        let joined = clean.join("/");
        let text = match (root, joined.is_empty()) {
            ("/", _) => format!("/{joined}"),
            (root, true) => root.to_owned(),
            (root, false) => format!("{}/{joined}", root.trim_end_matches('/')),
        };
        Self { pattern: path.pattern && !absolute || pattern && has_pattern(&text), open: false, text }
    }

    /// What is known of it. Not all of it, where [`is_open`](Self::is_open).
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether all of it is known: no variable, no pattern, no open end.
    pub fn is_exact(&self) -> bool {
        !self.pattern && !self.open && !self.has_holes()
    }

    /// Whether it may be several paths.
    pub const fn is_pattern(&self) -> bool {
        self.pattern
    }

    /// Whether only its beginning is known.
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// Whether there is a variable in it that nobody knows.
    pub fn has_holes(&self) -> bool {
        self.text.contains("${")
    }

    /// Whether nothing at all is known of it.
    pub fn is_unknown(&self) -> bool {
        self.open && self.text.is_empty()
    }

    /// The last part, where it is known.
    pub fn file_name(&self) -> Option<&str> {
        if self.open {
            return None;
        }
        Some(base_name(&self.text)).filter(|name| !name.is_empty())
    }

    /// The folder that it is in; the root is in the root.
    pub fn parent(&self) -> Self {
        let (root, rest) = split_root(&self.text);
        let text = match rest.rfind('/') {
            Some(at) if root.starts_with("${") => format!("{root}/{}", rest.get(..at).unwrap_or_default()),
            Some(at) => format!("{root}{}", rest.get(..at).unwrap_or_default()),
            None if rest.is_empty() && root.starts_with("${") => format!("{root}/.."),
            None => root.to_owned(),
        };
        Self { pattern: self.pattern && has_pattern(&text), open: self.open && text.is_empty(), text }
    }

    /// Whether everything that `other` may stand for is this path, or below it: whether it goes when this path is
    /// deleted as a tree.
    pub fn covers(&self, other: &Self) -> Fit {
        pattern::covers(self, other)
    }

    /// Whether one of them covers the other: whether they have anything to do with each other.
    pub fn meets(&self, other: &Self) -> Fit {
        self.covers(other).max(other.covers(self))
    }

    /// Whether deleting this empties the folder `folder`: it is the folder, one above it, or all that is in it.
    pub fn empties(&self, folder: &Self) -> Fit {
        let all = folder.join_pattern("*");
        if self.text == all.text { Fit::Yes } else { self.covers(folder) }
    }
}

impl fmt::Display for ImagePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        if self.open { f.write_str("…") } else { Ok(()) }
    }
}

/// `C:` or `c:/` at the beginning.
fn has_drive(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.next() == Some(b':')
        && matches!(bytes.next(), None | Some(b'/' | b'\\'))
}

/// The root of a path (`/`, `C:/`, the variable it begins with), and what follows.
fn split_root(text: &str) -> (&str, &str) {
    if has_drive(text) {
        return text.split_at(text.len().min(3));
    }
    if text.starts_with("${") {
        let end = text.find('/').map_or(text.len(), |slash| slash + 1);
        let (root, rest) = text.split_at(end);
        return (root.trim_end_matches('/'), rest);
    }
    match text.strip_prefix('/') {
        Some(rest) => ("/", rest),
        None => ("/", text),
    }
}
