//! The run in numbers, and in one line.
//!
//! The exit status must be clear from the closing line alone, so [`Summary::fails`] is what both follow.

use std::fmt::Write;

use dlint_diagnostics::{Safety, Severity};

use crate::report::best_fix;
use crate::{Failure, Report, Run};

/// How many of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Files that were read.
    pub files: usize,
    /// Files that were read and have findings.
    pub files_with_findings: usize,
    /// Files that could not be linted.
    pub unreadable: usize,
    /// Files that were linted, but whose fixes could not be written.
    pub unfixed: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are information.
    pub info: usize,
    /// Findings that are about style.
    pub style: usize,
    /// Findings with a safe fix.
    pub fixable_safe: usize,
    /// Findings that have a fix, but no safe one.
    pub fixable_unsafe: usize,
    /// Findings that were repaired.
    pub fixed: usize,
    /// Findings that comments ignore.
    pub suppressed: usize,
    /// Findings that baselines know.
    pub known: usize,
    /// Findings at or above the severity that makes their file fail.
    pub failing: usize,
    /// What that severity is.
    pub threshold: Threshold,
}

/// The least severity that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Threshold {
    /// Findings never do.
    #[default]
    Never,
    /// This one.
    At(Severity),
    /// One file goes by another than the next.
    Differs,
}

impl Report<'_> {
    /// Counts what the report holds.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            files: self.files.len(),
            unreadable: self.errors.iter().filter(|error| error.failure == Failure::Read).count(),
            unfixed: self.errors.iter().filter(|error| error.failure == Failure::Fix).count(),
            fixed: self.fixed,
            known: self.known,
            suppressed: self.files.iter().map(|file| file.suppressed.len()).sum(),
            ..Summary::default()
        };
        for file in &self.files {
            if !file.findings.is_empty() {
                let own = file.fail_on.map_or(Threshold::Never, Threshold::At);
                let is_first = summary.files_with_findings == 0;
                let agrees = is_first || summary.threshold == own;
                summary.threshold = if agrees { own } else { Threshold::Differs };
                summary.files_with_findings += 1;
            }
            for finding in file.findings {
                summary.failing += usize::from(file.fail_on.is_some_and(|least| finding.severity >= least));
                match finding.severity {
                    Severity::Error => summary.errors += 1,
                    Severity::Warning => summary.warnings += 1,
                    Severity::Info => summary.info += 1,
                    Severity::Style => summary.style += 1,
                }
                match best_fix(file.source, finding).map(|fix| fix.safety) {
                    Some(Safety::Safe) => summary.fixable_safe += 1,
                    Some(_) => summary.fixable_unsafe += 1,
                    None => {}
                }
            }
        }
        summary
    }
}

impl Summary {
    /// All findings.
    pub fn findings(&self) -> usize {
        self.count(Severity::Style)
    }

    /// Whether there is a finding that makes the run fail. Files that could not be read are another matter.
    pub fn fails(&self) -> bool {
        self.failing > 0
    }

    /// The findings at or above a severity.
    fn count(&self, least: Severity) -> usize {
        self.by_severity()
            .into_iter()
            .filter(|(severity, _)| *severity >= least)
            .map(|(_, count)| count)
            .sum()
    }

    fn by_severity(&self) -> [(Severity, usize); 4] {
        [
            (Severity::Error, self.errors),
            (Severity::Warning, self.warnings),
            (Severity::Info, self.info),
            (Severity::Style, self.style),
        ]
    }
}

/// The run in one line, without a line ending.
///
/// `7 problems: 1 error, 2 warnings, 4 info; 3 fixable with --fix (2 of 31 files)`
///
/// Findings without a word about a threshold have made the run fail.
pub fn closing_line(summary: &Summary, run: Run) -> String {
    let mut parts = Vec::with_capacity(4);
    if summary.fixed > 0 {
        parts.push(format!("{} fixed", summary.fixed));
    }
    if summary.files > 0 || summary.unreadable == 0 {
        parts.push(problems(summary, run));
    }
    if summary.findings() > 0 {
        parts.extend(threshold(summary));
        parts.extend(fixable(summary, run));
    }
    if summary.suppressed > 0 {
        parts.push(format!("{} ignored by comments", summary.suppressed));
    }
    if summary.known > 0 {
        parts.push(format!("{} known by the baseline", summary.known));
    }
    let mut line = parts.join("; ") + &files(summary);
    for (count, what) in [(summary.unreadable, "read"), (summary.unfixed, "fixed")] {
        if count > 0 {
            let separator = if line.is_empty() { "" } else { "; " };
            // Writing to a string cannot fail.
            let _ = write!(line, "{separator}{} could not be {what}", counted(count, "file"));
        }
    }
    line
}

