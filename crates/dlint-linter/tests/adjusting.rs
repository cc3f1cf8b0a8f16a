//! What a project changes about findings: their weight, the stages they are wanted in, and how safe their fixes are.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_diagnostics::{Change, Finding, FixKind, Safety, Severity, Status};
use dlint_linter::{
    Adjust, Check, Cx, Findings, Input, Layer, Rule, RuleSet, Selection, Settings, fix_until_stable, lint,
};
use dlint_model::{Options, Stage};
use dlint_text::{SourceFile, Span};

static STAGE: Rule = Rule::new("DL3001", "each-stage", Check::Stage(stage))
    .severity(Severity::Info)
    .fix(FixKind::Always(Safety::Unsafe));
static SAFE: Rule =
    Rule::new("DK1001", "safely-repaired", Check::Stage(safe)).fix(FixKind::Always(Safety::Safe));
static TRIAL: Rule = Rule::new("DK1002", "on-trial", Check::Stage(trial)).status(Status::Preview);

fn stage(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let word = stage.from.keyword_text.span();
    let found = out.report(&STAGE, word, "a stage");
    if cx.source.slice(word) == "FROM" {
        found.fix("say it softly", Safety::Unsafe, |edits| edits.replace(word, "from"));
    }
}

fn safe(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let text = cx.source.slice(stage.from.span);
    if text == "FROM a" || text.starts_with("FROM a ") {
        let start = stage.from.span.start + 5;
        let span = Span::new(start, start + 1);
        out.report(&SAFE, span, "too short")
            .fix("make it longer", Safety::Safe, |edits| edits.replace(span, "aa"))
            .declares([Change::Rewrites("FROM")]);
    }
}

fn trial(stage: &Stage<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&TRIAL, stage.from.span, "a trial");
}

const TEXT: &str = "FROM a AS build\nFROM a\nFROM a AS test\nFROM build AS app\nCOPY --from=1 /x /\n";

