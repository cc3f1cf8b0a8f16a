//! What a run found, as the output formats receive it.

use std::borrow::Cow;

use dlint_diagnostics::{About, Finding, Fix, RuleMeta, Safety, Secrets, Severity, Suppressed};
use dlint_text::{SourceFile, Span};

use crate::Repository;

/// One file that was read, and what was found in it.
#[derive(Debug, Clone, Copy)]
pub struct FileReport<'a> {
    /// The file.
    pub source: &'a SourceFile,
    /// Its findings, sorted by place.
    pub findings: &'a [Finding],
    /// What comments ignore, sorted by place.
    pub suppressed: &'a [Suppressed],
    /// What is not to be shown of it.
    pub secrets: &'a Secrets,
    /// The least severity of a finding in it that makes the run fail; `None` if they never do.
    pub fail_on: Option<Severity>,
}

/// A file that could not be linted, or not be fixed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileError {
    /// The file, as reports call it.
    pub path: String,
    /// What could not be done.
    pub failure: Failure,
    /// Why not.
    pub message: String,
}

/// What could not be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Failure {
    /// It could not be read, or is nothing that can be linted.
    Read,
    /// It was linted, but what its fixes made of it could not be written.
    Fix,
}

/// What is wrong with something else than a Dockerfile, which stops a run.
#[derive(Debug, Clone, Copy)]
pub struct Complaint<'a> {
    /// The file and the place in it, if it is at one.
    pub place: Option<(&'a SourceFile, Span)>,
    /// What is wrong.
    pub message: &'a str,
    /// Why that is so.
    pub why: Option<&'a str>,
    /// What to do.
    pub help: Option<&'a str>,
}

/// What the run was asked to do, as far as its report speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Whether fixes were applied: then what can still be fixed is no news.
    pub fixing: bool,
    /// Whether fixes that may change the image were asked for.
    pub unsafe_fixes: bool,
    /// Whether the closing line is left out.
    pub quiet: bool,
    /// How many characters a line of the terminal has, where a terminal it is.
    pub width: Option<usize>,
}

/// A whole run.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The files that were read, in the order in which they are reported; also those without findings.
    pub files: Vec<FileReport<'a>>,
    /// The files that could not be linted.
    pub errors: &'a [FileError],
    /// How many findings were repaired.
    pub fixed: usize,
    /// How many findings baselines know. They are not among the findings of the files.
    pub known: usize,
    /// Where the rules' pages are: `<docs_url><page name>.md` is a rule's page. Empty if they are nowhere.
    pub docs_url: &'a str,
    /// What a rule is about, for formats that say it.
    pub about: fn(&RuleMeta) -> About,
    /// What the run was asked to do.
    pub run: Run,
    /// Where it ran, if that is in a repository.
    pub repository: Option<Repository<'a>>,
    /// How the command ends.
    pub exit_code: u8,
}

impl Report<'_> {
    /// What a service calls a file that begins all paths at the root of the repository. Outside of one, that is what
    /// the report calls it, without a `./` in front.
    pub(crate) fn path_in_repository<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let known = self.repository.and_then(|repository| repository.path_of(path));
        known.map_or_else(|| Cow::Borrowed(path.strip_prefix("./").unwrap_or(path)), Cow::Owned)
    }

    /// Where the page of a rule is, if pages are anywhere.
    pub(crate) fn page_url(&self, rule: &RuleMeta) -> Option<String> {
        let is_somewhere = !self.docs_url.is_empty();
        is_somewhere.then(|| format!("{}{}.md", self.docs_url, rule.page_name()))
    }
}

/// The fixes of `finding` that can be applied in `source`, the best first.
///
/// Ideas that are only shown are none of them, and a file that was not UTF-8 is never written.
pub(crate) fn offered<'a>(source: &SourceFile, finding: &'a Finding) -> impl Iterator<Item = &'a Fix> {
    let writable = !source.is_lossy();
    finding.fixes.iter().filter(move |fix| writable && fix.safety > Safety::DisplayOnly)
}

/// Whether a fix writes a secret again: then it is for `--fix` alone, and no report shows it.
pub(crate) fn shows_secret(fix: &Fix, secrets: &Secrets) -> bool {
    fix.edits.iter().any(|edit| secrets.are_in(&edit.text))
}

/// The fix that a report names first: the first safe one, or else the first there is.
pub(crate) fn best_fix<'a>(source: &SourceFile, finding: &'a Finding) -> Option<&'a Fix> {
    let first = offered(source, finding).next();
    offered(source, finding).find(|fix| fix.safety == Safety::Safe).or(first)
}
