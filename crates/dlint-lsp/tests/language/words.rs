//! Directives, variables, signals and the other words to choose from.

use std::collections::BTreeSet;

use dlint_linter::{RuleSet, Settings};
use dlint_lsp::language::{
    CHECKS, DIRECTIVES, HEALTHCHECKS, PLATFORMS, PROTOCOLS, SIGNALS, VARIABLES, VariableKind, directive,
    signal, variable,
};
use dlint_model::variables::{is_platform, is_proxy};
use dlint_syntax::DirectiveKind;
use dlint_text::SourceFile;

use super::{errors, found};

#[test]
fn every_directive_of_the_parser_is_there() {
    let kinds = [DirectiveKind::Syntax, DirectiveKind::Escape, DirectiveKind::Check];
    assert_eq!(DIRECTIVES.len(), kinds.len());
    for kind in kinds {
        assert_eq!(directive(kind).map(|info| info.kind), Some(kind));
    }
}

#[test]
fn the_parser_takes_each_value_of_a_directive() {
    for info in DIRECTIVES {
        for offer in info.offers {
            let text = format!("# {}={}\nFROM scratch\n", info.kind.as_str(), offer.value);
            let source = SourceFile::new("Dockerfile", text.clone());
            let file = dlint_syntax::parse(&source);
            assert_eq!(file.errors, [], "{text}");
            assert_eq!(file.directives.len(), 1, "{text}");
            let is_read = file.check_comment(&source).is_none_or(|comment| comment.options.is_ok());
            assert!(is_read, "{text}");
        }
    }
}

#[test]
fn every_check_is_one_that_rules_are_known_by() {
    let rules: RuleSet = dlint_rules::all();
    for check in CHECKS {
        assert!(Settings::check_selector(&rules, check.name).is_ok(), "{}", check.name);
    }
    assert!(CHECKS.is_sorted_by_key(|check| check.name), "the checks are sorted");
    assert!(Settings::check_selector(&rules, "NoSuchCheck").is_err());
}

#[test]
fn the_checks_are_those_that_rules_are_known_by() {
    // Rules go by the names of BuildKit's checks as a code or as an alias: words of several capitals, without a digit.
    let is_theirs = |name: &&str| {
        name.starts_with(|letter: char| letter.is_ascii_uppercase())
            && name.chars().all(|letter| letter.is_ascii_alphabetic())
            && name.chars().any(|letter| letter.is_ascii_lowercase())
    };
    let known: BTreeSet<&str> = dlint_rules::ALL
        .iter()
        .flat_map(|rule| {
            let variants = rule.meta.variants.iter().map(|variant| variant.code);
            variants.chain([rule.meta.code]).chain(rule.meta.aliases.iter().copied())
        })
        .filter(is_theirs)
        .collect();
    let told: BTreeSet<&str> = CHECKS.iter().map(|check| check.name).collect();
    assert_eq!(told, known);
}

#[test]
fn the_predefined_variables_are_those_of_the_model() {
    for known in VARIABLES {
        assert_eq!(known.kind == VariableKind::Platform, is_platform(known.name), "{}", known.name);
        assert_eq!(known.kind == VariableKind::Proxy, is_proxy(known.name), "{}", known.name);
        assert_eq!(variable(known.name), Some(known), "{} stands there twice", known.name);
    }
    for part in ["PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT"] {
        for side in ["BUILD", "TARGET"] {
            assert!(variable(&format!("{side}{part}")).is_some(), "{side}{part}");
        }
    }
    assert_eq!(VARIABLES.iter().filter(|variable| variable.kind == VariableKind::Platform).count(), 11);
    assert_eq!(VARIABLES.iter().filter(|variable| variable.kind == VariableKind::Proxy).count(), 10);
}

#[test]
fn the_words_are_taken_where_they_belong() {
    for platform in PLATFORMS {
        assert_eq!(errors(&format!("FROM --platform={} scratch\n", platform.value)), []);
    }
    for protocol in PROTOCOLS {
        let text = format!("FROM scratch\nEXPOSE 80/{}\n", protocol.value);
        assert_eq!((errors(&text), found("ExposeProtoCasing", &text)), (vec![], vec![]), "{text}");
    }
    for check in HEALTHCHECKS {
        let command = if check.value == "CMD" { " true" } else { "" };
        assert_eq!(errors(&format!("FROM scratch\nHEALTHCHECK {}{command}\n", check.value)), []);
    }
}

#[test]
fn a_signal_is_known_by_its_long_and_its_short_name() {
    for known in SIGNALS {
        assert!(known.value.starts_with("SIG"), "{}", known.value);
        assert_eq!(signal(known.value), Some(known), "{} stands there twice", known.value);
    }
    assert_eq!(signal("term"), signal("SIGTERM"));
    assert_eq!(signal("TERMINATE"), None);
}
