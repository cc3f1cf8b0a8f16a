//! The linter with rules made for the purpose: who is handed what, and what comes of it.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where something is not as it should be")]

use dlint_diagnostics::Severity;
use dlint_linter::{Check, Command, Cx, Findings, Input, Rule, RuleSet, Selection, Settings, Step, lint};
use dlint_model::Stage;
use dlint_syntax::Keyword;
use dlint_text::{Encoding, SourceFile};

static FILE: Rule = Rule::new("DK9001", "a-file", Check::File(on_file));
static STAGE: Rule = Rule::new("DK9002", "a-stage", Check::Stage(on_stage));
static RUN: Rule = Rule::new("DK9003", "a-run", Check::Instruction(&[Keyword::Run, Keyword::Cmd], on_run));
static COMMAND: Rule = Rule::new("DK9004", "a-command", Check::Command(&["apt", "sudo"], on_command));
static PANICS: Rule = Rule::new("DK9005", "a-panic", Check::Instruction(&[Keyword::Copy], panics));
static TRIGGER: Rule =
    Rule::new("DL3043", "forbidden-onbuild-trigger", Check::Instruction(&[Keyword::Onbuild], on_onbuild))
        .severity(Severity::Error);

fn on_file(cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&FILE, dlint_text::Span::at(0), format!("{} stages", cx.stages.len()));
}

fn on_stage(stage: &Stage<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&STAGE, stage.from.keyword_text.span(), format!("stage {}", stage.label()));
}

fn on_run(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let onbuild = if step.onbuild.is_some() { " of an ONBUILD" } else { "" };
    let stage = step.stage.map_or("no stage".to_owned(), |stage| format!("stage {stage}"));
    out.report(&RUN, step.keyword_text.span(), format!("{} in {stage}{onbuild}", step.keyword.as_str()));
}

fn on_command(command: &Command<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(
        &COMMAND,
        command.name_word().expect("a name").span(),
        format!("{} with {}", command.base_name().unwrap_or_default(), command.arguments().len()),
    );
}

fn panics(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&PANICS, step.span, "this is not kept");
    panic!("a mistake");
}

fn on_onbuild(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if cx.file.errors.iter().any(|error| step.span.covers(error.span)) {
        out.report(&TRIGGER, step.span, "a forbidden trigger");
    }
}

static PEDANTIC: Rule = Rule::new("DK9006", "a-trifle", Check::File(on_trifle));

fn on_trifle(_cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&PEDANTIC, dlint_text::Span::at(0), "always");
    out.report(&PEDANTIC, dlint_text::Span::at(0), "for those who ask").pedantic();
}

#[test]
fn a_pedantic_finding_is_for_those_who_ask_for_its_rule() {
    let rules = RuleSet::new([&PEDANTIC]);
    let messages = |select: &[&str]| -> Vec<String> {
        let select = select.iter().map(|each| (*each).to_owned()).collect();
        let settings = Settings::new(&rules, &Selection { select, ..Selection::default() });
        let source = SourceFile::new("Dockerfile", "FROM a\n");
        let outcome = lint(&settings.expect("known selectors"), &rules, &Input::new(&source));
        outcome.findings.into_iter().map(|finding| finding.message).collect()
    };
    assert_eq!(messages(&[]), ["always"]);
    assert_eq!(messages(&["recommended"]), ["always"]);
    assert_eq!(messages(&["a-trifle"]), ["always", "for those who ask"]);
    assert_eq!(messages(&["ALL"]), ["always", "for those who ask"]);
}

fn rules() -> RuleSet {
    RuleSet::new([&FILE, &STAGE, &RUN, &COMMAND, &PANICS, &TRIGGER])
}

/// The findings as `line:column code message`.
fn found(select: &[&str], ignore: &[&str], text: &str) -> Vec<String> {
    let owned = |list: &[&str]| list.iter().map(|each| (*each).to_owned()).collect();
    let selection = Selection { select: owned(select), ignore: owned(ignore), ..Selection::default() };
    let rules = rules();
    let settings = Settings::new(&rules, &selection).expect("known selectors");
    let source = SourceFile::new("Dockerfile", text);
    let outcome = lint(&settings, &rules, &Input::new(&source));
    let line = |finding: &dlint_diagnostics::Finding| {
        let at = source.position(finding.primary.span.start, Encoding::Utf32);
        format!("{}:{} {} {}", at.line, at.column, finding.code(), finding.message)
    };
    outcome.findings.iter().map(line).collect()
}

