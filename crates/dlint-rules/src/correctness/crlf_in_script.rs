//! `DK7029` crlf-in-script. Spec: rules/DK7029-crlf-in-script.md

use std::collections::BTreeSet;

use dlint_diagnostics::{Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::StepScript;
use dlint_shell::Command;
use dlint_syntax::{Heredoc, Keyword};
use dlint_text::Span;

const KEYWORDS: &[Keyword] = &[Keyword::Run, Keyword::Copy, Keyword::Add];

pub(crate) static RULE: Rule = Rule::new("DK7029", "crlf-in-script", Check::Instruction(KEYWORDS, check))
    .aliases(&["SC1017"])
    .severity(Severity::Error)
    .fix(FixKind::Always(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model else { return };
    for (index, heredoc) in step.heredocs.iter().enumerate() {
        let lines = heredoc.body.match_indices("\r\n");
        let ends: Vec<u32> = lines.map(|(at, _)| heredoc.body.source_start(at as u32)).collect();
        if ends.is_empty() || !reads(cx.build.scripts(model), heredoc, index) {
            continue;
        }
        out.report(&RULE, heredoc.opener, "the lines of this script end in CRLF")
            .why("the builder leaves the body of a heredoc as it is, and a shell takes the CR for a part of the last word of each line: `set -e` has no such option, and `curl` is no such package")
            .help("end them in LF, and keep git from changing that: `Dockerfile text eol=lf` in `.gitattributes`")
            .fix("end them in LF", Safety::Unsafe, |edits| {
                for end in &ends {
                    edits.delete(Span::new(*end, *end + 1));
                }
                edits.declare(Change::Rewrites(step.keyword.as_str()));
                // A word over several lines (`a=(…)`, a text in quotes) is compared as it is written.
                edits.declare(Change::Renames { from: String::new(), to: String::new() });
                // A line with nothing but more of them was a command.
                if heredoc.body.contains("\r\r") {
                    edits.declare_all([Change::Runs(String::new()), Change::RunsNoMore(String::new())]);
                }
                let commands = cx.build.scripts(model).iter().flat_map(|script| &script.script.body().commands);
                let names: BTreeSet<&str> = commands.filter_map(Command::base_name).collect();
                edits.declare_all(names.into_iter().map(|name| Change::Rewords(name.to_owned())));
            });
    }
}

/// Whether it is this heredoc that a shell reads as a script.
fn reads(scripts: &[StepScript], heredoc: &Heredoc, index: usize) -> bool {
    let commands = scripts.first().map(|first| first.script.body().commands.as_slice()).unwrap_or_default();
    scripts.iter().filter(|script| script.script.dialect().shell.is_posix()).any(|script| {
        let input = script.read_by.and_then(|command| commands.get(command)?.script_input());
        script.heredoc == Some(index)
            || input
                .is_some_and(|text| !text.is_empty() && heredoc.body.span().contains(text.source_start(0)))
    })
}