/// `7 problems: 1 error, 2 warnings, 4 info`
fn problems(summary: &Summary, run: Run) -> String {
    if summary.files == 0 {
        return "no files to check".to_owned();
    }
    let left = if run.fixing && summary.fixed > 0 { " left" } else { "" };
    if summary.findings() == 0 {
        return format!("no problems{left}");
    }
    let kinds: Vec<String> = summary
        .by_severity()
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| match severity {
            Severity::Error | Severity::Warning => counted(count, severity.as_str()),
            // These words have no plural.
            Severity::Info | Severity::Style => format!("{count} {severity}"),
        })
        .collect();
    format!("{}{left}: {}", counted(summary.findings(), "problem"), kinds.join(", "))
}

/// ` (2 of 31 files)`: those with problems, of those that were read.
fn files(summary: &Summary) -> String {
    let all = counted(summary.files, "file");
    match summary.files_with_findings {
        _ if summary.files == 0 => String::new(),
        with if with > 0 && with < summary.files => format!(" ({with} of {all})"),
        _ => format!(" ({all})"),
    }
}

/// Why findings do not make the run fail, if they do not.
fn threshold(summary: &Summary) -> Option<String> {
    match summary.threshold {
        _ if summary.fails() => None,
        Threshold::At(least) => Some(format!("none at or above {least}")),
        Threshold::Never => Some("never failing".to_owned()),
        Threshold::Differs => Some("none that fails its file".to_owned()),
    }
}

