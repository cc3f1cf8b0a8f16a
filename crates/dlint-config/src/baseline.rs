//! The findings that a project has agreed to live with, for now.
//!
//! A baseline is a list of (path, code, fingerprint of the text, count). It has no line numbers, so what moved stays
//! known, and a second copy of what is known is new. What is known is not reported; what a baseline lists and nobody
//! finds any more is left over, and can be struck off.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use dlint_diagnostics::Finding;
use dlint_linter::INTERNAL_ERROR;
use serde::{Deserialize, Serialize};

/// The version of the format.
const VERSION: u32 = 1;

/// What is known, and how much of it has been found again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Key, Count>,
    /// The files that were looked at.
    seen: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    code: String,
    fingerprint: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    known: u32,
    found: u32,
}

/// An entry that matches less than it lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOver {
    /// The file.
    pub path: String,
    /// The code.
    pub code: String,
    /// How many findings are gone.
    pub count: u32,
}

/// A text that is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is no JSON of the right shape.
    #[error("it is no baseline: {0}")]
    Shape(#[from] serde_json::Error),
    /// It is of a version that this one does not read.
    #[error(
        "it has version {0}, and this dlint reads version {VERSION}; write it anew with `--write-baseline`"
    )]
    Version(u32),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    entries: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    code: String,
    fingerprint: String,
    #[serde(default = "one")]
    count: u32,
}

const fn one() -> u32 {
    1
}

impl Baseline {
    /// Reads the text of a baseline.
    ///
    /// # Errors
    ///
    /// [`BaselineError`] where it is none.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let file: File = serde_json::from_str(text)?;
        if file.version != VERSION {
            return Err(BaselineError::Version(file.version));
        }
        let mut baseline = Self::default();
        for Entry { path, code, fingerprint, count } in file.entries {
            let known = &mut baseline.entries.entry(Key { path, code, fingerprint }).or_default().known;
            *known = known.saturating_add(count);
        }
        Ok(baseline)
    }

    /// Puts a finding on the list. The path is relative to the baseline's own folder, with `/` on every system.
    pub fn add(&mut self, path: &str, finding: &Finding) {
        if !can_be_known(finding) {
            return;
        }
        self.entries.entry(Key::of(path, finding)).or_default().known += 1;
    }

    /// Whether a finding is on the list, and was not found as often yet.
    pub fn knows(&mut self, path: &str, finding: &Finding) -> bool {
        if !can_be_known(finding) {
            return false;
        }
        let count = self.entries.get_mut(&Key::of(path, finding));
        count.is_some_and(|count| {
            count.found += 1;
            count.found <= count.known
        })
    }

    /// Says that all findings of a file have been asked for.
    pub fn has_seen(&mut self, path: &str) {
        self.seen.insert(path.to_owned());
    }

    /// The entries that match less than they list, of the files that were looked at.
    pub fn left_over(&self) -> impl Iterator<Item = LeftOver> {
        let of_seen = self.entries.iter().filter(|(key, _)| self.seen.contains(&key.path));
        of_seen.filter_map(|(key, count)| {
            let gone = count.known.checked_sub(count.found).filter(|gone| *gone > 0)?;
            Some(LeftOver { path: key.path.clone(), code: key.code.clone(), count: gone })
        })
    }

    /// How many findings are on the list.
    pub fn len(&self) -> usize {
        self.entries.values().map(|count| count.known as usize).sum()
    }

    /// Whether nothing is on the list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of the baseline: one entry a line, sorted, so that changes are easy to review.
    pub fn to_text(&self) -> String {
        let mut text = format!("{{\"version\":{VERSION},\"entries\":[");
        for (index, (key, count)) in self.entries.iter().enumerate() {
            let quoted = |value: &str| serde_json::Value::from(value).to_string();
            let _ = write!(
                text,
                "{}\n{{\"path\":{},\"code\":{},\"fingerprint\":{},\"count\":{}}}",
                if index > 0 { "," } else { "" },
                quoted(&key.path),
                quoted(&key.code),
                quoted(&key.fingerprint),
                count.known
            );
        }
        text.push_str("\n]}\n");
        text
    }
}

impl Key {
    fn of(path: &str, finding: &Finding) -> Self {
        Self {
            path: path.to_owned(),
            code: finding.code().to_owned(),
            fingerprint: finding.fingerprint.to_string(),
        }
    }
}

/// Whether a finding may be on a list: a mistake of dlint's own may not.
fn can_be_known(finding: &Finding) -> bool {
    finding.code() != INTERNAL_ERROR.meta.code
}

