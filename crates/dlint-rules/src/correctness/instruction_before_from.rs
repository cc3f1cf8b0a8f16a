//! DL3061 instruction-before-from. Spec: rules/DL3061-instruction-before-from.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new("DL3061", "instruction-before-from", Check::File(check))
    .category(Category::Correctness)
    .severity(Severity::Error);

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    // What is no instruction at all is said to be that.
    let is_outside = |keyword: Keyword| !matches!(keyword, Keyword::Arg | Keyword::Unknown);
    let mut outside = cx.file.preamble().iter().filter(|instruction| is_outside(instruction.keyword));
    // Said once: if the `FROM` is missing, all the others are outside for the same reason.
    let Some(first) = outside.next() else { return };
    let keyword = &first.keyword_text;
    let reporter = out
        .report(&RULE, keyword.span(), format!("`{}` stands before the first `FROM`", keyword.to_uppercase()))
        .why("there is no image yet that it could change, and the build stops here");
    let reporter = match cx.stages.first() {
        Some(stage) => reporter
            .help("move it below the `FROM`; only `ARG` may stand above it")
            .secondary(stage.from.keyword_text.span(), "the first `FROM`"),
        None => reporter.help("begin the file with `FROM image`"),
    };
    let more = outside.count();
    if more > 0 {
        reporter.label(format!(
            "and {more} more {} behind it",
            if more == 1 { "instruction" } else { "instructions" }
        ));
    }
}
