//! What is said about a finding where there is room for a sentence or two.

use std::borrow::Cow;

use dlint_diagnostics::{Finding, Severity};

use crate::printable;

/// What is wrong and why that matters, in one line.
pub(crate) fn problem(finding: &Finding) -> String {
    match &finding.why {
        Some(why) => format!("{}; {}", finding.message, in_a_line(why)),
        None => finding.message.clone(),
    }
}

/// The same with what to do, in lines: for whoever sees nothing else of the finding.
pub(crate) fn problem_and_help(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}\nTo do: {help}", problem(finding)),
        None => problem(finding),
    }
}

/// The text without its line breaks.
pub(crate) fn in_a_line(text: &str) -> Cow<'_, str> {
    if text.contains('\n') {
        Cow::Owned(text.lines().map(str::trim).collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Lines, each of them safe to print.
pub(crate) fn printable_lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}

/// A code with its name: `DL3007 latest-tag`, or one word where they are the same.
pub(crate) fn title(finding: &Finding) -> String {
    let (code, name) = (finding.code(), finding.rule.name);
    if code == name { code.to_owned() } else { format!("{code} {name}") }
}

/// The severity in the words of formats that know three: an error, a warning, and a word for the rest.
pub(crate) fn of_three(severity: Severity, rest: &'static str) -> &'static str {
    match severity {
        Severity::Error | Severity::Warning => severity.as_str(),
        Severity::Info | Severity::Style => rest,
    }
}
