//! A fix may change in the build what it declares, and nothing else.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_diagnostics::{Change, FixKind, Safety};
use dlint_linter::{
    Check, Cx, Findings, FixError, Input, Rule, RuleSet, Selection, Settings, fix_until_stable,
};
use dlint_text::{SourceFile, Span};

/// A file, what a fix makes of it, and what that changes.
const CASES: &[(&str, &str, &str)] = &[
    // How it is written is no change.
    ("FROM a\nRUN make\n", "FROM a\nrun   make\n", ""),
    ("FROM a\nRUN a && b\n", "FROM a\nRUN a \\\n    # why\n    && b\n", ""),
    ("FROM a\nENV a b c\n", "FROM a\nENV a=\"b c\"\n", ""),
    ("FROM a\nENV a=1 b=2\n", "FROM a\nENV a=1\nENV b=2\n", ""),
    ("FROM a\nRUN x \"`date`\"\n", "FROM a\nRUN x \"$(date)\"\n", ""),
    ("FROM a\nCOPY a b /c/\n", "FROM a\nCOPY [\"a\", \"b\", \"/c/\"]\n", ""),
    ("FROM a AS B\nFROM c\nCOPY --from=B / /\n", "FROM a AS b\nFROM c\nCOPY --from=b / /\n", ""),
    ("FROM a\nRUN x \"a \\\n  b\"\n", "FROM a\nRUN x \"a   b\"\n", ""),
    ("FROM a\nONBUILD RUN  a\n", "FROM a\nonbuild RUN  a\n", ""),
    // Blanks in quotes are said, and nobody knows what a text is that is not read.
    ("FROM a\nRUN x 'a  b'\n", "FROM a\nRUN x 'a b'\n", "`x` gets `'a b'`, `x` loses `'a  b'`"),
    (
        "FROM a\nRUN x \"a \\\n  b\"\n",
        "FROM a\nRUN x \"a \\\nb\"\n",
        "`x` gets `\"a b\"`, `x` loses `\"a   b\"`",
    ),
    ("FROM a\nCMD x 'a  b'\n", "FROM a\nCMD x 'a b'\n", "`CMD` says something else"),
    ("FROM a\nRUN x 'a  b\n", "FROM a\nRUN x 'a b\n", "`RUN` says something else"),
    ("FROM a\nONBUILD RUN x 'a  b'\n", "FROM a\nONBUILD RUN x 'a b'\n", "`ONBUILD` says something else"),
    (
        "FROM a\nHEALTHCHECK CMD x 'a  b'\n",
        "FROM a\nHEALTHCHECK CMD x 'a b'\n",
        "`HEALTHCHECK` says something else",
    ),
    // Commands.
    ("FROM a\nRUN a\n", "FROM a\nRUN a && rm -rf /b\n", "runs `rm -rf /b`"),
    ("FROM a\nRUN a; b\n", "FROM a\nRUN a\n", "no longer runs `b`"),
    (
        "FROM a\nRUN sh -c 'apt-get install c'\n",
        "FROM a\nRUN sh -c 'apt-get -y install c'\n",
        "`apt-get` gets `-y`",
    ),
    ("FROM a\nRUN sudo apt -y x\n", "FROM a\nRUN sudo apt x\n", "`apt` loses `-y`"),
    ("FROM a\nRUN apt x\n", "FROM a\nRUN apt-get x\n", "calls `apt-get` instead of `apt`"),
    ("FROM a\nRUN a b c\n", "FROM a\nRUN a c b\n", "`a` gets other words"),
    ("FROM a\nRUN rm $x\n", "FROM a\nRUN rm \"$x\"\n", "`rm` gets `\"$x\"`, `rm` loses `$x`"),
    ("FROM a\nRUN a; b\n", "FROM a\nRUN a || b\n", "`b` runs under another condition"),
    (
        "FROM a\nRUN a && b\n",
        "FROM a\nRUN if a; then b; fi\n",
        "`a` runs under another condition, `b` runs under another condition",
    ),
    ("FROM a\nRUN (a && b) && c\n", "FROM a\nRUN a && b && c\n", "other layers"),
    ("FROM a\nRUN a\nRUN b && c\n", "FROM a\nRUN (a) && b && c\n", "other layers"),
    ("FROM a\nRUN a && (b)\nRUN c\n", "FROM a\nRUN (a && (b)) && c\n", "other layers"),
    ("FROM a\nRUN a; (b) && c\n", "FROM a\nRUN a; b && c\n", "`b` runs under another condition"),
    ("FROM a\nRUN a && b\n", "FROM a\nRUN b && a\n", "`b` comes before `a`"),
    // Steps.
    ("FROM a\nRUN a\nRUN b\n", "FROM a\nRUN a && b\n", "other layers"),
    ("FROM a\nCOPY x y\nRUN a\n", "FROM a\nRUN a\nCOPY x y\n", "`a` comes before `COPY`"),
    ("FROM a\nRUN a\n", "FROM a\nRUN --network=none a\n", "`--network` of `RUN`"),
    ("FROM a\nADD x y\n", "FROM a\nCOPY x y\n", "adds `COPY x y`, removes `ADD x y`"),
    ("FROM a\nCOPY x y\n", "FROM a\nCOPY x z\n", "`COPY` says something else"),
    ("FROM a\nCMD a\n", "FROM a\nCMD [\"a\"]\n", "`CMD` says something else"),
    ("FROM a\nCOPY <<E /b\none  two\nE\n", "FROM a\nCOPY <<E /b\none two\nE\n", "`COPY` says something else"),
    ("FROM a\nRUN a\nFROM b\n", "FROM a\nRUN a\n", "the stages"),
    // What is in force.
    ("FROM a\nENV b=1\nRUN c\n", "FROM a\nENV b=2\nRUN c\n", "`ENV` says something else, the variable `b`"),
    ("FROM a\nARG b\nRUN c\n", "FROM a\nRUN c\nARG b\n", "`c` comes before `ARG`, the variable `b`"),
    ("FROM a\nWORKDIR /b\nRUN c\n", "FROM a\nRUN c\n", "removes `WORKDIR /b`, the working directory"),
    ("FROM a\nRUN c\n", "FROM a\nUSER d\nRUN c\n", "adds `USER d`, the user"),
    (
        "FROM a\nRUN c\n",
        "FROM a\nSHELL [\"/bin/bash\", \"-c\"]\nRUN c\n",
        "adds `SHELL exec /bin/bash -c`, the shell",
    ),
];

