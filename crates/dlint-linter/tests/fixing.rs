//! The fix loop with rules whose fixes are good, bad and endless.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_diagnostics::{Change, FixKind, Safety};
use dlint_linter::{
    Check, Cx, Findings, FixError, Fixed, Input, Rule, RuleSet, Selection, Settings, Step, fix_until_stable,
};
use dlint_syntax::Keyword;
use dlint_text::SourceFile;

/// Writes keywords in capitals.
static CAPITALS: Rule = Rule::new("DK9001", "lower-case", Check::Instruction(Keyword::EVERY, capitals))
    .fix(FixKind::Always(Safety::Safe));
/// Turns `USER` into something that no builder knows.
static BREAKS: Rule = Rule::new("DK9002", "breaks", Check::Instruction(&[Keyword::User], breaks))
    .fix(FixKind::Always(Safety::Safe));
/// Makes every label longer, for ever.
static ENDLESS: Rule = Rule::new("DK9003", "endless", Check::Instruction(&[Keyword::Label], endless))
    .fix(FixKind::Always(Safety::Safe));
/// Deletes instructions, which is no safe thing to do.
static UNSAFE: Rule = Rule::new("DK9004", "unsafe", Check::Instruction(&[Keyword::Cmd], deletes))
    .fix(FixKind::Always(Safety::Unsafe));
/// As `BREAKS`, but it does not claim to be safe.
static MAY_BREAK: Rule = Rule::new("DK9005", "may-break", Check::Instruction(&[Keyword::User], may_break))
    .fix(FixKind::Always(Safety::Unsafe));
/// Replaces a word that can hold a comment.
static WORD: Rule = Rule::new("DK9006", "word", Check::Instruction(&[Keyword::Workdir], word))
    .fix(FixKind::Always(Safety::Safe));

fn capitals(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let keyword = &step.keyword_text;
    if keyword.as_str() != keyword.to_uppercase() {
        out.report(&CAPITALS, keyword.span(), "small letters").fix("write capitals", Safety::Safe, |edits| {
            edits.replace(keyword.span(), keyword.to_uppercase());
        });
    }
}

fn breaks(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&BREAKS, step.span, "a user")
        .fix("break it", Safety::Safe, |edits| edits.replace(step.keyword_text.span(), "BOGUS"));
}

fn may_break(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&MAY_BREAK, step.span, "a user")
        .fix("perhaps break it", Safety::Unsafe, |edits| edits.replace(step.keyword_text.span(), "BOGUS"));
}

fn endless(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    out.report(&ENDLESS, step.span, "a label")
        .fix("grow", Safety::Safe, |edits| edits.insert(step.span.end, "x"))
        .declares([Change::Rewrites("LABEL")]);
}

fn deletes(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let lines = cx.file.lines_of(step.instruction);
    let span = lines.iter().map(|line| line.span).reduce(dlint_text::Span::join).unwrap_or(step.span);
    out.report(&UNSAFE, step.span, "a command")
        .fix("delete it", Safety::Unsafe, |edits| edits.delete(span))
        .declares([Change::Removes("CMD", String::new())]);
}

fn word(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !step.text.contains("/new") {
        out.report(&WORD, step.span, "a folder")
            .fix("move", Safety::Safe, |edits| edits.replace(step.span, "WORKDIR /new"))
            .declares([Change::Rewrites("WORKDIR"), Change::Workdir]);
    }
}

fn fix(rules: &[&'static Rule], floor: Safety, text: &str) -> Fixed {
    let rules = RuleSet::new(rules.iter().copied());
    let all = Selection { select: vec!["ALL".into()], ..Selection::default() };
    let settings = Settings::new(&rules, &all).expect("ALL is a selector");
    fix_until_stable(&settings, &rules, &Input::new(&SourceFile::new("Dockerfile", text)), floor)
}

#[test]
fn safe_fixes_are_applied_and_unsafe_ones_only_if_asked_for() {
    let text = "from a\ncmd b\n";
    let safe = fix(&[&CAPITALS, &UNSAFE], Safety::Safe, text);
    assert_eq!(safe.source.text(), "FROM a\nCMD b\n");
    assert_eq!(safe.applied.iter().map(|fix| fix.code).collect::<Vec<_>>(), ["DK9001", "DK9001"]);
    assert_eq!(safe.outcome.findings.len(), 1);
    let all = fix(&[&CAPITALS, &UNSAFE], Safety::Unsafe, text);
    assert_eq!(all.source.text(), "FROM a\n");
    assert_eq!(all.error, None);
}

#[test]
fn a_safe_fix_that_breaks_the_file_is_left_out_and_named_and_the_others_are_applied() {
    let fixed = fix(&[&CAPITALS, &BREAKS], Safety::Safe, "from a\nUSER b\nrun c\n");
    assert_eq!(fixed.source.text(), "FROM a\nUSER b\nRUN c\n");
    assert_eq!(fixed.error, Some(FixError::Worse { codes: "DK9002".into() }));
}

#[test]
fn an_unsafe_fix_that_would_make_things_worse_is_left_out_without_a_word() {
    let fixed = fix(&[&CAPITALS, &MAY_BREAK], Safety::Unsafe, "from a\nUSER b\n");
    assert_eq!(fixed.source.text(), "FROM a\nUSER b\n");
    assert_eq!(fixed.error, None);
}

#[test]
fn a_fix_that_never_settles_is_stopped_and_named() {
    let fixed = fix(&[&ENDLESS], Safety::Safe, "FROM a\nLABEL b=c\n");
    assert_eq!(fixed.error, Some(FixError::Unstable { codes: "DK9003".into() }));
}

#[test]
fn a_fix_that_would_lose_a_comment_is_not_offered() {
    let fixed = fix(&[&WORD], Safety::Safe, "FROM a\nWORKDIR \\\n# why\n  /old\nWORKDIR /old\n");
    assert_eq!(fixed.source.text(), "FROM a\nWORKDIR \\\n# why\n  /old\nWORKDIR /new\n");
    assert_eq!(fixed.outcome.findings.len(), 1);
    assert!(fixed.outcome.findings[0].fixes.is_empty());
}

#[test]
fn the_line_endings_the_mark_and_the_missing_last_newline_stay() {
    let fixed = fix(&[&CAPITALS], Safety::Safe, "\u{feff}from a\r\nrun b \\\r\n  c");
    assert_eq!(fixed.source.text(), "\u{feff}FROM a\r\nRUN b \\\r\n  c");
}
