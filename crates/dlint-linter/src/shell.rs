//! What is wrong with the shell code of a step, under the rules that the set has for it.

use dlint_diagnostics::{FixKind, Safety};
use dlint_shell::ShellFinding;

use crate::{Check, Cx, Findings, Rule, Step};

/// How much shell code of one file is checked, in bytes. Nobody writes as much by hand, and it would take minutes.
const MOST_BYTES: usize = 2 << 20;

/// Reports what is found in the scripts of all steps; `rule_of` says under which rule a number is wanted, if it is.
pub(crate) fn report(
    steps: &[Step<'_>],
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
    rule_of: impl Fn(u16) -> Option<&'static Rule>,
) {
    let mut bytes = 0;
    for step in steps {
        let lines = cx.file.lines_of(step.onbuild.unwrap_or(step.instruction));
        bytes += lines.iter().map(|line| (line.span.end - line.span.start) as usize).sum::<usize>();
        if bytes > MOST_BYTES {
            return;
        }
        of_step(step, cx, out, &rule_of);
    }
}

fn of_step(
    step: &Step<'_>,
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
    rule_of: &impl Fn(u16) -> Option<&'static Rule>,
) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    for script in cx.build.scripts(model) {
        for finding in script.findings() {
            if let Some(rule) = rule_of(finding.code) {
                add(rule, finding, out);
            }
        }
    }
}

fn add(rule: &'static Rule, finding: &ShellFinding, out: &mut Findings<'_>) {
    let Check::Shell(text) = rule.check else { return };
    let reporter = out.report(rule, finding.span, text.message).why(text.why).help(text.help);
    // Where the rule promises no fix, nobody has proved one.
    if let (Some(fix), true) = (&finding.fix, rule.meta.fix != FixKind::None) {
        reporter.fix(fix.title.as_str(), Safety::Unsafe, |edits| {
            for edit in &fix.edits {
                edits.replace(edit.span, edit.text.as_str());
            }
        });
    }
}