static RULE: Rule = Rule::new("DL3061", "test", Check::File(check)).fix(FixKind::Sometimes(Safety::Safe));
static DECLARING: Rule =
    Rule::new("DL3061", "test", Check::File(declare)).fix(FixKind::Sometimes(Safety::Safe));

/// What the fix makes of a file: the case whose number is the file's name, until that is done.
fn case(cx: &Cx<'_>) -> Option<&'static str> {
    let (before, after, _) = CASES.get(cx.source.name().parse::<usize>().ok()?)?;
    (*before == cx.source.text()).then_some(*after)
}

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let all = Span::new(0, cx.source.text().len() as u32);
    if let Some(after) = case(cx) {
        out.report(&RULE, Span::at(0), "x").fix("x", Safety::Safe, |edits| edits.replace(all, after));
    }
}

fn declare(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let all = Span::new(0, cx.source.text().len() as u32);
    if let Some(after) = case(cx) {
        out.report(&DECLARING, Span::at(0), "x")
            .fix("x", Safety::Safe, |edits| edits.replace(all, after))
            .declares([
                Change::Runs("rm".into()),
                Change::Rewords("apt-get".into()),
                Change::Moves("COPY".into()),
                Change::Variable(String::new()),
                Change::Rewrites("ENV"),
            ]);
    }
}

/// What the engine says of a fix that declares nothing, or what `declare` does.
fn error(rule: &'static Rule, number: usize) -> Option<FixError> {
    let rules = RuleSet::new([rule]);
    let all = Selection { select: vec!["ALL".into()], ..Selection::default() };
    let settings = Settings::new(&rules, &all).expect("a selection");
    let (before, ..) = CASES.get(number).expect("a case");
    let source = SourceFile::new(number.to_string(), *before);
    let fixed = fix_until_stable(&settings, &rules, &Input::new(&source), Safety::Safe);
    assert_eq!(fixed.source.text() == *before, fixed.error.is_some(), "{before}");
    fixed.error
}

#[test]
fn what_a_fix_does_not_declare_is_seen() {
    let mut wrong = Vec::new();
    for (number, (before, after, expected)) in CASES.iter().enumerate() {
        let seen = match error(&RULE, number) {
            None => String::new(),
            Some(FixError::Undeclared { changes, .. }) => changes,
            Some(other) => other.to_string(),
        };
        if seen != *expected {
            wrong.push(format!("{before:?} to {after:?}: {seen}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_it_declares_is_done() {
    for (number, (before, _, seen)) in CASES.iter().enumerate() {
        let declared = ["", "runs `rm -rf /b`", "`apt-get` gets `-y`", "`a` comes before `COPY`"];
        let is_declared = declared.contains(seen) || seen.starts_with("`ENV` says");
        assert_eq!(error(&DECLARING, number).is_none(), is_declared, "{before:?}: {seen}");
    }
}
