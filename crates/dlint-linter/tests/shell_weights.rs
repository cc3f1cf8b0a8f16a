//! What shell findings weigh in a build: which are said to everybody, which only to who asks for their rule, and how grave
//! they are.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_diagnostics::{Finding, Severity};
use dlint_linter::{Check, Input, Rule, RuleSet, Selection, Settings, ShellText, lint};
use dlint_text::SourceFile;

const fn rule(code: &'static str, name: &'static str, number: u16) -> Rule {
    let text = ShellText { number, message: "wrong", why: "because", help: "better" };
    Rule::new(code, name, Check::Shell(text)).severity(Severity::Style)
}

static ASSIGNED: Rule = rule("SC1007", "space-in-assignment", 1007);
static UNUSED: Rule = rule("SC2034", "unused-variable", 2034);
static SPLIT: Rule = rule("SC2046", "unquoted-substitution", 2046);
static REMOVED: Rule = rule("SC2115", "removed-from-root", 2115);
static UNQUOTED: Rule = rule("SC2086", "unquoted-variable", 2086);
static UNSET: Rule = rule("SC2154", "unset-variable", 2154);
static DECLARED: Rule = rule("SC2155", "exit-status-hidden", 2155);
static CD: Rule = rule("SC2164", "unchecked-cd", 2164);
static MODE: Rule = rule("SC2174", "mode-of-parents", 2174);
static ECHO: Rule = rule("SC2028", "echo-escapes", 2028);
static SOURCE: Rule = rule("SC3046", "source-in-sh", 3046);

/// The codes of a step's findings with what they weigh, those of the letter in brackets.
fn weights(step: &str) -> String {
    let rules = RuleSet::new([
        &ASSIGNED, &ECHO, &UNUSED, &SPLIT, &REMOVED, &UNQUOTED, &UNSET, &DECLARED, &CD, &MODE, &SOURCE,
    ]);
    let text = if step.contains("FROM") { step.to_owned() } else { format!("FROM debian:13\nRUN {step}\n") };
    let source = SourceFile::new("Dockerfile", text);
    let codes = rules.rules().iter().map(|rule| rule.meta.code.to_string());
    let asked = Selection { select: codes.collect(), ..Selection::default() };
    let settings = Settings::new(&rules, &asked).expect("a selection");
    let found = lint(&settings, &rules, &Input::new(&source));
    let weigh = |finding: &Finding| {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
            Severity::Style => "style",
        };
        let text = format!("{} {severity}", finding.code());
        if finding.pedantic { format!("({text})") } else { text }
    };
    found.findings.iter().map(weigh).collect::<Vec<_>>().join(", ")
}

#[test]
fn what_is_meant_is_said_to_who_asks_for_it() {
    let mut wrong = Vec::new();
    for (step, expected) in [
        // What is deleted is not to be guessed; what is installed is split on purpose.
        ("for f in /a/*; do rm -rf $f/x; done", "SC2086 warning"),
        ("apt-get install -y $PACKAGES", "(SC2086 style)"),
        ("mv a-$VERSION a", "(SC2086 warning)"),
        ("rm $(find . -name x)", "SC2046 style"),
        ("apt-get install -y $(cat list)", "(SC2046 style)"),
        // A loop that only tries again.
        ("for i in $(seq 1 30); do curl -f localhost && break; done", "(SC2034 info)"),
        ("for i in 1 2 3; do curl -f localhost && break; done", "(SC2034 info)"),
        ("for i in $(ls /etc); do echo again; done", "SC2034 info"),
        ("for name in a b; do make all; done", "SC2034 info"),
        (
            "FROM fedora:42\nSHELL [\"bash\", \"-c\"]\nRUN for i in {1..5}; do make && break; done",
            "(SC2034 info)",
        ),
        // What cannot fail hides nothing.
        ("export A=$(nproc) && make", "(SC2155 info)"),
        ("export A=$(./configure --print) && make \"$A\"", "SC2155 info"),
        // What the build itself gives a value begins at no `/`.
        ("FROM debian:13\nARG D=/srv/a\nRUN rm -rf \"$D\"/*", "(SC2115 style)"),
        ("FROM debian:13\nENV D=/srv/a\nRUN rm -rf \"${D}/a\"", ""),
        ("FROM debian:13\nARG D\nRUN rm -rf \"$D\"/*", "SC2115 style"),
        ("FROM debian:13\nARG D=/\nRUN rm -rf \"$D\"/*", "SC2115 style"),
        ("FROM debian:13\nENV D=/srv/a\nRUN D=$(cat d) && rm -rf \"$D\"/*", "SC2115 style"),
        ("FROM debian:13\nENV D=/srv/a\nRUN read -r D < d && rm -rf \"$D\"/*", "SC2115 style"),
        ("FROM debian:13\nENV D=/srv/a\nRUN . ./env.sh && rm -rf \"$D\"/*", "SC2115 style"),
        ("FROM debian:13\nENV D=/srv/a\nRUN readonly D; rm -rf \"$D\"/*", "SC2115 style"),
        ("rm -rf \"$D\"/*", "SC2115 style"),
        // Where nothing follows, the step fails with it.
        ("make; cd /a", "(SC2164 style)"),
        ("cd /a; make", "SC2164 style"),
    ] {
        let found = weights(step);
        if found != expected {
            wrong.push(format!("{step}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
