//! What can be found in shell code and what is said about it are one set.

use std::collections::{BTreeMap, BTreeSet};

use dlint_catalogue::{SHELL_CODES, ShellCode};
use dlint_shell::ShellSeverity;

/// A severity as the table writes it.
fn word(severity: ShellSeverity) -> &'static str {
    match severity {
        ShellSeverity::Error => "error",
        ShellSeverity::Warning => "warning",
        ShellSeverity::Info => "info",
        ShellSeverity::Style => "style",
    }
}

#[test]
fn every_shell_code_has_its_words_and_no_other_has() {
    let found: BTreeSet<u16> = dlint_shell::codes().map(|(number, _)| number).collect();
    let known: BTreeSet<u16> = SHELL_CODES.iter().map(|code| code.number).collect();
    let wordless: Vec<_> = found.difference(&known).collect();
    assert!(wordless.is_empty(), "`rules/shell.toml` says nothing about {wordless:?}");
    let idle: Vec<_> = known.difference(&found).collect();
    assert!(idle.is_empty(), "`rules/shell.toml` has {idle:?}, which cannot come out");
}

#[test]
fn severities_of_shell_codes_are_those_of_the_findings() {
    for (number, severity) in dlint_shell::codes() {
        let code = ShellCode::numbered(number).unwrap_or_else(|| panic!("SC{number} has no words"));
        assert_eq!(code.severity, word(severity), "{}", code.code);
    }
}

#[test]
fn shell_codes_are_sorted_and_written_like_their_numbers() {
    assert!(SHELL_CODES.is_sorted_by(|a, b| a.number < b.number));
    for code in SHELL_CODES {
        assert_eq!(code.code, format!("SC{}", code.number));
    }
}

#[test]
fn names_of_shell_codes_belong_to_one_code() {
    let table: toml::Table = dlint_catalogue::CODES.parse().expect("the table is TOML");
    let entries = table["code"].as_array().expect("a list of codes");
    let mut owners: BTreeMap<&str, &str> =
        entries.iter().filter_map(|entry| Some((entry.get("rule")?.as_str()?, "a rule"))).collect();
    for code in SHELL_CODES {
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(code.name.chars().all(slug) && !code.name.is_empty(), "{}: {}", code.code, code.name);
        let owner = owners.insert(code.name, code.code);
        assert!(owner.is_none(), "{}: {owner:?} is called `{}` already", code.code, code.name);
    }
}

#[test]
fn texts_of_shell_codes_are_clauses() {
    for code in SHELL_CODES {
        for text in [code.summary, code.why, code.help] {
            assert!(!text.is_empty() && !text.ends_with('.'), "{}: {text}", code.code);
        }
    }
}