#[test]
fn commands_are_found_wherever_a_step_runs_them() {
    let text = "FROM a\nRUN x && sudo -E \\\n  apt update; (/usr/bin/apt y)\nSHELL [\"/bin/bash\", \"-c\"]\nCMD apt\n\
                RUN <<EOF\nfor p in a b; do apt install $p; done\nEOF\n";
    assert_eq!(
        found(&["DK9004"], &[], text),
        [
            "2:10 DK9004 sudo with 3",
            "3:3 DK9004 apt with 1",
            "3:16 DK9004 apt with 1",
            "5:5 DK9004 apt with 0",
            "7:18 DK9004 apt with 2",
        ]
    );
}

#[test]
fn each_rule_is_handed_what_it_declared() {
    let text = "ARG x\nFROM a AS one\nRUN b\nFROM c\nCMD [\"/usr/bin/apt\", \"x\", \"y\"]\nUSER d\n";
    assert_eq!(
        found(&["ALL"], &[], text),
        [
            "1:1 DK9001 2 stages",
            "2:1 DK9002 stage one",
            "3:1 DK9003 RUN in stage 0",
            "4:1 DK9002 stage 1",
            "5:1 DK9003 CMD in stage 1",
            "5:7 DK9004 apt with 2",
        ]
    );
}

#[test]
fn the_trigger_of_an_onbuild_is_a_step_of_its_own() {
    let text = "FROM a\nONBUILD RUN [\"sudo\"]\n";
    assert_eq!(
        found(&["DK9003", "DK9004"], &[], text),
        ["2:9 DK9003 RUN in stage 0 of an ONBUILD", "2:15 DK9004 sudo with 0"]
    );
}

#[test]
fn a_rule_that_panics_becomes_a_finding_and_the_others_go_on() {
    let text = "FROM a\nCOPY x y\nRUN b\n";
    assert_eq!(
        found(&["DK9005", "DK9003"], &[], text),
        ["2:1 internal-error the rule `a-panic` failed here", "3:1 DK9003 RUN in stage 0"]
    );
}

#[test]
fn what_the_builder_refuses_cannot_be_ignored() {
    let text = "FROM a\nBOGUS\n";
    let expected = ["2:1 syntax there is no instruction `BOGUS`"];
    assert_eq!(found(&[], &["ALL"], text), expected);
    assert_eq!(found(&["DK9003"], &["syntax"], text), expected);
}

#[test]
fn one_problem_is_reported_once() {
    let text = "FROM a\nONBUILD FROM b\n";
    assert_eq!(found(&["DL3043"], &[], text), ["2:1 DL3043 a forbidden trigger"]);
    // With the rule off, the builder's error is not lost.
    assert_eq!(found(&["DK9003"], &[], text), ["2:9 syntax `ONBUILD` cannot trigger `FROM`"]);
}

#[test]
fn findings_know_their_stage_and_their_instruction() {
    let text = "FROM a AS one\nRUN b \\\n  c\nFROM d\nCMD e\n";
    let rules = rules();
    let source = SourceFile::new("Dockerfile", text);
    let outcome = lint(&Settings::recommended(&rules), &rules, &Input::new(&source));
    let of = |code: &str| -> Vec<_> {
        let own = outcome.findings.iter().filter(|finding| finding.code() == code);
        own.map(|finding| (finding.stage.clone(), finding.instruction_line)).collect()
    };
    assert_eq!(of("DK9003"), [(Some("one".into()), Some(2)), (Some("1".into()), Some(5))]);
}

#[test]
fn bytes_that_are_not_utf8_are_reported_once_and_nothing_is_fixed() {
    let rules = rules();
    let source = SourceFile::decode("Dockerfile", b"FROM a\nRUN \xff \xfe\n".to_vec()).expect("no UTF-16");
    let outcome = lint(&Settings::recommended(&rules), &rules, &Input::new(&source));
    let encoding: Vec<_> = outcome.findings.iter().filter(|finding| finding.code() == "encoding").collect();
    assert_eq!(encoding.len(), 1);
    assert_eq!(encoding[0].message, "the file is not valid UTF-8 here and in 1 more place");
    assert_eq!(encoding[0].instruction_line, Some(2));
}