/// The folder that a baseline is in, without links on the way: paths in it are told from there.
pub fn folder_of_baseline(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = whole.parent().unwrap_or(&whole);
    std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}

/// What a baseline in this folder calls a file: its path from there, with `/` on every system, so that the baseline can
/// be read where it was not written.
///
/// ```
/// use std::path::Path;
///
/// let name = dlint_config::name_in_baseline(Path::new("/gone/c/Dockerfile"), Path::new("/gone/a"));
/// assert_eq!(name, "../c/Dockerfile");
/// ```
pub fn name_in_baseline(file: &Path, folder: &Path) -> String {
    let own = folder_of_baseline(file);
    let same = own.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(same).map(|_| Component::ParentDir);
    let down = own.components().skip(same).chain(file.file_name().map(Component::Normal));
    let words: Vec<_> = up.chain(down).map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    words.join("/")
}

#[cfg(test)]
mod tests {
    use dlint_linter::{Check, Input, Rule, RuleSet, Settings, lint};
    use dlint_text::SourceFile;

    use super::*;

    static RULE: Rule = Rule::new(
        "DK9001",
        "a-run",
        Check::Instruction(&[dlint_syntax::Keyword::Run], |step, _, out| {
            out.report(&RULE, step.span, "a step");
        }),
    );

    fn findings(text: &str) -> Vec<Finding> {
        let rules = RuleSet::new([&RULE]);
        let source = SourceFile::new("Dockerfile", text);
        lint(&Settings::recommended(&rules), &rules, &Input::new(&source)).findings
    }

    /// How many findings of the second text are new, and how many entries for the first are left over.
    fn compare(before: &str, after: &str) -> (usize, u32) {
        let mut baseline = Baseline::default();
        for finding in findings(before) {
            baseline.add("a/Dockerfile", &finding);
        }
        let mut read = Baseline::read(&baseline.to_text()).unwrap();
        assert_eq!(read, baseline);
        let new = findings(after).iter().filter(|finding| !read.knows("a/Dockerfile", finding)).count();
        assert_eq!(read.left_over().count(), 0, "the file has not been seen yet");
        read.has_seen("a/Dockerfile");
        (new, read.left_over().map(|entry| entry.count).sum())
    }

    #[test]
    fn what_moved_is_known_and_a_copy_is_new() {
        let text = "FROM a\nRUN one\nRUN two\n";
        for (after, expected) in [
            (text, (0, 0)),
            ("# more\n\nFROM a\nCOPY . .\nRUN   two\nRUN one\n", (0, 0)),
            ("FROM a\nRUN one\nRUN two\nRUN one\n", (1, 0)),
            ("FROM a\nRUN two\n", (0, 1)),
            ("FROM a\nRUN one\nRUN three\n", (1, 1)),
        ] {
            assert_eq!(compare(text, after), expected, "{after:?}");
        }
        assert_eq!(compare("FROM a\nRUN one\nRUN one\n", "FROM a\nRUN one\n"), (0, 1));
    }

    #[test]
    fn another_file_has_findings_of_its_own() {
        let found = findings("FROM a\nRUN one\n");
        let mut baseline = Baseline::default();
        baseline.add("a/Dockerfile", &found[0]);
        assert!(!baseline.knows("b/Dockerfile", &found[0]));
        assert!(baseline.knows("a/Dockerfile", &found[0]));
        assert_eq!(baseline.len(), 1);
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        for (text, message) in [
            ("", "it is no baseline: EOF while parsing a value at line 1 column 0"),
            (
                r#"{"version":7,"entries":[]}"#,
                "it has version 7, and this dlint reads version 1; write it anew with `--write-baseline`",
            ),
        ] {
            assert_eq!(Baseline::read(text).unwrap_err().to_string(), message);
        }
        assert!(Baseline::read(r#"{"version":1,"entries":[{"path":"a","code":"b"}]}"#).is_err());
        assert!(Baseline::read("{\"version\":1,\"entries\":[\n]}\n").unwrap().is_empty());
    }

    #[test]
    fn paths_are_told_from_the_folder_of_the_baseline() {
        for (file, folder, expected) in [
            ("/gone/a/Dockerfile", "/gone/a", "Dockerfile"),
            ("/gone/a/b/Dockerfile", "/gone/a", "b/Dockerfile"),
            ("/gone/Dockerfile", "/gone/a/b", "../../Dockerfile"),
            ("/gone/c/Dockerfile", "/gone/a", "../c/Dockerfile"),
        ] {
            assert_eq!(name_in_baseline(Path::new(file), Path::new(folder)), expected);
        }
    }
}
