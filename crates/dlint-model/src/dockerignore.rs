//! `.dockerignore`: which files of the context a build never sees.
//!
//! The rules are Docker's (<https://docs.docker.com/build/concepts/context/#dockerignore-files>), and they are not
//! git's: every pattern is anchored at the root of the context, and the last pattern that matches decides, so that a
//! `!` can bring back a file below a folder that is ignored.
//!
//! A pattern matches a path when it matches the path itself or one of its folders. Each keeps its place in the file,
//! so that a finding can point at the pattern that is to blame.
//!
//! ```
//! use dlint_model::dockerignore::Dockerignore;
//! use dlint_text::SourceFile;
//!
//! let file = SourceFile::new(".dockerignore", "node_modules\n**/*.log\n!keep.log\n");
//! let ignore = Dockerignore::parse(&file);
//! let pattern = ignore.ignored("node_modules/left-pad/index.js").unwrap();
//! assert_eq!(file.slice(pattern.span), "node_modules");
//! assert!(ignore.ignored("src/node_modules/x").is_none());
//! assert!(ignore.ignored("a/b.log").is_some());
//! assert!(ignore.ignored("keep.log").is_none());
//! ```

mod clean;
mod glob;
#[cfg(test)]
mod tests;

use dlint_text::{SourceFile, Span};

use glob::Glob;
pub use glob::GlobError;

use clean::clean;

/// A `.dockerignore` file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dockerignore {
    patterns: Vec<Pattern>,
}

/// One pattern of a `.dockerignore` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Its place in the file, with the `!`, without white space around it.
    pub span: Span,
    /// Whether it brings files back: `!`.
    pub negated: bool,
    /// What Docker makes of it: without the `!`, the leading `/`, and what `.`, `..` and `//` stand for.
    pub text: String,
    /// The error that Docker ends the build with, if it is no pattern. It matches nothing then.
    pub error: Option<GlobError>,
    glob: Glob,
}

impl Pattern {
    /// Whether it matches a path or one of its folders, `!` or not.
    pub fn matches(&self, path: &str) -> bool {
        self.glob.matches_within(&relative(path))
    }
}

impl Dockerignore {
    /// Reads a file. Nothing is refused: what Docker takes for an error is kept as such.
    pub fn parse(file: &SourceFile) -> Self {
        let mut patterns = Vec::new();
        let mut offset = 0;
        for line in file.text().split('\n') {
            // Only the file's own mark: a second one is a part of a name.
            let text = if offset == 0 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
            // Docker looks for the `#` before it trims.
            if !text.starts_with('#') {
                let trimmed = text.trim();
                let start = offset + (line.len() - text.trim_start().len());
                if !trimmed.is_empty() {
                    patterns.push(pattern(trimmed, Span::from(start..start + trimmed.len())));
                }
            }
            offset += line.len() + 1;
        }
        Self { patterns }
    }

    /// All patterns, in the order of the file.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Whether one of the patterns brings files back.
    pub fn has_negation(&self) -> bool {
        self.patterns.iter().any(|pattern| pattern.negated)
    }

    /// The pattern that decides about a path, if one matches: the last.
    ///
    /// The path is relative to the root of the context, with `/` between its parts; a folder's is like a file's.
    pub fn deciding(&self, path: &str) -> Option<&Pattern> {
        let path = relative(path);
        self.patterns.iter().rev().find(|pattern| pattern.glob.matches_within(&path))
    }

    /// The pattern that keeps a path out of the context, or `None` where the build sees it.
    ///
    /// That a folder is ignored does not mean that all below it is: a later `!` may bring some of it back.
    pub fn ignored(&self, path: &str) -> Option<&Pattern> {
        self.deciding(path).filter(|pattern| !pattern.negated)
    }
}

/// The pattern on a line.
fn pattern(line: &str, span: Span) -> Pattern {
    let (negated, written) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest.trim()));
    if written.is_empty() {
        let error = Some(GlobError::NothingBehindNegation);
        return Pattern { span, negated, text: String::new(), error, glob: Glob::NOTHING };
    }
    let cleaned = clean(written);
    let text = cleaned.strip_prefix('/').filter(|rest| !rest.is_empty()).unwrap_or(&cleaned);
    // The `!` is looked for again in what is left: `/!x` is `!x`.
    let (negated, text) = match text.strip_prefix('!') {
        Some(rest) if !negated => (true, rest),
        _ => (negated, text),
    };
    let (glob, error) = match Glob::parse(text) {
        Ok(_) if text.is_empty() => (Glob::NOTHING, Some(GlobError::NothingBehindNegation)),
        Ok(glob) => (glob, None),
        Err(error) => (Glob::NOTHING, Some(error)),
    };
    Pattern { span, negated, text: text.to_owned(), error, glob }
}

/// A path as patterns see it. The context itself is the empty path, which nothing matches.
fn relative(path: &str) -> String {
    let cleaned = clean(path);
    let path = cleaned.trim_start_matches('/');
    if path == "." { String::new() } else { path.to_owned() }
}