fn rules() -> RuleSet {
    RuleSet::new([&STAGE, &SAFE, &TRIAL])
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn findings(selection: &Selection, build: &Options) -> Vec<Finding> {
    let rules = rules();
    let settings = Settings::new(&rules, selection).expect("known selectors");
    let source = SourceFile::new("Dockerfile", TEXT);
    lint(&settings, &rules, &Input::new(&source).with_build(build)).findings
}

/// The lines on which a code is found.
fn lines(code: &str, selection: &Selection, build: &Options) -> Vec<u32> {
    let found = findings(selection, build);
    found.iter().filter(|one| one.code() == code).filter_map(|one| one.instruction_line).collect()
}

#[test]
fn a_stage_is_known_by_its_name_its_number_and_what_it_is_for() {
    let targets = Options { targets: words("test"), ..Options::NONE };
    for (stage, build, left) in [
        ("build", &Options::NONE, [2, 3, 4].as_slice()),
        ("BUILD", &Options::NONE, &[2, 3, 4]),
        ("1", &Options::NONE, &[1, 3, 4]),
        ("final", &Options::NONE, &[2, 3]),
        ("builder", &Options::NONE, &[1, 4]),
        ("final", &targets, &[1, 2, 4]),
        ("builder", &targets, &[3]),
        ("nobody", &Options::NONE, &[1, 2, 3, 4]),
        ("9", &Options::NONE, &[1, 2, 3, 4]),
    ] {
        let adjust = Adjust { stage_ignores: vec![(stage.into(), words("DL3"))], ..Adjust::default() };
        let selection = Selection { adjust, ..Selection::default() };
        assert_eq!(lines("DL3001", &selection, build), left, "{stage}");
        assert_eq!(lines("DK1001", &selection, build), [1, 2, 3], "another code, {stage}");
    }
}

#[test]
fn what_the_builder_refuses_is_told_in_every_stage() {
    let rules = rules();
    let adjust = Adjust { stage_ignores: vec![("final".into(), words("ALL"))], ..Adjust::default() };
    let settings = Settings::new(&rules, &Selection { adjust, ..Selection::default() }).expect("known");
    let source = SourceFile::new("Dockerfile", "FROM a\nRUNN x\n");
    let found = lint(&settings, &rules, &Input::new(&source)).findings;
    assert_eq!(found.iter().map(Finding::code).collect::<Vec<_>>(), ["syntax"]);
}

#[test]
fn the_most_specific_severity_counts_and_of_two_alike_the_later() {
    let weigh = |severities: &[(&str, Severity)]| {
        let severities = severities.iter().map(|(text, severity)| ((*text).to_owned(), *severity)).collect();
        let adjust = Adjust { severities, ..Adjust::default() };
        let found = findings(&Selection { adjust, ..Selection::default() }, &Options::NONE);
        found.iter().find(|one| one.code() == "DL3001").expect("a finding").severity
    };
    assert_eq!(weigh(&[]), Severity::Info);
    assert_eq!(weigh(&[("DL3001", Severity::Error), ("ALL", Severity::Style)]), Severity::Error);
    assert_eq!(weigh(&[("hadolint", Severity::Error), ("DL3", Severity::Style)]), Severity::Style);
    assert_eq!(weigh(&[("each-stage", Severity::Error), ("DL3001", Severity::Style)]), Severity::Style);
    assert_eq!(weigh(&[("DK1001", Severity::Error)]), Severity::Info);
}

#[test]
fn fixes_are_as_safe_as_the_project_says() {
    let safety = |code: &str, unfixable: &str, safe: &str, less: &str| {
        let adjust = Adjust {
            unfixable: words(unfixable),
            safe_fixes: words(safe),
            unsafe_fixes: words(less),
            ..Adjust::default()
        };
        let found = findings(&Selection { adjust, ..Selection::default() }, &Options::NONE);
        found.iter().find(|one| one.code() == code).and_then(|one| one.fixes.first()).expect("a fix").safety
    };
    assert_eq!(safety("DL3001", "", "", ""), Safety::Unsafe);
    assert_eq!(safety("DL3001", "", "DL3001", ""), Safety::Safe);
    assert_eq!(safety("DL3001", "", "DK1001", "DK1001"), Safety::Unsafe);
    assert_eq!(safety("DK1001", "", "DK1001", "DK1001"), Safety::Unsafe, "of two alike, the careful one");
    assert_eq!(safety("DK1001", "", "DK1001", "ALL"), Safety::Safe, "the more specific");
    assert_eq!(safety("DK1001", "", "", "layers DK"), Safety::Unsafe);
    assert_eq!(safety("DL3001", "ALL", "DL3001", ""), Safety::DisplayOnly);
}

#[test]
fn a_fix_that_only_the_project_calls_safe_is_applied_and_one_it_does_not_trust_is_left() {
    let rules = rules();
    let source = SourceFile::new("Dockerfile", "FROM a\n");
    let fixed = |safe: &str, less: &str| {
        let adjust = Adjust { safe_fixes: words(safe), unsafe_fixes: words(less), ..Adjust::default() };
        let settings = Settings::new(&rules, &Selection { adjust, ..Selection::default() }).expect("known");
        let fixed = fix_until_stable(&settings, &rules, &Input::new(&source), Safety::Safe);
        assert_eq!(fixed.error, None);
        fixed.source.text().to_owned()
    };
    assert_eq!(fixed("", ""), "FROM aa\n");
    assert_eq!(fixed("DL3001", ""), "from aa\n");
    assert_eq!(fixed("", "DK1001"), "FROM a\n");
}

#[test]
fn rules_on_trial_run_only_where_trials_are_wanted() {
    let select = words("DK1002 DL3001");
    let with = |preview| Selection { select: select.clone(), preview, ..Selection::default() };
    assert!(lines("DK1002", &with(false), &Options::NONE).is_empty());
    assert_eq!(lines("DK1002", &with(true), &Options::NONE), [1, 2, 3, 4]);
}

#[test]
fn what_a_layer_says_counts_whatever_those_below_it_say() {
    let layer = |select: &str, extend: &str, ignore: &str| Layer {
        select: words(select),
        extend_select: words(extend),
        ignore: words(ignore),
    };
    let on = |select: &str, ignore: &str, layers: &[Layer]| {
        let (select, ignore, layers) = (words(select), words(ignore), layers.to_vec());
        let selection = Selection { select, ignore, layers, ..Selection::default() };
        let settings = Settings::new(&rules(), &selection).expect("known selectors");
        let codes = ["DK1001", "DL3001"].into_iter().filter(|code| settings.is_enabled(code));
        codes.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(on("", "DL3001", &[layer("", "hadolint", "")]), "DK1001 DL3001");
    assert_eq!(on("DL3001", "", &[layer("", "", "ALL")]), "");
    assert_eq!(on("DL3001", "DK1001", &[layer("DK1001", "", "")]), "DK1001");
    assert_eq!(on("", "DL3001", &[layer("", "", "DK1001")]), "");
    assert_eq!(on("", "", &[layer("", "", "ALL"), layer("", "DL3", "")]), "DL3001");
    assert_eq!(on("", "", &[layer("DL3001", "", ""), layer("", "", "")]), "DL3001");
    let asked = Selection { layers: vec![layer("", "DL3001", "")], ..Selection::default() };
    let settings = Settings::new(&rules(), &asked).expect("known selectors");
    assert!(settings.is_asked_for("DL3001") && !settings.is_asked_for("DK1001"));
}
