//! `# check=skip=…;error=true`: which of `BuildKit`'s checks run, for the file or for one instruction.
//!
//! `BuildKit` reads the one at the top of the file with another reader than its parser: a line with white space in
//! front of it is none, and a `#!` line before it does no harm. In front of an instruction it is a comment like any
//! other, of which only the first counts.

use dlint_text::{SourceFile, Span};

use crate::directive;
use crate::error::SyntaxErrorKind;
use crate::{DirectiveKind, File, Instruction};

/// A comment that says which of `BuildKit`'s checks run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckComment {
    /// The whole comment.
    pub span: Span,
    /// What stands behind the first `=`, as far as `BuildKit` reads it: up to a blank.
    pub value: Span,
    /// What stands behind that, which `BuildKit` does not look at: people give a reason there.
    pub rest: Span,
    /// What it asks for, or what is wrong with it, and where. `BuildKit` refuses a file whose own comment is wrong, and
    /// takes no notice of a wrong one in front of an instruction.
    pub options: Result<CheckOptions, (SyntaxErrorKind, Span)>,
}

/// What a `# check=` asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckOptions {
    /// The checks that do not run.
    pub skip: CheckNames,
    /// The experimental checks that do.
    pub experimental: CheckNames,
    /// Whether a warning fails the build. It counts for the file only.
    pub error: bool,
}

/// Some of `BuildKit`'s checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckNames {
    /// All there are.
    All,
    /// Those with these names, which `BuildKit` compares letter by letter; a name it does not know is none.
    These(Vec<Span>),
}

impl Default for CheckNames {
    fn default() -> Self {
        Self::These(Vec::new())
    }
}

impl File {
    /// The `# check=` for the whole file.
    pub fn check_comment(&self, source: &SourceFile) -> Option<CheckComment> {
        for (index, line) in self.lines.iter().enumerate() {
            let text = source.slice(line.span);
            let shown = text.strip_prefix('\u{feff}').filter(|_| index == 0).unwrap_or(text);
            if index == 0 && shown.starts_with("#!") {
                continue;
            }
            let start = line.span.start + (text.len() - shown.len()) as u32;
            let comment = shown.trim_end_matches(['\r', '\n']);
            match named(comment)? {
                DirectiveKind::Check => return read(comment, start),
                DirectiveKind::Syntax | DirectiveKind::Escape => {}
            }
        }
        None
    }

    /// The `# check=` for one instruction: the first one in front of it, be it right or wrong.
    pub fn check_comment_before(
        &self,
        instruction: &Instruction,
        source: &SourceFile,
    ) -> Option<CheckComment> {
        let comments = self.comments_before(instruction).iter().filter(|comment| !comment.indented);
        let mut read = comments.filter_map(|comment| read(source.slice(comment.span), comment.span.start));
        read.next()
    }
}

/// Whether a line would be taken for a parser directive if it stood at the top of a file.
///
/// ```
/// assert!(dlint_syntax::is_directive("# check=skip=all"));
/// assert!(!dlint_syntax::is_directive("# dlint ignore=DL3007"));
/// ```
pub fn is_directive(line: &str) -> bool {
    named(line.trim_start()).is_some()
}

fn named(comment: &str) -> Option<DirectiveKind> {
    let (name, _) = directive::parse(comment)?;
    DirectiveKind::from_name(comment.get(name)?)
}

/// Reads a comment that begins at `start`; `None` if it is another one.
fn read(comment: &str, start: u32) -> Option<CheckComment> {
    let (name, value) = directive::parse(comment)?;
    if DirectiveKind::from_name(comment.get(name)?) != Some(DirectiveKind::Check) {
        return None;
    }
    let whole = comment.get(value.clone())?;
    let read = whole.split(' ').next().unwrap_or_default();
    let at = |offset: usize| start + (value.start + offset) as u32;
    let span = Span::new(start, start + comment.trim_end().len() as u32);
    Some(CheckComment {
        span,
        value: Span::new(at(0), at(read.len())),
        rest: Span::new(at(read.len()), span.end.max(at(read.len()))),
        options: options(read, at(0)),
    })
}