/// What `--fix` could do that was not done.
fn fixable(summary: &Summary, run: Run) -> Option<String> {
    let (safe, unsafe_) = (summary.fixable_safe, summary.fixable_unsafe);
    match (run.fixing, run.unsafe_fixes) {
        (true, true) => None,
        (true, false) => (unsafe_ > 0).then(|| format!("{unsafe_} fixable with --fix --unsafe-fixes")),
        (false, true) => {
            (safe + unsafe_ > 0).then(|| format!("{} fixable with --fix --unsafe-fixes", safe + unsafe_))
        }
        (false, false) => match (safe, unsafe_) {
            (0, 0) => None,
            (0, _) => Some(format!("{unsafe_} fixable with --fix --unsafe-fixes")),
            (_, 0) => Some(format!("{safe} fixable with --fix")),
            _ => Some(format!("{safe} fixable with --fix, {unsafe_} more with --fix --unsafe-fixes")),
        },
    }
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

#[cfg(test)]
mod tests {
    use dlint_text::{SourceFile, Span};

    use super::*;
    use crate::FileReport;
    use crate::testing::{LATEST, RUN, finding, fix, report};

    const NOTHING: Summary = Summary {
        files: 31,
        files_with_findings: 0,
        unreadable: 0,
        unfixed: 0,
        errors: 0,
        warnings: 0,
        info: 0,
        style: 0,
        fixable_safe: 0,
        fixable_unsafe: 0,
        fixed: 0,
        suppressed: 0,
        known: 0,
        failing: 0,
        threshold: Threshold::At(Severity::Style),
    };
    const SOME: Summary = Summary {
        files_with_findings: 2,
        errors: 1,
        warnings: 2,
        info: 4,
        fixable_safe: 3,
        failing: 7,
        ..NOTHING
    };
    const INFO: Summary = Summary { files: 1, files_with_findings: 1, info: 1, failing: 1, ..NOTHING };

    fn check(summary: Summary, run: Run, expected: &str) {
        assert_eq!(closing_line(&summary, run), expected);
    }

    #[test]
    fn the_line_counts_problems_and_files() {
        check(SOME, RUN, "7 problems: 1 error, 2 warnings, 4 info; 3 fixable with --fix (2 of 31 files)");
        check(INFO, RUN, "1 problem: 1 info (1 file)");
        check(
            Summary { files: 2, files_with_findings: 2, style: 2, failing: 2, ..NOTHING },
            RUN,
            "2 problems: 2 style (2 files)",
        );
        check(NOTHING, RUN, "no problems (31 files)");
        check(Summary { files: 1, ..NOTHING }, RUN, "no problems (1 file)");
        check(Summary { files: 0, ..NOTHING }, RUN, "no files to check");
    }

    #[test]
    fn files_that_could_not_be_read_are_never_silent() {
        check(Summary { unreadable: 1, ..NOTHING }, RUN, "no problems (31 files); 1 file could not be read");
        check(Summary { files: 0, unreadable: 2, ..NOTHING }, RUN, "2 files could not be read");
        check(Summary { unfixed: 1, ..INFO }, RUN, "1 problem: 1 info (1 file); 1 file could not be fixed");
    }

    #[test]
    fn findings_that_do_not_fail_the_run_say_so() {
        let at = |threshold| Summary { threshold, failing: 0, ..INFO };
        check(
            at(Threshold::At(Severity::Warning)),
            RUN,
            "1 problem: 1 info; none at or above warning (1 file)",
        );
        check(INFO, RUN, "1 problem: 1 info (1 file)");
        check(at(Threshold::Never), RUN, "1 problem: 1 info; never failing (1 file)");
        check(at(Threshold::Differs), RUN, "1 problem: 1 info; none that fails its file (1 file)");
        check(Summary { threshold: Threshold::Never, ..NOTHING }, RUN, "no problems (31 files)");
    }

    #[test]
    fn each_file_fails_by_its_own_severity() {
        let (one, other) = (SourceFile::new("a", "FROM x\n"), SourceFile::new("b", "FROM x\n"));
        let warning = [finding(&LATEST, Span::new(0, 4), "wrong")];
        let summary = |first, second, findings: &[dlint_diagnostics::Finding]| {
            let both = [(&one, first, &warning[..]), (&other, second, findings)];
            let files = both.map(|(source, fail_on, findings)| FileReport {
                source,
                findings,
                suppressed: &[],
                secrets: &crate::testing::NOTHING,
                fail_on,
            });
            let summary = Report { files: files.to_vec(), ..report(&one, &[]) }.summary();
            (summary.failing, summary.threshold)
        };
        let (error, warn) = (Some(Severity::Error), Some(Severity::Warning));
        assert_eq!(summary(warn, warn, &warning), (2, Threshold::At(Severity::Warning)));
        assert_eq!(summary(error, warn, &warning), (1, Threshold::Differs));
        assert_eq!(summary(error, None, &warning), (0, Threshold::Differs));
        assert_eq!(summary(error, None, &[]), (0, Threshold::At(Severity::Error)), "a clean file has no say");
        assert_eq!(summary(None, None, &warning), (0, Threshold::Never));
    }

    #[test]
    fn what_could_be_fixed_depends_on_what_was_asked() {
        let line = |safe, unsafe_, fixing, unsafe_fixes| {
            let summary = Summary { fixable_safe: safe, fixable_unsafe: unsafe_, ..INFO };
            let line = closing_line(&summary, Run { fixing, unsafe_fixes, ..RUN });
            line.strip_prefix("1 problem: 1 info")
                .and_then(|line| line.strip_suffix(" (1 file)"))
                .unwrap()
                .to_owned()
        };
        assert_eq!(line(3, 2, false, false), "; 3 fixable with --fix, 2 more with --fix --unsafe-fixes");
        assert_eq!(line(0, 2, false, false), "; 2 fixable with --fix --unsafe-fixes");
        assert_eq!(line(3, 2, false, true), "; 5 fixable with --fix --unsafe-fixes");
        // What was asked for and did not work is no advice.
        assert_eq!(line(3, 2, true, false), "; 2 fixable with --fix --unsafe-fixes");
        assert_eq!(line(3, 2, true, true), "");
    }

    #[test]
    fn what_comments_ignore_is_no_secret() {
        check(Summary { suppressed: 2, ..NOTHING }, RUN, "no problems; 2 ignored by comments (31 files)");
        check(Summary { known: 12, ..NOTHING }, RUN, "no problems; 12 known by the baseline (31 files)");
        check(Summary { suppressed: 1, ..INFO }, RUN, "1 problem: 1 info; 1 ignored by comments (1 file)");
    }

    #[test]
    fn what_was_fixed_comes_first() {
        let fixing = Run { fixing: true, ..RUN };
        check(Summary { fixed: 3, ..INFO }, fixing, "3 fixed; 1 problem left: 1 info (1 file)");
        check(Summary { fixed: 3, ..NOTHING }, fixing, "3 fixed; no problems left (31 files)");
    }

    #[test]
    fn a_finding_counts_once_by_its_safest_fix() {
        let source = SourceFile::new("f", "FROM x\n");
        let with = |safeties: &[Safety]| {
            let mut found = finding(&LATEST, Span::new(0, 4), "wrong");
            found.fixes = safeties.iter().map(|safety| fix("it", *safety, Span::at(0), "")).collect();
            found
        };
        let findings = [
            with(&[Safety::Unsafe, Safety::Safe]),
            with(&[Safety::Unsafe, Safety::Unsafe]),
            with(&[Safety::DisplayOnly]),
            with(&[]),
        ];
        let summary = report(&source, &findings).summary();
        assert_eq!((summary.fixable_safe, summary.fixable_unsafe, summary.warnings), (1, 1, 4));
        assert_eq!((summary.findings(), summary.files, summary.files_with_findings), (4, 1, 1));
    }
}
