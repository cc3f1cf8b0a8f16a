//! What is wrong with the shell code of a step, under the rules that the set has for it.

mod weight;

use dlint_diagnostics::{Change, FixKind, Safety};
use dlint_model::{Runs, StepScript};
use dlint_shell::{Command, Reading, ShellFinding};
use dlint_text::Edit;

use crate::findings::Reporter;
use crate::{Check, Cx, Findings, Rule, ShellText, Step};

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
        // A trigger is another image's business: it has findings, but no fixes. And of what is not read to the end,
        // nobody knows what it means.
        let is_read = script.script.body().reading == Reading::Whole;
        let fixable = is_read && step.onbuild.is_none() && !is_expanded(script, step);
        for finding in script.findings() {
            if let Some(rule) = rule_of(finding.code)
                && let Check::Shell(text) = rule.check
            {
                let mut reporter = add(rule, text, finding, fixable.then_some((script, step)), cx, out);
                if let Some(severity) = weight::severity(script, finding) {
                    reporter = reporter.severity(severity);
                }
                if weight::is_pedantic(script, &model.state, &cx.build.variables(model), finding) {
                    reporter.pedantic();
                }
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

fn add<'o>(
    rule: &'static Rule,
    text: ShellText,
    finding: &ShellFinding,
    fixable: Option<(&StepScript, &Step<'_>)>,
    cx: &Cx<'_>,
    out: &'o mut Findings<'_>,
) -> Reporter<'o> {
    let reporter = out.report(rule, finding.span, text.message).why(text.why).help(text.help);
    // Where the rule promises no fix, nobody has proved one.
    if let (Some(fix), FixKind::Sometimes(most), Some((script, step))) =
        (&finding.fix, rule.meta.fix, fixable)
    {
        let safety = if fix.safe { most } else { most.min(Safety::Unsafe) };
        return reporter.fix(fix.title.as_str(), safety, |edits| {
            for edit in &fix.edits {
                edits.replace(edit.span, edit.text.as_str());
            }
            if !is_balanced(&fix.edits, cx) || has_idle_redirection(script) {
                edits.withdraw();
            }
            edits.declare_all(changes(finding.code, &fix.edits, script, step));
        });
    }
    reporter
}

/// Whether what stands between the edits closes all that it opens: `${A$(B}` is not what it is taken for.
fn is_balanced(edits: &[Edit], cx: &Cx<'_>) -> bool {
    let place = edits.iter().map(|edit| edit.span).reduce(dlint_text::Span::join);
    let text = place.map_or("", |place| cx.source.slice(place));
    let count = |bracket: char| text.matches(bracket).count();
    count('{') == count('}') && (!text.contains("${") || count('(') == count(')'))
}

/// Whether the script has a redirection without a command, whose text nobody reads: `<<EOF` alone.
fn has_idle_redirection(script: &StepScript) -> bool {
    let is_idle = |command: &Command| {
        let mut redirections = command.redirections.iter();
        command.words.is_empty()
            && command.assignments.is_empty()
            && redirections.any(|redirection| redirection.heredoc.is_some())
    };
    script.script.body().commands.iter().any(is_idle)
}

/// What edits of shell code change: the words of the commands that they touch, and what they write runs.
fn changes(code: u16, edits: &[Edit], script: &StepScript, step: &Step<'_>) -> Vec<Change> {
    let mut changes = vec![Change::Rewrites(step.keyword.as_str())];
    let touches = |command: &Command| edits.iter().any(|edit| edit.span.touches(command.span));
    for command in script.script.body().commands.iter().filter(|command| touches(command)) {
        let written = command.name_word().map_or_else(String::new, |word| word.text.to_string());
        let name = command.base_name().map_or_else(|| written.replace(['"', '\''], ""), str::to_owned);
        changes.push(Change::Rewords(name.clone()));
        let is_name = |edit: &Edit| command.name_word().is_some_and(|word| edit.span.touches(word.span()));
        if edits.iter().any(is_name) {
            changes.push(Change::Renames { from: String::new(), to: String::new() });
        }
        if command.base_name().is_none() {
            changes.push(Change::Renames { from: String::new(), to: String::new() });
            changes.extend([Change::Runs(String::new()), Change::RunsNoMore(String::new())]);
        }
        match code {
            // `export A=$(b)` becomes two commands, the first of which has no name.
            2155 => changes.extend([Change::Runs(String::new()), Change::RunsNoMore(written)]),
            // `echo $(b)` becomes `b`.
            2005 | 2116 => changes.extend([
                Change::RunsNoMore(String::new()),
                Change::Runs(written),
                Change::Joins(name),
            ]),
            2164 => changes.push(Change::Runs("exit".to_owned())),
            2196 | 2197 => changes.extend([Change::RunsNoMore(written), Change::Runs("grep".to_owned())]),
            3046 => changes.push(Change::Renames { from: name, to: ".".to_owned() }),
            _ => {}
        }
    }
    changes
}
