//! Proves fixes from outside.
//!
//! What the engine promises is looked for once more: the file before is held against the file after, and the file after
//! is fixed again. Tests of rules, the fuzzer and whoever writes rules of their own use this.

use std::fmt;

use dlint_diagnostics::Safety;
use dlint_model::context::Ignoring;
use dlint_syntax::File;
use dlint_text::{Edit, SourceFile};

use crate::fix::appeared;
use crate::{FixError, Fixed, Input, Outcome, RuleSet, Settings, fix_until_stable, lint};

/// A fixed file, and what the fixes did to it that they must not do.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The file after all fixes.
    pub fixed: Fixed,
    /// What is wrong with it; nothing, as a rule.
    pub harm: Vec<Harm>,
}

/// What a fix must not do. Codes are those of all fixes that were applied: which one it was is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Harm {
    /// The engine caught a fix that makes a mistake, and left it out.
    Refused(FixError),
    /// The builder refuses the file, or finds more to refuse in it.
    NoLongerParses(String),
    /// There are more findings of this code, as grave as what was repaired.
    NewFinding(&'static str, String),
    /// A comment is not what it was, or not there.
    ChangedComment(String),
    /// Something else than the edits changed the text.
    ByteOutsideOfEdits(String),
    /// The line endings or the byte order mark are others.
    OtherEncoding(String),
    /// Fixing the fixed file changes it.
    ChangedAgain(String),
}

impl Harm {
    /// What kind of harm it is, for counting.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Refused(FixError::Undeclared { .. }) => "undeclared changes",
            Self::Refused(_) => "refused by the engine",
            Self::NoLongerParses(_) => "files that stop parsing",
            Self::NewFinding(..) => "new findings",
            Self::ChangedComment(_) => "comments lost, added or changed",
            Self::ByteOutsideOfEdits(_) => "bytes changed outside of edits",
            Self::OtherEncoding(_) => "other line endings or byte order mark",
            Self::ChangedAgain(_) => "changed by a second run",
        }
    }
}

impl fmt::Display for Harm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::NewFinding(code, codes) => write!(f, "{}: {code} after {codes}", self.kind()),
            Self::NoLongerParses(codes)
            | Self::ChangedComment(codes)
            | Self::ByteOutsideOfEdits(codes)
            | Self::OtherEncoding(codes)
            | Self::ChangedAgain(codes) => write!(f, "{}: {codes}", self.kind()),
        }
    }
}

/// Applies every fix that is at least as safe as `floor`, and looks for harm.
///
/// Rules that repair comments have to be left out of `settings`.
///
/// ```
/// use dlint_diagnostics::Safety;
/// use dlint_linter::{Input, RuleSet, Selection, Settings, prove_fixes};
/// use dlint_text::SourceFile;
///
/// let rules = RuleSet::new([]);
/// let settings = Settings::new(&rules, &Selection::default()).unwrap();
/// let source = SourceFile::new("Dockerfile", "FROM scratch\n");
/// assert!(prove_fixes(&settings, &rules, &Input::new(&source), Safety::Safe).harm.is_empty());
/// ```
pub fn prove_fixes(settings: &Settings, rules: &RuleSet, input: &Input<'_>, floor: Safety) -> Proof {
    let source = input.source;
    let before = lint(settings, rules, input);
    let fixed = fix_until_stable(settings, rules, input, floor);
    let mut harm = Vec::new();
    harm.extend(fixed.error.clone().map(Harm::Refused));
    if fixed.outcome.file.errors.len() > before.file.errors.len() {
        harm.push(Harm::NoLongerParses(codes_of(&fixed)));
    }
    let codes = fixed.applied.iter().map(|fix| fix.code).collect();
    let new = appeared(&before, &fixed.outcome, &codes).into_iter();
    harm.extend(new.map(|code| Harm::NewFinding(code, codes_of(&fixed))));
    if comments(source, &before) != comments(&fixed.source, &fixed.outcome) {
        harm.push(Harm::ChangedComment(codes_of(&fixed)));
    }
    let patched = fixed.passes.iter().try_fold(source.text().to_owned(), |text, edits| patch(&text, edits));
    if patched.as_deref() != Some(fixed.source.text()) {
        harm.push(Harm::ByteOutsideOfEdits(codes_of(&fixed)));
    }
    if other_newlines(source, &before.file, &fixed.source, &fixed.outcome.file)
        || has_mark(source) != has_mark(&fixed.source)
    {
        harm.push(Harm::OtherEncoding(codes_of(&fixed)));
    }
    let patterns = fixed.ignores.as_ref().map_or(&[][..], |ignored| ignored.patterns.as_slice());
    let context = Ignoring::new(input.context, patterns);
    let next = Input { source: &fixed.source, context: &context, ..*input };
    let again = fix_until_stable(settings, rules, &next, floor);
    if again.source.text() != fixed.source.text() {
        harm.push(Harm::ChangedAgain(codes_of(&again)));
    }
    Proof { fixed, harm }
}

/// Whether lines end in another way than all of them did, but for those of heredocs: a fix may be about them.
fn other_newlines(before: &SourceFile, file: &File, after: &SourceFile, fixed: &File) -> bool {
    let count = |source: &SourceFile, file: &File| {
        let heredocs = file.instructions.iter().flat_map(|instruction| &instruction.heredocs);
        let bodies: Vec<&str> = heredocs.map(|heredoc| source.slice(heredoc.body.span())).collect();
        let count = |what: &str| {
            let in_heredocs: usize = bodies.iter().map(|body| body.matches(what).count()).sum();
            source.text().matches(what).count().saturating_sub(in_heredocs)
        };
        let (lf, crlf) = (count("\n"), count("\r\n"));
        (lf.saturating_sub(crlf), crlf)
    };
    match (count(before, file), count(after, fixed)) {
        ((_, 0), (_, crlf)) => crlf > 0,
        ((0, _), (lf, _)) => lf > 0,
        _ => false,
    }
}

/// Whether a file begins with a byte order mark.
fn has_mark(source: &SourceFile) -> bool {
    source.text().starts_with('\u{feff}')
}

/// Applies edits from the end of a text to its beginning.
fn patch(text: &str, edits: &[Edit]) -> Option<String> {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        text = format!("{}{}{}", text.get(..start)?, edit.text, text.get(end..)?);
    }
    Some(text)
}

fn codes_of(fixed: &Fixed) -> String {
    let mut codes: Vec<&str> = fixed.applied.iter().map(|fix| fix.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.join(", ")
}

/// The comments of a file; a fix may well move one with its instruction.
fn comments(source: &SourceFile, outcome: &Outcome) -> Vec<String> {
    let mut texts: Vec<String> =
        outcome.file.comments.iter().map(|comment| comment.text(source).to_owned()).collect();
    texts.sort();
    texts
}
