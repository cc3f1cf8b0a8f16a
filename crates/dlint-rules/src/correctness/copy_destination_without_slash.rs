//! DL3021 copy-destination-without-slash. Spec: rules/DL3021-copy-destination-without-slash.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

use crate::support::instruction_words::expand;
use crate::support::torn::is_torn;

pub(crate) static RULE: Rule = Rule::new(
    "DL3021",
    "copy-destination-without-slash",
    Check::Instruction(&[Keyword::Add, Keyword::Copy], check),
)
.category(Category::Correctness)
.severity(Severity::Error)
.fix(FixKind::Sometimes(Safety::Safe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Some(transfer)) = (step.model, step.as_transfer()) else { return };
    let Some(destination) = transfer.destination.as_ref().filter(|_| transfer.sources.len() > 1) else {
        return;
    };
    let text = expand(destination, model, cx).text;
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    // `.` and `..` are folders, and a variable that nobody knows may end in a slash.
    if matches!(last, "" | "." | "..") || text.ends_with('}') && text.contains("${") {
        return;
    }
    if is_torn(step, cx) {
        return;
    }
    let reporter = out
        .report(&RULE, destination.span, "several sources, and the destination does not end in `/`")
        .why("it has to be a folder: older builders stop here, and others may write each file over the one before it")
        .help("end it in `/`");
    let written = destination.as_str();
    let behind = destination.value.span().end;
    if !written.contains(['$', '"', '\'', '\\', '`']) {
        reporter
            .fix(format!("write `{written}/`"), Safety::Safe, |edits| edits.insert(behind, "/"))
            .declares([Change::Rewrites(step.keyword.as_str())]);
    }
}