fn options(text: &str, start: u32) -> Result<CheckOptions, (SyntaxErrorKind, Span)> {
    let mut options = CheckOptions::default();
    if text.is_empty() {
        return Ok(options);
    }
    let mut offset = start;
    // What stands behind a third semicolon belongs to the third option.
    for part in text.splitn(3, ';') {
        let span = Span::new(offset, offset + part.len() as u32);
        offset = span.end + 1;
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let values =
            Span::new(span.start + key.len() as u32 + 1, span.end.max(span.start + key.len() as u32 + 1));
        match (key.trim(), part.contains('=')) {
            ("skip", true) => options.skip = names(value, values.start),
            ("experimental", true) => options.experimental = names(value, values.start),
            ("error", true) => match value.trim() {
                "1" | "t" | "T" | "true" | "True" | "TRUE" => options.error = true,
                "0" | "f" | "F" | "false" | "False" | "FALSE" => options.error = false,
                other => {
                    return Err((SyntaxErrorKind::InvalidCheckError { value: other.to_owned() }, values));
                }
            },
            (other, _) => {
                return Err((SyntaxErrorKind::InvalidCheckOption { option: other.to_owned() }, span));
            }
        }
    }
    Ok(options)
}

fn names(list: &str, start: u32) -> CheckNames {
    if list == "all" {
        return CheckNames::All;
    }
    let mut names = Vec::new();
    let mut offset = start;
    for name in list.split(',') {
        let begin = offset + (name.len() - name.trim_start().len()) as u32;
        if !name.trim().is_empty() {
            names.push(Span::new(begin, begin + name.trim().len() as u32));
        }
        offset += name.len() as u32 + 1;
    }
    CheckNames::These(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the comment at the top of a file comes to: the names it skips, or the error.
    fn skips(text: &str) -> Option<Result<Vec<String>, String>> {
        let source = SourceFile::new("Dockerfile", text);
        let file = crate::parse(&source);
        let comment = file.check_comment(&source)?;
        Some(match comment.options {
            Ok(CheckOptions { skip: CheckNames::All, .. }) => Ok(vec!["all of them".into()]),
            Ok(CheckOptions { skip: CheckNames::These(names), .. }) => {
                Ok(names.into_iter().map(|name| source.slice(name).to_owned()).collect())
            }
            Err((kind, span)) => Err(format!("{} at `{}`", kind, source.slice(span))),
        })
    }

    #[test]
    fn the_options_are_those_that_buildkit_reads() {
        let read = |value: &str| skips(&format!("# check={value}\nFROM a\n")).unwrap();
        let names = |names: &[&str]| Ok(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(read("skip=all"), names(&["all of them"]));
        assert_eq!(read("skip=A,B"), names(&["A", "B"]));
        assert_eq!(read("skip=A, B"), names(&["A"]));
        assert_eq!(read("skip=A // why"), names(&["A"]));
        assert_eq!(read("skip=ALL"), names(&["ALL"]));
        assert_eq!(read("skip=A;skip=B"), names(&["B"]));
        assert_eq!(read("skip=A;error=true;experimental=all;x=y"), names(&["A"]));
        assert_eq!(read("error=T"), names(&[]));
        for wrong in ["skip = A", "foo=bar", "skip", ";skip=all", "error=yes", "skip=A;", "Skip=A"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(read("skip=A;error=yes"), Err("`error` is true or false, not `yes` at `yes`".into()));
    }

    #[test]
    fn the_line_stands_at_the_top_and_without_white_space() {
        assert!(skips("#check=skip=A\nFROM a\n").is_some());
        assert!(skips("\u{feff}# check=skip=A\nFROM a\n").is_some());
        assert!(skips("#!/bin/sh\n# check = skip=A\nFROM a\n").is_some());
        assert!(skips("# syntax=a\n# check=skip=A\nFROM a\n").is_some());
        assert!(skips(" # check=skip=A\nFROM a\n").is_none());
        assert!(skips("\n# check=skip=A\nFROM a\n").is_none());
        assert!(skips("# a comment\n# check=skip=A\nFROM a\n").is_none());
    }

    #[test]
    fn of_the_comments_before_an_instruction_the_first_counts() {
        let before = |text: &str| {
            let source = SourceFile::new("Dockerfile", format!("FROM a\n{text}ENV B=1\n"));
            let file = crate::parse(&source);
            let comment = file.check_comment_before(&file.instructions[1], &source)?;
            Some((source.slice(comment.span).to_owned(), comment.options.is_ok()))
        };
        assert_eq!(before("# check=skip=A\n# check=skip=B\n"), Some(("# check=skip=A".into(), true)));
        assert_eq!(before("# text\n# CHECK=skip=A\n\n# text\n"), Some(("# CHECK=skip=A".into(), true)));
        assert_eq!(before("# check=foo=A\n# check=skip=B\n"), Some(("# check=foo=A".into(), false)));
        assert_eq!(before("  # check=skip=A\n"), None);
        assert_eq!(before("# check=skip=A\n#\n"), None);
    }
}
