//! DL3029 hardcoded-platform. Spec: rules/DL3029-hardcoded-platform.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;

use crate::support::flags::without_flag;

pub(crate) static RULE: Rule =
    Rule::new("DL3029", "hardcoded-platform", Check::Instruction(&[Keyword::From], check))
        .aliases(&["FromPlatformFlagConstDisallowed"])
        .category(Category::Correctness)
        .severity(Severity::Warning)
        .off()
        .fix(FixKind::Always(Safety::Unsafe));

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(flag) = step.flag("platform") else { return };
    let Some(platform) = flag.value.as_ref().filter(|value| !value.is_empty() && !value.contains('$')) else {
        return;
    };
    // A stage that is named after its platform is one of several.
    let name = step.as_from().and_then(|from| from.name.as_ref()).map(|name| name.to_lowercase());
    let mut parts = platform.split('/').filter(|part| !part.is_empty()).take(2);
    if name.is_some_and(|name| parts.any(|part| name.contains(&part.to_lowercase()))) {
        return;
    }
    let rest = without_flag(step.instruction, flag);
    out.report(&RULE, platform.span(), format!("the stage is always built for `{}`", platform.as_str()))
        .why("`--platform` of the build has no effect on it, and elsewhere it runs under emulation")
        .help("leave it out, or write `--platform=$BUILDPLATFORM` for a stage that only builds")
        .fix("remove the flag", Safety::Unsafe, |edits| edits.delete(rest))
        .declares([Change::Flags { keyword: "FROM", flag: "platform".into() }]);
}
