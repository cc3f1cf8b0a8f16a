//! Patterns for paths, as `.gitignore` has them.
//!
//! A pattern with a `/` in it is about a path from the folder of its file; one without is about a name, however deep. A
//! pattern that ends in `/` is about folders. `*` and `?` stand for anything but `/`, `**` for any folders. A pattern
//! that begins with `!` takes back what those before it say. What holds for a folder holds for all that is in it.

use std::cell::OnceCell;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

use globset::{GlobBuilder, GlobSet};

/// A pattern.
#[derive(Debug, Clone)]
struct Pattern {
    /// One pattern. A set of one says what is too large for it, where a lone matcher would panic.
    matcher: GlobSet,
    takes_back: bool,
    only_folders: bool,
    /// Whether it is about a path from the folder of its file, and not just about a name.
    anchored: bool,
}

/// Patterns of one file, in order.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    folder: PathBuf,
    patterns: Vec<Pattern>,
}

/// A text that is no pattern, and why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidPattern(String);

impl Patterns {
    /// The patterns of a file in `folder`, which is absolute.
    ///
    /// # Errors
    ///
    /// [`InvalidPattern`] for the first that is none.
    pub fn new<'p>(
        folder: &Path,
        patterns: impl IntoIterator<Item = &'p str>,
    ) -> Result<Self, InvalidPattern> {
        let patterns = patterns.into_iter().map(Pattern::new).collect::<Result<_, _>>()?;
        Ok(Self { folder: folder.to_owned(), patterns })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// What the last pattern that is about this very path says of it.
    pub(crate) fn says(&self, path: &Path, is_folder: bool) -> Option<bool> {
        let below = OnceCell::new();
        let fits = |pattern: &&Pattern| {
            if pattern.only_folders && !is_folder {
                return false;
            }
            let text = if pattern.anchored {
                *below.get_or_init(|| below_folder(&self.folder, path))
            } else {
                path.file_name().map(Path::new)
            };
            text.is_some_and(|text| pattern.matcher.is_match(text))
        };
        self.patterns.iter().rev().find(fits).map(|pattern| !pattern.takes_back)
    }

    /// What is said of a folder, or else of the nearest around it of which anything is said.
    pub(crate) fn say_around(&self, folder: &Path) -> Option<bool> {
        let up_to_own = |at: &&Path| **at != self.folder && at.parent().is_some();
        folder.ancestors().take_while(up_to_own).find_map(|folder| self.says(folder, true))
    }

    /// Whether a file, or the nearest folder around it of which anything is said, is meant.
    pub fn matches(&self, file: &Path) -> bool {
        if self.patterns.is_empty() {
            return false;
        }
        let said = self.says(file, false);
        said.or_else(|| self.say_around(file.parent()?)).unwrap_or_default()
    }
}

impl Pattern {
    fn new(text: &str) -> Result<Self, InvalidPattern> {
        let invalid = |why: &str| Err(InvalidPattern(why.to_owned()));
        let (takes_back, rest) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
        let (only_folders, rest) = rest.strip_suffix('/').map_or((false, rest), |rest| (true, rest));
        let anchored = rest.contains('/') || rest == ".";
        let rest = rest.strip_prefix("./").or_else(|| rest.strip_prefix('/')).unwrap_or(rest);
        if rest.is_empty() {
            return invalid("an empty pattern matches nothing");
        }
        if rest.split('/').any(|part| part == "..") {
            return invalid("a pattern does not leave the folder that it belongs to");
        }
        let glob = GlobBuilder::new(rest).literal_separator(true).backslash_escape(true).build();
        match glob.and_then(|glob| GlobSet::builder().add(glob).build()) {
            Ok(matcher) => Ok(Self { matcher, takes_back, only_folders, anchored }),
            Err(error) => invalid(&error.kind().to_string()),
        }
    }
}

/// The part of a path that is below a folder. Both are absolute and as plain as [`absolute`] makes them, so that texts
/// can be compared, which takes no look at every part.
fn below_folder<'p>(folder: &Path, path: &'p Path) -> Option<&'p Path> {
    let below = match (folder.to_str(), path.to_str()) {
        (Some(folder), Some(text)) => {
            let rest = text.strip_prefix(folder)?;
            let rest = rest
                .strip_prefix(MAIN_SEPARATOR)
                .or_else(|| folder.ends_with(MAIN_SEPARATOR).then_some(rest));
            Path::new(rest?)
        }
        _ => path.strip_prefix(folder).ok()?,
    };
    (below != Path::new("")).then_some(below)
}

/// An absolute path without `.` and `..`, as it is written: no link is followed.
pub(crate) fn absolute(folder: &Path, path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in folder.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(patterns: &[&str], path: &str) -> bool {
        Patterns::new(Path::new("/repo"), patterns.iter().copied()).unwrap().matches(Path::new(path))
    }

    #[test]
    fn patterns_are_those_of_git() {
        for (patterns, path, expected) in [
            (&["Dockerfile"][..], "/repo/Dockerfile", true),
            (&["Dockerfile"], "/repo/a/b/Dockerfile", true),
            (&["Dockerfile"], "/repo/a/Dockerfile.dev", false),
            (&["/Dockerfile"], "/repo/Dockerfile", true),
            (&["./Dockerfile"], "/repo/Dockerfile", true),
            (&["/Dockerfile"], "/repo/a/Dockerfile", false),
            (&["a/Dockerfile"], "/repo/a/Dockerfile", true),
            (&["a/Dockerfile"], "/repo/b/a/Dockerfile", false),
            (&["**/a/Dockerfile"], "/repo/b/a/Dockerfile", true),
            (&["services/*/Dockerfile"], "/repo/services/x/Dockerfile", true),
            (&["services/*/Dockerfile"], "/repo/services/x/y/Dockerfile", false),
            (&["services/**"], "/repo/services/x/y/Dockerfile", true),
            (&["services/"], "/repo/services/x/Dockerfile", true),
            (&["Dockerfile/"], "/repo/Dockerfile", false),
            (&["*.dev"], "/repo/x/Dockerfile.dev", true),
            (&["*.dev"], "/repo/x.dev/Dockerfile", true),
            (&["{a,b}/Dockerfile"], "/repo/b/Dockerfile", true),
            (&["[ab].Dockerfile"], "/repo/c.Dockerfile", false),
            (&["vendor", "!vendor/keep"], "/repo/vendor/keep/Dockerfile", false),
            (&["vendor", "!vendor/keep"], "/repo/vendor/other/Dockerfile", true),
            (&["!vendor/keep", "vendor"], "/repo/vendor/keep/Dockerfile", false),
            (&["!Dockerfile"], "/repo/Dockerfile", false),
            (&["Dockerfile"], "/elsewhere/Dockerfile", true),
            (&["repo"], "/repo/Dockerfile", false),
            (&["/Dockerfile"], "/elsewhere/Dockerfile", false),
        ] {
            assert_eq!(matches(patterns, path), expected, "{patterns:?} {path}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        for text in ["", "/", "!", "a/../b", "[a", "{a"] {
            assert!(Patterns::new(Path::new("/repo"), [text]).is_err(), "{text}");
        }
    }

    #[test]
    fn a_path_is_made_absolute_as_it_is_written() {
        assert_eq!(absolute(Path::new("/a/b"), Path::new("../c/./d")), Path::new("/a/c/d"));
        assert_eq!(absolute(Path::new("/a"), Path::new("/x/y")), Path::new("/x/y"));
    }
}
