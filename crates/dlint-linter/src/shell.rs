//! What is wrong with the shell code of a step, under the rules that the set has for it.

use dlint_diagnostics::{FixKind, Safety};
use dlint_model::{Runs, StepScript};
use dlint_shell::ShellFinding;

use crate::{Check, Cx, Findings, Rule, Step};

/// Reports what is found in the scripts of a step; `rule_of` says under which rule a number is wanted, if it is.
pub(crate) fn report(
    step: &Step<'_>,
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
    rule_of: impl Fn(u16) -> Option<&'static Rule>,
) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    for script in cx.build.scripts(model) {
        // A trigger is another image's business: it has findings, but no fixes.
        let fixable = step.onbuild.is_none() && !is_expanded(script, step);
        for finding in script.findings() {
            if let Some(rule) = rule_of(finding.code) {
                add(rule, finding, fixable, out);
            }
        }
    }
}

/// Whether the builder puts variables into the script before it writes it down. What quotes mean to the builder there
/// is not what they mean to a shell, so nothing is repaired.
fn is_expanded(script: &StepScript, step: &Step<'_>) -> bool {
    let heredoc = script.heredoc.and_then(|index| step.heredocs.get(index));
    script.runs == Runs::WhenCalled && heredoc.is_some_and(|heredoc| heredoc.expand)
}

fn add(rule: &'static Rule, finding: &ShellFinding, fixable: bool, out: &mut Findings<'_>) {
    let Check::Shell(text) = rule.check else { return };
    let reporter = out.report(rule, finding.span, text.message).why(text.why).help(text.help);
    // Where the rule promises no fix, nobody has proved one.
    if let (Some(fix), FixKind::Sometimes(most), true) = (&finding.fix, rule.meta.fix, fixable) {
        let safety = if fix.safe { most } else { most.min(Safety::Unsafe) };
        reporter.fix(fix.title.as_str(), safety, |edits| {
            for edit in &fix.edits {
                edits.replace(edit.span, edit.text.as_str());
            }
        });
    }
}
