//! The flags are those of the parser.

use std::collections::BTreeSet;

use dlint_lsp::language::{
    FlagInfo, Snippet, ValueKind, flag, flags, instruction, is_known_to, is_on_trial, repeats,
};
use dlint_syntax::{FlagKind, Keyword, SyntaxErrorKind, flag_since, known_flags};

use super::{errors, found};

/// A file in which an instruction has a flag.
fn with_flag(keyword: Keyword, flag: &str) -> String {
    let plain = instruction(keyword).and_then(|info| info.snippets.first()).map(Snippet::plain);
    let plain = plain.expect("every instruction has a snippet");
    // These snippets have flags of their own.
    let rest = match keyword {
        Keyword::Add => " a b",
        Keyword::Healthcheck => " CMD true",
        _ => plain.strip_prefix(keyword.as_str()).expect("a snippet begins with its keyword"),
    };
    format!("FROM scratch\n{} {flag}{rest}\n", keyword.as_str())
}

fn all() -> impl Iterator<Item = (Keyword, &'static FlagInfo)> {
    Keyword::ALL.iter().flat_map(|keyword| flags(*keyword).iter().map(|flag| (*keyword, flag)))
}

#[test]
fn the_flags_are_those_of_the_parser_and_no_others() {
    for keyword in Keyword::EVERY {
        let told: Vec<&str> = flags(*keyword).iter().map(|flag| flag.name).collect();
        let known: BTreeSet<&str> = known_flags(*keyword).iter().map(|(name, _)| *name).collect();
        assert_eq!(told.iter().copied().collect::<BTreeSet<_>>(), known, "{}", keyword.as_str());
        assert_eq!(told.len(), known.len(), "{}", keyword.as_str());
    }
}

#[test]
fn the_parser_takes_each_flag_where_it_is_told_and_nowhere_else() {
    let names: BTreeSet<&str> = all().map(|(_, flag)| flag.name).chain(["volume"]).collect();
    for keyword in Keyword::ALL {
        // Nobody looks at the flags of these.
        if matches!(keyword, Keyword::Arg | Keyword::Stopsignal) {
            continue;
        }
        for name in &names {
            let errors = errors(&with_flag(*keyword, &format!("--{name}=true")));
            let refused = errors.iter().any(|error| matches!(error, SyntaxErrorKind::UnknownFlag { .. }));
            assert_eq!(flag(*keyword, name).is_none(), refused, "{} --{name}: {errors:?}", keyword.as_str());
        }
    }
}

#[test]
fn what_is_on_or_off_is_so_for_the_parser() {
    for (keyword, flag) in all() {
        let kind = known_flags(keyword).iter().find(|(name, _)| *name == flag.name).map(|(_, kind)| *kind);
        assert_eq!(flag.value == ValueKind::Boolean, kind == Some(FlagKind::Boolean), "{}", flag.name);
        assert_eq!(repeats(keyword, flag.name), kind == Some(FlagKind::Texts), "{}", flag.name);
    }
    assert!(!repeats(Keyword::Copy, "mount"));
}

#[test]
fn the_parser_takes_each_offered_value() {
    for (keyword, flag) in all() {
        for offer in flag.offers {
            let text = with_flag(keyword, &format!("--{}={}", flag.name, offer.value));
            assert_eq!(errors(&text), [], "{text}");
            assert_eq!(found("DK7002", &text), [], "{text}");
        }
        if flag.value == ValueKind::Choice {
            let text = with_flag(keyword, &format!("--{}=anything", flag.name));
            assert_ne!(errors(&text), [], "{text}");
        }
    }
}

#[test]
fn a_flag_on_trial_is_known_only_where_trials_are() {
    let on_trial: Vec<&str> =
        all().filter(|(keyword, flag)| is_on_trial(*keyword, flag)).map(|(_, flag)| flag.name).collect();
    assert_eq!(on_trial, ["device"]);
    for (keyword, flag) in all() {
        let since = flag_since(keyword, flag.name);
        assert_eq!(is_known_to(keyword, flag, (1, 99), false), flag.name != "device", "--{}", flag.name);
        assert!(is_known_to(keyword, flag, (1, 99), true), "--{}", flag.name);
        let is_earlier = since.is_none() || flag.labs.is_none_or(|labs| Some(labs) < since);
        assert!(is_earlier, "--{} was on trial before", flag.name);
        if let Some((major, minor)) = since {
            assert!(is_known_to(keyword, flag, (major, minor), false), "--{}", flag.name);
            assert!(!is_known_to(keyword, flag, (major, minor - 1), false), "--{}", flag.name);
        }
    }
}
