//! DL3065 redundant-target-platform. Spec: rules/DL3065-redundant-target-platform.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::variables::{Lookup, Value};
use dlint_syntax::Keyword;

use crate::support::flags::without_flag;

pub(crate) static RULE: Rule =
    Rule::new("DL3065", "redundant-target-platform", Check::Instruction(&[Keyword::From], check))
        .aliases(&["RedundantTargetPlatform"])
        .category(Category::Style)
        .severity(Severity::Info)
        .fix(FixKind::Always(Safety::Safe));

const NAME: &str = "TARGETPLATFORM";

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(flag) = step.flag("platform") else { return };
    let Some(value) = flag.value.as_ref() else { return };
    let inner = value.strip_prefix('$').unwrap_or_default();
    let inner = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(inner);
    // The builder always has a value for it, so a default is never taken.
    if inner != NAME
        && !inner.strip_prefix(NAME).is_some_and(|rest| rest.starts_with([':', '-']) && rest.contains('-'))
    {
        return;
    }
    // An `ARG` of the file may have given it another value.
    if let Lookup::Set(variable) = cx.build.global_variables().get(NAME)
        && variable.value != Value::Unset
    {
        return;
    }
    let rest = without_flag(step.instruction, flag);
    out.report(&RULE, flag.span, "`--platform` asks for the platform that the stage has anyway")
        .why("`$TARGETPLATFORM` is the platform that every `FROM` takes")
        .help("leave it out")
        .fix("remove the flag", Safety::Safe, |edits| edits.delete(rest))
        .declares([Change::Flags { keyword: "FROM", flag: "platform".into() }]);
}
