//! The names under which a build is told what is new each time: which commit it is of, and when it runs.

/// Names that people use for the commit and the time of their own build. A commit of something else (`FFMPEG_COMMIT`)
/// stays until somebody changes it.
const NAMES: &[&str] = &[
    "BUILD_DATE",
    "BUILD_DATETIME",
    "BUILD_ID",
    "BUILD_NUM",
    "BUILD_NUMBER",
    "BUILD_SHA",
    "BUILD_TIME",
    "BUILD_TIMESTAMP",
    "BUILDKITE_BUILD_NUMBER",
    "BUILDKITE_COMMIT",
    "CIRCLE_BUILD_NUM",
    "CIRCLE_SHA1",
    "COMMIT",
    "COMMIT_HASH",
    "COMMIT_ID",
    "COMMIT_REF",
    "COMMIT_SHA",
    "CREATED",
    "DATE_CREATED",
    "GITHUB_RUN_ID",
    "GITHUB_RUN_NUMBER",
    "GITHUB_SHA",
    "GIT_COMMIT",
    "GIT_COMMIT_HASH",
    "GIT_COMMIT_ID",
    "GIT_COMMIT_SHA",
    "GIT_COMMIT_SHORT",
    "GIT_HASH",
    "GIT_REF",
    "GIT_REV",
    "GIT_REVISION",
    "GIT_SHA",
    "GIT_SHA1",
    "GIT_SHORT_SHA",
    "REVISION",
    "SOURCE_COMMIT",
    "TIMESTAMP",
    "VCS_REF",
    "VCS_REVISION",
];

/// Beginnings of what a pipeline sets.
const BEGINNINGS: &[&str] = &["CI_COMMIT_", "CI_JOB_", "CI_PIPELINE_"];

/// What stands for a value that only the build gives.
const PLACEHOLDERS: &[&str] = &[
    "",
    "-",
    "-1",
    "0",
    "1",
    "dev",
    "dirty",
    "head",
    "latest",
    "local",
    "main",
    "master",
    "n/a",
    "none",
    "now",
    "null",
    "undefined",
    "unknown",
    "unset",
];

/// Whether a variable holds something else in each build, as its name says.
pub(crate) fn is_volatile(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    NAMES.contains(&upper.as_str()) || BEGINNINGS.iter().any(|beginning| upper.starts_with(beginning))
}

/// Whether a default only holds the place of what the build gives: a real commit or date would be pinned.
pub(crate) fn is_placeholder(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']);
    value.contains('$') || PLACEHOLDERS.iter().any(|other| value.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::{is_placeholder, is_volatile};

    #[test]
    fn what_is_pinned_is_not_volatile() {
        assert!(is_volatile("git_sha") && is_volatile("CI_COMMIT_SHORT_SHA") && is_volatile("BUILD_DATE"));
        assert!(!is_volatile("VERSION") && !is_volatile("FFMPEG_COMMIT") && !is_volatile("CACHE_BUST"));
        assert!(is_placeholder("unknown") && is_placeholder("\"\"") && is_placeholder("${X}"));
        assert!(!is_placeholder("b54d75d3") && !is_placeholder("2024-01-01"));
    }
}
