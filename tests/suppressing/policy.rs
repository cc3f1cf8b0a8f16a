//! What a project allows, days, and what a report says.

use dlint::model::base_image::Date;
use dlint::{Input, Origin, Selection, Settings, SourceFile, lint};

use super::{outcome, places, with};

const TEXT: &str = "# dlint ignore=DL3007 -- we know\nFROM a:latest\n# hadolint ignore=DL3004\nRUN sudo x\n";

#[test]
fn a_project_can_forbid_all_comments_or_some_codes() {
    let select = vec!["DL3007".to_owned(), "DL3004".to_owned(), "invalid-ignore".to_owned()];
    let found = |no_inline_ignores: &[&str]| {
        let no_inline_ignores = no_inline_ignores.iter().map(|code| (*code).to_owned()).collect();
        places(
            TEXT,
            &with(&Selection { select: select.clone(), no_inline_ignores, ..Selection::default() }, TEXT),
        )
    };
    let told = |kept: &str, ignored: &str| (kept.to_owned(), ignored.to_owned());
    assert_eq!(found(&[]), told("", "DL3007@2 DL3004@4"));
    assert_eq!(found(&["ALL"]), told("DL3007@2 DL3004@4", ""));
    // That one of the comments does nothing is said, where not all of them do nothing.
    assert_eq!(found(&["sudo-in-run"]), told("invalid-ignore@3 DL3004@4", "DL3007@2"));
    assert_eq!(found(&["SC2", "DK"]).0, "");
}

#[test]
fn a_comment_counts_through_its_last_day() {
    let text = "# dlint ignore=DL3007 until=2027-03-31\nFROM a:latest\n";
    let rules = dlint::rules();
    let source = SourceFile::new("Dockerfile", text);
    let on = |day: Option<&str>| {
        let selection = Selection {
            select: vec!["DL3007".to_owned(), "expired-ignore".to_owned(), "invalid-ignore".to_owned()],
            warn_unused_ignores: true,
            ..Selection::default()
        };
        let settings = Settings::new(&rules, &selection).expect("the codes are known");
        let settings = match day {
            Some(day) => settings.on(day.parse::<Date>().expect("a day")),
            None => settings,
        };
        places(text, &lint(&settings, &rules, &Input::new(&source)))
    };
    for day in [Some("2027-03-31"), Some("1999-01-01"), None] {
        assert_eq!(on(day), (String::new(), "DL3007@2".to_owned()), "{day:?}");
    }
    assert_eq!(on(Some("2027-04-01")), ("expired-ignore@1 DL3007@2".to_owned(), String::new()));
}

#[test]
fn what_is_ignored_comes_with_its_comment_and_reason() {
    let text = "# check=skip=StageNameCasing // names of the past\n\
                # hadolint global ignore=DL3004 # nobody else is there\n\
                FROM a AS B\n\
                # dlint ignore=DL3007 until=2099-01-01 -- the build pins it\n\
                FROM a:latest\n\
                RUN sudo x\n\
                # shellcheck disable=SC2086 # words\n\
                RUN cat $1\n\
                # tally ignore=DL3020;reason=so it is\n\
                ADD b c\n\
                # dlint ignore=DL3004\n\
                RUN sudo y\n";
    let outcome = outcome("StageNameCasing,DL3004,DL3007,SC2086,DL3020", text);
    assert_eq!(outcome.findings, []);
    let source = SourceFile::new("Dockerfile", text);
    let told: Vec<_> = outcome
        .suppressed
        .iter()
        .map(|one| {
            let line = source.lines().line(one.comment.start);
            (one.finding.code(), one.origin, line, one.reason.as_deref())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("StageNameCasing", Origin::BuildKit, 1, Some("names of the past")),
            ("DL3007", Origin::Dlint, 4, Some("the build pins it")),
            ("DL3004", Origin::Hadolint, 2, Some("nobody else is there")),
            ("SC2086", Origin::ShellCheck, 7, Some("words")),
            ("DL3020", Origin::Tally, 9, Some("so it is")),
            // The nearest one counts, also where it gives no reason.
            ("DL3004", Origin::Dlint, 11, None),
        ]
    );
    let comment = outcome.suppressed.first().map(|one| source.slice(one.comment));
    assert_eq!(comment, Some("# check=skip=StageNameCasing // names of the past"));
}
