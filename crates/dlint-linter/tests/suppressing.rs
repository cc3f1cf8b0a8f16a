//! The fix engine and comments, with rules made for the purpose: their fixes change what is ignored.

use dlint_diagnostics::{FixKind, Safety};
use dlint_linter::{
    Check, Cx, Findings, Input, Rule, RuleSet, Selection, Settings, Step, fix_until_stable, lint,
};
use dlint_syntax::Keyword;
use dlint_text::SourceFile;

/// Wants every `RUN` to say `x`; its fix moves the instruction to the end of the file, away from its comment.
static MOVES: Rule = Rule::new("DK9001", "moves", Check::Instruction(&[Keyword::Run], on_run))
    .fix(FixKind::Always(Safety::Safe));
/// Is found in every `RUN`.
static RUN: Rule = Rule::new("DK9002", "a-run", Check::Instruction(&[Keyword::Run], on_any_run));
/// Its fix adds a comment that ignores all.
static HIDES: Rule = Rule::new("DK9003", "hides", Check::File(on_file)).fix(FixKind::Always(Safety::Unsafe));

fn on_run(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !cx.source.slice(step.span).contains('x') {
        let end = cx.file.lines.last().map_or(0, |line| line.span.end);
        out.report(&MOVES, step.span, "this stands in the wrong place").fix(
            "move it",
            Safety::Safe,
            |edits| {
                edits.delete(step.span);
                edits.insert(end, "RUN x\n");
            },
        );
    }
}

fn on_any_run(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&RUN, step.span, "a run");
}

fn on_file(cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !cx.source.text().contains("file-ignore") {
        out.report(&HIDES, dlint_text::Span::at(0), "all is to be seen").fix(
            "hide it",
            Safety::Unsafe,
            |edits| {
                edits.insert(0, "# dlint file-ignore=DK9002\n");
            },
        );
    }
}

fn settings(rules: &RuleSet) -> Settings {
    Settings::new(rules, &Selection::default()).unwrap_or_default()
}

#[test]
fn a_fix_that_brings_an_ignored_finding_to_light_is_not_applied() {
    let rules = RuleSet::new([&MOVES, &RUN]);
    let text = "FROM a\n# dlint ignore=DK9002\nRUN y\nUSER b\n";
    let source = SourceFile::new("Dockerfile", text);
    let fixed = fix_until_stable(&settings(&rules), &rules, &Input::new(&source), Safety::Safe);
    assert_eq!(fixed.source.text(), text);
    assert_eq!((fixed.error, fixed.applied.len()), (None, 0));
}

#[test]
fn a_fix_that_hides_a_finding_is_not_applied_even_if_it_is_unsafe() {
    let rules = RuleSet::new([&HIDES, &RUN]);
    let text = "FROM a\nRUN x\n";
    let source = SourceFile::new("Dockerfile", text);
    let fixed = fix_until_stable(&settings(&rules), &rules, &Input::new(&source), Safety::Unsafe);
    assert_eq!(fixed.source.text(), text);
    assert_eq!((fixed.error, fixed.applied.len()), (None, 0));
}

#[test]
fn a_rule_that_fails_is_never_hidden() {
    fn fails(_: &Step<'_>, _: &Cx<'_>, _: &mut Findings<'_>) {
        panic!("a mistake");
    }
    static FAILS: Rule = Rule::new("DK9004", "fails", Check::Instruction(&[Keyword::Run], fails));
    let rules = RuleSet::new([&FAILS]);
    let source = SourceFile::new("Dockerfile", "# dlint file-ignore=ALL,internal-error\nFROM a\nRUN x\n");
    let outcome = lint(&settings(&rules), &rules, &Input::new(&source));
    let codes: Vec<&str> = outcome.findings.iter().map(dlint_diagnostics::Finding::code).collect();
    assert_eq!(codes, ["internal-error"]);
}
